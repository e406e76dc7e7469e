import type { Expression, For } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import {
  BOOL,
  friendlyName,
  isCollection,
  isPrimitive,
  listOf,
  STRING,
  sameType,
  type Type,
  tupleOf,
} from '../values/type.ts'
import type { Value } from '../values/value.ts'
import * as values from '../values/value.ts'
import { aside, report, type Scope, withNames } from './scope.ts'

const { ANY, unknown } = values

type Evaluate = (expression: Expression, scope: Scope) => Value

/** `[for …]` and `{for …}`: over what is not known nothing is known, but the condition can be wrong already. */
export function loop(expression: For, scope: Scope, evaluate: Evaluate): Value {
  const collection = evaluate(expression.collection, scope)
  if (values.isNull(collection)) {
    const detail = "A null value cannot be used as the collection in a 'for' expression."
    report(scope, expression.collection.at, 'Iteration over null value', detail)
    return ANY
  }
  if (collection.type.is === 'dynamic') return ANY
  if (isPrimitive(collection.type)) {
    report(
      scope,
      expression.collection.at,
      'Iteration over non-iterable value',
      `A value of type ${friendlyName(collection.type)} cannot be used as the collection in a 'for' expression.`,
    )
    return ANY
  }
  const condition = conditionOf(expression, scope, evaluate)
  if (condition === null) return ANY
  const entries = entriesOf(collection)
  if (entries === null) return values.marked(ANY, collection, condition)
  const result =
    expression.key === null
      ? asTuple(expression, entries, scope, evaluate)
      : asObject(expression, expression.key, entries, scope, evaluate)
  return values.marked(result, collection)
}

/** The condition for anything there may be; null when it is none. */
function conditionOf(expression: For, scope: Scope, evaluate: Evaluate): Value | null {
  const { condition } = expression
  if (condition === null) return ANY
  const inner = { ...namesFor(expression, scope, ANY, ANY), problems: [] }
  const result = evaluate(condition, inner)
  scope.problems.push(...inner.problems)
  if (values.isNull(result)) {
    report(scope, condition.at, 'Condition is null', "The value of the 'if' clause must not be null.")
    return null
  }
  const done = convert(result, BOOL)
  if (!done.ok) {
    report(scope, condition.at, "Invalid 'for' condition", `The 'if' clause value is invalid: ${done.why}.`)
  }
  return done.ok && inner.problems.length === 0 ? result : null
}

function namesFor(expression: For, scope: Scope, key: Value, value: Value): Scope {
  const names: [string, Value][] = [[expression.valueName, value]]
  if (expression.keyName !== null) names.unshift([expression.keyName, key])
  return withNames(scope, names)
}

function entriesOf(collection: Value): [key: Value, value: Value][] | null {
  const named = values.namedPartsOf(collection)
  if (named !== null) return values.sortedEntries(named).map(([name, value]) => [values.text(name), value])
  const parts = values.elementsOf(collection)
  if (parts === null) return null
  const isSet = collection.type.is === 'set'
  return parts.map((value, index) => [isSet ? value : values.number(index), value])
}

/** What is found on the way through the entries: once the result cannot be known, no more is said of what they are. */
interface Course {
  known: boolean
  /** What decides leaves its marks on the whole result. */
  deciding: Value[]
}

/** true, false, or null while that is not known. */
function included({ condition }: For, inner: Scope, evaluate: Evaluate, course: Course): boolean | null {
  if (condition === null) return true
  const value = evaluate(condition, inner)
  course.deciding.push(value)
  const wrong = (detail: string): null => {
    if (course.known) report(inner, condition.at, "Invalid 'for' condition", detail)
    return null
  }
  if (values.isNull(value)) return wrong("The value of the 'if' clause must not be null.")
  const done = convert(value, BOOL)
  if (!done.ok) return wrong(`The 'if' clause value is invalid: ${done.why}.`)
  return typeof done.value.content === 'boolean' ? done.value.content : null
}

