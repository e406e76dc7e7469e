import type { Diagnostic, Severity } from '../protocol/diagnostic.ts'
import type { CheckOutcome } from './check.ts'

/** What all checks together came to. */
export interface Verdict {
  outcomes: readonly CheckOutcome[]
  /** By file and place. */
  found: readonly Diagnostic[]
  errors: number
  warnings: number
  infos: number
  ignored: number
  /** A check of ours broke: what it would have said is not known. An outside tool that is not here is no such thing. */
  broken: boolean
}

export function verdictOf(outcomes: readonly CheckOutcome[]): Verdict {
  const found = outcomes.flatMap((one) => one.diagnostics).sort(inOrder)
  const count = (severity: Severity): number => found.filter((one) => one.severity === severity).length
  return {
    outcomes,
    found,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    ignored: outcomes.reduce((sum, one) => sum + (one.ignored ?? 0), 0),
    broken: outcomes.some((one) => one.status === 'not-run' && one.outside !== true),
  }
}

export function inOrder(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
}
