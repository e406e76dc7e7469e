import type { Expression } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from '../values/type.ts'

/** `list(object({ name = string, size = optional(number, 1) }))` as a type; what cannot be one is a finding. */
export function readTypeConstraint(expression: Expression, found: Finding[]): Type {
  const name = keyword(expression)
  if (name !== null) return named(name, expression, found)
  if (expression.is === 'call') return constructed(expression, found)
  const quoted = expression.is === 'literal' && typeof expression.value === 'string'
  const detail = quoted
    ? `Terraform 0.11 and earlier required type constraints to be given in quotes, but that form is now deprecated and will be removed in a future version of Terraform. Remove the quotes around "${expression.value}".`
    : 'A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).'
  found.push({ ...expression.at, summary: quoted ? 'Invalid quoted type constraints' : INVALID, detail })
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
      return { is: name, element: DYNAMIC }
    case 'set':
    case 'object':
    case 'tuple': {
      const needs = name === 'set' ? 'one argument specifying the element type' : 'one argument'
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
  for (const { key, value } of inside.items) {
    const name = keyword(key) ?? (key.is === 'literal' && typeof key.value === 'string' ? key.value : null)
    if (name === null) {
      const detail = 'Object constructor map keys must be attribute names.'
      found.push({ ...key.at, summary: INVALID, detail })
      continue
    }
    if (value.is === 'call' && value.name === 'optional') {
      const [type] = value.parts
      if (type === undefined || value.parts.length > 2) {
        const detail =
          type === undefined
            ? 'Called with no arguments: the optional modifier requires the attribute type as its first argument.'
            : 'The optional modifier takes the attribute type and at most a default value.'
        found.push({ ...value.at, summary: INVALID, detail })
      }
      attributes.set(name, type === undefined ? DYNAMIC : readTypeConstraint(type, found))
      optional.add(name)
    } else attributes.set(name, readTypeConstraint(value, found))
  }
  return optional.size > 0 ? { is: 'object', attributes, optional } : { is: 'object', attributes }
}
