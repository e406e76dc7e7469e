import type { Finding } from '../types.ts'
import { NUMBER, numberOf } from './numbers.ts'
import { fact, matches, note, type Place, pattern, type Reader, START, word } from './readers.ts'

const UNITS: readonly [RegExp, string][] = [
  [/^(?:s|secs?|seconds?|sekunden?|segundos?|secondes?|secondi|秒)$/i, 's'],
  [/^(?:m|mins?|minutes?|minuten?|minutos?|minut[io]|分钟|分鐘|分間|分|минут\w*)$/i, 'm'],
  [/^(?:h|hs|hrs?|hours?|std|stunden?|horas?|heures?|or[ae]|小时|小時|時間|час\w*)$/i, 'h'],
  [/^(?:d|days?|tage?n?|d[ií]as?|jours?|giorn[io]|dias?|天|日)$/i, 'd'],
]
const UNIT =
  '(?:seconds?|secs?|sekunden?|segundos?|secondes?|secondi|s|minutes?|minuten?|minutos?|minut[io]|mins?|m|hours?|hrs?|hs|stunden?|std|horas?|heures?|or[ae]|h|days?|tage?n?|d[ií]as?|jours?|giorn[io]|d)(?![a-z0-9])|秒|分钟|分鐘|分間|分|小时|小時|時間|天|日|минут[а-я]*|час[а-я]*'
const PIECE = pattern(
  'rpo|rto|recovery',
  String.raw`${START}(?<metric>rpo|rto|recovery\s+point(?:\s+objective)?|recovery\s+time(?:\s+objective)?)(?![a-z])|(?:${START}(?<half>half\s+an?\s+hour)|(?<![\d.,a-z])(?:(?<digits>\d+(?:[.,]\d+)?)[\s-]?|(?<number>${NUMBER})[\s-])(?<unit>${UNIT}))|(?<stop>[.;\n](?=\s|$))`,
)

function durationOf(groups: Record<string, string | undefined>): string | undefined {
  if (groups.half !== undefined) return '30m'
  const unit = UNITS.find(([pattern]) => pattern.test(groups.unit ?? ''))?.[1]
  const text = (groups.digits ?? groups.number ?? '').replace(',', '.')
  const amount = /^\d+\.\d+$/.test(text) ? Number(text) : numberOf(text)
  if (unit === undefined || amount === undefined || amount <= 0) return undefined
  if (Number.isInteger(amount)) return `${amount}${unit}`
  const smaller: Record<string, [number, string]> = { d: [24, 'h'], h: [60, 'm'], m: [60, 's'] }
  const [factor, into] = smaller[unit] ?? [1, unit]
  return Number.isInteger(amount * factor) ? `${amount * factor}${into}` : undefined
}

interface Piece {
  is: 'metric' | 'duration'
  value: string
  place: Place
}

/** Groups of metrics and durations that stand together: "RPO 15 min, RTO 4h", "15 min rpo", "RTO/RPO of 1h/15m". */
function clusters(text: string): Piece[][] {
  const groups: Piece[][] = [[]]
  let previousEnd = 0
  for (const { found, place } of matches(text, PIECE)) {
    const { metric, stop, ...rest } = found.groups ?? {}
    if (stop !== undefined || place.start - previousEnd > 40) groups.push([])
    if (stop !== undefined) continue
    previousEnd = place.end
    const value = metric === undefined ? durationOf(rest) : /rpo|point/i.test(metric) ? 'backup.rpo' : 'backup.rto'
    if (value !== undefined) groups.at(-1)?.push({ is: metric === undefined ? 'duration' : 'metric', value, place })
  }
  return groups.filter(
    (group) => group.some((piece) => piece.is === 'metric') && group.some((piece) => piece.is === 'duration'),
  )
}

