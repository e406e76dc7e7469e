import { evaluate, holds, type Scope } from '../../skills/condition.ts'
import type { DefaultSpec, Derived } from '../../skills/types.ts'
import type { FactValue } from '../protocol/facts.ts'

type Cases = readonly { when?: string; value?: FactValue; from?: string }[]

/** The default under these circumstances; null when no case holds. Throws ConditionError for a broken expression. */
export function resolveDefault(spec: DefaultSpec, scope: Scope): FactValue {
  return spec.is === 'value' ? spec.value : (resolveCases(spec.cases, scope) ?? null)
}

/** The first case whose condition holds; undefined when none does. */
export function resolveCases(cases: Cases, scope: Scope): FactValue | undefined {
  const found = cases.find((entry) => holds(entry.when, scope))
  if (found === undefined) return undefined
  return found.from === undefined ? (found.value ?? null) : evaluate(found.from, scope)
}

/** Facts that skills compute, in their order: a later one may read an earlier one. */
export function resolveDerived(derived: readonly Derived[], scope: Scope): Record<string, FactValue> {
  const values: Record<string, FactValue> = {}
  const get = (name: string): FactValue | undefined =>
    Object.hasOwn(values, name) ? values[name] : typeof scope === 'function' ? scope(name) : scope[name]
  for (const { fact, cases } of derived) values[fact] = resolveCases(cases, get) ?? null
  return values
}
