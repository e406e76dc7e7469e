import { convert } from '../../values/convert.ts'
import { BOOL, DYNAMIC, friendlyName, listOf, NUMBER, STRING, type Type, tupleOf } from '../../values/type.ts'
import { unify } from '../../values/unify.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { areEqual } from '../equality.ts'
import { ANY, failed, listValue, NUM, numberOf, type Result, type Rule, unknown, unknownButThere } from './result.ts'

/** Functions of lists, sets and tuples. */
export const SEQUENCES: Readonly<Record<string, Rule>> = {
  alltrue: ([list = ANY]) => every(list, true),
  anytrue: ([list = ANY]) => every(list, false),
  chunklist: ([list = ANY, size = ANY]) => chunklist(list, size),
  coalesce,
  coalescelist,
  compact: ([list = ANY]) => compact(list),
  concat,
  contains: ([list = ANY, value = ANY]) => contains(list, value),
  distinct: ([list = ANY]) => distinct(list),
  element: ([list = ANY, index = ANY]) => element(list, index),
  flatten: ([list = ANY]) => flatten(list),
  index: ([list = ANY, value = ANY]) => index(list, value),
  length: ([value = ANY]) => length(value),
  matchkeys: ([list = ANY, keysOf = ANY, search = ANY]) => matchkeys(list, keysOf, search),
  one: ([list = ANY]) => one(list),
  reverse: ([list = ANY]) => reverse(list),
  setintersection: sets,
  setproduct,
  setsubtract: sets,
  setunion: sets,
  slice: ([list = ANY, from = ANY, to = ANY]) => slice(list, from, to),
  sort: ([list = ANY]) => sort(list),
  sum: ([list = ANY]) => sum(list),
}

const isSequence = ({ type }: Value): boolean => type.is === 'list' || type.is === 'tuple'
const isSet = ({ type }: Value): boolean => type.is === 'set'

function length(value: Value): Result {
  const { type } = value
  if (type.is === 'number' || type.is === 'bool') {
    return failed('argument must be a string, a collection type, or a structural type')
  }
  if (type.is === 'tuple') return values.number(type.elements.length)
  if (type.is === 'object') return values.number(type.attributes.size)
  if (type.is === 'string') return typeof value.content === 'string' ? values.number([...value.content].length) : NUM
  const parts = values.elementsOf(value)
  return parts === null ? NUM : values.number(parts.length)
}

function every(list: Value, all: boolean): Result {
  const parts = values.elementsOf(list)
  let known = parts !== null
  for (const part of parts ?? []) {
    if (part.content === undefined) {
      if (all) return unknownButThere(BOOL)
      known = false
    } else if ((part.content === true) !== all) return values.bool(!all)
  }
  return known ? values.bool(all) : unknownButThere(BOOL)
}

function coalesce(given: readonly Value[]): Result {
  const type = unify(given.map((value) => value.type))
  if (type === null) return failed('all arguments must have the same type')
  for (const value of given) {
    const done = convert(value, type)
    if (!done.ok || !values.isKnown(done.value)) return unknownButThere(type)
    if (values.isNull(value) || (type.is === 'string' && done.value.content === '')) continue
    return done.value
  }
  return failed('no non-null, non-empty-string arguments')
}

function coalescelist(given: readonly Value[]): Result {
  if (given.length === 0) return failed('at least one argument is required')
  for (const value of given) {
    if (!values.isKnown(value)) return ANY
    if (!isSequence(value)) return failed('coalescelist arguments must be lists or tuples')
  }
  const found = given.find((value) => (values.elementsOf(value)?.length ?? 0) > 0)
  return found ?? failed('no non-null arguments')
}

function compact(list: Value): Result {
  const parts = values.elementsOf(list)
  if (parts === null || !values.isWhollyKnown(list)) return unknownButThere(listOf(STRING))
  return listValue(
    STRING,
    parts.filter((part) => part.content !== null && part.content !== ''),
  )
}

function concat(given: readonly Value[]): Result {
  if (given.length === 0) return failed('at least one argument is required')
  if (given.every((value) => value.type.is === 'list')) {
    const type = unify(given.map((value) => value.type))
    if (type?.is === 'list') {
      const lists = given.map((value) => convert(value, type))
      const parts = lists.map((list) => (list.ok ? values.elementsOf(list.value) : null))
      if (!parts.every((one) => one !== null)) return unknownButThere(type)
      return listValue(type.element, parts.flat())
    }
  }
  const types: Type[] = []
  for (const [place, value] of given.entries()) {
    const { type } = value
    const parts = values.elementsOf(value)
    if (type.is === 'tuple') types.push(...type.elements)
    else if (type.is !== 'list') {
      return failed(`all arguments must be lists or tuples; got ${friendlyName(type)}`, place)
    } else if (parts === null) return ANY
    else types.push(...parts.map(() => type.element))
  }
  const parts = given.map((value) => values.elementsOf(value))
  return parts.every((one) => one !== null) ? values.tuple(parts.flat()) : unknownButThere(tupleOf(types))
}

