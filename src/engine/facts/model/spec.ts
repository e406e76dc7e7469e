import type { DefaultSpec } from '../../../skills/types.ts'
import type { Choice, FactValue, TypeSpec } from '../../protocol/facts.ts'

/** A TypeSpec that remembers which TypeScript type its values have. */
export interface Spec<T> extends TypeSpec {
  /** Never set: only the type checker reads it. */
  readonly holds?: T
}

export interface ModelFact<T = unknown> {
  spec: Spec<T>
  default: DefaultSpec
  description: string
  /** Skills that ask for it; of two in a chain, the earlier one does. Empty: it is given or computed, never asked. */
  askedBy: readonly string[]
}

export type ValueOf<S> = S extends Spec<infer T> ? T : never
type Case = { when?: string; value?: FactValue; from?: string }
type Limits = { min?: number; max?: number }

export function fact<T>(
  spec: Spec<T>,
  description: string,
  preset: DefaultSpec,
  askedBy: readonly string[] = [],
): ModelFact<T> {
  return { spec, description, default: preset, askedBy }
}

export const value = (preset: FactValue): DefaultSpec => ({ is: 'value', value: preset })
export const from = (expression: string): DefaultSpec => ({ is: 'cases', cases: [{ from: expression }] })
export const cases = (...list: Case[]): DefaultSpec => ({ is: 'cases', cases: list })

/** A level that is left out takes the level below. */
export function byMaturity(levels: {
  starter: FactValue
  intermediate?: FactValue
  advanced?: FactValue
}): DefaultSpec {
  const list: Case[] = []
  if (levels.advanced !== undefined) list.push({ when: "maturity >= 'advanced'", value: levels.advanced })
  if (levels.intermediate !== undefined) list.push({ when: "maturity >= 'intermediate'", value: levels.intermediate })
  return cases(...list, { value: levels.starter })
}

export const text = (limits: Limits & { pattern?: string } = {}): Spec<string> => ({ type: 'text', ...limits })
export const slug = (max = 63): Spec<string> => ({ type: 'slug', max })
export const integer = (min: number, max: number): Spec<number> => ({ type: 'integer', min, max })
export const number = (min: number, max: number): Spec<number> => ({ type: 'number', min, max })
export const boolean = (): Spec<boolean> => ({ type: 'boolean' })
/** `min` and `max` bound the prefix. */
export const cidr = (min: number, max: number): Spec<string> => ({ type: 'cidr', min, max })
export const domain = (): Spec<string> => ({ type: 'domain' })
export const region = (): Spec<string> => ({ type: 'region' })
/** `min` and `max` are seconds. */
export const duration = (min: number, max: number): Spec<string> => ({ type: 'duration', min, max })
export const url = (): Spec<string> => ({ type: 'url' })
export const arn = (): Spec<string> => ({ type: 'arn' })

export function choice<const V extends string>(...choices: (V | [V, string, string?])[]): Spec<V> {
  return { type: 'choice', choices: choices.map(choiceOf) }
}

/** Values come out in the order of the choices; nothing chosen is the empty list. */
export function multi<const V extends string>(...choices: (V | [V, string, string?])[]): Spec<V[]> {
  return { type: 'multi-choice', choices: choices.map(choiceOf) }
}

export function list<T>(items: Spec<T>, limits: Limits = {}): Spec<T[]> {
  return { type: 'list', items, ...limits }
}

export function nullable<T>(spec: Spec<T>): Spec<T | null> {
  return { type: spec.type, ...(spec.pattern === undefined ? {} : { pattern: spec.pattern }), nullable: true }
}

/** A field with a default may be left out when the value is written; it is there when the value is read. */
export type Field<T> = Spec<T> & { optional?: boolean; default?: FactValue }
export const preset = <T>(spec: Spec<T>, fallback: T & FactValue): Field<T> => ({ ...spec, default: fallback })

export function object<F extends Record<string, Field<unknown>>>(fields: F): Spec<{ [K in keyof F]: ValueOf<F[K]> }> {
  return { type: 'object', fields }
}

function choiceOf(entry: string | [string, string, string?]): Choice {
  if (typeof entry === 'string') return { value: entry, label: entry }
  const [name, label, note] = entry
  return note === undefined ? { value: name, label } : { value: name, label, note }
}
