import type { Place, Step } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import { friendlyName, isPrimitive, NUMBER, STRING } from '../values/type.ts'
import { ANY, isNull, marked, namedPartsOf, number, text, unknown, type Value } from '../values/value.ts'
import { report, type Scope } from './scope.ts'

export function follow(start: Value, steps: readonly Step[], scope: Scope): Value {
  let value = start
  for (const step of steps) {
    const next =
      step.is === 'attribute'
        ? attributeOf(value, step.name, step.at, scope)
        : elementOf(value, typeof step.key === 'number' ? number(step.key) : text(step.key), step.at, scope)
    if (next === null) return ANY
    value = marked(next, value)
  }
  return value
}

/** null when it cannot be, which is reported. */
function attributeOf(value: Value, name: string, at: Place, scope: Scope): Value | null {
  const unsupported = (detail: string): null => {
    report(scope, at, 'Unsupported attribute', detail)
    return null
  }
  if (isNull(value)) {
    const detail = 'This value is null, so it does not have any attributes.'
    report(scope, at, 'Attempt to get attribute from null value', detail)
    return null
  }
  const { type } = value
  if (type.is === 'dynamic') return ANY
  if (type.is === 'object') {
    const part = type.attributes.get(name)
    if (part === undefined) return unsupported(`This object does not have an attribute named "${name}".`)
    return namedPartsOf(value)?.get(name) ?? unknown(part)
  }
  if (type.is === 'map') {
    const parts = namedPartsOf(value)
    if (parts === null) return unknown(type.element)
    const part = parts.get(name)
    if (part !== undefined) return part
    report(scope, at, 'Missing map element', `This map does not have an element with the key "${name}".`)
    return null
  }
  if ((type.is === 'list' || type.is === 'set') && type.element.is === 'object') {
    const where = type.is === 'list' ? 'for a specific element of the list, or across all elements of the list' : ''
    return unsupported(
      type.is === 'set'
        ? "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?"
        : type.element.attributes.has(name)
          ? `Can't access attributes on a list of objects. Did you mean to access attribute "${name}" ${where}?`
          : `Can't access attributes on a list of objects. Did you mean to access an attribute ${where}?`,
    )
  }
  if (isPrimitive(type))
    return unsupported(`Can't access attributes on a primitive-typed value (${friendlyName(type)}).`)
  return unsupported('This value does not have any attributes.')
}

export function elementOf(value: Value, key: Value, at: Place, scope: Scope): Value | null {
  const invalid = (detail: string): null => {
    report(scope, at, 'Invalid index', detail)
    return null
  }
  if (isNull(value)) {
    const detail = 'This value is null, so it does not have any indices.'
    report(scope, at, 'Attempt to index null value', detail)
    return null
  }
  if (isNull(key)) return invalid("Can't use a null value as an indexing key.")
  const { type } = value
  if (type.is === 'dynamic' || key.type.is === 'dynamic') return ANY
  if (type.is === 'set') {
    return invalid(
      "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
    )
  }
  if (isPrimitive(type)) return invalid('This value does not have any indices.')
  const named = type.is === 'map' || type.is === 'object'
  const converted = convert(key, named ? STRING : NUMBER)
  if (!converted.ok) return invalid(`${NO_ELEMENT}: ${converted.why}.`)
  const { content } = converted.value
  if (named) {
    if (type.is === 'object') {
      if (value.content === undefined || typeof content !== 'string') return ANY
      const part = type.attributes.get(content)
      if (part !== undefined) return namedPartsOf(value)?.get(content) ?? unknown(part)
      const byName = ' An object only supports looking up attributes by name, not by numeric index.'
      return invalid(`${NO_ELEMENT}.${key.type.is === 'number' ? byName : ''}`)
    }
    const parts = namedPartsOf(value)
    if (parts === null || typeof content !== 'string') return unknown(type.element)
    return parts.get(content) ?? invalid(`${NO_ELEMENT}.`)
  }
  return numbered(value, content, invalid)
}

function numbered(value: Value, index: unknown, invalid: (detail: string) => null): Value | null {
  const { type, content } = value
  const known = Array.isArray(content) ? content : null
  const length = type.is === 'tuple' ? type.elements.length : known?.length
  const element = type.is === 'list' ? type.element : null
  if (typeof index !== 'number') return element === null ? ANY : unknown(element)
  if (!Number.isInteger(index)) {
    return invalid(
      `${NO_ELEMENT}: indexing a sequence requires a whole number, but the given index has a fractional part.`,
    )
  }
  if (index < 0) return invalid(`${NO_ELEMENT}: a negative number is not a valid index for a sequence.`)
  if (length === undefined) return element === null ? ANY : unknown(element)
  if (index >= length) {
    return invalid(
      length === 0
        ? `${NO_ELEMENT}: the collection has no elements.`
        : `${NO_ELEMENT}: the given index is greater than or equal to the length of the collection.`,
    )
  }
  const part: Value | undefined = known?.[index]
  if (part !== undefined) return part
  return unknown(type.is === 'tuple' ? (type.elements[index] ?? ANY.type) : (element ?? ANY.type))
}

const NO_ELEMENT = 'The given key does not identify an element in this collection value'
