import { convert } from '../values/convert.ts'
import {
  DYNAMIC,
  friendlyName,
  isPrimitive,
  listOf,
  NUMBER,
  objectOf,
  STRING,
  sameType,
  type Type,
  tupleOf,
} from '../values/type.ts'
import { convertType, unify } from '../values/unify.ts'
import type { Value } from '../values/value.ts'
import * as values from '../values/value.ts'
import type { Signature } from './signatures.ts'

export const FAILED = Symbol('failed')

export interface Failure {
  [FAILED]: true
  why: string
  /** Which of the arguments it is about. */
  argument: number | null
}

type Result = Value | Failure

const { ANY, unknown } = values

const failed = (why: string, argument: number | null = null): Failure => ({ [FAILED]: true, why, argument })

/** What a call gives. Where the value matters to no check, its type alone is found. */
export function resultOf(name: string, given: readonly Value[], signature: Signature): Result {
  const rule = RULES[name]
  if (rule === undefined) return unknown(signature.returns)
  // A function that needs to know the type waits until it does.
  const waits = !TAKES_ANY.has(name) && given.some((value) => value.type.is === 'dynamic' && !values.isNull(value))
  return waits ? unknown(signature.returns) : rule(given)
}

const TAKES_ANY = new Set(['merge', 'coalesce', 'length', 'tolist', 'toset', 'tomap', 'tostring', 'tonumber', 'tobool'])

const RULES: Readonly<Record<string, (given: readonly Value[]) => Result>> = {
  merge,
  coalesce,
  length: ([value = ANY]) => length(value),
  concat,
  flatten: ([list = ANY]) => flatten(list),
  keys: ([map = ANY]) => keys(map),
  values: ([map = ANY]) => valuesOf(map),
  lookup: ([map = ANY, key = ANY, fallback]) => lookup(map, key, fallback),
  element: ([list = ANY, index = ANY]) => element(list, index),
  one: ([list = ANY]) => one(list),
  tolist: ([value = ANY]) => to(value, { is: 'list', element: DYNAMIC }),
  toset: ([value = ANY]) => to(value, { is: 'set', element: DYNAMIC }),
  tomap: ([value = ANY]) => to(value, { is: 'map', element: DYNAMIC }),
  tostring: ([value = ANY]) => to(value, STRING),
  tonumber: ([value = ANY]) => to(value, NUMBER),
  tobool: ([value = ANY]) => to(value, { is: 'bool' }),
  sensitive: ([value = ANY]) => ({ ...value, sensitive: true }),
  nonsensitive: ([value = ANY]) => value,
  lower: ([value]) => textual(value, (text) => text.toLowerCase()),
  upper: ([value]) => textual(value, (text) => text.toUpperCase()),
  trimspace: ([value]) => textual(value, (text) => text.trim()),
  sum: ([list = ANY]) => (isPrimitive(list.type) ? failed('cannot sum noniterable', 0) : unknown(NUMBER)),
  slice: ([list = ANY]) => sequence(list, 'list or tuple value'),
  reverse: ([list = ANY]) => sequence(list, 'list or tuple'),
  distinct: ([list = ANY]) => unknown(list.type),
}

function textual(value: Value | undefined, change: (text: string) => string): Value {
  return typeof value?.content === 'string' ? values.text(change(value.content)) : unknown(STRING)
}

function merge(given: readonly Value[]): Result {
  if (given.length === 0) return values.object(new Map())
  const types = new Map<string, Type>()
  const parts = new Map<string, Value>()
  let known = true
  let keysKnown = true
  for (const value of given) {
    const { type } = value
    if (type.is === 'dynamic') return ANY
    if (type.is !== 'map' && type.is !== 'object') {
      return failed(`arguments must be maps or objects, got "${friendlyName(type)}"`)
    }
    if (values.isNull(value)) continue
    const named = values.namedPartsOf(value)
    if (type.is === 'object') for (const [name, part] of type.attributes) types.set(name, part)
    else if (named !== null) for (const name of named.keys()) types.set(name, type.element)
    else keysKnown = false
    if (named === null) known = false
    else for (const [name, part] of named) parts.set(name, part)
  }
  const [first] = given
  const matching = first !== undefined && given.every((value) => sameType(value.type, first.type))
  const type = matching ? first.type : keysKnown ? objectOf(types) : DYNAMIC
  return known && type.is !== 'dynamic' ? { type, content: parts, sensitive: false } : unknown(type)
}

function coalesce(given: readonly Value[]): Result {
  const type = unify(given.map((value) => value.type))
  if (type === null) return failed('all arguments must have the same type')
  for (const value of given) {
    const done = convert(value, type)
    if (!done.ok || !values.isKnown(done.value)) return unknown(type)
    if (values.isNull(value) || done.value.content === '') continue
    return done.value
  }
  return failed('no non-null, non-empty-string arguments')
}

function length(value: Value): Result {
  const { type } = value
  if (type.is === 'number' || type.is === 'bool') {
    return failed('argument must be a string, a collection type, or a structural type')
  }
  if (type.is === 'tuple') return values.number(type.elements.length)
  if (type.is === 'object') return values.number(type.attributes.size)
  const parts = values.elementsOf(value)
  return parts === null ? unknown(NUMBER) : values.number(parts.length)
}