function contains(list: Value, value: Value): Result {
  if (!values.isKnown(list) || !values.isKnown(value)) return unknownButThere(BOOL)
  const parts = isSequence(list) || isSet(list) ? values.elementsOf(list) : null
  if (parts === null) return failed('argument must be list, tuple, or set')
  let known = true
  for (const part of parts) {
    const equal = areEqual(value, part)
    if (equal === true) return values.bool(true)
    if (equal === null) known = false
  }
  return known ? values.bool(false) : unknownButThere(BOOL)
}

function distinct(list: Value): Result {
  const parts = values.elementsOf(list)
  if (parts === null || !values.isWhollyKnown(list)) return unknownButThere(list.type)
  const seen = new Map(parts.map((part) => [values.fingerprint(part), part]))
  return { ...list, content: [...seen.values()] }
}

function chunklist(list: Value, size: Value): Result {
  const type = listOf(list.type)
  const many = numberOf(size)
  const parts = values.elementsOf(list)
  if (many === null) return unknownButThere(type)
  if (!Number.isInteger(many)) return failed('invalid size: value must be a whole number')
  if (many < 0) return failed('the size argument must be positive')
  if (parts === null) return unknownButThere(type)
  if (many === 0) return listValue(list.type, parts.length === 0 ? [] : [list])
  const chunks: Value[] = []
  for (let at = 0; at < parts.length; at += many) chunks.push({ ...list, content: parts.slice(at, at + many) })
  return listValue(list.type, chunks)
}

function element(list: Value, index: Value): Result {
  const { type } = list
  if (!isSequence(list)) return failed(`cannot read elements from ${friendlyName(type)}`)
  const parts = values.elementsOf(list)
  const count = type.is === 'tuple' ? type.elements.length : parts?.length
  const at = numberOf(index)
  if (at !== null && !Number.isInteger(at)) return failed('invalid index: value must be a whole number')
  if (count === 0 && at !== null) return failed('cannot use element function with an empty list')
  if (type.is === 'list' && (parts === null || at === null)) return unknown(type.element)
  if (at === null || !count) return ANY
  const place = ((at % count) + count) % count
  return parts?.[place] ?? unknown(type.is === 'tuple' ? (type.elements[place] ?? DYNAMIC) : DYNAMIC)
}

function flatten(list: Value): Result {
  if (!isSequence(list) && !isSet(list)) {
    return values.isWhollyKnown(list) ? failed('can only flatten lists, sets and tuples') : ANY
  }
  const opened: Value[] = []
  const parts = open(list, opened)
  return values.marked(parts === null ? ANY : values.tuple(parts), ...opened)
}

/**
 * What is in a sequence and in the sequences in it, which go to `opened`; null when one of them, or what may be one, is
 * not known.
 */
function open(value: Value, opened: Value[]): Value[] | null {
  if (!isSequence(value) && !isSet(value)) return !values.isKnown(value) && value.type.is === 'dynamic' ? null : [value]
  opened.push(value)
  if (!values.isKnown(value)) return null
  if (!Array.isArray(value.content)) return [value]
  const found: Value[] = []
  for (const part of value.content) {
    const inner = open(part, opened)
    if (inner === null) return null
    found.push(...inner)
  }
  return found
}

function index(list: Value, value: Value): Result {
  if (!values.isKnown(list) || !values.isKnown(value)) return NUM
  const parts = isSequence(list) ? values.elementsOf(list) : null
  if (parts === null) return failed('argument must be a list or tuple')
  if (parts.length === 0) return failed('cannot search an empty list')
  for (const [place, part] of parts.entries()) {
    const equal = areEqual(part, value)
    if (equal === null) return NUM
    if (equal) return values.number(place)
  }
  return failed('item not found')
}

