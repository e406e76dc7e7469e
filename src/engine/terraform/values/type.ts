/** The types of Terraform's values. */
export type Type =
  | { is: 'string' | 'number' | 'bool' | 'dynamic' }
  | { is: 'list' | 'set' | 'map'; element: Type }
  | { is: 'tuple'; elements: readonly Type[] }
  | ObjectType

export interface ObjectType {
  is: 'object'
  attributes: ReadonlyMap<string, Type>
  /** Attributes that a type constraint lets a value leave out. */
  optional?: ReadonlySet<string>
  /** What those are that are left out. */
  defaults?: ReadonlyMap<string, Value>
}

export type Content = null | string | number | boolean | readonly Value[] | ReadonlyMap<string, Value>

/** A value as far as it is known before anything exists: lists, sets and tuples hold values in order, maps and objects by name. */
export interface Value {
  type: Type
  /** undefined while nobody can know it. */
  content: Content | undefined
  /** Came from something that must not be shown. */
  sensitive: boolean
  /** Came from something that is nowhere kept. */
  ephemeral?: boolean
  /** Of an unknown value: whatever it will be, it will not be null. */
  notNull?: boolean
}

export const STRING: Type = { is: 'string' }
export const NUMBER: Type = { is: 'number' }
export const BOOL: Type = { is: 'bool' }
/** Any type, or one that nobody can know yet. */
export const DYNAMIC: Type = { is: 'dynamic' }

export const listOf = (element: Type): Type => ({ is: 'list', element })
export const setOf = (element: Type): Type => ({ is: 'set', element })
export const mapOf = (element: Type): Type => ({ is: 'map', element })
export const tupleOf = (elements: readonly Type[]): Type => ({ is: 'tuple', elements })
export const objectOf = (attributes: ReadonlyMap<string, Type>): Type => ({ is: 'object', attributes })

export function isPrimitive(type: Type): boolean {
  return type.is === 'string' || type.is === 'number' || type.is === 'bool'
}

export function isCollection(type: Type): type is Extract<Type, { element: Type }> {
  return type.is === 'list' || type.is === 'set' || type.is === 'map'
}

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true
  if (isCollection(a)) return a.is === b.is && isCollection(b) && sameType(a.element, b.element)
  if (a.is === 'tuple') {
    return (
      b.is === 'tuple' &&
      a.elements.length === b.elements.length &&
      a.elements.every((element, index) => sameType(element, b.elements[index] ?? DYNAMIC))
    )
  }
  if (a.is === 'object') {
    if (b.is !== 'object' || a.attributes.size !== b.attributes.size) return false
    for (const [name, type] of a.attributes) {
      const other = b.attributes.get(name)
      if (other === undefined || !sameType(type, other)) return false
    }
    return true
  }
  return a.is === b.is
}

export function hasDynamic(type: Type): boolean {
  if (type.is === 'dynamic') return true
  if (isCollection(type)) return hasDynamic(type.element)
  if (type.is === 'tuple') return type.elements.some(hasDynamic)
  return type.is === 'object' && [...type.attributes.values()].some(hasDynamic)
}

/** A type constraint as the type of the values that pass it: nothing is optional in a value. */
export function withoutOptional(type: Type): Type {
  if (isCollection(type)) return { is: type.is, element: withoutOptional(type.element) }
  if (type.is === 'tuple') return tupleOf(type.elements.map(withoutOptional))
  if (type.is !== 'object') return type
  return objectOf(new Map([...type.attributes].map(([name, one]) => [name, withoutOptional(one)])))
}

/** The name Terraform gives a type in its messages. */
export function friendlyName(type: Type): string {
  if (isCollection(type)) {
    return type.element.is === 'dynamic'
      ? `${type.is} of any single type`
      : `${type.is} of ${friendlyName(type.element)}`
  }
  return type.is === 'dynamic' ? 'dynamic' : type.is
}
