import { FilterError } from './template-error.ts'

export const DURATION_UNITS = ['ms', 's', 'm', 'h', 'd', 'w'] as const
export type DurationUnit = (typeof DURATION_UNITS)[number]

const MILLISECONDS: Record<DurationUnit, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/
const PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/g

/** Reads `90s`, `1h30m`, `500ms`, `7d` and counts it in another unit. */
export function durationIn(text: string, unit: DurationUnit): number {
  const trimmed = text.trim()
  if (!WHOLE.test(trimmed)) throw new FilterError(`'${text}' is not a duration`, 'write one like 30s, 5m, 1h30m or 7d')
  let sum = 0
  for (const [, amount, name] of trimmed.matchAll(PART)) {
    const found = DURATION_UNITS.find((known) => known === name)
    sum += Number(amount) * (found ? MILLISECONDS[found] : 0)
  }
  // Tenths of a unit come out as written, without the dust of binary fractions.
  return Number((sum / MILLISECONDS[unit]).toPrecision(12))
}
