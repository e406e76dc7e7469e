import {
  DYNAMIC,
  friendlyName,
  isCollection,
  isPrimitive,
  listOf,
  mapOf,
  type ObjectType,
  objectOf,
  sameType,
  type Type,
  tupleOf,
} from './type.ts'

/** The one type that all of these can be converted to, or null when there is none. */
export function unify(types: readonly Type[]): Type | null {
  const [first] = types
  if (first === undefined) return null
  if (types.every((type) => sameType(type, first))) return first
  const count = (kind: Type['is']): number => types.filter((type) => type.is === kind).length
  const all = types.length
  const dynamic = count('dynamic')
  const objects = count('object')
  const tuples = count('tuple')
  for (const kind of ['map', 'list', 'set'] as const) {
    const same = count(kind)
    if (same > 0 && same + dynamic === all) return unifyCollections(types, kind, dynamic > 0)
    if (kind === 'map' && same > 0 && same + objects + dynamic === all)
      return asCollection(types, 'map', dynamic > 0) ?? byPreference(types)
    if (kind === 'list' && same > 0 && same + tuples + dynamic === all)
      return asCollection(types, 'list', dynamic > 0) ?? byPreference(types)
  }
  if (objects > 0 && objects + dynamic === all) return dynamic > 0 ? DYNAMIC : unifyObjects(types)
  if (tuples > 0 && tuples + dynamic === all) return dynamic > 0 ? DYNAMIC : unifyTuples(types)
  if (objects > 0 && tuples > 0) return null
  return byPreference(types)
}

function unifyCollections(types: readonly Type[], kind: 'map' | 'list' | 'set', dynamic: boolean): Type | null {
  if (dynamic) return DYNAMIC
  const element = unify(types.flatMap((type) => (isCollection(type) ? [type.element] : [])))
  return element === null ? null : { is: kind, element }
}

/** Objects beside maps are taken as maps, tuples beside lists as lists. */
function asCollection(types: readonly Type[], kind: 'map' | 'list', dynamic: boolean): Type | null {
  if (dynamic) return DYNAMIC
  const parts = types.flatMap((type): readonly Type[] => {
    if (isCollection(type)) return [type.element]
    if (type.is === 'object') return [...type.attributes.values()]
    return type.is === 'tuple' ? type.elements : []
  })
  const element = unify(parts)
  return element === null ? null : { is: kind, element }
}

function unifyObjects(types: readonly Type[]): Type | null {
  const objects = types.flatMap((type) => (type.is === 'object' ? [type] : []))
  const [first] = objects
  if (first === undefined) return null
  const same = objects.every(
    (one) =>
      one.attributes.size === first.attributes.size && [...one.attributes.keys()].every((n) => first.attributes.has(n)),
  )
  if (!same) {
    const parts = objects.flatMap((one) => [...one.attributes.values()])
    const element = unify(parts)
    return element === null ? null : mapOf(element)
  }
  const attributes = new Map<string, Type>()
  for (const name of first.attributes.keys()) {
    const type = unify(objects.map((one) => one.attributes.get(name) ?? DYNAMIC))
    if (type === null) return null
    attributes.set(name, type)
  }
  return objectOf(attributes)
}

function unifyTuples(types: readonly Type[]): Type | null {
  const tuples = types.flatMap((type) => (type.is === 'tuple' ? [type.elements] : []))
  const length = tuples[0]?.length ?? 0
  if (tuples.some((one) => one.length !== length)) {
    const element = unify(tuples.flat())
    return element === null ? null : listOf(element)
  }
  const elements: Type[] = []
  for (let index = 0; index < length; index++) {
    const type = unify(tuples.map((one) => one[index] ?? DYNAMIC))
    if (type === null) return null
    elements.push(type)
  }
  return tupleOf(elements)
}

/** One of them that all others can become; a text can be made of more than a number can. */
function byPreference(types: readonly Type[]): Type | null {
  if (types.some((type) => type.is === 'dynamic')) return DYNAMIC
  const order = ['string', 'list', 'map', 'set']
  const rank = (type: Type): number => (order.indexOf(type.is) + order.length + 1) % (order.length + 1)
  const sorted = [...types].sort((a, b) => rank(a) - rank(b))
  return sorted.find((want) => types.every((type) => typeof convertType(type, want) !== 'string')) ?? null
}

/** What becomes of a type when its value is not known; a text says why it cannot be. */
export function convertType(from: Type, want: Type): Type | string {
  if (want.is === 'dynamic') return from
  if (from.is === 'dynamic' || sameType(from, want)) return want
  if (isPrimitive(want)) {
    const possible = isPrimitive(from) && (want.is === 'string' || from.is === 'string')
    return possible ? want : requiredMessage(want)
  }
  if (isCollection(want)) return collectionType(from, want)
  if (want.is === 'tuple') {
    if (from.is !== 'tuple' || from.elements.length !== want.elements.length) return requiredMessage(want)
    for (const [index, element] of want.elements.entries()) {
      const done = convertType(from.elements[index] ?? DYNAMIC, element)
      if (typeof done === 'string') return `element ${index}: ${done}`
    }
    return want
  }
  return want.is === 'object' ? objectType(from, want) : requiredMessage(want)
}

function collectionType(from: Type, want: Extract<Type, { element: Type }>): Type | string {
  if (isCollection(from)) {
    if ((from.is === 'map') !== (want.is === 'map')) return requiredMessage(want)
    const element = convertType(from.element, want.element)
    return typeof element === 'string' ? `incorrect ${want.is} element type: ${element}` : { is: want.is, element }
  }
  const named = from.is === 'object'
  if (named ? want.is !== 'map' : from.is !== 'tuple' || want.is === 'map') return requiredMessage(want)
  const parts: [string, Type][] = named
    ? [...from.attributes].map(([name, type]) => [`"${name}"`, type])
    : (from.is === 'tuple' ? from.elements : []).map((type, index) => [String(index), type])
  if (want.element.is === 'dynamic') {
    const element = parts.length === 0 ? DYNAMIC : unify(parts.map(([, type]) => type))
    return element === null ? `all ${want.is} elements must have the same type` : { is: want.is, element }
  }
  for (const [name, type] of parts) {
    const done = convertType(type, want.element)
    if (typeof done === 'string') return `element ${name}: ${done}`
  }
  return want
}

function objectType(from: Type, want: ObjectType): Type | string {
  if (from.is === 'map') {
    for (const [name, type] of want.attributes) {
      const done = convertType(from.element, type)
      if (typeof done === 'string') return `attribute "${name}": ${done}`
    }
    return want
  }
  if (from.is !== 'object') return requiredMessage(want)
  const missing = [...want.attributes.keys()].filter((name) => !from.attributes.has(name) && !want.optional?.has(name))
  if (missing.length > 0) return missingMessage(missing)
  for (const [name, type] of want.attributes) {
    const part = from.attributes.get(name)
    const done = part === undefined ? type : convertType(part, type)
    if (typeof done === 'string') return `attribute "${name}": ${done}`
  }
  return want
}

export function requiredMessage(want: Type): string {
  return want.is === 'object' ? 'object required' : `${friendlyName(want)} required`
}

export function missingMessage(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`).sort()
  const last = quoted.pop()
  if (quoted.length === 0) return `attribute ${last} is required`
  return `attributes ${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last} are required`
}
