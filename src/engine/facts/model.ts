import type { FactValue } from '../protocol/facts.ts'
import { NETWORK } from './model/network.ts'
import { OPERATIONS } from './model/operations.ts'
import { PROJECT } from './model/project.ts'
import type { ModelFact, ValueOf } from './model/spec.ts'
import { WORKLOADS } from './model/workloads.ts'

export type { ModelFact } from './model/spec.ts'

/** Facts that more than one skill reads. A default may read the facts that stand before it. */
export const MODEL = { ...PROJECT, ...NETWORK, ...WORKLOADS, ...OPERATIONS } as const

export type ModelName = keyof typeof MODEL

/** Every fact of the model by its dotted name, with the type of its value. */
export type ModelFacts = { [N in ModelName]: ValueOf<(typeof MODEL)[N]['spec']> }

export type Service = ModelFacts['services'][number]
export type HostGroup = ModelFacts['hosts'][number]
export type Database = ModelFacts['databases'][number]

// The keys of a literal are its names.
export const MODEL_NAMES = Object.keys(MODEL) as readonly ModelName[]

export function isModelName(name: string): name is ModelName {
  return Object.hasOwn(MODEL, name)
}

export function modelFact(name: string): ModelFact | undefined {
  return isModelName(name) ? MODEL[name] : undefined
}

/** Facts that are complete, by their types. */
export function modelFacts(values: Readonly<Record<string, FactValue>>): ModelFacts {
  // Each was read by its spec or is the model's own default, and ModelFacts is made of the same specs.
  return values as unknown as ModelFacts
}

/** Names that the program computes: a skill may read them and must not ask for them. */
export const COMPUTED = [
  'aws.paired_region',
  'aws.partition',
  'aws.provider_constraint',
  'compliance_days',
  'dns.networks',
  'dns.private',
  'dns.public',
  'dns.reverse_zones',
  'dns.serial',
  'env',
  'envs',
  'machines',
  'namespace',
  'network.cidrs',
  'network.zones',
  'observability.rule_labels',
  'retry.attempts',
  'retry.budget_percent',
] as const

/** Names of template variables that are no facts. */
export const RESERVED = ['goal', 'has', 'level', 'links', 'link_pairs', 'skills', 'versions'] as const
