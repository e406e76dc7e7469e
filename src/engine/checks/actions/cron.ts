const FIELDS = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of month', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ') },
  { name: 'day of week', least: 0, most: 6, words: 'SUN MON TUE WED THU FRI SAT'.split(' ') },
] as const

/** What GitHub refuses in a schedule; null when it takes it. */
export function cronFault(text: string): string | null {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== FIELDS.length) return `a schedule has 5 fields, and this has ${parts.length}`
  for (const [index, field] of FIELDS.entries())
    for (const item of (parts[index] ?? '').split(',')) {
      const fault = itemFault(item, field)
      if (fault !== null) return `${field.name}: ${fault}`
    }
  return null
}

function itemFault(item: string, { least, most, words }: (typeof FIELDS)[number]): string | null {
  const [range = '', step, ...more] = item.split('/')
  if (more.length > 0 || (step !== undefined && !(Number(step) > 0))) return `${JSON.stringify(item)} is no step`
  if (range === '*' || range === '?') return null
  const ends = range.split('-').map((end) => {
    const word = words.indexOf(end.toUpperCase() as never)
    return word >= 0 ? word + least : /^\d+$/.test(end) ? Number(end) : Number.NaN
  })
  const [from = Number.NaN, to = from] = ends
  if (ends.length > 2 || ends.some(Number.isNaN)) return `${JSON.stringify(range)} is no value`
  if (from < least || to > most) return `${JSON.stringify(range)} is not between ${least} and ${most}`
  return from > to ? `${JSON.stringify(range)} goes backwards` : null
}

/** Runs more often than every five minutes are not made: the shortest time between two minutes of an hour. */
export function isTooOften(text: string): boolean {
  const [minutes = '', hours = ''] = text.trim().split(/\s+/)
  const step = /^\*(?:\/(\d+))?$/.exec(minutes)
  return step !== null && Number(step[1] ?? 1) < 5 && hours !== ''
}
