import type { Expression, Place } from '../syntax/ast.ts'
import { literalText } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'

/** `aws` or `aws.west`. */
export interface ProviderReference extends Place {
  name: string
  alias: string | null
}

/** Names of providers are lower case; a text says what is wrong with one. */
export function badProviderName(name: string): string | null {
  if (/^[\p{Ll}\d](?:[\p{Ll}\d-]*[\p{Ll}\d])?$/u.test(name) && !name.includes('--')) return null
  return `"${name}" is no name of a provider: it has lower case letters, digits and single dashes inside of it.`
}

/** The reference to a provider's configuration, which may stand in quotes as it did in Terraform 0.11. */
export function readProviderReference(
  expression: Expression,
  argument: string,
  found: Finding[],
): ProviderReference | null {
  const path = asPath(expression)
  const wrong = (detail: string): null => {
    found.push({ ...expression.at, summary: 'Invalid provider configuration reference', detail })
    return null
  }
  if (path === null || path.length > 2) {
    return wrong(
      `The ${argument} argument requires a provider type name, optionally followed by a period and then a configuration alias.`,
    )
  }
  const [name, alias] = path
  if (typeof name !== 'string' || alias === null) {
    return wrong('Provider name must either stand alone or be followed by a period and then a configuration alias.')
  }
  const bad = badProviderName(name)
  if (bad !== null) {
    found.push({ ...expression.at, summary: 'Invalid provider local name', detail: bad })
    return null
  }
  return { ...expression.at, name, alias: alias ?? null }
}

/** The names of a path; null in it stands for an index. */
function asPath(expression: Expression): (string | null)[] | null {
  if (expression.is === 'traversal') {
    return [expression.root, ...expression.steps.map((step) => (step.is === 'attribute' ? step.name : null))]
  }
  // `true` is a name like any other here.
  if (expression.is === 'literal' && (typeof expression.value === 'boolean' || expression.value === null)) {
    return [String(expression.value)]
  }
  const text = literalText(expression)
  return text !== null && /^[\p{ID_Start}_][\p{ID_Continue}-]*(?:\.[\p{ID_Start}_][\p{ID_Continue}-]*)*$/u.test(text)
    ? text.split('.')
    : null
}

export function referenceText({ name, alias }: ProviderReference): string {
  return alias === null ? name : `${name}.${alias}`
}
