import type { Expression } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { convert } from '../values/convert.ts'
import { BOOL, DYNAMIC, NUMBER, type ObjectType, STRING, type Type, type Value } from '../values/type.ts'
import { readConstant } from './constant.ts'

/** The type of a variable: beside a type constraint, `list` and `map` alone are lists and maps of anything. */
export function readVariableType(expression: Expression, found: Finding[]): Type {
  const name = keyword(expression)
  if (name === 'list' || name === 'map') return { is: name, element: DYNAMIC }
  if (expression.is === 'literal' && typeof expression.value === 'string') {
    const hint = ['string', 'list', 'map'].includes(expression.value)
    const detail = hint
      ? `Terraform 0.11 and earlier required type constraints to be given in quotes, but that form is now deprecated and will be removed in a future version of Terraform. Remove the quotes around "${expression.value}".`
      : 'To provide a full type expression, remove the surrounding quotes and give the type expression directly.'
    const summary = hint ? 'Invalid quoted type constraints' : 'Invalid legacy variable type hint'
    found.push({ ...expression.at, summary, detail })
    return DYNAMIC
  }
  return readTypeConstraint(expression, found)
}

/** `list(object({ name = string, size = optional(number, 1) }))` as a type; what cannot be one is a finding. */
export function readTypeConstraint(expression: Expression, found: Finding[]): Type {
  const name = keyword(expression)
  if (name !== null) return named(name, expression, found)
  if (expression.is === 'call') return constructed(expression, found)
  const detail =
    'A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).'
  found.push({ ...expression.at, summary: INVALID, detail })
  return DYNAMIC
}

const INVALID = 'Invalid type specification'

function named(name: string, { at }: Expression, found: Finding[]): Type {
  switch (name) {
    case 'string':
      return STRING
    case 'number':
      return NUMBER
    case 'bool':
      return BOOL
    case 'any':
      return DYNAMIC
    case 'list':
    case 'map':
    case 'set':
    case 'object':
    case 'tuple': {
      const needs = name !== 'object' && name !== 'tuple' ? 'one argument specifying the element type' : 'one argument'
      const detail = `The ${name} type constructor requires ${needs}.`
      found.push({ ...at, summary: INVALID, detail })
      return DYNAMIC
    }
    default:
      found.push({ ...at, summary: INVALID, detail: `The keyword "${name}" is not a valid type specification.` })
      return DYNAMIC
  }
}

function constructed(call: Extract<Expression, { is: 'call' }>, found: Finding[]): Type {
  const [inside] = call.parts
  const wrong = (detail: string): Type => {
    found.push({ ...call.at, summary: INVALID, detail })
    return DYNAMIC
  }
  if (['string', 'number', 'bool', 'any'].includes(call.name)) {
    return wrong(`Primitive type keyword "${call.name}" does not expect arguments.`)
  }
  if (call.name === 'optional')
    return wrong('Keyword "optional" is valid only as a modifier for object type attributes.')
  if (!['list', 'set', 'map', 'object', 'tuple'].includes(call.name)) {
    return wrong(`Keyword "${call.name}" is not a valid type constructor.`)
  }
  if (inside === undefined || call.parts.length !== 1) {
    return wrong(`The ${call.name} type constructor requires one argument.`)
  }
  if (call.name === 'list' || call.name === 'set' || call.name === 'map') {
    return { is: call.name, element: readTypeConstraint(inside, found) }
  }
  if (call.name === 'tuple') {
    if (inside.is !== 'tuple') return wrong('Tuple type constructor requires a list of element types.')
    return { is: 'tuple', elements: inside.parts.map((part) => readTypeConstraint(part, found)) }
  }
  if (inside.is !== 'object') {
    return wrong(
      'Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.',
    )
  }
  return objectConstraint(inside, found)
}

function objectConstraint(inside: Extract<Expression, { is: 'object' }>, found: Finding[]): Type {
  const attributes = new Map<string, Type>()
  const optional = new Set<string>()
  const defaults = new Map<string, Value>()
  for (const { key, value } of inside.items) {
    const name = keyword(key)
    if (name === null || attributes.has(name)) {
      const detail = `Object constructor map keys must be ${name === null ? 'attribute names' : 'unique'}.`
      found.push({ ...key.at, summary: INVALID, detail })
      continue
    }
    if (value.is !== 'call' || value.name !== 'optional') {
      attributes.set(name, readTypeConstraint(value, found))
      continue
    }
    const [type, fallback, more] = value.parts
    if (type === undefined || more !== undefined) {
      const detail =
        type === undefined
          ? 'Optional attribute modifier requires the attribute type as its argument.'
          : 'Optional attribute modifier expects at most two arguments: the attribute type, and a default value.'
      found.push({ ...value.at, summary: INVALID, detail })
    }
    const read = type === undefined ? DYNAMIC : readTypeConstraint(type, found)
    attributes.set(name, read)
    optional.add(name)
    const part = fallback === undefined ? null : readFallback(fallback, read, found)
    if (part !== null) defaults.set(name, part)
  }
  const type: ObjectType = { is: 'object', attributes }
  if (optional.size > 0) type.optional = optional
  if (defaults.size > 0) type.defaults = defaults
  return type
}

function readFallback(expression: Expression, type: Type, found: Finding[]): Value | null {
  const value = readConstant(expression, found)
  if (value === null) return null
  const done = convert(value, type)
  if (done.ok) return done.value
  const detail = `This default value is not compatible with the attribute's type constraint: ${done.why}.`
  found.push({ ...expression.at, summary: 'Invalid default value for optional attribute', detail })
  return null
}
