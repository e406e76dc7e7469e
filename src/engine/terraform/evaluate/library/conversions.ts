import { convert } from '../../values/convert.ts'
import { BOOL, DYNAMIC, friendlyName, isCollection, NUMBER, STRING, type Type } from '../../values/type.ts'
import { convertType } from '../../values/unify.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { ANY, type Failure, failed, type Result, type Rule, unknownButThere } from './result.ts'

/** Functions that change the type of a value, or what it may be used for. */
export const CONVERSIONS: Readonly<Record<string, Rule>> = {
  ephemeralasnull: ([value = ANY]) => (value.ephemeral === true ? values.nullOf(value.type) : value),
  issensitive: ([value = ANY]) =>
    value.sensitive || values.isKnown(value) ? values.bool(value.sensitive) : unknownButThere(BOOL),
  nonsensitive: ([value = ANY]) => value,
  sensitive: ([value = ANY]) => ({ ...value, sensitive: true }),
  tobool: ([value = ANY]) => to(value, BOOL),
  tolist: ([value = ANY]) => to(value, { is: 'list', element: DYNAMIC }),
  tomap: ([value = ANY]) => to(value, { is: 'map', element: DYNAMIC }),
  tonumber: ([value = ANY]) => to(value, NUMBER),
  toset: ([value = ANY]) => to(value, { is: 'set', element: DYNAMIC }),
  tostring: ([value = ANY]) => to(value, STRING),
}

function to(value: Value, want: Type): Result {
  const cannot = (): Failure => failed(`cannot convert ${friendlyName(value.type)} to ${friendlyName(want)}`, 0)
  if (typeof convertType(value.type, want) === 'string') return cannot()
  // Of what is not known yet Terraform says that it will be a list, and not of what.
  if (!values.isKnown(value) && isCollection(want)) return values.unknown(want)
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