function matchkeys(list: Value, keysOf: Value, search: Value): Result {
  if (unify([keysOf.type, search.type]) === null) return failed('keys and searchset must be of the same type')
  const [parts, names] = [values.elementsOf(list), values.elementsOf(keysOf)]
  if (parts === null || names === null) return unknownButThere(list.type)
  if (parts.length !== names.length) return failed('length of keys and values should be equal')
  return unknownButThere(list.type)
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

function reverse(list: Value): Result {
  const { type } = list
  const parts = values.elementsOf(list)
  if (type.is === 'tuple') {
    const types = [...type.elements].reverse()
    return parts === null ? unknownButThere(tupleOf(types)) : values.tuple([...parts].reverse())
  }
  if (type.is !== 'list' && type.is !== 'set') {
    return failed(`can only reverse list or tuple values, not ${friendlyName(type)}`, 0)
  }
  if (parts === null) return unknownButThere(listOf(type.element))
  return listValue(type.element, [...parts].reverse())
}

function sets(given: readonly Value[]): Result {
  const type = unify(given.map((value) => value.type))
  return type === null ? failed('given sets must all have compatible element types') : unknownButThere(type)
}

function setproduct(given: readonly Value[]): Result {
  if (given.length < 2) return failed('at least two arguments are required')
  const types: Type[] = []
  for (const [place, { type }] of given.entries()) {
    if (type.is === 'set' || type.is === 'list') types.push(type.element)
    else if (type.is !== 'tuple') return failed('a set or a list is required', place)
    else {
      const element = type.elements.length === 0 ? DYNAMIC : unify(type.elements)
      if (element === null) return failed('all elements must be of the same type', place)
      types.push(element)
    }
  }
  const element = tupleOf(types)
  const ordered = given.every(isSequence)
  const parts = given.map((value) => values.elementsOf(value))
  if (!ordered || !parts.every((one) => one !== null)) {
    return unknownButThere({ is: ordered ? 'list' : 'set', element })
  }
  const converted = parts.map((one, place) =>
    one.map((part) => {
      const done = convert(part, types[place] ?? DYNAMIC)
      return done.ok ? done.value : ANY
    }),
  )
  const rows = converted.reduce<Value[][]>(
    (all, column) => all.flatMap((row) => column.map((one) => [...row, one])),
    [[]],
  )
  return listValue(element, rows.slice(0, MOST_ROWS).map(values.tuple))
}

/** Nobody writes larger products by hand. */
const MOST_ROWS = 4096

function slice(list: Value, from: Value, to: Value): Result {
  const { type } = list
  if (type.is === 'set') {
    const why =
      'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important'
    return failed(why, 0)
  }
  if (!isSequence(list)) return failed('must be a list or tuple value', 0)
  const parts = values.elementsOf(list)
  const count = type.is === 'tuple' ? type.elements.length : (parts?.length ?? null)
  const [start, end] = [numberOf(from), numberOf(to)]
  for (const [at, name, argument] of [
    [start, 'start', 1],
    [end, 'end', 2],
  ] as const) {
    if (at === null) continue
    if (!Number.isInteger(at)) return failed(`invalid ${name} index: value must be a whole number`, argument)
    if (at < 0) return failed(`${name} index must not be less than zero`, argument)
    if (count !== null && at > count) {
      return failed(`${name} index must not be greater than the length of the list`, argument)
    }
  }
  if (start !== null && end !== null && start > end) {
    return failed('start index must not be greater than end index', 1)
  }
  if (start === null || end === null) return type.is === 'tuple' ? ANY : unknownButThere(type)
  if (type.is === 'tuple') {
    return parts === null
      ? unknownButThere(tupleOf(type.elements.slice(start, end)))
      : values.tuple(parts.slice(start, end))
  }
  return parts === null ? unknownButThere(type) : { ...list, content: parts.slice(start, end) }
}

function sort(list: Value): Result {
  const parts = values.elementsOf(list)
  const bad = parts?.findIndex((part) => part.content === null) ?? -1
  if (bad >= 0) return failed(`given list element ${bad} is null; a null string cannot be sorted`)
  if (parts === null || !values.isWhollyKnown(list)) return unknownButThere(listOf(STRING))
  const sorted = [...parts].sort((a, b) => (String(a.content) < String(b.content) ? -1 : 1))
  return listValue(STRING, sorted)
}

function sum(list: Value): Result {
  const parts = values.elementsOf(list)
  if (!values.isKnown(list)) return NUM
  if (parts === null) return failed('cannot sum noniterable', 0)
  if (parts.length === 0) return failed('cannot sum an empty list', 0)
  if (!isSequence(list) && !isSet(list)) {
    return failed(`argument must be list, set, or tuple. Received ${friendlyName(list.type)}`, 0)
  }
  if (!values.isWhollyKnown(list)) return NUM
  let total = 0
  for (const part of parts) {
    const done = convert(part, NUMBER)
    if (!done.ok || typeof done.value.content !== 'number') {
      return failed('argument must be list, set, or tuple of number values', 0)
    }
    total += done.value.content
  }
  return values.number(total)
}
