import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import { unsupportedArgument } from '../module/structure.ts'
import type { Module, ModuleCall, Variable } from '../module/types.ts'
import type { Expression, Place } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import { withDefaults } from '../values/defaults.ts'
import { BOOL, STRING } from '../values/type.ts'
import { hasEphemeral, isNull, type Value } from '../values/value.ts'
import type { ModuleContext } from './context.ts'
import { checkPassed } from './passed.ts'
import { ModuleScope } from './scope.ts'

export const CALL_ARGUMENTS: ReadonlySet<string> = new Set([
  ...['source', 'version', 'count', 'for_each', 'depends_on', 'providers'],
])

/** A call of a module on this disk gives what it needs and nothing else. */
export function checkCall(context: ModuleContext, call: ModuleCall, scope: Scope): void {
  const child = context.child(call)
  const report = (at: { line: number; column: number }, summary: string, detail: string): void => {
    context.report(call.file, { line: at.line, column: at.column, summary, detail })
  }
  if (child === undefined) {
    const at = call.block.body.attributes.get('source')?.value.at ?? call
    const detail = `The directory ${call.source} could not be read: there are no Terraform files in it.`
    report(at, 'Unreadable module directory', detail)
  }
  for (const attribute of call.block.body.attributes.values()) {
    if (CALL_ARGUMENTS.has(attribute.name)) continue
    const value = evaluate(attribute.value, scope)
    if (!child) continue
    const variable = child.variables.get(attribute.name)
    if (variable === undefined) {
      if (child.partial) continue
      report(attribute.at, 'Unsupported argument', unsupportedArgument(attribute.name, child.variables.keys(), []))
      continue
    }
    const given = suitable(attribute.value, value, variable, report)
    if (given !== null) checkRules(context, call, child, variable, given, attribute.value.at)
  }
  checkPassed(context, call, child ?? null)
  if (!child || child.partial) return
  for (const variable of child.variables.values()) {
    if (call.block.body.attributes.has(variable.name)) continue
    if (variable.hasDefault) {
      if (variable.default !== null) checkRules(context, call, child, variable, variable.default, call)
      continue
    }
    const detail = `The argument "${variable.name}" is required, but no definition was found.`
    report(call, 'Missing required argument', detail)
  }
}

type Report = (at: Place, summary: string, detail: string) => void

/** The value as the child will have it; null when it cannot have it, which is reported. */
function suitable({ at }: Expression, value: Value, variable: Variable, report: Report): Value | null {
  const about = `child module variable "${variable.name}" defined at ${variable.file}:${variable.line}`
  const wrong = (why: string): null => {
    report(at, 'Invalid value for module argument', `The given value is not suitable for ${about}: ${why}.`)
    return null
  }
  const done = convert(withDefaults(value, variable.type), variable.type)
  if (!done.ok) return wrong(done.why)
  if (hasEphemeral(done.value) && !variable.ephemeral) {
    const detail =
      'This input variable is not declared as accepting ephemeral values, so it cannot be set to a result derived from an ephemeral value.'
    report(at, 'Ephemeral value not allowed', detail)
    return null
  }
  if (!isNull(done.value) || variable.nullable) return done.value
  if (!variable.hasDefault) return wrong('required variable may not be set to null')
  return variable.default
}

/** What a child says of its input is tried on values that are known already. */
function checkRules(
  context: ModuleContext,
  call: ModuleCall,
  child: Module,
  variable: Variable,
  given: Value,
  at: Place,
): void {
  const rules = variable.block.body.blocks.filter((block) => block.type === 'validation')
  if (rules.length === 0 || child.partial) return
  const values = new ModuleScope(context.scopeOf(child), new Map([[variable.name, given]]))
  for (const rule of rules) {
    const [condition, message] = ['condition', 'error_message'].map((name) => rule.body.attributes.get(name)?.value)
    if (condition === undefined || message === undefined) continue
    const scope = values.fresh()
    const verdict = convert(evaluate(condition, scope), BOOL)
    for (const problem of scope.problems) context.report(variable.file, problem)
    if (scope.problems.length > 0 || !verdict.ok || verdict.value.content !== false) continue
    const said = convert(evaluate(message, values.fresh()), STRING)
    if (!said.ok || typeof said.value.content !== 'string') continue
    const where = `This was checked by the validation rule at ${variable.file}:${rule.at.line}.`
    context.report(call.file, {
      ...{ line: at.line, column: at.column, summary: 'Invalid value for variable' },
      detail: `${said.value.content.trim()} ${where}`,
    })
  }
}