function asTuple(expression: For, entries: [Value, Value][], scope: Scope, evaluate: Evaluate): Value {
  const parts: Value[] = []
  const course: Course = { known: true, deciding: [] }
  for (const [key, value] of entries) {
    const inner = namesFor(expression, scope, key, value)
    const include = included(expression, inner, evaluate, course)
    if (include === null) course.known = false
    else if (include) parts.push(evaluate(expression.value, inner))
  }
  return values.marked(course.known ? values.tuple(parts) : ANY, ...course.deciding)
}

function asObject(
  expression: For,
  keyExpression: Expression,
  entries: [Value, Value][],
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const parts = new Map<string, Value>()
  const groups = new Map<string, Value[]>()
  const course: Course = { known: true, deciding: [] }
  for (const [key, value] of entries) {
    const inner = namesFor(expression, scope, key, value)
    const include = included(expression, inner, evaluate, course)
    if (include !== true) {
      if (include === null) course.known = false
      continue
    }
    const name = objectKey(keyExpression, inner, evaluate, course)
    if (name === null) {
      course.known = false
      continue
    }
    const part = evaluate(expression.value, inner)
    if (expression.group) groups.set(name, [...(groups.get(name) ?? []), part])
    else if (!parts.has(name)) parts.set(name, part)
    else {
      report(
        scope,
        keyExpression.at,
        'Duplicate object key',
        `Two different items produced the key "${name}" in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
      )
    }
  }
  for (const [name, group] of groups) parts.set(name, values.tuple(group))
  return values.marked(course.known ? values.object(parts) : ANY, ...course.deciding)
}

function objectKey(expression: Expression, inner: Scope, evaluate: Evaluate, course: Course): string | null {
  const value = evaluate(expression, inner)
  course.deciding.push(value)
  const wrong = (detail: string): null => {
    if (course.known) report(inner, expression.at, 'Invalid object key', detail)
    return null
  }
  if (values.isNull(value)) {
    return wrong("Key expression in 'for' expression must not produce a null value.")
  }
  if (!values.isKnown(value)) return null
  const done = convert(value, STRING)
  if (!done.ok) return wrong(`The key expression produced an invalid result: ${done.why}.`)
  return typeof done.value.content === 'string' ? done.value.content : null
}

/** `x[*].y`: over a list as it says, over anything else as if it were a list of one. */
export function splat(expression: Extract<Expression, { is: 'splat' }>, scope: Scope, evaluate: Evaluate): Value {
  const own = aside(scope)
  const source = evaluate(expression.source, own)
  scope.problems.push(...own.problems)
  if (own.problems.length > 0) return ANY
  const { type } = source
  const isSequence = type.is === 'tuple' || type.is === 'list' || type.is === 'set'
  if (values.isNull(source)) {
    if (!isSequence) return values.tuple([])
    const detail = 'Splat expressions (with the * symbol) cannot be applied to null sequences.'
    report(scope, expression.source.at, 'Splat of null value', detail)
    return ANY
  }
  if (type.is === 'dynamic') return values.marked(ANY, source)
  const each = (item: Value): Value => evaluate(expression.each, withNames(scope, [['*', item]]))
  if (!isSequence) {
    const only = each(source)
    // Whether it is null, and so nothing at all, is not known yet.
    return values.marked(values.isSurelyThere(source) ? values.tuple([only]) : ANY, source)
  }
  const parts = values.elementsOf(source)
  if (parts === null) return values.marked(values.unknownButThere(unknownSplat(type, each)), source)
  const results = parts.map(each)
  if (type.is === 'tuple') return values.marked(values.tuple(results), source)
  const element = results[0]?.type ?? (isCollection(type) ? each(unknown(type.element)).type : type)
  if (!results.every((one) => sameType(one.type, element))) return ANY
  return values.marked({ type: listOf(element), content: results, sensitive: false }, source)
}

function unknownSplat(type: Type, each: (item: Value) => Value): Type {
  if (type.is === 'tuple') return tupleOf(type.elements.map((element) => each(unknown(element)).type))
  return isCollection(type) ? listOf(each(unknown(type.element)).type) : ANY.type
}
