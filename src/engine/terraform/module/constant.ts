import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import { Signatures } from '../evaluate/signatures.ts'
import type { Attribute, Expression } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { traversalsOf } from '../syntax/references.ts'
import { firstCall } from '../syntax/walk.ts'
import { convert } from '../values/convert.ts'
import type { Type } from '../values/type.ts'
import { ANY, isNull, type Value } from '../values/value.ts'

/** The value of what is read before anything else is known: it can name nothing and call nothing. */
export function readConstant(expression: Expression, found: Finding[]): Value | null {
  const [path] = traversalsOf(expression)
  if (path !== undefined) {
    found.push({ ...path.at, summary: 'Variables not allowed', detail: 'Variables may not be used here.' })
  }
  const call = firstCall(expression)
  if (call !== null) {
    found.push({ ...call.at, summary: 'Function calls not allowed', detail: 'Functions may not be called here.' })
  }
  if (path !== undefined || call !== null) return null
  const scope = emptyScope()
  const value = evaluate(expression, scope)
  found.push(...scope.problems)
  return scope.problems.length > 0 ? null : value
}

/** The content of a setting of Terraform itself: a text or a flag that stands as it is. */
export function readSetting(attribute: Attribute | undefined, want: Type, found: Finding[]): string | boolean | null {
  if (attribute === undefined) return null
  const { value: expression } = attribute
  const value = readConstant(expression, found)
  if (value === null) return null
  const done = convert(value, want)
  const wrong = (why: string): null => {
    found.push({ ...expression.at, summary: 'Unsuitable value type', detail: `Unsuitable value: ${why}` })
    return null
  }
  if (!done.ok) return wrong(done.why)
  if (isNull(done.value)) return wrong('null value is not allowed')
  const { content } = done.value
  return typeof content === 'string' || typeof content === 'boolean' ? content : null
}

/** A scope in which there is nothing. */
export function emptyScope(): Scope {
  return {
    names: new Map(),
    library: { signatures: NO_FUNCTIONS, provided: () => undefined, files: { read: () => null } },
    problems: [],
    resolve: () => ({ value: ANY, used: 0 }),
  }
}

const NO_FUNCTIONS = new Signatures()
