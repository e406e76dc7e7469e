import type { Expression, For } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import { BOOL, friendlyName, NUMBER, STRING } from '../values/type.ts'
import { unify } from '../values/unify.ts'
import type { Value } from '../values/value.ts'
import * as values from '../values/value.ts'
import { elementOf, follow } from './access.ts'
import { callFunction } from './call.ts'
import { loop, splat } from './iterate.ts'
import { binary } from './operators.ts'
import { aside, report, type Scope } from './scope.ts'

const { ANY, unknown } = values

/** The value of an expression as far as it can be known before anything exists; what is wrong goes to the scope. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.is) {
    case 'literal':
      return literal(expression.value)
    case 'template':
      return template(expression.parts, scope)
    case 'wrap':
    case 'parentheses':
      return evaluate(expression.inner, scope)
    case 'traversal': {
      const local = scope.names.get(expression.root)
      if (local !== undefined) return follow(local, expression.steps, scope)
      const { value, used } = scope.resolve(expression, scope)
      return follow(value, expression.steps.slice(used), scope)
    }
    case 'relative':
      return follow(evaluate(expression.source, scope), expression.steps, scope)
    case 'index': {
      const source = evaluate(expression.source, scope)
      const key = evaluate(expression.key, scope)
      const found = elementOf(source, key, expression.at, scope) ?? ANY
      // A key that selects nothing yet leaves no mark, and one that names an attribute leaves none either.
      return values.isKnown(source) && values.isKnown(key) && source.type.is !== 'object'
        ? values.marked(found, source, key)
        : values.marked(found, source)
    }
    case 'splat':
      return splat(expression, scope, evaluate)
    case 'item':
      return scope.names.get(ITEM) ?? ANY
    case 'call':
      return callFunction(expression, scope, evaluate)
    case 'conditional':
      return conditional(expression, scope)
    case 'binary': {
      const sides: [Scope, Scope] = [aside(scope), aside(scope)]
      const left = evaluate(expression.left, sides[0])
      return binary(expression, left, evaluate(expression.right, sides[1]), sides, scope)
    }
    case 'unary':
      return unary(expression, scope)
    case 'tuple':
      return values.tuple(expression.parts.map((part) => evaluate(part, scope)))
    case 'object':
      return object(expression, scope)
    case 'for':
      return expression.joins ? joined(expression, scope) : loop(expression, scope, evaluate)
  }
}

/** The name a splat gives to what it goes over; no name in a file can be this. */
export const ITEM = '*'

function literal(content: string | number | boolean | null): Value {
  if (content === null) return values.nullOf(ANY.type)
  if (typeof content === 'string') return values.text(content)
  return typeof content === 'number' ? values.number(content) : values.bool(content)
}

function template(parts: readonly Expression[], scope: Scope): Value {
  let result: string | undefined = ''
  const seen: Value[] = []
  for (const part of parts) {
    const value = evaluate(part, scope)
    seen.push(value)
    if (values.isNull(value)) {
      const detail = 'The expression result is null. Cannot include a null value in a string template.'
      report(scope, part.at, INVALID_INTERPOLATION, detail)
      result = undefined
    } else if (!values.isKnown(value)) result = undefined
    else {
      const done = convert(value, STRING)
      if (!done.ok) {
        const detail = `Cannot include the given value in a string template: ${done.why}.`
        report(scope, part.at, INVALID_INTERPOLATION, detail)
        result = undefined
      } else if (typeof done.value.content !== 'string') result = undefined
      else if (result !== undefined) result += done.value.content
    }
  }
  return values.marked(result === undefined ? values.unknownButThere(STRING) : values.text(result), ...seen)
}

const INVALID_INTERPOLATION = 'Invalid template interpolation value'

/** `%{ for }` in a template: what comes out of it is one text. */
function joined(expression: For, scope: Scope): Value {
  const value = loop(expression, scope, evaluate)
  const parts = values.elementsOf(value)
  if (parts === null) return unknown(STRING)
  let result = ''
  for (const part of parts) {
    if (values.isNull(part)) {
      const detail = 'An iteration result is null. Cannot include a null value in a string template.'
      report(scope, expression.at, INVALID_INTERPOLATION, detail)
      continue
    }
    const done = convert(part, STRING)
    if (!done.ok) {
      const detail = `Cannot include one of the interpolation results into the string template: ${done.why}.`
      report(scope, expression.at, INVALID_INTERPOLATION, detail)
    } else if (typeof done.value.content !== 'string') return unknown(STRING)
    else result += done.value.content
  }
  return values.marked(values.text(result), value, ...parts)
}

