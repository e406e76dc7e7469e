import type { FactValue } from '../protocol/facts.ts'
import { environmentsOf, environmentValue, zonesOf } from './derive/environments.ts'
import { networksOf, reverseZonesOf } from './derive/names.ts'
import { awsSettings, dnsSettings, operationsSettings } from './derive/settings.ts'
import type { ModelFacts } from './model.ts'

export type { SubnetPlan, Tier, Zone } from './derive/addresses.ts'
export { type Environment, environmentsOf } from './derive/environments.ts'

/** What an earlier run decided and later ones must not move. */
export interface Kept {
  /** `network.cidrs`, by environment. */
  cidrs?: Readonly<Record<string, string>>
  /** `dns.serial` */
  serial?: number
}

export interface DeriveContext {
  /** YYYY-MM-DD of the first run: nothing here reads a clock. */
  date: string
  kept?: Kept
}

/** Everything that follows from the model's facts, by dotted name. The same facts give the same values. */
export function derive(facts: ModelFacts, context: DeriveContext): Record<string, FactValue> {
  const environments = environmentsOf(facts, context.kept?.cidrs)
  const reverse = environments.flatMap(reverseZonesOf)
  const values = environments.map(environmentValue)
  const zones = zonesOf(facts['aws.region'], facts['network.azs'])
  return {
    envs: values,
    env: values[0] ?? null,
    machines: (environments[0]?.machines ?? []).map((machine) => ({ ...machine })),
    'dns.networks': networksOf(environments, reverse),
    'dns.reverse_zones': reverse.map((zone) => structuredClone({ ...zone })),
    'network.zones': zones.map((zone) => ({ ...zone })),
    'network.cidrs': Object.fromEntries(environments.map((environment) => [environment.name, environment.cidr])),
    ...awsSettings(facts),
    ...dnsSettings(facts, context.date, context.kept?.serial),
    ...operationsSettings(facts),
  }
}
