import { DYNAMIC, isCollection, isPrimitive, type ObjectType, sameType, type Type } from './type.ts'
import { convertType, missingMessage, requiredMessage, unify } from './unify.ts'
import { elementsOf, isNull, marked, namedPartsOf, nullOf, set, unknown, type Value } from './value.ts'

export type Converted = { ok: true; value: Value } | { ok: false; why: string }

const no = (why: string): Converted => ({ ok: false, why })
const yes = (value: Value): Converted => ({ ok: true, value })

/** Gives a value another type where Terraform would do so by itself, or says what is needed instead. */
export function convert(value: Value, want: Type): Converted {
  const done = convertPlain(value, want)
  return done.ok ? yes(marked(done.value, value)) : done
}

function convertPlain(value: Value, want: Type): Converted {
  const from = value.type
  if (want.is === 'dynamic' || sameType(from, want)) return yes(value)
  if (from.is === 'dynamic') return yes(isNull(value) ? nullOf(want) : unknown(want))
  if (value.content === undefined || value.content === null) {
    const type = convertType(from, want)
    if (typeof type === 'string') return no(type)
    return yes(value.content === null ? nullOf(type) : unknown(type))
  }
  if (isPrimitive(want)) return convertPrimitive(value, want)
  if (isCollection(want)) return toCollection(value, want)
  if (want.is === 'tuple') return toTuple(value, want)
  return want.is === 'object' ? toObject(value, want) : no(requiredMessage(want))
}

function convertPrimitive(value: Value, want: Type): Converted {
  const { content } = value
  if (want.is === 'string') {
    if (typeof content === 'number' || typeof content === 'boolean') {
      return yes({ type: want, content: String(content), sensitive: false })
    }
  } else if (want.is === 'number') {
    if (typeof content === 'string') {
      const valid = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(content)
      return valid ? yes({ type: want, content: Number(content), sensitive: false }) : no('a number is required')
    }
  } else if (typeof content === 'string') {
    if (content === 'true' || content === '1') return yes({ type: want, content: true, sensitive: false })
    if (content === 'false' || content === '0') return yes({ type: want, content: false, sensitive: false })
    const lower = content.toLowerCase()
    const hint = lower === 'true' || lower === 'false' ? `; to convert from string, use lowercase "${lower}"` : ''
    return no(`a bool is required${hint}`)
  }
  return no(requiredMessage(want))
}

function toCollection(value: Value, want: Extract<Type, { element: Type }>): Converted {
  const from = value.type
  if (want.is === 'map') {
    const parts = namedPartsOf(value)
    if (parts === null || (from.is !== 'map' && from.is !== 'object')) return no(requiredMessage(want))
    const element = elementType(want.element, [...parts.values()])
    if (element === null) return no('all map elements must have the same type')
    const result = new Map<string, Value>()
    for (const [name, part] of parts) {
      const done = convert(part, element)
      if (!done.ok) return no(`element "${name}": ${done.why}`)
      result.set(name, done.value)
    }
    return yes({
      type: { is: 'map', element: settled(element, [...result.values()]) },
      content: result,
      sensitive: false,
    })
  }
  const parts = elementsOf(value)
  if (parts === null || (from.is !== 'list' && from.is !== 'set' && from.is !== 'tuple'))
    return no(requiredMessage(want))
  const element = elementType(want.element, parts)
  if (element === null) return no(`all ${want.is} elements must have the same type`)
  const result: Value[] = []
  for (const [index, part] of parts.entries()) {
    const done = convert(part, element)
    if (!done.ok) return no(from.is === 'set' ? done.why : `element ${index}: ${done.why}`)
    result.push(done.value)
  }
  const type = settled(element, result)
  if (want.is === 'set') return yes(set(type, result))
  return yes({ type: { is: 'list', element: type }, content: result, sensitive: false })
}

/** `list(any)` takes the one type that all its elements can have; null when there is none. */
function elementType(want: Type, parts: readonly Value[]): Type | null {
  if (want.is !== 'dynamic') return want
  return parts.length === 0 ? DYNAMIC : unify(parts.map((part) => part.type))
}

/** `list(object({ a = any }))` gets the types of what it holds, if they are the same. */
function settled(element: Type, parts: readonly Value[]): Type {
  const [first] = parts
  return first !== undefined && parts.every((part) => sameType(part.type, first.type)) ? first.type : element
}

function toTuple(value: Value, want: Extract<Type, { is: 'tuple' }>): Converted {
  const parts = elementsOf(value)
  if (value.type.is !== 'tuple' || parts === null || parts.length !== want.elements.length) {
    return no(requiredMessage(want))
  }
  const result: Value[] = []
  for (const [index, part] of parts.entries()) {
    const done = convert(part, want.elements[index] ?? DYNAMIC)
    if (!done.ok) return no(`element ${index}: ${done.why}`)
    result.push(done.value)
  }
  return yes({ type: { is: 'tuple', elements: result.map((one) => one.type) }, content: result, sensitive: false })
}

function toObject(value: Value, want: ObjectType): Converted {
  const parts = namedPartsOf(value)
  if (parts === null || (value.type.is !== 'object' && value.type.is !== 'map')) return no(requiredMessage(want))
  const missing = [...want.attributes.keys()].filter((name) => !parts.has(name) && !want.optional?.has(name))
  if (missing.length > 0) return no(missingMessage(missing))
  const result = new Map<string, Value>()
  for (const [name, type] of want.attributes) {
    const part = parts.get(name)
    const done = part === undefined ? yes(nullOf(type)) : convert(part, type)
    if (!done.ok) return no(`attribute "${name}": ${done.why}`)
    result.set(name, done.value)
  }
  const types = new Map([...result].map(([name, part]) => [name, part.type]))
  return yes({ type: { is: 'object', attributes: types }, content: result, sensitive: false })
}
