import type { At, Entry, MapNode, Node } from './node.ts'

export type Platform = 'terraform' | 'cloudformation'

/** A resource as it would be made. */
export interface ConfiguredResource {
  platform: Platform
  /** `aws_s3_bucket`, `AWS::S3::Bucket` */
  type: string
  /** What refers to it: `aws_s3_bucket.logs`, or the logical id of a template. */
  address: string
  at: At
  /** The arguments and blocks of Terraform, the properties of CloudFormation. */
  body: MapNode
  /** Whether it is read and not made. */
  isData: boolean
  /** How often it is made, or whether at all, depends on something. */
  isOptional: boolean
  /** What becomes of it when its stack goes. */
  deletionPolicy?: Entry
}

/** What is made together and can refer to one another: a Terraform module with the values it is called with, a template. */
export interface Unit {
  platform: Platform
  /** The folder or the file. */
  where: string
  /** Called by a module of the same tree, or a nested template. */
  isCalled: boolean
  resources: ConfiguredResource[]
  /** Names of variables or parameters. */
  inputs: readonly string[]
  /** What is applied by itself; null for a part of something. */
  root: RootUnit | null
  /** Tags that every resource gets; undefined while that is not known. */
  defaultTags: Node | 'absent' | undefined
}

export interface RootUnit {
  /** Where something about all of it is said. */
  at: At
  outputs: number
  hasBackend: boolean
}

export function ofType(unit: Unit, ...types: readonly string[]): ConfiguredResource[] {
  return unit.resources.filter((one) => types.includes(one.type) && !one.isData)
}

/** What a value names: directly, or as a text that holds it. */
export function referenceOf(node: Node | undefined): string | null {
  return node !== undefined && (node.is === 'text' || node.is === 'unknown') ? (node.refers ?? null) : null
}
