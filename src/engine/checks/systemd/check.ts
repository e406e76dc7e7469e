import type { Diagnostic, Severity } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { Findings, type Source, sourceOf } from '../read/source.ts'
import { Spelling } from '../read/spelling.ts'
import type { Surroundings } from '../surroundings.ts'
import { baseName, dirName, type FileRef } from '../tree.ts'
import { commandFaults } from './commands.ts'
import { mayBeUnit } from './paths.ts'
import { type SystemdTable, systemdTable } from './table.ts'
import { calendarFault, isTimeSpan } from './time.ts'
import { type Assignment, readUnit, type UnitSection } from './unit.ts'
import { valueFault } from './values.ts'

/** The offline check of systemd units and their drop-ins. */
export const systemdCheck: Check = {
  id: 'systemd',
  scope: 'tree',
  appliesTo: isUnit,
  run: async (files, context) => files.flatMap((file) => judgeUnit(file, context)),
}

export function isUnit({ path, text }: FileRef): boolean {
  if (!mayBeUnit(path) || /\{\{[^{}\n]*\}\}|\{%|<%/.test(text)) return false
  return /^\[(?:Unit|Service|Socket|Mount|Automount|Swap|Timer|Path|Slice|Scope|Install)\]?\s*$/m.test(text)
}

/** The section that each type of unit has for itself. */
const OWN: Readonly<Record<string, string>> = {
  service: 'Service',
  socket: 'Socket',
  mount: 'Mount',
  automount: 'Automount',
  swap: 'Swap',
  timer: 'Timer',
  path: 'Path',
  slice: 'Slice',
  scope: 'Scope',
  target: '',
}

interface Unit {
  source: Source
  /** `backup.timer`; of a drop-in, the unit that it belongs to. */
  name: string
  type: string
  isDropIn: boolean
  sections: UnitSection[]
  findings: Findings
  table: SystemdTable
}

export function judgeUnit(
  file: FileRef,
  { schemas, surroundings }: Pick<CheckContext, 'schemas' | 'surroundings'>,
): Diagnostic[] {
  const dropIn =
    /(?:^|\/)([^/]+\.(?:service|socket|mount|automount|swap|timer|path|slice|scope|target))\.d\/[^/]+\.conf$/.exec(
      file.path,
    )?.[1]
  const name = dropIn ?? baseName(file.path)
  const { sections, faults } = readUnit(file.text)
  const findings = new Findings('systemd')
  const source = sourceOf(file)
  const unit: Unit = {
    source,
    name,
    type: name.slice(name.lastIndexOf('.') + 1),
    isDropIn: dropIn !== undefined,
    sections,
    findings,
    table: systemdTable(schemas),
  }
  for (const { offset, message, fatal } of faults) findings.add(fatal ? 'error' : 'warning', source, offset, message)
  if (faults.some((fault) => fault.fatal)) return findings.found
  for (const section of sections) judgeSection(unit, section)
  if (!unit.isDropIn && sections.length > 0) judgeWhole(unit)
  judgeNeighbours(unit, surroundings)
  return findings.found
}

function judgeSection(unit: Unit, section: UnitSection): void {
  const { name, start, assignments } = section
  const own = OWN[unit.type] ?? ''
  const { findings, source, table } = unit
  if (name.startsWith('X-')) return
  if (name !== 'Unit' && name !== 'Install' && name !== own) {
    const spelling = new Spelling(['Unit', 'Install', own].filter((one) => one !== ''))
    findings.warning(
      source,
      start,
      `Unknown section '${name}'. Ignoring.`,
      spelling.hint(name) ?? `a ${unit.type} has ${['Unit', own, 'Install'].filter((one) => one !== '').join(', ')}`,
    )
    return
  }
  const spelling = new Spelling(table.keys(name))
  for (const assignment of assignments) judgeAssignment(unit, section, assignment, spelling)
}

function judgeAssignment(
  { findings, source, table }: Unit,
  section: UnitSection,
  assignment: Assignment,
  spelling: Spelling,
): void {
  const { key, value, start, at } = assignment
  const kind = table.kind(section.name, key)
  if (kind === undefined) {
    if (key.startsWith('X-') || /^-\./.test(key)) return
    const elsewhere = table.sectionsOf(key)
    const hint =
      elsewhere.length > 0
        ? `it stands in [${elsewhere.join('], [')}]`
        : (spelling.hint(key) ?? `systemd ${table.version} and those up to 258 have none of that name`)
    findings.warning(source, start, `Unknown key '${key}' in section [${section.name}], ignoring.`, hint)
    return
  }
  if (kind === 'PATH[ARGUMENT[...]]') {
    for (const { at: place, message, hint, fatal } of commandFaults(assignment)) {
      const severity: Severity = fatal ? 'error' : 'warning'
      findings.add(severity, source, place, message, {
        ...(hint === undefined ? {} : { hint }),
        ...(fatal ? {} : { rule: 'advice' }),
      })
    }
    return
  }
  const fault = valueFault(section.name, key, kind, value)
  if (fault === null) return
  // A working directory that cannot be used keeps the unit from starting; everything else is left out.
  const fatal = key === 'WorkingDirectory'
  findings.add(
    fatal ? 'error' : 'warning',
    source,
    at,
    fault.message,
    fault.hint === undefined ? {} : { hint: fault.hint },
  )
}

function judgeWhole(unit: Unit): void {
  const { type, sections, findings, source } = unit
  const own = sections.filter((section) => section.name === OWN[type])
  const all = (key: string): Assignment[] =>
    own.flatMap((section) => section.assignments.filter((one) => one.key === key && one.value !== ''))
  const last = (key: string): Assignment | undefined =>
    own.flatMap((section) => section.assignments.filter((one) => one.key === key)).at(-1)
  const start = own[0]?.start ?? sections[0]?.start ?? 0
  const refuse = (offset: number, message: string, hint?: string): void => findings.error(source, offset, message, hint)
  if (type === 'service') judgeService(unit, all, last, start, refuse)
  else if (type === 'timer') {
    const [, again] = all('Unit')
    if (again !== undefined)
      findings.warning(source, again.start, `Multiple units to trigger specified, ignoring: ${again.value}`)
    const triggers = own.flatMap(({ assignments }) =>
      assignments.filter(({ key, value }) =>
        key === 'OnCalendar'
          ? value.includes('%') || calendarFault(value) === null
          : /^On(?:Active|Boot|Startup|UnitActive|UnitInactive)Sec$/.test(key)
            ? isTimeSpan(value)
            : /^On(?:ClockChange|TimezoneChange)$/.test(key) && /^(?:1|y|t|on)/i.test(value),
      ),
    )
    if (triggers.length === 0) refuse(start, 'Timer unit lacks value setting. Refusing.', 'such as OnCalendar=daily')
  } else if (
    type === 'socket' &&
    !own.some(({ assignments }) =>
      assignments.some(({ key, value }) => /^Listen/.test(key) && value !== '' && listens(key, value)),
    )
  )
    refuse(start, 'Unit has no Listen setting (ListenStream=, ListenDatagram=, ListenFIFO=, ...). Refusing.')
  else if (
    type === 'path' &&
    !own.some(({ assignments }) =>
      assignments.some(
        ({ key, value }) =>
          /^(?:PathExists|PathExistsGlob|PathChanged|PathModified|DirectoryNotEmpty)$/.test(key) && /^[/%]/.test(value),
      ),
    )
  )
    refuse(start, 'Path unit lacks path setting. Refusing.', 'such as PathChanged=/srv/inbox')
  else if (type === 'mount') {
    const where = last('Where')?.value ?? ''
    if (all('What').length === 0) refuse(start, 'What= setting is missing. Refusing.')
    if (/^\//.test(where) && !where.includes('%') && escaped(where) !== unit.name.replace(/\.mount$/, ''))
      refuse(
        last('Where')?.at ?? start,
        "Where= setting doesn't match unit name. Refusing.",
        `the unit of ${where} is called ${escaped(where)}.mount`,
      )
  }
}

function listens(key: string, value: string): boolean {
  if (key !== 'ListenStream' && key !== 'ListenDatagram') return true
  if (/^\d+$/.test(value)) return Number(value) >= 1 && Number(value) <= 65_535
  return /^[/@%]|^vsock:|:\d+(?:%\w+)?$/.test(value)
}

/** A path as the name of a unit: `/srv/my data` is `srv-my\x20data`. */
function escaped(path: string): string {
  const inner = path.replace(/\/+/g, '/').replace(/^\/|\/$/g, '')
  if (inner === '') return '-'
  return [...inner]
    .map((char, index) => {
      if (char === '/') return '-'
      return /[\w:.]/.test(char) && !(index === 0 && char === '.')
        ? char
        : `\\x${(char.codePointAt(0) ?? 0).toString(16)}`
    })
    .join('')
}

function judgeService(
  { sections }: Unit,
  all: (key: string) => Assignment[],
  last: (key: string) => Assignment | undefined,
  start: number,
  refuse: (offset: number, message: string, hint?: string) => void,
): void {
  const type = last('Type')?.value ?? (last('BusName') !== undefined ? 'dbus' : 'simple')
  const starts = effective(all('ExecStart'), sections)
  const restart = last('Restart')
  const succeeds = sections.some((section) => section.assignments.some((one) => one.key === 'SuccessAction'))
  const isOneshot = type === 'oneshot'
  if (starts.length === 0 && !succeeds) {
    const stops = all('ExecStop').length > 0
    const remains = /^(?:1|y|t|on)/i.test(last('RemainAfterExit')?.value ?? '')
    if (!stops)
      refuse(
        start,
        'Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.',
        'say what it runs: ExecStart=/usr/bin/app',
      )
    else if (!remains)
      refuse(
        start,
        'Service has no ExecStart= and no SuccessAction= settings and does not have RemainAfterExit=yes set. Refusing.',
      )
  }
  const second = starts[1]
  if (second !== undefined && !isOneshot)
    refuse(
      second.start,
      'Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.',
      'a second command belongs into ExecStartPre= or ExecStartPost=',
    )
  if (isOneshot && restart !== undefined && /^(?:always|on-success)$/.test(restart.value))
    refuse(
      restart.start,
      "Service has Restart= set to either always or on-success, which isn't allowed for Type=oneshot services. Refusing.",
    )
  if (type === 'dbus' && all('BusName').length === 0)
    refuse(
      last('Type')?.start ?? start,
      'Service is of type D-Bus but no D-Bus service name has been specified. Refusing.',
      'add BusName=',
    )
}

/** An empty assignment takes back those before it. */
function effective(found: readonly Assignment[], sections: readonly UnitSection[]): readonly Assignment[] {
  const resets = sections.flatMap((section) =>
    section.assignments.filter((one) => one.key === 'ExecStart' && one.value === ''),
  )
  const reset = resets.at(-1)?.start ?? -1
  return found.filter((one) => one.start > reset)
}

/** Units that this one names, where they stand beside it under a slightly other name, or should. */
function judgeNeighbours({ type, name, source, sections, findings, isDropIn }: Unit, surroundings: Surroundings): void {
  const dir = dirName(isDropIn ? dirName(source.path) : source.path)
  const here = (surroundings.list(dir) ?? []).filter((one) =>
    /\.(?:service|socket|mount|automount|swap|timer|path|slice|target)$/.test(one),
  )
  const plain = new Set(here.map(withoutInstance))
  const spelling = new Spelling(plain)
  for (const section of sections)
    for (const { key, value, at } of section.assignments) {
      if (
        !/^(?:Requires|Requisite|Wants|BindsTo|PartOf|Upholds|Before|After|OnFailure|OnSuccess|Unit|Sockets|Also)$/.test(
          key,
        )
      )
        continue
      for (const { 0: word, index } of value.matchAll(/\S+/g)) {
        if (word.includes('%') || plain.has(withoutInstance(word)) || word === name) continue
        const near = spelling.slip(withoutInstance(word))
        if (near !== null && near !== withoutInstance(name))
          findings.add('warning', source, at + index, `there is no unit ${word} here`, {
            hint: `did you mean "${near}"?`,
            rule: 'advice',
          })
      }
    }
  if ((type !== 'timer' && type !== 'path') || isDropIn) return
  const named = sections.flatMap((section) => section.assignments.filter((one) => one.key === 'Unit')).at(-1)?.value
  const target = named ?? name.replace(/\.(?:timer|path)$/, '.service')
  if (here.length > 1 && !target.includes('%') && !plain.has(withoutInstance(target)) && named === undefined)
    findings.add('warning', source, 0, `there is no ${target} here for this ${type} to start`, {
      hint: 'name another one with Unit=, or add it',
      rule: 'advice',
    })
}

function withoutInstance(name: string): string {
  return name.replace(/@[^.]*\./, '@.')
}
