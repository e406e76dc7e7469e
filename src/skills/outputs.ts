import { holds, lookup, type Scope } from './condition.ts'
import { patternFault, readPlain } from './expectation.ts'
import { didYouMean } from './nearest.ts'
import { isGlob, pathFault } from './paths.ts'
import { FormatError, type Path, problem } from './problem.ts'
import { conditionFault } from './template.ts'
import type { Expectation, OutputItem, SkillOutputs, SkillProblem } from './types.ts'
import { MATURITIES, type Maturity } from './values.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

const TOP_KEYS = ['skill', 'version', 'domain', 'base_outputs', 'conditional_outputs', 'scaffolding', 'metadata']
const ITEM_KEYS = ['path', 'must_contain', 'description', 'reason', 'when', 'type', 'template', 'optional']
const KINDS = ['contains', 'matches', 'entry', 'any_file']

/** Dimensions of the public collection; a skill's `dimensions` says which fact decides one. */
export const KNOWN_DIMENSIONS = [
  'maturity',
  'cloud_provider',
  'iac_tool',
  'infrastructure',
  'service_mesh',
  'observability',
  'database',
  'use_case',
  'script_type',
  'shell_type',
  'integration',
  'secret_management',
]

export interface LoadedOutputs {
  outputs: SkillOutputs
  /** The skill the file says it belongs to. */
  skill: string | null
  problems: SkillProblem[]
  document: YamlDocument | null
}

export function emptyOutputs(dimensions: Record<string, string> = {}): SkillOutputs {
  return { base: [], conditional: {}, dimensions, scaffolding: [], metadata: {} }
}

/** Reads an outputs.yaml, the public ones as they are: what can be read otherwise is noted, what is misplaced recovered. */
export function readOutputs(text: string, file: string, dimensions: Record<string, string> = {}): LoadedOutputs {
  const problems: SkillProblem[] = []
  const outputs = emptyOutputs(dimensions)
  let document: YamlDocument
  try {
    document = parseYaml(text, file)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { outputs, skill: null, problems: [error.problem], document: null }
  }
  const reader = new OutputsReader(document, file, problems)
  const top = reader.object(document.value ?? {}, [])
  if (top) reader.top(top, outputs)
  const skill = typeof top?.skill === 'string' ? top.skill : null
  return { outputs, skill, problems, document }
}

type Fields = Record<string, unknown>

class OutputsReader {
  readonly document: YamlDocument
  readonly file: string
  readonly problems: SkillProblem[]
  constructor(document: YamlDocument, file: string, problems: SkillProblem[]) {
    this.document = document
    this.file = file
    this.problems = problems
  }

  say(severity: SkillProblem['severity'], path: Path, message: string, hint?: string): void {
    this.problems.push(problem(severity, this.file, this.document.at(path), message, hint))
  }

  object(value: unknown, path: Path): Fields | null {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields // a YAML mapping
    this.say('error', path, 'expected "key: value" lines here')
    return null
  }

  top(top: Fields, outputs: SkillOutputs): void {
    for (const [key, value] of Object.entries(top)) {
      switch (key) {
        case 'skill':
        case 'version':
        case 'domain':
          break
        case 'base_outputs':
          outputs.base = this.items(value, [key])
          break
        case 'conditional_outputs':
          for (const [dimension, cases] of Object.entries(value === null ? {} : (this.object(value, [key]) ?? {}))) {
            this.dimension(dimension, cases, [key, dimension], outputs)
          }
          break
        case 'scaffolding':
          outputs.scaffolding = this.scaffolding(value, [key])
          break
        case 'metadata':
          outputs.metadata = value === null ? {} : (this.object(value, [key]) ?? {})
          break
        default:
          this.misplaced(key, value, outputs)
      }
    }
  }

  misplaced(key: string, value: unknown, outputs: SkillOutputs): void {
    const place = this.document.keyAt([key])
    const isDimension =
      value !== null &&
      typeof value === 'object' &&
      !Array.isArray(value) &&
      Object.values(value).length > 0 &&
      Object.values(value).every((items) => Array.isArray(items))
    if (!isDimension) {
      const hint = didYouMean(key, TOP_KEYS)
      this.problems.push(problem('warning', this.file, place, `no part of outputs.yaml is named "${key}"`, hint))
      return
    }
    const hint = 'indent it by two spaces, below conditional_outputs'
    this.problems.push(problem('warning', this.file, place, `"${key}" stands outside conditional_outputs`, hint))
    this.dimension(key, value, [key], outputs)
  }

