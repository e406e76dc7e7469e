const UNIT =
  /^(?:usec|us|μs|µs|msec|ms|seconds?|sec|s|minutes?|min|m|hours?|hr|h|days?|d|weeks?|w|months?|M|years?|y)?$/

/** `5min 20s`, `1h30m`, a bare number of seconds, or infinity. */
export function isTimeSpan(text: string): boolean {
  const value = text.trim()
  if (value === 'infinity') return true
  if (value === '' || value.length > 200) return false
  let rest = value
  while (rest !== '') {
    const found = /^(\d+(?:\.\d*)?|\.\d+)\s*([a-zA-Zμµ]*)\s*/.exec(rest)
    if (found === null || !UNIT.test(found[2] ?? '')) return false
    rest = rest.slice(found[0].length)
    if (rest.startsWith('.') && !/\s$/.test(found[0])) return false
  }
  return true
}

const WORDS =
  /^(?:minutely|hourly|daily|weekly|monthly|quarterly|semi-?annually|biannually|bi-?annually|half-yearly|yearly|annually|anually|midnight|anual|semiannually)$/i
const DAY =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)'
const DAYS = new RegExp(`^${DAY}(?:(?:\\.\\.|-)${DAY})?(?:,${DAY}(?:(?:\\.\\.|-)${DAY})?)*,?$`, 'i')

/** A calendar event, such as `Mon..Fri *-*-* 02:00`; what is wrong with it, or null. */
export function calendarFault(text: string): string | null {
  let words = text.trim().split(/\s+/)
  if (words.length === 1 && WORDS.test(words[0] ?? '')) return null
  if (words[0]?.startsWith('@')) return /^@\d+$/.test(words[0]) ? null : 'not a number of seconds'
  // A time zone may stand at the end.
  if (
    words.length > 1 &&
    /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z_+-]+)*)$/.test(words.at(-1) ?? '') &&
    !DAYS.test(words.at(-1) ?? '')
  )
    words = words.slice(0, -1)
  if (words.length === 1 && WORDS.test(words[0] ?? '')) return null
  if (words.length > 0 && DAYS.test(words[0] ?? '')) words = words.slice(1)
  const [first, second, ...more] = words
  if (more.length > 0) return 'too many parts'
  if (first === undefined) return null
  if (second === undefined) return first.includes(':') ? timeFault(first) : dateFault(first)
  return dateFault(first) ?? timeFault(second)
}

function dateFault(text: string): string | null {
  const parts = text.split(/[-~]/)
  if (parts.length === 3)
    return partFault(parts[0], 1970, 2199) ?? partFault(parts[1], 1, 12) ?? partFault(parts[2], 1, 31)
  if (parts.length === 2) return partFault(parts[0], 1, 12) ?? partFault(parts[1], 1, 31)
  return 'no date'
}

function timeFault(text: string): string | null {
  const parts = text.split(':')
  if (parts.length < 2 || parts.length > 3) return 'no time'
  return (
    partFault(parts[0], 0, 23) ?? partFault(parts[1], 0, 59) ?? (parts.length === 3 ? partFault(parts[2], 0, 59) : null)
  )
}

/** Any value, a step (`0/15`), a list (`1,15`) or a range (`9..17/2`). */
function partFault(text: string | undefined, low: number, high: number): string | null {
  if (text === undefined || text === '') return 'a part is missing'
  for (const piece of text.split(',')) {
    const found = /^(?:\*|(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))?)(?:\/(\d+(?:\.\d+)?))?$/.exec(piece)
    if (found === null) return `'${piece}' is no number`
    for (const number of [found[1], found[2]]) {
      if (number === undefined) continue
      const value = Number(number)
      // Years may be written with two digits.
      const isShort = low === 1970 && number.length <= 2
      if (!isShort && (value < low || value >= high + 1)) return `${number} is not between ${low} and ${high}`
    }
  }
  return null
}
