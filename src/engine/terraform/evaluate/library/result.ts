import { NUMBER, STRING, type Type } from '../../values/type.ts'
import * as values from '../../values/value.ts'

export const FAILED = Symbol('failed')

export interface Failure {
  [FAILED]: true
  why: string
  /** Which of the arguments it is about. */
  argument: number | null
}

export type Result = values.Value | Failure

/** What a function makes of values that have the types of its parameters and of which none is null where none may be. */
export type Rule = (given: readonly values.Value[]) => Result

export function failed(why: string, argument: number | null = null): Failure {
  return { [FAILED]: true, why, argument }
}

export const { ANY, unknown, unknownButThere } = values

export const TEXT = unknownButThere(STRING)
export const NUM = unknownButThere(NUMBER)

export function textOf(value: values.Value | undefined): string | null {
  return typeof value?.content === 'string' ? value.content : null
}

export function numberOf(value: values.Value | undefined): number | null {
  return typeof value?.content === 'number' ? value.content : null
}

/** The texts of a wholly known list of texts. */
export function textsOf(value: values.Value): string[] | null {
  const parts = values.elementsOf(value)
  if (parts === null || !parts.every((part) => typeof part.content === 'string')) return null
  return parts.map((part) => String(part.content))
}

export function listValue(element: Type, parts: readonly values.Value[]): values.Value {
  return { type: { is: 'list', element }, content: parts, sensitive: false }
}
