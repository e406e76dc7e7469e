import type { Attribute, Block, Expression, Place } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import type { Type, Value } from '../values/type.ts'
import type { Passed } from './passed.ts'
import type { ProviderReference } from './provider-reference.ts'

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
  /** null when there is none, or none that fits. */
  default: Value | null
  sensitive: boolean
  ephemeral: boolean
  nullable: boolean
}

export interface Output extends Declared {
  sensitive: boolean
  ephemeral: boolean
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
  /** The configuration it names, if it names one that can be read. */
  provider: ProviderReference | null
  /** The check block a data source stands in, which alone may refer to it. */
  within: string | null
}

export interface ModuleCall extends Declared {
  source: string | null
  count: Attribute | undefined
  forEach: Attribute | undefined
  /** null when it passes none itself, and so the child gets those of its caller. */
  providers: readonly Passed[] | null
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

export interface Moved extends Place {
  file: string
  block: Block
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
  outputs: Map<string, Output>
  /** By `type.name`, `data.type.name` or `ephemeral.type.name`. */
  resources: Map<string, Resource>
  calls: Map<string, ModuleCall>
  providers: ProviderConfig[]
  requirements: Map<string, Requirement>
  /** The place of the one `required_providers` block a module can have. */
  requirementsAt: string | null
  /** What it says of the version of Terraform itself. */
  coreVersions: (Place & { file: string; constraint: string })[]
  /** `moved`, `removed` and `import` blocks. */
  moves: Moved[]
  checks: Set<string>
  problems: Located[]
  /** Files in a syntax that is not read here may declare more. */
  partial: boolean
}
