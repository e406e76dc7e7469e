import type { Expression } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { type ProviderReference, readProviderReference, referenceText } from './provider-reference.ts'

/** One entry of the `providers` a call passes on. */
export interface Passed {
  inChild: ProviderReference
  inParent: ProviderReference
}

export function readPassed(expression: Expression, found: Finding[]): Passed[] {
  if (expression.is !== 'object') {
    found.push({ ...expression.at, summary: 'Invalid expression', detail: 'A static map expression is required.' })
    return []
  }
  const seen = new Set<string>()
  return expression.items.flatMap(({ key, value }) => {
    const inChild = readProviderReference(key, 'providers', found)
    const inParent = readProviderReference(value, 'providers', found)
    if (inChild === null || inParent === null) return []
    const name = referenceText(inChild)
    if (seen.has(name)) {
      const detail = `A provider configuration was already passed to ${name}. Each child provider configuration can be assigned only once.`
      found.push({ ...value.at, summary: 'Duplicate provider address', detail })
      return []
    }
    seen.add(name)
    return [{ inChild, inParent }]
  })
}
