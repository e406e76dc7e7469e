import type { Scope } from '../evaluate/scope.ts'
import type { Module, ProviderConfig, Resource } from '../module/types.ts'
import type { BlockSchema } from '../schema/block.ts'
import { BodyChecker, type BodyFindings, type Refer } from './body.ts'
import type { ModuleContext } from './context.ts'
import { providerNameOf } from './context.ts'
import { nearAlias } from './passed.ts'

const META = { attributes: new Set(['alias', 'version']), blocks: new Set<string>() }

/** Configurations of providers: their arguments, the aliases that resources name, and what is required. */
export function checkProviders(context: ModuleContext, scopes: { fresh(): Scope; refer(file: string): Refer }): void {
  const { module } = context
  for (const config of module.providers) {
    if (!isUsed(context, module, config, new Set())) continue
    const scope = scopes.fresh()
    const provider = context.provider(config.name)
    const schema = provider.active?.provider()
    const findings: BodyFindings = { errors: [], warnings: [] }
    if (schema) {
      const others = (): BlockSchema[] => provider.otherConfigurations()
      new BodyChecker(findings, provider.newest, scopes.refer(config.file)).check(
        config.block.body,
        config,
        schema,
        others,
        scope,
        META,
      )
    }
    for (const finding of [...findings.errors, ...scope.problems]) context.report(config.file, finding)
    for (const finding of findings.warnings) context.report(config.file, finding, 'warning')
  }
  for (const resource of module.resources.values()) checkConfigured(context, resource)
  reportMissingRequirements(context)
}

/** Terraform looks at no configuration that nothing uses. */
function isUsed(
  context: ModuleContext,
  module: Module,
  { name, alias }: Pick<ProviderConfig, 'name' | 'alias'>,
  seen: Set<Module>,
): boolean {
  if (module.partial || seen.has(module)) return !seen.has(module)
  seen.add(module)
  for (const resource of module.resources.values()) {
    if (providerNameOf(resource) === name && (resource.provider?.alias ?? null) === alias) return true
  }
  return [...module.calls.values()].some((call) => {
    const child = context.childOf(module, call)
    if (!child) return child === null
    if (call.providers === null) return alias === null && isUsed(context, child, { name, alias }, seen)
    return call.providers.some(
      ({ inChild, inParent }) =>
        inParent.name === name && inParent.alias === alias && isUsed(context, child, inChild, new Set(seen)),
    )
  })
}

/** A resource that names a configuration needs one of that name; in a root, one that nobody can pass in. */
function checkConfigured(context: ModuleContext, resource: Resource): void {
  const { module } = context
  if (module.partial) return
  const name = resource.provider?.name ?? providerNameOf(resource)
  const alias = resource.provider?.alias ?? null
  const address = alias === null ? name : `${name}.${alias}`
  const at = resource.block.body.attributes.get('provider')?.value.at ?? resource
  if (alias === null || module.providers.some((one) => one.name === name && one.alias === alias)) return
  const declared = module.requirements.get(name)?.aliases.includes(alias) === true
  if (context.isPassed(address) || (declared && context.isCalled)) return
  const near = declared ? null : nearAlias(module, address)
  const hint = near === null ? '' : ` Did you mean ${near}?`
  const detail = declared
    ? `The configuration ${address} has to be passed in by a module that calls this one, and as a root it has none.`
    : `To work with ${resource.type}.${resource.name} the provider configuration ${address} is required, and none of that name is here.${hint}`
  context.report(resource.file, {
    line: at.line,
    column: at.column,
    summary: 'Provider configuration not present',
    detail,
  })
}

/** Terraform guesses what is not required, which is how a module gets a version it does not work with. */
function reportMissingRequirements(context: ModuleContext): void {
  const { module } = context
  if (module.partial) return
  const reported = new Set<string>(['terraform'])
  for (const resource of module.resources.values()) {
    const name = providerNameOf(resource)
    if (module.requirements.has(name) || reported.has(name)) continue
    reported.add(name)
    const detail = `The module uses the provider ${name} and does not say which versions of it work: add it to required_providers.`
    const at = { line: resource.line, column: resource.column }
    context.report(resource.file, { ...at, summary: 'Missing provider requirement', detail }, 'warning')
  }
}
