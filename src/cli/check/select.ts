import { CHECKS, type CheckEntry } from '../../engine/checks/index.ts'
import { didYouMean } from '../../skills/nearest.ts'
import { UsageError } from '../exit.ts'

/** By name or by family, in the catalog's order. */
export function selectChecks(only: string | undefined): readonly CheckEntry[] {
  if (only === undefined) return CHECKS
  const names = only.split(',').map((one) => one.trim())
  const known = [...new Set(CHECKS.flatMap((one) => [one.family ?? one.id, one.id]))]
  for (const name of names) {
    if (known.includes(name)) continue
    throw new UsageError(
      `there is no check '${name}'`,
      didYouMean(name, known) ?? `The checks are ${known.join(', ')}.`,
    )
  }
  return CHECKS.filter((one) => names.includes(one.id) || (one.family !== undefined && names.includes(one.family)))
}