/** Joins each metric with its duration. "15 min rpo" leads with the duration, "rpo 15 min" with the metric. */
function pair(group: readonly Piece[]): Finding[] {
  const metrics = group.filter((piece) => piece.is === 'metric')
  const durations = group.filter((piece) => piece.is === 'duration')
  const link = (metric: Piece, duration: Piece | undefined): Finding[] => {
    if (duration === undefined) return []
    const start = Math.min(metric.place.start, duration.place.start)
    const end = Math.max(metric.place.end, duration.place.end)
    return [fact(metric.value, duration.value, { start, end })]
  }
  const firstMetric = group.findIndex((piece) => piece.is === 'metric')
  const run = group.slice(firstMetric).findIndex((piece) => piece.is === 'duration')
  if (durations.length === 1) return metrics.flatMap((metric) => link(metric, durations[0]))
  // "RTO/RPO of 1h/15m"
  if (run > 1 && firstMetric === 0) return metrics.flatMap((metric, at) => link(metric, durations[at]))
  const lead = group[firstMetric - 1]
  const leads = lead !== undefined && (group[firstMetric]?.place.start ?? 0) - lead.place.end <= 1
  return metrics.flatMap((metric) => {
    const beside = group[group.indexOf(metric) + (leads ? -1 : 1)]
    return beside?.is === 'duration' ? link(metric, beside) : []
  })
}

const ZERO = word(
  'zero|0',
  String.raw`(?:zero|near[\s-]zero|0)\s+(?:rpo|rto|data\s+loss)|(?:rpo|rto)\s*(?:of|=|:)?\s*(?:zero|0|near[\s-]zero)(?!\s?[a-z0-9.])`,
)

export const readObjectives: Reader = (reading) => {
  const findings = clusters(reading.text)
    .flatMap(pair)
    .filter((finding) => finding.kind !== 'fact' || !reading.refused(finding.start, finding.end))
  for (const { place } of matches(reading.text, ZERO)) {
    if (reading.refused(place.start, place.end)) continue
    findings.push(
      note(
        `"${reading.written(place.start, place.end)}": an objective of zero needs synchronous copies; give a duration`,
      ),
    )
  }
  return findings
}

const PERCENT = pattern('%', String.raw`(?<![\d.,])(9\d(?:[.,]\d{1,4})?)\s?%`)
const NINES = word('nines', '(two|three|four|five)\\s+(?:and\\s+a\\s+half\\s+)?nines')
const LATENCY = word(
  'ms',
  String.raw`(?:p\d{2,3}(?:\.\d)?\s*(?:latency|response\s+times?)?|latency|response\s+times?)\s*(?:of|is|under|below|at|<=?|≤|=|:|less\s+than|target|max(?:imum)?|should\s+be|\s)*(\d{1,5})\s?ms|(\d{1,5})\s?ms\s+(?:p\d{2,3}|latency|response\s+times?)`,
)

export const readServiceLevels: Reader = (reading) => {
  const findings: Finding[] = []
  for (const { found, place } of matches(reading.text, PERCENT)) {
    const around = reading.text.slice(Math.max(0, place.start - 30), place.end + 24)
    const value = Number((found[1] ?? '').replace(',', '.'))
    const isAvailability = /avail|uptime|\bsl[aoi]s?\b|verfügbar|disponib|稼働率|可用/i.test(around) || value >= 99
    if (isAvailability && !/\b(?:cpu|memory|coverage|disk|cheaper|savings?)\b/i.test(around))
      findings.push(fact('slo.availability', value, place))
  }
  for (const { found, place } of matches(reading.text, NINES)) {
    if (/half/i.test(found[0])) continue
    const value = { two: 99, three: 99.9, four: 99.99, five: 99.999 }[(found[1] ?? '').toLowerCase()]
    if (value !== undefined) findings.push(fact('slo.availability', value, place))
  }
  for (const { found, place } of matches(reading.text, LATENCY))
    findings.push(fact('slo.latency_ms', Number(found[1] ?? found[2]), place))
  return findings
}
