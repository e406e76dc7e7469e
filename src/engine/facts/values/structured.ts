import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml'
import type { Scope } from '../../../skills/condition.ts'
import { didYouMean } from '../../../skills/nearest.ts'
import type { FactValue, TypeSpec } from '../../protocol/facts.ts'
import { bad, good, outside, type ReadResult, type Refused, range } from './result.ts'
import { splitOutside, unquote } from './split.ts'

export type ReadOne = (input: unknown, spec: TypeSpec, scope: Scope | undefined) => ReadResult

const LONGEST = 100_000
const NOTHING = ['', 'none', 'empty', '[]', '-']

export function readList(input: unknown, spec: TypeSpec, scope: Scope | undefined, readOne: ReadOne): ReadResult {
  const items = spec.items ?? { type: 'text' }
  const expected = `${listOf(items)}, separated by commas or one on each line`
  const members = typeof input === 'string' ? membersOf(input, items) : input
  if (typeof members === 'string') return bad(input, members, expected)
  // A list of one may be written without the list.
  const parts = Array.isArray(members) ? members : [members]
  const values: FactValue[] = []
  for (const [index, part] of parts.entries()) {
    const result = readOne(part, items, scope)
    if (!result.ok) {
      const where = parts.length > 1 ? `${ordinal(index + 1)} of ${parts.length}: ` : ''
      return { ok: false, problem: `${where}${result.problem}`, expected: result.expected }
    }
    values.push(result.value)
  }
  if (outside(values.length, spec.min, spec.max)) {
    return bad(input, `${values.length} given, ${range(spec.min, spec.max)} wanted`, expected)
  }
  return good(values)
}

export function readObject(input: unknown, spec: TypeSpec, scope: Scope | undefined, readOne: ReadOne): ReadResult {
  const fields = spec.fields ?? {}
  const names = Object.keys(fields)
  const expected = `${names.map((name) => (isRequired(fields[name]) ? name : `${name}?`)).join(', ')}, like ${example(spec)}`
  const given = typeof input === 'string' ? pairsOf(input, names) : input
  if (typeof given === 'string') return bad(input, given, expected)
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    return bad(input, `fields are wanted: ${names.join(', ')}`, expected)
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, names) ?? `there are ${names.join(', ')}`
    return bad(input, `it has no field ${unknown}; ${hint}`, expected)
  }
  const value: { [key: string]: FactValue } = {}
  for (const [name, field] of Object.entries(fields)) {
    // Own fields of a plain object or of parsed YAML.
    const raw = Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined
    if (raw === undefined || (raw === null && !field.nullable && !isRequired(field))) {
      if (isRequired(field)) return bad(input, `the field ${name} is missing`, expected)
      value[name] = structuredClone(field.default ?? null)
      continue
    }
    const result: ReadResult = readOne(raw, field, scope)
    if (!result.ok) return inField(name, result)
    value[name] = result.value
  }
  return good(value)
}

function isRequired(field: (TypeSpec & { optional?: boolean; default?: FactValue }) | undefined): boolean {
  return field !== undefined && field.optional !== true && field.default === undefined && field.nullable !== true
}

const inField = (name: string, result: Refused): Refused => ({ ...result, problem: `${name}: ${result.problem}` })

/** Members of a list that is written as text; a text is what is wrong. */
function membersOf(input: string, items: TypeSpec): unknown[] | string {
  const text = input.trim()
  if (text.length > LONGEST) return `${text.length} characters, more than anybody writes`
  if (NOTHING.includes(text.toLowerCase())) return []
  if (/^\[.*\]$/s.test(text) || /^-\s/.test(text)) {
    const value = parse(text)
    if (Array.isArray(value)) return value
    return value instanceof YAMLException ? `the list does not parse: ${value.reason}` : 'this is not a list'
  }
  const perLine = text.includes('\n') || items.type === 'object'
  const parts = splitOutside(text, (char) => char === '\n' || char === ',' || (char === ';' && perLine))
  if (parts === null) return 'a quote or a bracket stays open'
  const members = parts.map((part) => part.trim()).filter((part) => part !== '')
  // `name=web, port=80` is one object, and two objects need braces, lines or semicolons.
  if (items.type === 'object' && !text.includes('{') && members.some((part) => /^\w+\s*[=:]/.test(part))) {
    return text.split(/[\n;]/).filter((part) => part.trim() !== '')
  }
  return members.map((part) => (items.type === 'object' ? part : unquote(part)))
}

/** Fields of an object that is written as text; a text is what is wrong. */
function pairsOf(input: string, names: readonly string[]): Record<string, unknown> | string {
  const text = input.trim().replace(/,$/, '')
  if (text.length > LONGEST) return `${text.length} characters, more than anybody writes`
  if (/^\{.*\}$/s.test(text) || (text.includes('\n') && /^\w+:(\s|$)/m.test(text))) {
    const value = parse(text)
    if (value instanceof YAMLException) return `it does not parse: ${value.reason}`
    // FAILSAFE yields texts, lists and plain objects only.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'fields are wanted'
  }
  const parts = splitOutside(text, (char) => /[\s,]/.test(char))?.filter((part) => part !== '')
  if (parts === undefined || parts === null) return 'a quote or a bracket stays open'
  const [first] = names
  if (parts.length === 1 && first !== undefined && !/[=]/.test(text) && !/^\w+:/.test(text))
    return { [first]: unquote(text) }
  const pairs: Record<string, unknown> = {}
  for (const part of parts) {
    const match = /^([A-Za-z_][\w-]*)[=:](.*)$/s.exec(part)
    if (match === null) return `${part} is not of the form field=value`
    const [, name = '', value = ''] = match
    if (Object.hasOwn(pairs, name)) return `the field ${name} stands there twice`
    pairs[name] = unquote(value)
  }
  return pairs
}

/** Everything is text here: the spec of a field decides what its text means, so `1.30` keeps its zero. */
function parse(text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA, maxDepth: 20, maxAliases: 0 })
  } catch (error) {
    return error instanceof YAMLException ? error : new YAMLException(String(error))
  }
}

function listOf(items: TypeSpec): string {
  const words: Partial<Record<TypeSpec['type'], string>> = {
    cidr: 'blocks',
    slug: 'names',
    arn: 'ARNs',
    object: `entries like ${example(items)}`,
  }
  return words[items.type] ?? 'values'
}

function example(spec: TypeSpec): string {
  const samples: Partial<Record<TypeSpec['type'], string>> = {
    integer: '8080',
    slug: 'web',
    boolean: 'yes',
    cidr: '10.0.0.0/16',
  }
  const fields = Object.entries(spec.fields ?? {}).slice(0, 3)
  return fields
    .map(([name, field]) => `${name}=${field.choices?.[0]?.value ?? samples[field.type] ?? 'text'}`)
    .join(' ')
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}
