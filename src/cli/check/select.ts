import { CHECKS, type CheckEntry } from '../../engine/checks/index.ts'
import { TOOL_NAMES, TOOLS_FAMILY } from '../../engine/checks/tools/names.ts'
import { didYouMean } from '../../skills/nearest.ts'
import { UsageError } from '../exit.ts'

export interface Selection {
  checks: readonly CheckEntry[]
  /** Names of outside tools. */
  tools: readonly string[]
}

/** By name or by family, in the catalog's order. */
export function select(only: string | undefined): Selection {
  if (only === undefined) return { checks: CHECKS, tools: TOOL_NAMES }
  const names = only.split(',').map((one) => one.trim())
  const known = [...new Set(CHECKS.flatMap((one) => [one.family ?? one.id, one.id])), ...[TOOLS_FAMILY, ...TOOL_NAMES]]
  for (const name of names) {
    if (known.includes(name)) continue
    throw new UsageError(
      `there is no check '${name}'`,
      didYouMean(name, known) ?? `The checks are ${known.join(', ')}.`,
    )
  }
  return {
    checks: CHECKS.filter((one) => names.includes(one.id) || (one.family !== undefined && names.includes(one.family))),
    tools: names.includes(TOOLS_FAMILY) ? TOOL_NAMES : TOOL_NAMES.filter((name) => names.includes(name)),
  }
}
