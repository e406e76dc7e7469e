import type { Address } from '../module/addresses.ts'
import type { Passed } from '../module/passed.ts'
import type { Attribute, Block, Place, Traversal } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'

/** A module, resource or data source that gets made up values. */
export interface Override extends Place {
  target: Address
  /** As the file writes it. */
  text: string
}

/** One `run` block. */
export interface Run extends Place {
  name: string
  command: 'apply' | 'plan'
  /** null when it tries the module the file belongs to. */
  source: { text: string; at: Place } | null
  variables: ReadonlyMap<string, Attribute>
  providers: readonly Passed[]
  asserts: readonly Block[]
  expected: readonly Traversal[]
  overrides: readonly Override[]
}

/** What is said of one type of a provider that is not asked. */
export interface Mock extends Place {
  provider: string
  mode: 'resource' | 'data'
  type: string
  /** Names that get a value, where they can be read. */
  defaults: readonly { name: string; at: Place }[]
}

export interface TestFile {
  /** In the order in which they run. */
  runs: readonly Run[]
  variables: ReadonlyMap<string, Attribute>
  /** `aws`, `aws.west`: those it brings along. */
  providers: ReadonlySet<string>
  mocks: readonly Mock[]
  overrides: readonly Override[]
  problems: Finding[]
}
