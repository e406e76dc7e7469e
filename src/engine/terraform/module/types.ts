import type { Attribute, Block, Expression, Place } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import type { Type } from '../values/type.ts'

/** A finding with its file; what Terraform accepts is never an error here. */
export interface Located extends Finding {
  file: string
  severity: 'error' | 'warning'
}

/** Something a module declares, with the block that does it. */
export interface Declared extends Place {
  file: string
  name: string
  block: Block
}

export interface Variable extends Declared {
  type: Type
  hasDefault: boolean
  sensitive: boolean
  nullable: boolean
}

export interface Local extends Place {
  file: string
  name: string
  value: Expression
}

export type Mode = 'resource' | 'data' | 'ephemeral'

export interface Resource extends Declared {
  mode: Mode
  type: string
  count: Attribute | undefined
  forEach: Attribute | undefined
  /** The check block a data source stands in, which alone may refer to it. */
  within: string | null
}

export interface ModuleCall extends Declared {
  source: string | null
  count: Attribute | undefined
  forEach: Attribute | undefined
}

export interface ProviderConfig extends Declared {
  alias: string | null
}

export interface Requirement extends Place {
  file: string
  name: string
  /** `hashicorp/aws` */
  source: string
  constraint: string
  aliases: readonly string[]
}

export interface SourceFile {
  path: string
  blocks: Block[]
}

/** A folder of Terraform files, as far as they could be read. */
export interface Module {
  dir: string
  files: SourceFile[]
  variables: Map<string, Variable>
  locals: Map<string, Local>
  outputs: Map<string, Declared>
  /** By `type.name`, `data.type.name` or `ephemeral.type.name`. */
  resources: Map<string, Resource>
  calls: Map<string, ModuleCall>
  providers: ProviderConfig[]
  requirements: Map<string, Requirement>
  /** The place of the one `required_providers` block a module can have. */
  requirementsAt: string | null
  problems: Located[]
  /** Files in a syntax that is not read here may declare more. */
  partial: boolean
}
