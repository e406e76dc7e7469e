import { nearest } from '../../../skills/nearest.ts'
import type { Passed } from '../module/passed.ts'
import { type ProviderReference, referenceText } from '../module/provider-reference.ts'
import type { Module, ModuleCall, ProviderConfig } from '../module/types.ts'
import type { ModuleContext } from './context.ts'

/** The configurations of providers that a call passes on: they are there, they fit, and none that is needed is missing. */
export function checkPassed(context: ModuleContext, call: ModuleCall, child: Module | null): void {
  const report = (at: { line: number; column: number }, summary: string, detail: string): void => {
    context.report(call.file, { line: at.line, column: at.column, summary, detail })
  }
  for (const passed of call.providers ?? []) checkThere(context, passed, child, report)
  if (child === null || child.partial) return
  const passed = new Set((call.providers ?? []).map(({ inChild }) => referenceText(inChild)))
  for (const { inChild, inParent } of call.providers ?? []) {
    const own = sourceOf(child, inChild)
    // Terraform looks for the name in the child first.
    const given = context.module.requirements.get(referenceText(inChild))?.source ?? sourceOf(context.module, inParent)
    if (own !== given) {
      const detail = `The local name "${referenceText(inParent)}" represents provider "${given}", but "${referenceText(inChild)}" in the called module represents "${own}".`
      report(inParent, 'Provider type mismatch', detail)
    }
    const config = configOf(child, inChild)
    if (config !== undefined && hasSettings(config)) {
      const detail = `The called module has its own local configuration for ${referenceText(inChild)}, and so it cannot accept an overridden configuration provided by its caller.`
      report(inChild, 'Cannot override provider configuration', detail)
    }
  }
  for (const { name, aliases } of child.requirements.values()) {
    for (const alias of aliases) {
      const reference = { name, alias, line: 1, column: 1 }
      const own = configOf(child, reference)
      if (passed.has(`${name}.${alias}`) || (own !== undefined && hasSettings(own))) continue
      const detail = `The child module requires an additional configuration for provider ${name}, with the local name "${name}.${alias}". Add an entry for ${name}.${alias} in the "providers" meta-argument in the module block to choose which provider configuration the module should use for that purpose.`
      report(call, 'Missing required provider configuration', detail)
    }
  }
  checkLegacy(context, call, child, report)
}

type Report = (at: { line: number; column: number }, summary: string, detail: string) => void

/**
 * What is passed on has to be there: as a configuration, as a default of what is required, or passed in. Terraform looks
 * for it by the provider that the child means and by the alias, whatever the name.
 */
function checkThere(context: ModuleContext, { inChild, inParent }: Passed, child: Module | null, report: Report): void {
  const { module } = context
  const address = referenceText(inParent)
  const source = child === null ? sourceOf(module, inParent) : sourceOf(child, inChild)
  if (module.partial || context.isPassed(address)) return
  if (module.providers.some((one) => one.alias === inParent.alias && sourceOf(module, one) === source)) return
  if (inParent.alias === null) {
    if (context.isCalled || [...module.requirements.values()].some((one) => one.source === source)) return
    const detail = `The call passes ${address}, and this module neither configures nor requires a provider of that name: add it to required_providers.`
    report(inParent, 'Provider configuration not present', detail)
    return
  }
  const declared = module.requirements.get(inParent.name)?.aliases.includes(inParent.alias) === true
  if (declared && context.isCalled) return
  const near = declared ? null : nearAlias(module, address)
  const hint = near === null ? '' : ` Did you mean ${near}?`
  const detail = declared
    ? `The configuration ${address} has to be passed in by a module that calls this one, and as a root it has none.`
    : `The call passes ${address}, and this module has no configuration of that name.${hint}`
  report(inParent, 'Provider configuration not present', detail)
}

/** A module that configures providers itself can be called once and for all only. */
function checkLegacy(context: ModuleContext, call: ModuleCall, child: Module, report: Report): void {
  const reason = call.count ?? call.forEach ?? call.block.body.attributes.get('depends_on')
  if (reason === undefined || !configuresProviders(context, child, new Set())) return
  const detail = `The module at ${call.source} is a legacy module which contains its own local provider configurations, and so calls to it may not use the count, for_each, or depends_on arguments.`
  report(reason.value.at, 'Module is incompatible with count, for_each, and depends_on', detail)
}

function configuresProviders(context: ModuleContext, module: Module, seen: Set<Module>): boolean {
  if (seen.has(module)) return false
  seen.add(module)
  if (module.providers.some(hasSettings)) return true
  return [...module.calls.values()].some((call) => {
    const child = context.childOf(module, call)
    return child !== null && child !== undefined && configuresProviders(context, child, seen)
  })
}

function configOf(module: Module, { name, alias }: ProviderReference): ProviderConfig | undefined {
  return module.providers.find((one) => one.name === name && one.alias === alias)
}

/** A block without any setting only says that a configuration is expected from the caller. */
function hasSettings({ block }: ProviderConfig): boolean {
  const names = [...block.body.attributes.keys()].filter((name) => name !== 'alias')
  return names.length > 0 || block.body.blocks.length > 0
}

function sourceOf(module: Module, { name }: { name: string }): string {
  return module.requirements.get(name)?.source ?? `hashicorp/${name}`
}

export function nearAlias(module: Module, address: string): string | null {
  const known = module.providers.flatMap((one) => (one.alias === null ? [] : [`${one.name}.${one.alias}`]))
  return nearest(address, known)
}
