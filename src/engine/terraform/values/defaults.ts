import { DYNAMIC, isCollection, type Type, type Value } from './type.ts'
import { elementsOf, isNull, namedPartsOf, object, tuple } from './value.ts'

/** Fills in what a type constraint says of attributes that are left out: `optional(number, 1)`. */
export function withDefaults(value: Value, type: Type): Value {
  if (value.content === undefined || value.content === null || !hasDefaults(type)) return value
  const named = namedPartsOf(value)
  if (type.is === 'object') {
    if (named === null) return value
    const parts = new Map(named)
    for (const [name, part] of type.defaults ?? []) {
      const given = parts.get(name)
      if (given === undefined || isNull(given)) parts.set(name, part)
    }
    for (const [name, part] of parts) parts.set(name, withDefaults(part, type.attributes.get(name) ?? DYNAMIC))
    return { ...object(parts), sensitive: value.sensitive }
  }
  const elementType = (index: number): Type =>
    isCollection(type) ? type.element : type.is === 'tuple' ? (type.elements[index] ?? DYNAMIC) : DYNAMIC
  if (named !== null) {
    const parts = [...named].map(([name, part]): [string, Value] => [name, withDefaults(part, elementType(0))])
    return { ...object(new Map(parts)), sensitive: value.sensitive }
  }
  const parts = elementsOf(value)?.map((part, index) => withDefaults(part, elementType(index)))
  return parts === undefined ? value : { ...tuple(parts), sensitive: value.sensitive }
}

function hasDefaults(type: Type): boolean {
  if (isCollection(type)) return hasDefaults(type.element)
  if (type.is === 'tuple') return type.elements.some(hasDefaults)
  if (type.is !== 'object') return false
  return (type.defaults?.size ?? 0) > 0 || [...type.attributes.values()].some(hasDefaults)
}
