import { NUMBER } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import { failed, type Result, type Rule, TEXT, textOf, unknownButThere } from './result.ts'

/** Functions of points in time: what they are given must be readable; what comes out depends on the moment. */
export const DATES: Readonly<Record<string, Rule>> = {
  formatdate: ([format, time]) => formatdate(textOf(format), textOf(time)),
  timeadd: ([time, duration]) => timeadd(time, duration),
  timecmp: ([a, b]) => {
    const bad = [a, b].findIndex((value) => textOf(value) !== null && !isTimestamp(textOf(value) ?? ''))
    const known = textOf(a) !== null && textOf(b) !== null
    return bad >= 0 && known ? failed(NOT_A_TIMESTAMP, bad) : unknownButThere(NUMBER)
  },
}

const NOT_A_TIMESTAMP = 'not a valid RFC3339 timestamp'

function isTimestamp(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(text)
  if (match === null) return false
  const [, year, month, day, hour, minute, second] = match.map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const inMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= inMonth &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60
  )
}

function timeadd(time: Value | undefined, duration: Value | undefined): Result {
  const [start, length] = [textOf(time), textOf(duration)]
  if (start === null || length === null) return TEXT
  if (!isTimestamp(start)) return failed(NOT_A_TIMESTAMP, 0)
  if (!/^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(length)) {
    return failed(`time: invalid duration "${length}"`, 1)
  }
  return TEXT
}

const VERBS: Readonly<Record<string, readonly number[]>> = {
  ...{ Y: [2, 4], M: [1, 2, 3, 4], D: [1, 2], E: [3, 4], h: [1, 2], H: [1, 2], A: [2], a: [2], m: [1, 2], s: [1, 2] },
  Z: [1, 4, 5],
}

function formatdate(format: string | null, time: string | null): Result {
  if (format === null || time === null) return TEXT
  if (!isTimestamp(time)) return failed(NOT_A_TIMESTAMP, 1)
  for (let at = 0; at < format.length; ) {
    const char = format[at] ?? ''
    if (char === "'") {
      let end = at + 1
      while (end < format.length && (format[end] !== "'" || format[end + 1] === "'")) end += format[end] === "'" ? 2 : 1
      if (end >= format.length) return failed("unterminated literal '", 0)
      at = end + 1
    } else if (/[a-zA-Z]/.test(char)) {
      let end = at
      while (format[end] === char) end++
      const verb = format.slice(at, end)
      if (!VERBS[char]?.includes(verb.length)) return failed(`invalid date format verb "${verb}"`, 0)
      at = end
    } else at++
  }
  return TEXT
}
