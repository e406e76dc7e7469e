import type { Library } from '../evaluate/scope.ts'
import { resourceKey } from '../module/load.ts'
import type { Located, Module, ModuleCall, Resource } from '../module/types.ts'
import type { BlockSchema } from '../schema/block.ts'
import type { Kind } from '../schema/pack.ts'
import { builtinSchema, type ProviderSchemas } from '../schema/store.ts'
import type { Finding } from '../syntax/problem.ts'
import { NO_OTHERS, type Others } from './others.ts'

/** All that the parts of the validator share while they look at one module. */
export interface ModuleContext {
  module: Module
  library: Library
  /** Called by another module of the same tree: not a root. */
  isCalled: boolean
  provider(localName: string): ProviderSchemas
  /** The module behind a call: null when it is not on this disk, undefined when it should be and is not. */
  child(call: ModuleCall): Module | null | undefined
  report(file: string, finding: Finding, severity?: Located['severity']): void
}

export function providerNameOf(resource: Pick<Resource, 'type' | 'block'>): string {
  const given = resource.block.body.attributes.get('provider')?.value
  if (given?.is === 'traversal') return given.root
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
