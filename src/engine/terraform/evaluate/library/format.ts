import { convert } from '../../values/convert.ts'
import { BOOL, listOf, NUMBER, STRING } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { ANY, type Failure, failed, listValue, type Result, TEXT, textOf, unknownButThere } from './result.ts'

const VERB = /%(?:(%)|([ +#0-]*)(\d+)?(?:\.(\d*))?(?:\[(\d+)\])?(.)?)/gsu
const KNOWN_VERBS = 'vtbodxXeEfgGsq'

export function format([template, ...given]: readonly Value[]): Result {
  const text = textOf(template)
  // While the type of an argument is not known, neither is that of the result.
  if (given.some((value) => !values.isKnown(value) && value.type.is === 'dynamic')) return ANY
  if (text === null || !given.every(values.isWhollyKnown)) return TEXT
  const result = fill(text, given)
  return typeof result === 'string' ? values.text(result) : (result ?? TEXT)
}

/** Lists among the arguments go in step; everything else is the same in each. */
export function formatlist([template, ...given]: readonly Value[]): Result {
  const text = textOf(template)
  let length: number | null = null
  for (const [place, value] of given.entries()) {
    const { is } = value.type
    if (is === 'dynamic' || (is !== 'list' && is !== 'set' && is !== 'tuple') || values.isNull(value)) continue
    const parts = values.elementsOf(value)
    if (parts === null) return unknownButThere(listOf(STRING))
    if (length !== null && parts.length !== length) {
      return failed(
        `argument ${place + 1} has length ${parts.length}, which is inconsistent with argument 1 of length ${length}`,
        place + 1,
      )
    }
    length = parts.length
  }
  if (text === null || !given.every(values.isWhollyKnown)) return unknownButThere(listOf(STRING))
  const rows: Value[] = []
  for (let at = 0; at < (length ?? 1); at++) {
    const row = given.map((value) => {
      const parts = ['list', 'set', 'tuple'].includes(value.type.is) ? values.elementsOf(value) : null
      return parts?.[at] ?? value
    })
    const result = fill(text, row)
    if (result === null) return unknownButThere(listOf(STRING))
    if (typeof result !== 'string') return failed(`error on format iteration ${at}: ${result.why}`)
    rows.push(values.text(result))
  }
  return listValue(STRING, rows)
}

/** The text with all verbs replaced; null where what a verb makes of its value is not worked out here. */
function fill(template: string, given: readonly Value[]): string | Failure | null {
  let result: string | null = ''
  let last = 0
  let next = 0
  let most = 0
  for (const match of template.matchAll(VERB)) {
    const [raw, percent, flags = '', width, precision, position, mode] = match
    if (result !== null) result += template.slice(last, match.index)
    last = match.index + raw.length
    if (percent !== undefined) {
      if (result !== null) result += '%'
      continue
    }
    if (mode === undefined || !KNOWN_VERBS.includes(mode)) {
      return failed(`unsupported format verb "${mode ?? ''}" in "${raw}" at offset ${match.index}`)
    }
    const at: number = position === undefined ? next : Number(position) - 1
    next = at + 1
    most = Math.max(most, next)
    const value = given[at]
    if (value === undefined) {
      return failed(
        `not enough arguments for "${raw}" at ${match.index}: need index ${at + 1} but have ${given.length} total`,
      )
    }
    const part = verb(value, mode, raw, match.index, flags + (width ?? '') + (precision ?? '') !== '')
    if (part !== null && typeof part !== 'string') return part
    result = part === null || result === null ? null : result + part
  }
  if (most < given.length) {
    return failed(
      most === 0
        ? 'too many arguments; no verbs in format string'
        : `too many arguments; only ${most} used by format string`,
    )
  }
  return result === null ? null : result + template.slice(last)
}

function verb(value: Value, mode: string, raw: string, offset: number, shaped: boolean): string | Failure | null {
  const bad = (why: string): Failure => failed(`unsupported value for "${raw}" at ${offset}: ${why}`)
  if (values.isNull(value)) return mode === 'v' ? 'null' : bad('null value cannot be formatted')
  if (mode === 'v') {
    const plain = convert(value, STRING)
    return plain.ok && typeof plain.value.content === 'string' && !shaped ? plain.value.content : null
  }
  const want = 'sq'.includes(mode) ? STRING : mode === 't' ? BOOL : NUMBER
  const done = convert(value, want)
  if (!done.ok) return bad(done.why)
  const { content } = done.value
  if (typeof content === 'number' && 'bodxX'.includes(mode) && !Number.isInteger(content))
    return bad('an integer is required')
  if (mode === 'q') return shaped ? null : JSON.stringify(content)
  const padded = /^%0?(\d+)d$/.exec(raw)
  if (padded !== null) return String(content).padStart(Number(padded[1]), raw[1] === '0' ? '0' : ' ')
  return shaped || !'sdt'.includes(mode) ? null : String(content)
}
