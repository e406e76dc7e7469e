export { evaluate, holds, lookup, nameNodes, namesIn, same, truthy } from './condition/evaluate.ts'
export { parseCondition } from './condition/parser.ts'
export { printCondition } from './condition/print.ts'
export { type Comparison, ConditionError, type Expr, type Scope } from './condition/types.ts'
