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
  const found = unrepeated(outcomes).sort(inOrder)
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

/** What an outside tool says in the very words of our own check is said once. */
function unrepeated(outcomes: readonly CheckOutcome[]): Diagnostic[] {
  const key = (one: Diagnostic): string => `${one.file}:${one.line}:${one.column}: ${one.message}`
  const own = new Set(outcomes.flatMap((one) => (one.outside === true ? [] : one.diagnostics.map(key))))
  return outcomes.flatMap((one) =>
    one.outside === true ? one.diagnostics.filter((found) => !own.has(key(found))) : one.diagnostics,
  )
}

export function inOrder(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
}
