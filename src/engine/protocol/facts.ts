import type { FactValue } from '../../skills/values.ts'

export type { Choice, FactType, FactValue, Maturity, TypeSpec } from '../../skills/values.ts'
export { MATURITIES } from '../../skills/values.ts'

/** Where a fact's value came from, strongest first: a source never replaces one that stands before it here. */
export const ORIGINS = [
  'answer',
  'flag',
  'answers-file',
  'goal',
  'preferences',
  'blueprint',
  'default',
  'derived',
] as const
export type FactOrigin = (typeof ORIGINS)[number]

export interface Fact {
  name: string
  value: FactValue
  origin: FactOrigin
  /** The words of the goal, the file, or the skill that the value came from. */
  source?: string
}