  dimension(name: string, value: unknown, path: Path, outputs: SkillOutputs): void {
    const place = this.document.keyAt(path)
    if (name !== 'maturity' && !Object.hasOwn(outputs.dimensions, name)) {
      const known = KNOWN_DIMENSIONS.includes(name)
      const near = known ? null : didYouMean(name, [...KNOWN_DIMENSIONS, ...Object.keys(outputs.dimensions)])
      const hint = near ?? `add "${name}: some.fact" to the dimensions in SKILL.md`
      const message = known ? `no fact decides the dimension "${name}"` : `unknown dimension "${name}"`
      this.problems.push(problem(known ? 'info' : 'warning', this.file, place, message, hint))
    }
    const cases = this.object(value ?? {}, path)
    if (!cases) return
    const read: Record<string, OutputItem[]> = own(outputs.conditional, name) ?? {}
    for (const [choice, items] of Object.entries(cases)) {
      const here = [...path, choice]
      if (name === 'maturity' && !isMaturity(choice)) {
        this.say('error', here, `no maturity is named "${choice}"`, didYouMean(choice, MATURITIES))
      } else read[choice] = [...(own(read, choice) ?? []), ...this.items(items, here)]
    }
    outputs.conditional[name] = read
  }

  items(value: unknown, path: Path): OutputItem[] {
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) {
      this.say('error', path, 'expected a list of outputs')
      return []
    }
    return value.flatMap((item, index) => this.item(item, [...path, index]) ?? [])
  }

  item(value: unknown, path: Path): OutputItem | null {
    const fields = this.object(value, path)
    if (!fields) return null
    this.unknownKeys(fields, path)
    if (typeof fields.path !== 'string') {
      this.say('error', path, 'an output needs a path')
      return null
    }
    const fault = pathFault(fields.path)
    if (fault) {
      this.say('error', [...path, 'path'], `${JSON.stringify(fields.path)} is ${fault}`)
      return null
    }
    const kind = fields.path.endsWith('/') ? 'directory' : isGlob(fields.path) ? 'glob' : 'file'
    const item: OutputItem = {
      path: fields.path,
      kind,
      mustContain: this.expectations(fields.must_contain, kind, [...path, 'must_contain']),
      description: textOf(fields.description) ?? textOf(fields.reason) ?? '',
      line: this.document.at(path).line,
    }
    const when = typeof fields.when === 'boolean' ? String(fields.when) : fields.when
    if (typeof when === 'string') {
      const wrong = conditionFault(when)
      if (wrong) this.say('error', [...path, 'when'], `the condition does not read: ${wrong.message}`, wrong.hint)
      item.when = when
    } else if (when !== undefined && when !== null) this.say('error', [...path, 'when'], 'when must be a condition')
    return item
  }

  unknownKeys(fields: Fields, path: Path): void {
    for (const key of Object.keys(fields)) {
      if (ITEM_KEYS.includes(key)) continue
      const place = this.document.keyAt([...path, key])
      const message = `an output has no "${key}"`
      this.problems.push(problem('warning', this.file, place, message, didYouMean(key, ITEM_KEYS)))
    }
  }

  expectations(value: unknown, kind: OutputItem['kind'], path: Path): Expectation[] {
    if (value === null || value === undefined) return []
    const list = Array.isArray(value) ? value : [value]
    return list.flatMap((entry: unknown, index) => {
      const here = Array.isArray(value) ? [...path, index] : path
      if (typeof entry === 'string' || typeof entry === 'number') return this.plain(String(entry), kind, here)
      return this.explicit(entry, kind, here) ?? []
    })
  }

  plain(text: string, kind: OutputItem['kind'], path: Path): Expectation[] {
    if (text === '') {
      this.say('warning', path, 'an empty text stands in every file')
      return []
    }
    const reading = readPlain(text, kind)
    if (reading.note) this.say('info', path, reading.note, `write {${keyOf(reading.expectation)}: …} to say which`)
    return [reading.expectation]
  }

  explicit(value: unknown, kind: OutputItem['kind'], path: Path): Expectation | null {
    const fields = this.object(value, path)
    if (!fields) return null
    const [key = '', ...more] = Object.keys(fields)
    const text = fields[key]
    if (more.length > 0 || !KINDS.includes(key)) {
      this.say('error', path, `must_contain takes one of ${KINDS.join(', ')}`, didYouMean(key, KINDS))
      return null
    }
    if (typeof text !== 'string' || text === '') {
      this.say('error', path, `${key} needs a text`)
      return null
    }
    const forDirectory = key === 'entry' || key === 'any_file'
    if (forDirectory !== (kind === 'directory')) {
      const hint = forDirectory ? 'a directory ends in /' : 'use entry or any_file, or name the file'
      this.say('error', path, `${key} does not go with a ${kind}`, hint)
      return null
    }
    if (key === 'matches') {
      const fault = patternFault(text)
      if (fault) this.say('error', [...path, key], `the regular expression is refused: ${fault}`)
      return { kind: 'matches', pattern: text }
    }
    if (key === 'entry') return { kind: 'entry', name: text }
    return key === 'any_file' ? { kind: 'any-file', text } : { kind: 'contains', text }
  }

  scaffolding(value: unknown, path: Path): SkillOutputs['scaffolding'] {
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) {
      this.say('error', path, 'expected a list')
      return []
    }
    return value.flatMap((entry: unknown, index) => {
      const here = [...path, index]
      const fields = this.object(typeof entry === 'string' ? { path: entry } : entry, here)
      if (!fields) return []
      if (typeof fields.path !== 'string' || pathFault(fields.path)) {
        this.say('error', here, 'scaffolding needs a path inside the project')
        return []
      }
      const reason = textOf(fields.reason) ?? textOf(fields.description) ?? ''
      const template = textOf(fields.template)
      return template === null ? [{ path: fields.path, reason }] : [{ path: fields.path, reason, template }]
    })
  }
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function keyOf(expectation: Expectation): string {
  return expectation.kind === 'any-file' ? 'any_file' : expectation.kind
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isMaturity(text: string): text is Maturity {
  return MATURITIES.some((m) => m === text)
}

/** The chosen values of each dimension, read from the facts that decide them. */
export function dimensionValues(outputs: SkillOutputs, scope: Scope): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(outputs.dimensions).map(([dimension, fact]) => {
      const value = lookup(fact, scope)
      const values = Array.isArray(value) ? value : value === null ? [] : [value]
      return [dimension, values.map(String)]
    }),
  )
}

