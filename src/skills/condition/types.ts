import type { FactValue } from '../values.ts'

export type Comparison =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'matches'

export type Expr =
  | { is: 'literal'; value: string | number | boolean | null }
  | { is: 'name'; name: string; column: number }
  | { is: 'list'; items: Expr[] }
  | { is: 'size'; of: Expr }
  | { is: 'join'; left: Expr; right: Expr }
  | { is: 'compare'; op: Comparison; left: Expr; right: Expr; column: number }
  | { is: 'not'; of: Expr }
  | { is: 'and' | 'or'; left: Expr; right: Expr }

/** Where names get their values: a tree of facts, a flat map of dotted names, or a function. */
export type Scope = { readonly [name: string]: FactValue } | ((name: string) => FactValue | undefined)

/** The only error this language throws. The column counts from 1 in the expression's own text. */
export class ConditionError extends Error {
  readonly column: number
  readonly hint: string | undefined
  constructor(message: string, column: number, hint?: string) {
    super(message)
    this.name = 'ConditionError'
    this.column = column
    this.hint = hint
  }
}
