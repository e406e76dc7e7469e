/** What an expression gives. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string'

export const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
}

export interface Matcher {
  name: string
  op: '=' | '!=' | '=~' | '!~'
  value: string
  start: number
  /** Where its value begins. */
  valueStart: number
}

/** Which series of the two sides belong together. */
export interface Matching {
  on: boolean
  labels: readonly string[]
  group: 'left' | 'right' | null
  include: readonly string[]
}

export type Expression = { start: number; end: number; type: ValueType } & (
  | { is: 'number' }
  | { is: 'string'; value: string }
  | { is: 'selector'; name: string | null; matchers: readonly Matcher[]; shifted: boolean; fixed: boolean }
  | { is: 'range'; of: Expression; shifted: boolean; fixed: boolean }
  | { is: 'subquery'; of: Expression; shifted: boolean; fixed: boolean }
  | { is: 'call'; name: string; args: readonly Expression[] }
  | { is: 'aggregation'; op: string; by: readonly string[] | null; without: readonly string[] | null; of: Expression }
  | { is: 'binary'; op: string; bool: boolean; left: Expression; right: Expression; matching: Matching | null }
  | { is: 'unary'; of: Expression }
  | { is: 'parentheses'; of: Expression }
)
