import { convert } from '../../values/convert.ts'
import { DYNAMIC, friendlyName, listOf, objectOf, STRING, sameType, type Type, tupleOf } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { ANY, failed, listValue, type Result, type Rule, textOf, unknown, unknownButThere } from './result.ts'

/** Functions of maps and objects. */
export const MAPS: Readonly<Record<string, Rule>> = {
  keys: ([map = ANY]) => keys(map),
  lookup,
  merge,
  values: ([map = ANY]) => valuesOf(map),
  zipmap: ([names = ANY, list = ANY]) => zipmap(names, list),
}

function keys(map: Value): Result {
  const { type } = map
  if (type.is !== 'map' && type.is !== 'object') return failed('must have map or object type', 0)
  if (type.is === 'object') return values.tuple([...type.attributes.keys()].sort().map(values.text))
  const parts = values.namedPartsOf(map)
  if (parts === null) return unknownButThere(listOf(STRING))
  return listValue(STRING, [...parts.keys()].sort().map(values.text))
}

function valuesOf(map: Value): Result {
  const { type } = map
  if (type.is !== 'map' && type.is !== 'object') return failed('values() requires a map as the first argument')
  const parts = values.elementsOf(map)
  if (type.is === 'map') return parts === null ? unknownButThere(listOf(type.element)) : listValue(type.element, parts)
  if (parts !== null || type.is !== 'object') return values.tuple(parts ?? [])
  return unknownButThere(tupleOf([...type.attributes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)))
}

function lookup(given: readonly Value[]): Result {
  if (given.length > 3) return failed(`lookup() takes two or three arguments, got ${given.length}`)
  const [map = ANY, key = ANY, fallback] = given
  const { type } = map
  const name = textOf(key)
  const parts = values.namedPartsOf(map)
  if (type.is === 'object') {
    if (name === null) return ANY
    const part = type.attributes.get(name)
    if (part !== undefined) return parts?.get(name) ?? unknown(part)
    return fallback ?? failed(`the given object has no attribute "${name}"`, 0)
  }
  if (type.is !== 'map') return failed('lookup() requires a map as the first argument', 0)
  const converted = fallback === undefined ? null : convert(fallback, type.element)
  if (converted?.ok === false) return failed('the default value must have the same type as the map elements', 2)
  if (name === null || parts === null) return unknown(type.element)
  return parts.get(name) ?? (converted?.ok ? converted.value : failed(`lookup failed to find key "${name}"`))
}

function merge(given: readonly Value[]): Result {
  const [first] = given
  if (first === undefined) return values.object(new Map())
  if (given.some(({ type }) => type.is === 'dynamic')) {
    const before = given.slice(
      0,
      given.findIndex(({ type }) => type.is === 'dynamic'),
    )
    return before.map(notMergeable).find((one) => one !== null) ?? ANY
  }
  const types = new Map<string, Type>()
  const parts = new Map<string, Value>()
  let known = true
  let keysKnown = true
  for (const value of given) {
    const { type } = value
    const wrong = notMergeable(value)
    if (wrong !== null) return wrong
    if (values.isNull(value)) continue
    const named = values.namedPartsOf(value)
    if (type.is === 'object') for (const [name, part] of type.attributes) types.set(name, part)
    else if (type.is === 'map' && named !== null) for (const name of named.keys()) types.set(name, type.element)
    else keysKnown = false
    if (named === null) known = false
    else for (const [name, part] of named) parts.set(name, part)
  }
  const matching = given.every((value) => sameType(value.type, first.type))
  const type = matching ? first.type : keysKnown ? objectOf(types) : DYNAMIC
  return known && type.is !== 'dynamic' ? { type, content: parts, sensitive: false } : unknownButThere(type)
}

function notMergeable({ type }: Value): Result | null {
  if (type.is === 'map' || type.is === 'object' || type.is === 'dynamic') return null
  return failed(`arguments must be maps or objects, got "${friendlyName(type)}"`)
}

function zipmap(names: Value, list: Value): Result {
  const { type } = list
  const [keysOf, parts] = [values.elementsOf(names), values.elementsOf(list)]
  const known = keysOf !== null && values.isWhollyKnown(names)
  const count = type.is === 'tuple' ? type.elements.length : parts?.length
  if (known && count !== undefined && keysOf.length !== count) {
    return failed(`number of keys (${keysOf.length}) does not match number of values (${count})`)
  }
  if (type.is === 'list') {
    const want: Type = { is: 'map', element: type.element }
    if (!known || parts === null) return unknownButThere(want)
    return {
      type: want,
      content: new Map(keysOf.map((key, at) => [String(key.content), parts[at] ?? ANY])),
      sensitive: false,
    }
  }
  if (type.is !== 'tuple') return failed('values argument must be a list or tuple value')
  if (!known) return ANY
  const bad = keysOf.findIndex((key) => key.content === null)
  if (bad >= 0) return failed(`keys list has null value at index ${bad}`)
  const named = new Map(
    keysOf.map((key, at) => [String(key.content), parts?.[at] ?? unknown(type.elements[at] ?? DYNAMIC)]),
  )
  return values.object(named)
}
