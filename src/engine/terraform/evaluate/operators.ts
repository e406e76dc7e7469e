import type { BinaryOperator, Expression } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import { BOOL, DYNAMIC, NUMBER, type Type } from '../values/type.ts'
import { bool, deeplyMarked, isKnown, isNull, marked, number, unknownButThere, type Value } from '../values/value.ts'
import { areEqual } from './equality.ts'
import { report, type Scope } from './scope.ts'

interface Operation {
  takes: Type
  gives: Type
}

const OPERATIONS: Readonly<Record<BinaryOperator, Operation>> = {
  '||': { takes: BOOL, gives: BOOL },
  '&&': { takes: BOOL, gives: BOOL },
  '==': { takes: DYNAMIC, gives: BOOL },
  '!=': { takes: DYNAMIC, gives: BOOL },
  '<': { takes: NUMBER, gives: BOOL },
  '>': { takes: NUMBER, gives: BOOL },
  '<=': { takes: NUMBER, gives: BOOL },
  '>=': { takes: NUMBER, gives: BOOL },
  '+': { takes: NUMBER, gives: NUMBER },
  '-': { takes: NUMBER, gives: NUMBER },
  '*': { takes: NUMBER, gives: NUMBER },
  '/': { takes: NUMBER, gives: NUMBER },
  '%': { takes: NUMBER, gives: NUMBER },
}

type Binary = Extract<Expression, { is: 'binary' }>

/** Problems of the two sides come in apart: `false && x` does not care about those of x. */
export function binary(expression: Binary, left: Value, right: Value, sides: [Scope, Scope], scope: Scope): Value {
  const { takes, gives } = OPERATIONS[expression.operator]
  const [first, second] = [convert(left, takes), convert(right, takes)]
  const keep = (): void => {
    scope.problems.push(...sides[0].problems, ...sides[1].problems)
  }
  if (!first.ok || !second.ok) {
    if (!first.ok)
      report(scope, expression.left.at, 'Invalid operand', `Unsuitable value for left operand: ${first.why}.`)
    if (!second.ok) {
      report(scope, expression.right.at, 'Invalid operand', `Unsuitable value for right operand: ${second.why}.`)
    }
    keep()
    return unknownButThere(gives)
  }
  const [a, b] = [first.value, second.value]
  const decides = expression.operator === '||' ? true : expression.operator === '&&' ? false : null
  if (decides !== null) {
    // A side that decides alone makes the problems of the other one irrelevant, from Terraform 1.12 on.
    const [one, other] = sides.map((side) => side.problems.length > 0)
    if (a.content === decides && !one && other) return marked(bool(decides), a, b)
    if (b.content === decides && one && !other) return marked(bool(decides), a, b)
  }
  keep()
  if (sides[0].problems.length > 0 || sides[1].problems.length > 0) return unknownButThere(gives)
  const equality = expression.operator === '==' || expression.operator === '!='
  if (!equality && (isNull(a) || isNull(b))) {
    report(scope, expression.at, 'Operation failed', 'Error during operation: argument must not be null.')
    return unknownButThere(gives)
  }
  // While one side of && or || is not known, Terraform forgets that the other is sensitive.
  if (decides !== null && !(isKnown(a) && isKnown(b))) return unknownButThere(gives)
  return deeplyMarked(compute(expression, a, b, scope) ?? unknownButThere(gives), a, b)
}

function compute(expression: Binary, left: Value, right: Value, scope: Scope): Value | null {
  const { operator } = expression
  if (operator === '==' || operator === '!=') {
    const equal = areEqual(left, right)
    return equal === null ? null : bool(equal === (operator === '=='))
  }
  const [a, b] = [left.content, right.content]
  if (typeof a === 'boolean' && typeof b === 'boolean') return bool(operator === '||' ? a || b : a && b)
  if (typeof a !== 'number' || typeof b !== 'number') return null
  switch (operator) {
    case '+':
      return number(a + b)
    case '-':
      return number(a - b)
    case '*':
      return number(a * b)
    case '/':
      // What is divided by zero is infinite, and only nothing divided by nothing is an error.
      if (a !== 0 || b !== 0) return number(a / b)
      report(
        scope,
        expression.at,
        'Operation failed',
        "Error during operation: can't divide zero by zero or infinity by infinity.",
      )
      return null
    case '%':
      return b === 0 ? null : number(a % b)
    case '<':
      return bool(a < b)
    case '>':
      return bool(a > b)
    case '<=':
      return bool(a <= b)
    case '>=':
      return bool(a >= b)
    default:
      return null
  }
}
