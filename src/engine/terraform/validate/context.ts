import type { Library } from '../evaluate/scope.ts'
import { resourceKey } from '../module/load.ts'
import type { Located, Module, ModuleCall, Resource } from '../module/types.ts'
import type { BlockSchema } from '../schema/block.ts'
import type { Kind } from '../schema/pack.ts'
import { builtinSchema, type ProviderSchemas } from '../schema/store.ts'
import type { Finding } from '../syntax/problem.ts'
import { NO_OTHERS, type Others } from './others.ts'

/** What values depend on. */
export type ScopeContext = Pick<ModuleContext, 'module' | 'library' | 'child' | 'workspace'>

/** All that the parts of the validator share while they look at one module. */
export interface ModuleContext {
  module: Module
  library: Library
  /** The workspace, where one was chosen. */
  workspace: string | null
  /** Called by another module of the same tree: not a root. */
  isCalled: boolean
  /** Whether a module that calls this one gives it a configuration of that name: `aws.west`. */
  isPassed(address: string): boolean
  provider(localName: string): ProviderSchemas
  /** The module behind a call: null when it is not on this disk, undefined when it should be and is not. */
  child(call: ModuleCall): Module | null | undefined
  /** What the values of another module depend on. */
  scopeOf(module: Module): ScopeContext
  childOf(from: Module, call: ModuleCall): Module | null | undefined
  report(file: string, finding: Finding, severity?: Located['severity']): void
}

export function providerNameOf(resource: Pick<Resource, 'type' | 'provider'>): string {
  if (resource.provider !== null) return resource.provider.name
  const underscore = resource.type.indexOf('_')
  return underscore < 0 ? resource.type : resource.type.slice(0, underscore)
}

export interface FoundSchema {
  schema: BlockSchema
  /** The version it is of, when a newer one may be used that knows more. */
  newest: string | null
  /** The same type in other versions of the provider that the module permits. */
  others: Others
}

export function schemaOf(context: ModuleContext, resource: Resource): FoundSchema | null {
  const builtin = builtinSchema(resource.mode, resource.type)
  if (builtin !== null) return { schema: builtin, others: NO_OTHERS, newest: null }
  const provider = context.provider(providerNameOf(resource))
  const kind: Kind = resource.mode
  const found = provider.find(kind, resource.type)
  if (found === null) return null
  return { schema: found.schema, others: () => provider.others(kind, resource.type), newest: provider.newest }
}

export function resourceFor(module: Module, mode: Resource['mode'], type: string, name: string): Resource | undefined {
  return module.resources.get(resourceKey(mode, type, name))
}