function concat(given: readonly Value[]): Result {
  if (given.length === 0) return failed('at least one argument is required')
  const wrong = given.findIndex((value) => value.type.is !== 'list' && value.type.is !== 'tuple')
  if (wrong >= 0) return failed('all arguments must be lists or tuples', wrong)
  const parts = given.map((value) => values.elementsOf(value))
  const lists = given.every((value) => value.type.is === 'list')
  const element = lists ? unify(given.flatMap((value) => (value.type.is === 'list' ? [value.type.element] : []))) : null
  if (parts.every((one) => one !== null)) {
    const all = parts.flat()
    return element === null ? values.tuple(all) : { type: listOf(element), content: all, sensitive: false }
  }
  if (element !== null) return unknown(listOf(element))
  const tuples = given.every((value) => value.type.is === 'tuple')
  if (!tuples) return ANY
  return unknown(tupleOf(given.flatMap((value) => (value.type.is === 'tuple' ? value.type.elements : []))))
}

function flatten(list: Value): Result {
  if (!values.isWhollyKnown(list)) return ANY
  if (list.type.is !== 'list' && list.type.is !== 'set' && list.type.is !== 'tuple') {
    return failed('can only flatten lists, sets and tuples')
  }
  const open = (value: Value): readonly Value[] =>
    Array.isArray(value.content) ? value.content.flatMap(open) : [value]
  return values.tuple(open(list))
}

function keys(map: Value): Result {
  const { type } = map
  if (type.is !== 'map' && type.is !== 'object') return failed('must have map or object type', 0)
  const names = type.is === 'object' ? [...type.attributes.keys()] : [...(values.namedPartsOf(map)?.keys() ?? [])]
  const texts = names.sort().map(values.text)
  if (type.is === 'object') return values.tuple(texts)
  if (!values.isKnown(map)) return unknown(listOf(STRING))
  return { type: listOf(STRING), content: texts, sensitive: false }
}

function valuesOf(map: Value): Result {
  const { type } = map
  if (type.is !== 'map' && type.is !== 'object') return failed('values() requires a map as the first argument', 0)
  const parts = values.elementsOf(map)
  if (type.is === 'map') {
    return parts === null
      ? unknown(listOf(type.element))
      : { type: listOf(type.element), content: parts, sensitive: false }
  }
  if (parts !== null) return values.tuple(parts)
  return type.is === 'object'
    ? unknown(tupleOf([...type.attributes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)))
    : ANY
}

function lookup(map: Value, key: Value, fallback: Value | undefined): Result {
  const { type } = map
  const name = typeof key.content === 'string' ? key.content : null
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

function element(list: Value, index: Value): Result {
  const { type } = list
  if (type.is !== 'list' && type.is !== 'tuple') return failed(`cannot read elements from ${friendlyName(type)}`)
  const parts = values.elementsOf(list)
  const count = type.is === 'tuple' ? type.elements.length : parts?.length
  if (count === 0 && (type.is === 'list' || values.isKnown(index))) {
    return failed('cannot use element function with an empty list')
  }
  const at = index.content
  if (type.is === 'list' && (parts === null || typeof at !== 'number')) return unknown(type.element)
  if (typeof at !== 'number' || !count || !Number.isInteger(at)) return ANY
  const place = ((at % count) + count) % count
  return parts?.[place] ?? unknown(type.is === 'tuple' ? (type.elements[place] ?? DYNAMIC) : type.element)
}

function one(list: Value): Result {
  const wrong = failed('must be a list, set, or tuple value with either zero or one elements', 0)
  const { type } = list
  const parts = values.elementsOf(list)
  if (type.is === 'tuple') {
    if (type.elements.length > 1) return wrong
    const [only] = type.elements
    return only === undefined ? values.nullOf(DYNAMIC) : (parts?.[0] ?? unknown(only))
  }
  if (type.is !== 'list' && type.is !== 'set') return wrong
  if (parts === null) return unknown(type.element)
  return parts.length > 1 ? wrong : (parts[0] ?? values.nullOf(type.element))
}

/** `slice` and `reverse` keep the type of a list; of a tuple they give another tuple. */
function sequence(list: Value, needed: string): Result {
  const { type } = list
  if (type.is === 'list') return unknown(type)
  if (type.is === 'set' && needed === 'list or tuple') return unknown(listOf(type.element))
  if (type.is === 'tuple') return ANY
  return failed(`a ${needed} is needed, not ${friendlyName(type)}`, 0)
}

function to(value: Value, want: Type): Result {
  const possible = convertType(value.type, want)
  const cannot = (): Failure => failed(`cannot convert ${friendlyName(value.type)} to ${friendlyName(want)}`, 0)
  if (typeof possible === 'string') return cannot()
  const done = convert(value, want)
  if (done.ok) return done.value
  if (want.is === 'bool' && typeof value.content === 'string') {
    return failed(`cannot convert "${value.content}" to bool; only the strings "true" or "false" are allowed`, 0)
  }
  if (want.is === 'number' && typeof value.content === 'string') {
    const why = `cannot convert "${value.content}" to number; given string must be a decimal representation of a number`
    return failed(why, 0)
  }
  return cannot()
}
