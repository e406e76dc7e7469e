import type { FactValue } from '../../protocol/facts.ts'
import type { ModelFacts } from '../model.ts'
import { regionNamed } from '../regions.ts'
import { planBlocks, SLOTS, type SubnetPlan, subnetsOf, type Tier, type Zone } from './addresses.ts'
import { type Machine, machinesOf, sharedAddressOf } from './machines.ts'
import { type NameServer, nameServersOf } from './names.ts'

/** One environment with everything that follows from the facts; `env` and the members of `envs` in templates. */
export interface Environment {
  name: string
  index: number
  production: boolean
  cidr: string
  zones: Zone[]
  subnets: Record<Tier, SubnetPlan[]>
  public_cidrs: string[]
  nat: ModelFacts['network.nat']
  /** Names of the environment end with it: production has `dns.domain`. */
  domain: string
  /** Its Linux hosts. */
  machines: Machine[]
  /** What its balancers on hosts share. */
  vip: string | null
  /** Who answers for its zone where BIND does. */
  name_servers: readonly NameServer[]
  /** Name of its cluster. */
  cluster: string
  /** Beginning of the names of its buckets. */
  bucket_prefix: string
}

const PRODUCTION = /(^|-)(prod|production|prd|live)(-|$)/
const REHEARSAL =
  /(^|-)(dev|develop|development|test|testing|qa|uat|int|stage|staging|stg|sandbox|demo|preview|preprod|nonprod|pre)(-|$)/

export function isProduction(name: string, all: readonly string[]): boolean {
  const others = all.filter((other) => other !== name)
  if (PRODUCTION.test(name) && !REHEARSAL.test(name) && !/(^|-)(non|pre|not)-/.test(name)) return true
  // The only environment of a project serves its users unless its name says otherwise.
  return others.length === 0 && !REHEARSAL.test(name)
}

/** Production first, the others in the order given, each once. */
export function orderEnvironments(names: readonly string[]): string[] {
  const unique = [...new Set(names)]
  return [
    ...unique.filter((name) => isProduction(name, unique)),
    ...unique.filter((name) => !isProduction(name, unique)),
  ]
}

export function zonesOf(region: string, count: number): Zone[] {
  const letters = regionNamed(region)?.zones ?? ['a', 'b', 'c']
  return letters.slice(0, Math.min(count, SLOTS)).map((letter, slot) => ({ name: `${region}${letter}`, letter, slot }))
}

/** `kept` are the blocks of an earlier run, by environment. */
export function environmentsOf(facts: ModelFacts, kept: Readonly<Record<string, string>> = {}): Environment[] {
  const names = orderEnvironments(facts.environments)
  const blocks = planBlocks(facts['network.cidr'], names, kept)
  const zones = zonesOf(facts['aws.region'], facts['network.azs'])
  return names.map((name, index) => {
    const cidr = blocks[name] ?? facts['network.cidr']
    const production = isProduction(name, names)
    const subnets = subnetsOf(cidr, zones)
    const full = `${facts['project.name']}-${name}`
    const domain = production ? facts['dns.domain'] : `${name}.${facts['dns.domain']}`
    const machines = machinesOf(facts, { cidr, domain, production })
    return {
      name,
      index,
      production,
      cidr,
      zones,
      subnets,
      public_cidrs: subnets.public.map((subnet) => subnet.cidr),
      nat: production || facts['network.nat'] === 'none' ? facts['network.nat'] : 'single',
      domain,
      machines,
      vip: sharedAddressOf(facts, { cidr, production }),
      name_servers: nameServersOf(facts, { domain, production, machines, subnets: subnets.private }),
      cluster: full,
      bucket_prefix: full,
    }
  })
}

/** An environment is plain JSON; an interface alone does not tell the type checker so. */
export function environmentValue(environment: Environment): FactValue {
  return structuredClone(environment) as unknown as FactValue
}
