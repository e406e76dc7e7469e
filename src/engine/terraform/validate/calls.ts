import { nearest } from '../../../skills/nearest.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import { unsupportedArgument } from '../module/structure.ts'
import type { Module, ModuleCall } from '../module/types.ts'
import type { Expression } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import { convert } from '../values/convert.ts'
import { isNull } from '../values/value.ts'
import type { ModuleContext } from './context.ts'

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
    const done = convert(value, variable.type)
    if (!done.ok) {
      const detail = `The given value is not suitable for child module variable "${attribute.name}" defined at ${variable.file}:${variable.line}: ${done.why}.`
      report(attribute.value.at, 'Invalid value for module argument', detail)
    } else if (isNull(value) && !variable.nullable && !variable.hasDefault) {
      const detail = `The given value is not suitable for child module variable "${attribute.name}": required variable may not be set to null.`
      report(attribute.value.at, 'Invalid value for module argument', detail)
    }
  }
  if (!child || child.partial) return
  for (const variable of child.variables.values()) {
    if (variable.hasDefault || call.block.body.attributes.has(variable.name)) continue
    const detail = `The argument "${variable.name}" is required, but no definition was found.`
    report(call, 'Missing required argument', detail)
  }
  checkPassedProviders(context, call, child)
}

function checkPassedProviders(context: ModuleContext, call: ModuleCall, child: Module): void {
  const given = call.block.body.attributes.get('providers')?.value
  const items = given?.is === 'object' ? given.items : []
  const passed = new Set(items.map(({ key }) => addressOf(key)))
  for (const { value } of items) {
    const address = addressOf(value)
    if (address === null || isConfigured(context.module, address)) continue
    const detail = `The call passes ${address}, and this module has no configuration of that name.`
    context.report(call.file, { ...value.at, summary: 'Provider configuration not present', detail })
  }
  for (const { name, aliases } of child.requirements.values()) {
    for (const alias of aliases) {
      if (passed.has(`${name}.${alias}`)) continue
      const detail = `The child module requires an additional configuration for provider ${name}, with the local name "${name}.${alias}". Refer to the module's documentation to understand the intended purpose of this additional provider configuration, and then add an entry for ${name}.${alias} in the "providers" meta-argument in the module block to choose which provider configuration the module should use for that purpose.`
      const at = { line: call.line, column: call.column }
      context.report(call.file, { ...at, summary: 'Missing required provider configuration', detail })
    }
  }
}

export function addressOf(expression: Expression): string | null {
  const name = keyword(expression)
  if (name !== null) return name
  if (expression.is !== 'traversal') return null
  const [step] = expression.steps
  return step?.is === 'attribute' ? `${expression.root}.${step.name}` : null
}

/** A default configuration is always there; one with an alias has to be written down. */
export function isConfigured(module: Module, address: string): boolean {
  const [name = '', alias] = address.split('.')
  if (alias === undefined || module.partial) return true
  if (module.requirements.get(name)?.aliases.includes(alias)) return true
  return module.providers.some((one) => one.name === name && one.alias === alias)
}

export function nearAlias(module: Module, address: string): string | null {
  const known = module.providers.flatMap((one) => (one.alias === null ? [] : [`${one.name}.${one.alias}`]))
  return nearest(address, known)
}