function conditional(expression: Extract<Expression, { is: 'conditional' }>, scope: Scope): Value {
  const [first, second] = [aside(scope), aside(scope)]
  const yes = evaluate(expression.yes, first)
  const no = evaluate(expression.no, second)
  const type = values.isBareNull(yes)
    ? no.type
    : values.isBareNull(no)
      ? yes.type
      : yes.type.is === 'dynamic' || no.type.is === 'dynamic'
        ? ANY.type
        : unify([yes.type, no.type])
  if (type === null) {
    const mismatch = `The 'true' value is ${friendlyName(yes.type)}, but the 'false' value is ${friendlyName(no.type)}`
    report(
      scope,
      expression.yes.at,
      'Inconsistent conditional result types',
      `The true and false result expressions must have consistent types. ${mismatch}.`,
    )
    return ANY
  }
  const condition = evaluate(expression.condition, scope)
  if (values.isNull(condition)) {
    const detail = 'The condition value is null. Conditions must either be true or false.'
    report(scope, expression.condition.at, 'Null condition', detail)
    return unknown(type)
  }
  // Which side it will be is not known, and so what is wrong in one of them may never matter.
  if (!values.isKnown(condition)) {
    const both = values.isNull(yes) && values.isNull(no) ? values.nullOf(type) : unknown(type)
    const there = values.isSurelyThere(yes) && values.isSurelyThere(no)
    return values.marked(there ? { ...both, notNull: true } : both, condition, yes, no)
  }
  const decided = convert(condition, BOOL)
  if (!decided.ok) {
    report(scope, expression.condition.at, 'Incorrect condition type', 'The condition expression must be of type bool.')
    return unknown(type)
  }
  const taken = decided.value.content === true
  scope.problems.push(...(taken ? first : second).problems)
  const chosen = taken ? yes : no
  const result = convert(chosen, type)
  if (result.ok) return values.marked(result.value, condition, yes, no)
  const side = taken ? 'true' : 'false'
  report(
    scope,
    (taken ? expression.yes : expression.no).at,
    'Inconsistent conditional result types',
    `The ${side} result value has the wrong type: ${result.why}.`,
  )
  return unknown(type)
}

function unary(expression: Extract<Expression, { is: 'unary' }>, scope: Scope): Value {
  const want = expression.operator === '-' ? NUMBER : BOOL
  const value = evaluate(expression.operand, scope)
  const done = convert(value, want)
  if (!done.ok) {
    report(scope, expression.operand.at, 'Invalid operand', `Unsuitable value for unary operand: ${done.why}.`)
    return unknown(want)
  }
  const { content } = done.value
  if (content === null) {
    report(scope, expression.at, 'Operation failed', 'Error during operation: argument must not be null.')
    return unknown(want)
  }
  const result =
    typeof content === 'number' ? values.number(-content) : typeof content === 'boolean' ? values.bool(!content) : null
  // What is not known yet comes out without its marks.
  return result === null ? unknown(want) : values.marked(result, value)
}

function object(expression: Extract<Expression, { is: 'object' }>, scope: Scope): Value {
  const parts = new Map<string, Value>()
  const keys: Value[] = []
  let known = true
  for (const item of expression.items) {
    const name = keyOf(item.key, scope, keys)
    const value = evaluate(item.value, scope)
    if (name === null) known = false
    else parts.set(name, value)
  }
  return known ? values.marked(values.object(parts), ...keys) : ANY
}

/** A bare name is itself and not a reference; null when it is not known. What was evaluated for it goes to `keys`. */
function keyOf(key: Expression, scope: Scope, keys: Value[]): string | null {
  const bare = key.is === 'literal' && key.value === null ? 'null' : keyword(key)
  if (bare !== null) return bare
  if (key.is === 'traversal') {
    report(
      scope,
      key.at,
      'Ambiguous attribute key',
      "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
    )
    return null
  }
  const value = evaluate(key, scope)
  keys.push(value)
  if (values.isNull(value)) {
    report(scope, key.at, 'Null value as key', "Can't use a null value as a key.")
    return null
  }
  const done = convert(value, STRING)
  if (!done.ok) {
    report(scope, key.at, 'Incorrect key type', `Can't use this value as a key: ${done.why}.`)
    return null
  }
  return typeof done.value.content === 'string' ? done.value.content : null
}
