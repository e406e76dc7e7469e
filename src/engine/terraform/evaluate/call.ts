import { nearest } from '../../../skills/nearest.ts'
import type { Expression } from '../syntax/ast.ts'
import { traversalsOf } from '../syntax/references.ts'
import { convert } from '../values/convert.ts'
import { BOOL } from '../values/type.ts'
import type { Value } from '../values/value.ts'
import * as values from '../values/value.ts'
import { readFileFunction } from './files.ts'
import { FAILED, type Failure, resultOf, withMarks } from './library/index.ts'
import { aside, report, type Scope } from './scope.ts'
import type { Parameter, Signature } from './signatures.ts'
import { renderTemplate } from './template-file.ts'

type Call = Extract<Expression, { is: 'call' }>
type Evaluate = (expression: Expression, scope: Scope) => Value

const { ANY } = values

export function callFunction(call: Call, scope: Scope, evaluate: Evaluate): Value {
  const signature = find(call, scope)
  if (signature === null) return ANY
  if (call.name === 'try' || call.name === 'can') return attempt(call, scope, evaluate)
  const given = givenValues(call, scope, evaluate)
  if (given === null || !countFits(call, signature, given.length, scope)) return ANY
  if (call.name === 'templatestring' && given.every(values.isKnown) && !isReference(call.parts[0])) {
    const detail =
      'Invalid value for "template" parameter: templatestring is only for rendering templates retrieved dynamically from elsewhere, and so does not support providing a literal template; consider using a template string expression instead.'
    report(scope, call.parts[0]?.at ?? call.at, 'Invalid function argument', detail)
    return ANY
  }
  let fits = true
  const converted = given.map((value, index) => {
    const parameter = signature.parameters[index] ?? signature.variadic
    if (!parameter) return value
    const done = convert(value, parameter.type)
    if (done.ok) return done.value
    invalid(call, index, parameter, done.why, scope)
    fits = false
    return ANY
  })
  return fits ? run(call, signature, converted, scope, evaluate) : ANY
}

function find(call: Call, scope: Scope): Signature | null {
  const { library } = scope
  const signature = library.signatures.find(call.name)
  if (signature !== null) return signature
  const separator = call.name.lastIndexOf('::')
  if (separator >= 0) {
    const provided = library.provided(call.name)
    if (provided === undefined) return null
    if (typeof provided !== 'string') return provided
    report(scope, call.at, 'Unknown provider function', provided)
    return null
  }
  const near = nearest(call.name, library.signatures.names())
  const suggestion = near === null ? '' : ` Did you mean "${near}"?`
  report(scope, call.at, 'Call to unknown function', `There is no function named "${call.name}".${suggestion}`)
  return null
}

/** Only one of them has to work, and what is wrong in the others is what they are for. */
function attempt(call: Call, scope: Scope, evaluate: Evaluate): Value {
  if (call.name === 'can' && call.parts.length !== 1) {
    const detail = 'Function "can" expects only 1 argument(s).'
    report(
      scope,
      call.parts[1]?.at ?? call.end,
      `${call.parts.length === 0 ? 'Not enough' : 'Too many'} function arguments`,
      detail,
    )
    return ANY
  }
  const why: string[] = []
  for (const part of call.parts) {
    if (dependsOnUnknown(part, scope, evaluate)) return call.name === 'can' ? values.unknownButThere(BOOL) : ANY
    const own = aside(scope)
    const value = evaluate(part, own)
    const [problem] = own.problems
    if (problem === undefined) {
      // What is not worked out here may go wrong there.
      const certain = values.isWhollyKnown(value)
      if (call.name === 'can') return certain ? values.bool(true) : values.unknownButThere(BOOL)
      return certain ? value : values.marked(ANY, value)
    }
    if (call.name === 'can') return values.bool(false)
    why.push(problem.summary)
  }
  const tried = why.length === 0 ? 'at least one argument is required' : `no expression succeeded (${why.join(', ')})`
  report(scope, call.at, 'Error in function call', `Call to function "try" failed: ${tried}.`)
  return ANY
}

