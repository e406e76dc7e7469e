const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
const UNITS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1]
/** Longer does not fit into what Go counts durations with. */
const LONGEST = 9_223_372_036_854

/** A duration as Prometheus writes it, in milliseconds; null when it is none. */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0
  const parts = text === '' ? null : DURATION.exec(text)
  if (parts === null) return null
  const length = UNITS.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0)
  return length > LONGEST ? null : length
}
