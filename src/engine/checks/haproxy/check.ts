import { didYouMean, nearest } from '../../../skills/nearest.ts'
import type { Diagnostic } from '../../protocol/diagnostic.ts'
import type { Check, CheckContext } from '../check.ts'
import { Findings, type Source, sourceOf } from '../read/source.ts'
import { dirName, type FileRef } from '../tree.ts'
import { judgeLog, judgeProxyLine } from './keywords.ts'
import { readLines } from './lexer.ts'
import { type Configuration, PROXIES, SECTIONS, type Section } from './model.ts'
import { mayBeHaproxy } from './paths.ts'
import { judgeReferences } from './references.ts'
import { judgeOtherLine } from './sections.ts'
import { haproxyTable } from './table.ts'

/** The offline check of HAProxy configurations. Files of one folder may be one configuration. */
export const haproxyCheck: Check = {
  id: 'haproxy',
  scope: 'tree',
  appliesTo: isHaproxy,
  run: async (files, context) => judgeHaproxy(files, context),
}

export function isHaproxy({ path, text }: FileRef): boolean {
  if (!mayBeHaproxy(path) || /\{\{[^{}\n]*\}\}|\{%|<%/.test(text)) return false
  const sections = text.match(/^(?:global|defaults|frontend|listen|backend)\b[^={[\n]*$/gm) ?? []
  if (sections.length === 0) return false
  return (
    /haproxy/i.test(path) ||
    /^\s+(?:bind|server|mode|balance|default_backend|use_backend|timeout (?:client|server|connect)|maxconn)\s+\S/m.test(
      text,
    )
  )
}

export function judgeHaproxy(files: readonly FileRef[], { schemas }: Pick<CheckContext, 'schemas'>): Diagnostic[] {
  const table = haproxyTable(schemas)
  const folders = new Map<string, FileRef[]>()
  for (const file of files) {
    // Only files in a folder for pieces are started together.
    const key = /(?:^|\/)(?:haproxy\.d|conf\.d|conf-enabled|cfg\.d)$/.test(dirName(file.path))
      ? dirName(file.path)
      : file.path
    folders.set(key, [...(folders.get(key) ?? []), file])
  }
  const found: Diagnostic[] = []
  for (const [key, together] of folders) {
    const configuration: Configuration = { sections: [], table, findings: new Findings('haproxy') }
    const whole = together.map((file) => readFile(file, configuration)).every(Boolean)
    for (const section of configuration.sections) judgeSection(configuration, section)
    const isPiece = together[0]?.path !== key
    judgeReferences(configuration, { complete: whole && (!isPiece || together.length > 1) && hasAll(configuration) })
    found.push(...configuration.findings.found)
  }
  return found
}

/** A piece without backends, such as a frontend alone, is started together with others. */
function hasAll({ sections }: Configuration): boolean {
  return (
    sections.some((one) => one.kind === 'backend' || one.kind === 'listen') ||
    sections.some((one) => one.kind === 'global')
  )
}

function readFile(file: FileRef, { sections, findings }: Configuration): boolean {
  const source = sourceOf(file)
  const { lines, faults } = readLines(file.text)
  for (const { offset, message, hint } of faults) findings.error(source, offset, message, hint)
  let current: Section | null = null
  let defaults: Section | null = null
  for (const line of lines) {
    const [first, name] = line.words
    if (first === undefined || first.text.startsWith('.')) continue
    if (SECTIONS.includes(first.text) && !(current !== null && line.indented && isLine(first.text, current))) {
      const from = line.words.find((_, index) => line.words[index - 1]?.text === 'from')
      const based: Section | null =
        from === undefined
          ? defaults
          : (sections.find((one) => one.kind === 'defaults' && one.name?.text === from.text) ?? defaults)
      const builds = PROXIES.has(first.text) && (first.text !== 'defaults' || from !== undefined)
      current = {
        kind: first.text,
        keyword: first,
        name: name?.text === 'from' ? null : (name ?? null),
        lines: [],
        source,
        defaults: builds ? based : null,
      }
      if (first.text === 'defaults') defaults = current
      sections.push(current)
    } else if (current !== null) current.lines.push(line)
    else {
      const near = nearest(first.text, SECTIONS)
      findings.error(
        source,
        first.start,
        `unknown keyword '${first.text}' out of section`,
        near === null ? 'a configuration begins with a section such as global or defaults' : `did you mean "${near}"?`,
      )
    }
  }
  const last = file.text.lastIndexOf('\n') + 1
  if (/\S/.test(file.text.slice(last)))
    findings.add('error', source, file.text.length, 'Missing LF on last line', {
      hint: 'HAProxy takes a file that ends within a line for a truncated one',
      fix: { title: 'end the last line', edits: [{ start: file.text.length, end: file.text.length, text: '\n' }] },
    })
  return faults.length === 0
}

/** Words that begin a section, and a line of another one as well. */
function isLine(word: string, current: Section): boolean {
  return (word === 'peers' && current.kind !== 'global') || word === 'healthcheck'
}

function judgeSection(configuration: Configuration, section: Section): void {
  const { kind, keyword, name, source, lines } = section
  const { findings } = configuration
  if (
    name === null &&
    /^(?:frontend|listen|backend|userlist|peers|mailers|resolvers|cache|ring|http-errors)$/.test(kind)
  )
    findings.error(source, keyword.end, `'${kind}' expects an <id> as argument`, `such as ${kind} web`)
  else if (name !== null && PROXIES.has(kind)) {
    const wrong = /[^\w.:-]/.exec(name.text)
    if (wrong !== null && !name.variable)
      findings.error(source, name.start, `character '${wrong[0]}' is not permitted in '${kind}' name '${name.text}'`)
  }
  for (const line of lines) {
    if (PROXIES.has(kind)) judgeProxyLine({ configuration, section, line })
    else if (kind === 'global') {
      judgeGlobal(configuration, source, line.words)
      if (line.words[0]?.text === 'log') judgeLog({ configuration, section, line }, line.words)
    } else judgeOtherLine({ configuration, section, line })
  }
}

function judgeGlobal(
  { table, findings }: Configuration,
  source: Source,
  words: { text: string; start: number; end: number; variable: boolean }[],
): void {
  const [first, second, third] = words
  const keyword = /^(?:no|default)$/.test(first?.text ?? '') ? second : first
  const value = keyword === first ? second : third
  if (keyword === undefined || keyword.variable || keyword.text === '') return
  if (/^ssl-default-(?:bind|server)-options$/.test(keyword.text)) {
    const known = keyword.text.includes('bind') ? table.bind : table.server
    for (const [index, word] of words.entries())
      if (
        index > 0 &&
        !known.has(word.text) &&
        !/^ssl-(?:min|max)-ver$/.test(words[index - 1]?.text ?? '') &&
        !word.variable
      )
        findings.error(
          source,
          word.start,
          `unknown option '${word.text}' on global statement '${keyword.text}'`,
          didYouMean(word.text, known.keys()),
        )
  }
  if (!table.global.has(keyword.text)) {
    if (/^(?:nbproc|tune\.)/.test(keyword.text) || GLOBAL_TOO.test(keyword.text)) return
    const hint =
      didYouMean(keyword.text, table.global) ??
      (table.proxyWords.has(keyword.text) ? 'it stands in a proxy section' : undefined)
    findings.error(source, keyword.start, `unknown keyword '${keyword.text}' in 'global' section`, hint)
  } else if (/^(?:maxconn|nbthread|maxpipes|ulimit-n|uid|gid)$/.test(keyword.text)) {
    if (value === undefined) findings.error(source, keyword.end, `'${keyword.text}' expects an integer argument.`)
    else if (!/^\d+$/.test(value.text) && !value.variable && keyword.text === 'nbthread')
      findings.error(source, value.start, `'${keyword.text}' expects an integer argument, and not '${value.text}'`)
  } else if (
    /^(?:user|group|chroot|pidfile|node|log-send-hostname)$/.test(keyword.text) &&
    value === undefined &&
    keyword.text !== 'log-send-hostname'
  )
    findings.error(source, keyword.end, `'${keyword.text}' expects an argument`)
}

/** In the section global of versions that are still about. */
const GLOBAL_TOO =
  /^(?:debug|quiet|log|stats|lua-load|setenv|presetenv|resetenv|unsetenv|spread-checks|server-state-\w+|bind-process|noreuseport|ssl-\w[\w-]*|51degrees-\w[\w-]*|wurfl-\w[\w-]*|deviceatlas-\w[\w-]*|cpu-map|module-\w+|http-(?:err|fail)-codes|maxcompcpuusage)$/