/** As long as something it leads to is not known, whether it will work is not known either. */
function dependsOnUnknown(part: Expression, scope: Scope, evaluate: Evaluate): boolean {
  return traversalsOf(part).some((path) => {
    const own = aside(scope)
    const value = evaluate(path, own)
    return own.problems.length === 0 && !values.isWhollyKnown(value)
  })
}

function isReference(part: Expression | undefined): boolean {
  return part === undefined || part.is === 'traversal' || part.is === 'relative' || part.is === 'index'
}

const SPREADS: ReadonlySet<string> = new Set(['dynamic', 'tuple', 'list', 'set'])

/** null when how many there are is not known, or when one of them is wrong. */
function givenValues(call: Call, scope: Scope, evaluate: Evaluate): Value[] | null {
  const before = scope.problems.length
  // What is spread out comes first: as long as it is not known, nobody looks at the others.
  const spread = call.expand ? call.parts.at(-1) : undefined
  const all = spread === undefined ? null : evaluate(spread, aside(scope))
  if (all !== null && !values.isKnown(all) && SPREADS.has(all.type.is)) return null
  const given = call.parts.map((part) => evaluate(part, scope))
  const last = given.at(-1)
  const lastPart = call.parts.at(-1)
  if (call.expand && last !== undefined && lastPart !== undefined) {
    if (!SPREADS.has(last.type.is)) {
      const detail = 'The expanding argument (indicated by ...) must be of a tuple, list, or set type.'
      report(scope, lastPart.at, 'Invalid expanding argument value', detail)
      return null
    }
    if (values.isNull(last)) {
      const detail = 'The expanding argument (indicated by ...) must not be null.'
      report(scope, lastPart.at, 'Invalid expanding argument value', detail)
      return null
    }
    const parts = values.elementsOf(last)
    if (parts === null) return null
    given.pop()
    given.push(...parts)
  }
  return scope.problems.length > before ? null : given
}

function countFits(call: Call, { parameters, variadic }: Signature, count: number, scope: Scope): boolean {
  const missing = parameters[count]
  if (missing !== undefined) {
    const least = variadic === null ? '' : ' at least'
    report(
      scope,
      call.end,
      'Not enough function arguments',
      `Function "${call.name}" expects${least} ${parameters.length} argument(s). Missing value for "${missing.name}".`,
    )
    return false
  }
  if (variadic !== null || count <= parameters.length) return true
  const at = call.parts[Math.min(parameters.length, call.parts.length - 1)]?.at ?? call.at
  const detail = `Function "${call.name}" expects only ${parameters.length} argument(s).`
  report(scope, at, 'Too many function arguments', detail)
  return false
}

function invalid(call: Call, index: number, parameter: Parameter, why: string, scope: Scope): void {
  const at = call.parts[Math.min(index, call.parts.length - 1)]?.at ?? call.at
  report(scope, at, 'Invalid function argument', `Invalid value for "${parameter.name}" parameter: ${why}.`)
}

function run(call: Call, signature: Signature, given: Value[], scope: Scope, evaluate: Evaluate): Value {
  for (const [index, value] of given.entries()) {
    const parameter = signature.parameters[index] ?? signature.variadic
    if (!parameter || parameter.nullable || !values.isNull(value)) continue
    invalid(call, index, parameter, 'argument must not be null', scope)
    return ANY
  }
  const fail = (failure: Failure): Value => {
    const parameter =
      failure.argument === null ? undefined : (signature.parameters[failure.argument] ?? signature.variadic)
    if (failure.argument !== null && parameter) invalid(call, failure.argument, parameter, failure.why, scope)
    else report(scope, call.at, 'Error in function call', `Call to function "${call.name}" failed: ${failure.why}.`)
    return ANY
  }
  const name = call.name.replace(/^core::/, '')
  const file = readFileFunction(name, given, scope.library.files)
  if (file !== null) return FAILED in file ? fail(file) : values.marked(file, ...given)
  if (name === 'templatefile') {
    const rendered = renderTemplate(given, scope, evaluate)
    return FAILED in rendered ? fail(rendered) : values.deeplyMarked(rendered, ...given)
  }
  const result = resultOf(name, given, signature)
  if (FAILED in result) return fail(result)
  return withMarks(name, result, given)
}
