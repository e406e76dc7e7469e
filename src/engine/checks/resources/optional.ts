import { type Expression, keyword } from '../../terraform/syntax/ast.ts'
import { isNull, namedPartsOf, object, tuple, type Value } from '../../terraform/values/value.ts'

/** Fills in what `optional(type, default)` of a variable's type gives to objects that leave it out, at every depth. */
export function withOptionalDefaults(
  value: Value,
  type: Expression,
  evaluate: (expression: Expression) => Value,
): Value {
  if (type.is !== 'call' || value.content === undefined || isNull(value)) return value
  const [inside] = type.parts
  if (inside === undefined) return value
  const each = (part: Value): Value => withOptionalDefaults(part, inside, evaluate)
  switch (type.name) {
    case 'optional':
      return each(value)
    case 'list':
    case 'set':
      return Array.isArray(value.content) ? { ...tuple(value.content.map(each)), sensitive: value.sensitive } : value
    case 'map': {
      const parts = namedPartsOf(value)
      return parts === null ? value : object(new Map([...parts].map(([name, part]) => [name, each(part)])))
    }
    case 'object':
      return objectWith(value, inside, evaluate)
    default:
      return value
  }
}

function objectWith(value: Value, shape: Expression, evaluate: (expression: Expression) => Value): Value {
  const parts = namedPartsOf(value)
  if (parts === null || shape.is !== 'object') return value
  const filled = new Map(parts)
  for (const { key, value: wanted } of shape.items) {
    const name = keyword(key) ?? (key.is === 'literal' ? String(key.value) : null)
    if (name === null) continue
    const given = filled.get(name)
    const otherwise = wanted.is === 'call' && wanted.name === 'optional' ? wanted.parts[1] : undefined
    const part = (given === undefined || isNull(given)) && otherwise !== undefined ? evaluate(otherwise) : given
    if (part !== undefined) filled.set(name, withOptionalDefaults(part, wanted, evaluate))
  }
  return object(filled)
}
