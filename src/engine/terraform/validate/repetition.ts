import { evaluate } from '../evaluate/evaluate.ts'
import { report, type Scope } from '../evaluate/scope.ts'
import type { Attribute } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import { friendlyName, NUMBER } from '../values/type.ts'
import { elementsOf, isNull, isWhollyKnown, type Value } from '../values/value.ts'

/** `count` is a whole number, `for_each` a map or a set of strings. */
export function checkRepetition(
  one: { count: Attribute | undefined; forEach: Attribute | undefined },
  scope: Scope,
): void {
  if (one.count !== undefined) checkCount(one.count, scope)
  if (one.forEach !== undefined) checkForEach(one.forEach, scope)
}

function checkCount({ value: expression }: Attribute, scope: Scope): void {
  const before = scope.problems.length
  const value = evaluate(expression, scope)
  if (scope.problems.length > before) return
  const invalid = (why: string): void => report(scope, expression.at, 'Invalid count argument', why)
  if (isNull(value)) {
    invalid('The given "count" argument value is null. An integer is required.')
    return
  }
  if (value.ephemeral) {
    invalid(
      'The given "count" is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify the number of resource instances.',
    )
    return
  }
  const done = convert(value, NUMBER)
  if (!done.ok) {
    report(scope, expression.at, 'Incorrect value type', `Invalid expression value: ${done.why}.`)
    return
  }
  const { content } = done.value
  if (typeof content !== 'number') return
  if (content < 0) invalid('The given "count" argument value is unsuitable: must be greater than or equal to zero.')
  else if (!Number.isInteger(content)) {
    invalid('The given "count" argument value is unsuitable: value must be a whole number.')
  }
}

function checkForEach({ value: expression }: Attribute, scope: Scope): void {
  const before = scope.problems.length
  const value = evaluate(expression, scope)
  if (scope.problems.length > before) return
  const invalid = (why: string): void => report(scope, expression.at, 'Invalid for_each argument', why)
  const unsuitable = 'The given "for_each" argument value is unsuitable'
  if (isNull(value)) {
    invalid(`${unsuitable}: the given "for_each" argument value is null. A map, or set of strings is allowed.`)
    return
  }
  if (value.sensitive) {
    invalid(
      'Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive value could be exposed as a resource instance key.',
    )
    return
  }
  if (value.ephemeral) {
    invalid(
      'The given "for_each" value is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify a resource\'s instance keys.',
    )
    return
  }
  const { type } = value
  if (type.is === 'dynamic' || type.is === 'map' || type.is === 'object') return
  if (type.is !== 'set') {
    const given = friendlyName(type)
    invalid(
      `${unsuitable}: the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${given}.`,
    )
    return
  }
  const { element } = type
  // Which elements there are shows later, and so does what they are.
  if (!isWhollyKnown(value) || elementsOf(value)?.length === 0) return
  if (element.is !== 'string' && element.is !== 'dynamic') {
    invalid(
      `The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but you have provided a set containing type ${friendlyName(element)}.`,
    )
  } else if (elementsOf(value)?.some((part: Value) => isNull(part))) {
    invalid('The given "for_each" argument value is unsuitable: "for_each" sets must not contain null values.')
  }
}