/**
 * What is promised at a maturity. Levels are cumulative and a higher one replaces a lower one's item for the same path;
 * base outputs and other dimensions add to what is there. Two items of one list for one path are one item.
 */
export function itemsFor(
  outputs: SkillOutputs,
  maturity: Maturity,
  values: Readonly<Record<string, readonly string[] | string>>,
  scope?: Scope,
): OutputItem[] {
  const applies = (item: OutputItem): boolean => scope === undefined || holds(item.when, scope)
  const levels = new Map<string, OutputItem>()
  for (const level of MATURITIES.slice(0, MATURITIES.indexOf(maturity) + 1)) {
    const own = new Map<string, OutputItem>()
    for (const item of outputs.conditional.maturity?.[level] ?? []) if (applies(item)) add(own, item)
    for (const [path, item] of own) levels.set(path, item)
  }
  const all = new Map<string, OutputItem>()
  for (const item of outputs.base) if (applies(item)) add(all, item)
  for (const item of levels.values()) add(all, item)
  for (const [dimension, cases] of Object.entries(outputs.conditional)) {
    if (dimension === 'maturity' || !Object.hasOwn(values, dimension)) continue
    const chosen = values[dimension] ?? []
    const folded = new Set((typeof chosen === 'string' ? [chosen] : chosen).map(fold))
    for (const [choice, items] of Object.entries(cases)) {
      if (!folded.has(fold(choice))) continue
      for (const item of items) if (applies(item)) add(all, item)
    }
  }
  return [...all.values()]
}

/** The public collections write `multi-cloud` and `docker_compose` for one kind of name. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll('-', '_')
}

function add(into: Map<string, OutputItem>, item: OutputItem): void {
  const before = into.get(item.path)
  if (!before) {
    into.set(item.path, item)
    return
  }
  const known = new Set(before.mustContain.map((e) => JSON.stringify(e)))
  const more = item.mustContain.filter((e) => !known.has(JSON.stringify(e)))
  into.set(item.path, { ...before, mustContain: [...before.mustContain, ...more] })
}
