/** Minutes in a duration such as `15m`, `4h`, `1 hour`, `PT30M`; null when it says something else. */
export function minutesOf(duration: string): number | null {
  const found = /^(?:PT?)?\s*(\d+(?:\.\d+)?)\s*(s|sec|m|min|h|d|w)?[a-z]*$/i.exec(duration.trim())
  if (!found) return null
  const unit = { s: 1 / 60, m: 1, h: 60, d: 1440, w: 10_080 }[(found[2] ?? 'm').charAt(0).toLowerCase()] ?? 1
  return Number(found[1]) * unit
}

const WORDS = new Map([
  ['hourly', 60],
  ['daily', 1440],
  ['midnight', 1440],
  ['weekly', 10_080],
  ['monthly', 44_640],
  ['yearly', 527_040],
])

/** The longest wait between two runs of a schedule, in minutes; null when it cannot be read. */
export function longestGap(schedule: string): number | null {
  const text = schedule.trim()
  const rate = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(text)
  if (rate) return Number(rate[1]) * ({ minute: 1, hour: 60, day: 1440 }[(rate[2] ?? '').toLowerCase()] ?? 1)
  const every = /^@every\s+(.+)$/.exec(text)
  if (every) return minutesOf(every[1] ?? '')
  const word = WORDS.get(text.replace(/^@/, '').toLowerCase())
  if (word !== undefined) return word
  const fields = (/^cron\((.+)\)$/i.exec(text)?.[1] ?? text).split(/\s+/)
  if (fields.length !== 5 && fields.length !== 6) return null
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = [
    members(fields[0], 0, 59),
    members(fields[1], 0, 23),
    members(fields[2], 1, 31),
    members(fields[3], 1, 12),
    members(fields[4], 0, 7),
  ]
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek) return null
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute))
  const within = widest(times, 1440)
  const days = Math.max(
    daysOfWeek.length >= 7 ? 1 : widest([...new Set(daysOfWeek.map((day) => day % 7))], 7),
    daysOfMonth.length >= 28 ? 1 : widest(daysOfMonth, 31),
    months.length === 12 ? 1 : widest(months, 12) * 31,
  )
  if (days === 1) return within
  const first = Math.min(...times)
  const last = Math.max(...times)
  return Math.max(within, days * 1440 - (last - first))
}

/** The values of one cron field, or null when it holds something that is no cron. */
function members(field: string | undefined, low: number, high: number): number[] | null {
  if (field === undefined) return null
  const named = field
    .toUpperCase()
    .replace(/SUN|MON|TUE|WED|THU|FRI|SAT/g, (day) =>
      String(['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].indexOf(day)),
    )
  const found = new Set<number>()
  for (const part of named.split(',')) {
    const match = /^(?:(\*|\?)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) return null
    const from = match[1] ? low : Number(match[2])
    const to = match[1] || (match[4] && !match[3]) ? high : Number(match[3] ?? match[2])
    const step = Number(match[4] ?? 1)
    if (step === 0 || to > high) return null
    for (let value = from; value <= to; value += step) found.add(value)
  }
  return [...found]
}

/** The widest distance between neighbours on a circle. */
function widest(values: number[], circle: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const first = sorted[0] ?? 0
  return Math.max(...sorted.map((value, index) => (sorted[index + 1] ?? first + circle) - value))
}
