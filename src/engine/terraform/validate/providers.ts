import type { Scope } from '../evaluate/scope.ts'
import type { BlockSchema } from '../schema/block.ts'
import type { Body } from '../syntax/ast.ts'
import { BodyChecker, type BodyFindings } from './body.ts'
import { addressOf, isConfigured, nearAlias } from './calls.ts'
import type { ModuleContext } from './context.ts'
import { providerNameOf } from './context.ts'

const META = { attributes: new Set(['alias', 'version']), blocks: new Set<string>() }

/** Configurations of providers: their arguments, the aliases that resources name, and what is required. */
export function checkProviders(context: ModuleContext, scopeFor: (body: Body, file: string) => Scope): void {
  const { module } = context
  for (const config of module.providers) {
    const scope = scopeFor(config.block.body, config.file)
    const provider = context.provider(config.name)
    const schema = provider.active?.provider()
    const findings: BodyFindings = { errors: [], warnings: [] }
    if (schema) {
      const others = (): BlockSchema[] => provider.otherConfigurations()
      new BodyChecker(findings, provider.newest).check(config.block.body, config, schema, others, scope, META)
    }
    for (const finding of [...findings.errors, ...scope.problems]) context.report(config.file, finding)
    for (const finding of findings.warnings) context.report(config.file, finding, 'warning')
  }
  for (const resource of module.resources.values()) {
    const given = resource.block.body.attributes.get('provider')?.value
    if (given === undefined) continue
    const address = addressOf(given)
    if (address === null) {
      const detail =
        'The provider argument requires a provider type name, optionally followed by a period and then a configuration alias.'
      context.report(resource.file, { ...given.at, summary: 'Invalid provider configuration reference', detail })
    } else if (!isConfigured(module, address)) {
      const near = nearAlias(module, address)
      const hint = near === null ? '' : ` Did you mean ${near}?`
      const detail = `To work with ${resource.type}.${resource.name} the provider configuration ${address} is required, and none of that name is here.${hint}`
      context.report(resource.file, { ...given.at, summary: 'Provider configuration not present', detail })
    }
  }
  reportMissingRequirements(context)
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
