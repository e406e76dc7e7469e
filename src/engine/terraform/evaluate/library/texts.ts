import { BOOL, DYNAMIC, listOf, objectOf, STRING, type Type, tupleOf } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { format, formatlist } from './format.ts'
import { type Pattern, readPattern } from './pattern.ts'
import {
  ANY,
  failed,
  listValue,
  numberOf,
  type Result,
  type Rule,
  TEXT,
  textOf,
  textsOf,
  unknownButThere,
} from './result.ts'

/** Functions of texts. */
export const TEXTS: Readonly<Record<string, Rule>> = {
  basename: textual((path) => path.replace(/\/+$/, '').replace(/^.*\//, '') || (path === '' ? '.' : '/')),
  chomp: textual((text) => text.replace(/[\r\n]+$/, '')),
  dirname: textual((path) => path.replace(/[^/]*$/, '').replace(/(.)\/+$/, '$1') || '.'),
  endswith: verdict((text, end) => text.endsWith(end)),
  format,
  formatlist,
  indent: ([spaces, text]) => indent(spaces, text),
  join: ([separator, ...lists]) => join(separator, lists),
  lower: textual((text) => text.toLowerCase()),
  regex: ([pattern, text]) => regex(pattern, text),
  regexall: ([pattern, text]) => regexall(pattern, text),
  replace: ([text, from, to]) => replace(text, from, to),
  split: ([separator, text]) => split(separator, text),
  startswith: verdict((text, start) => text.startsWith(start)),
  strcontains: verdict((text, part) => text.includes(part)),
  strrev: textual((text) => [...text].reverse().join('')),
  substr: ([text, from, length]) => substr(text, from, length),
  title: textual((text) => text.replace(/(^|\s)(\S)/gu, (all) => all.toUpperCase())),
  trim: changed((text, cut) => trimEnds(text, cut)),
  trimprefix: changed((text, start) => (text.startsWith(start) ? text.slice(start.length) : text)),
  trimspace: textual((text) => text.trim()),
  trimsuffix: changed((text, end) => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  upper: textual((text) => text.toUpperCase()),
}

function textual(change: (text: string) => string): Rule {
  return ([value]) => {
    const text = textOf(value)
    return text === null ? TEXT : values.text(change(text))
  }
}

function changed(change: (text: string, by: string) => string): Rule {
  return ([value, other]) => {
    const [text, by] = [textOf(value), textOf(other)]
    return text === null || by === null ? TEXT : values.text(change(text, by))
  }
}

function verdict(decide: (text: string, by: string) => boolean): Rule {
  return ([value, other]) => {
    const [text, by] = [textOf(value), textOf(other)]
    return text === null || by === null ? unknownButThere(BOOL) : values.bool(decide(text, by))
  }
}

function trimEnds(text: string, cut: string): string {
  const signs = new Set(cut)
  const all = [...text]
  let [start, end] = [0, all.length]
  while (start < end && signs.has(all[start] ?? '')) start++
  while (end > start && signs.has(all[end - 1] ?? '')) end--
  return all.slice(start, end).join('')
}

function indent(spaces: Value | undefined, value: Value | undefined): Result {
  const [many, text] = [numberOf(spaces), textOf(value)]
  if (many === null || text === null) return TEXT
  return values.text(text.replaceAll('\n', `\n${' '.repeat(Math.max(0, Math.min(many, 1000)))}`))
}

function join(separator: Value | undefined, lists: readonly Value[]): Result {
  if (lists.length === 0) return failed('at least one list is required')
  const between = textOf(separator)
  for (const [place, list] of lists.entries()) {
    const bad = values.elementsOf(list)?.findIndex((part) => part.content === null) ?? -1
    if (bad >= 0 && lists.every(values.isWhollyKnown)) {
      return failed(`element ${bad} is null; cannot concatenate null values`, place + 1)
    }
  }
  const parts = lists.map(textsOf)
  if (between === null || !parts.every((one) => one !== null)) return TEXT
  return values.text(parts.flat().join(between))
}

function split(separator: Value | undefined, value: Value | undefined): Result {
  const [between, text] = [textOf(separator), textOf(value)]
  if (between === null || text === null) return unknownButThere(listOf(STRING))
  return listValue(STRING, text.split(between).map(values.text))
}

function substr(value: Value | undefined, from: Value | undefined, length: Value | undefined): Result {
  const [text, start, count] = [textOf(value), numberOf(from), numberOf(length)]
  if (text === null || start === null || count === null) return TEXT
  const all = [...text]
  const begin = start < 0 ? Math.max(0, all.length + start) : start
  return values.text(all.slice(begin, count < 0 ? undefined : begin + count).join(''))
}

function replace(value: Value | undefined, from: Value | undefined, to: Value | undefined): Result {
  const [text, what, by] = [textOf(value), textOf(from), textOf(to)]
  if (text === null || what === null || by === null) return TEXT
  if (what.length < 2 || !what.startsWith('/') || !what.endsWith('/'))
    return values.text(text.replaceAll(what, () => by))
  const pattern = readPattern(what.slice(1, -1))
  if (typeof pattern === 'string') return failed(`error parsing regexp: ${pattern}`)
  if (pattern.expression === null || by.includes('$')) return TEXT
  return values.text(text.replaceAll(pattern.expression, () => by))
}

function regex(patternValue: Value | undefined, value: Value | undefined): Result {
  const source = textOf(patternValue)
  if (source === null) return ANY
  const read = resultType(source)
  if (typeof read === 'string') return failed(read)
  const text = textOf(value)
  if (text === null || read.pattern.expression === null) return unknownButThere(read.type)
  const [match] = text.matchAll(read.pattern.expression)
  if (match === undefined) return failed('pattern did not match any part of the given string')
  return matched(match, read.pattern)
}

function regexall(patternValue: Value | undefined, value: Value | undefined): Result {
  const source = textOf(patternValue)
  if (source === null) return unknownButThere(listOf(DYNAMIC))
  const read = resultType(source)
  if (typeof read === 'string') return failed(read)
  const text = textOf(value)
  if (text === null || read.pattern.expression === null) return unknownButThere(listOf(read.type))
  return listValue(
    read.type,
    [...text.matchAll(read.pattern.expression)].map((match) => matched(match, read.pattern)),
  )
}

/** What a pattern gives: a text, a tuple of its groups, or an object of its named ones. */
function resultType(source: string): { pattern: Pattern; type: Type } | string {
  const pattern = readPattern(source)
  if (typeof pattern === 'string') return `invalid regexp pattern: ${pattern}`
  const names = pattern.groups.filter((name) => name !== null)
  if (pattern.groups.length === 0) return { pattern, type: STRING }
  if (names.length === 0) return { pattern, type: tupleOf(pattern.groups.map(() => STRING)) }
  if (names.length < pattern.groups.length) {
    return 'invalid regexp pattern: cannot mix both named and unnamed capture groups'
  }
  return { pattern, type: objectOf(new Map(names.map((name) => [name, STRING]))) }
}

function matched(match: RegExpExecArray, { groups }: Pattern): Value {
  const part = (text: string | undefined): Value => (text === undefined ? values.nullOf(STRING) : values.text(text))
  if (groups.length === 0) return part(match[0])
  if (groups[0] === null) return values.tuple(groups.map((_, index) => part(match[index + 1])))
  return values.object(new Map(groups.map((name, index) => [name ?? '', part(match[index + 1])])))
}
