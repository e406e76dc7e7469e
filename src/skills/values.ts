/** A value that a skill asks for or derives. Plain JSON, so that it can be journaled, shown and put into a template. */
export type FactValue = string | number | boolean | null | FactValue[] | { [key: string]: FactValue }

export type Maturity = 'starter' | 'intermediate' | 'advanced'
export const MATURITIES: readonly Maturity[] = ['starter', 'intermediate', 'advanced']

export type FactType =
  | 'text'
  | 'slug'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'multi-choice'
  | 'cidr'
  | 'domain'
  | 'region'
  | 'duration'
  | 'size'
  | 'url'
  | 'arn'
  | 'list'
  | 'object'

export interface Choice {
  value: string
  label: string
  /** What this choice costs or brings; shown beside it. */
  note?: string
  /** Condition under which the choice is offered at all. */
  when?: string
}

/** What values a fact may hold. `items` types the members of a list, `fields` those of an object. */
export interface TypeSpec {
  type: FactType
  choices?: Choice[]
  min?: number
  max?: number
  pattern?: string
  items?: TypeSpec
  fields?: Record<string, TypeSpec & { optional?: boolean; default?: FactValue }>
  /** `null` is a value of its own (for example: no repository). */
  nullable?: boolean
}
