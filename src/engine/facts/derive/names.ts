import { contains, formatCidr, host, isPrivate, parseAddress, parseCidr, reverseName, reverseZone } from '../cidr.ts'
import type { ModelFacts } from '../model.ts'
import type { SubnetPlan } from './addresses.ts'
import type { Machine } from './machines.ts'

/** Who answers for the zones of an environment, the primary first; a member of `envs[].name_servers`. */
export interface NameServer {
  name: string
  fqdn: string
  address: string
  /** Where the world asks it. */
  outside: string
  /** A host of the inventory: this repository brings it up. */
  ours: boolean
}

/** A member of `dns.reverse_zones`. */
export interface ReverseZone {
  environment: string
  /** The addresses it is for. */
  cidr: string
  name: string
  /** Full name of the address → name of the host. */
  records: { name: string; fqdn: string }[]
}

interface Place {
  domain: string
  production: boolean
  machines: readonly Machine[]
  subnets: readonly SubnetPlan[]
}

/** Those that were answered, for production; else the hosts that are there for it; else two places in the plan. */
export function nameServersOf(
  facts: ModelFacts,
  { domain, production, machines, subnets }: Place,
): readonly NameServer[] {
  const answered = production ? facts['dns.nameservers'] : []
  const hosts = machines.filter((machine) => machine.role === 'dns' && machine.address !== null)
  const planned = subnets.slice(0, 2).map(({ cidr }, index) => ({
    name: `ns${index + 1}`,
    address: host(parseCidr(cidr), 10),
  }))
  const outside = production ? facts['dns.outside_servers'] : []
  const chosen = answered.length > 0 ? answered : hosts.length > 0 ? hosts : planned
  return chosen.map(({ name, address }, index) => ({
    name,
    fqdn: `${name}.${domain}`,
    address: address ?? '',
    outside: outside[index] ?? address ?? '',
    ours: chosen === hosts,
  }))
}

/**
 * Zones for the private addresses of an environment. A block that ends at an octet is one zone, so that nobody asks the
 * internet about it; of another block only what is used. Public addresses belong to whoever lent them.
 */
export function reverseZonesOf(environment: {
  name: string
  cidr: string
  machines: readonly Machine[]
  name_servers: readonly NameServer[]
}): ReverseZone[] {
  const block = parseCidr(environment.cidr)
  const known = new Map<string, string>()
  for (const { address, fqdn } of [...environment.name_servers, ...environment.machines])
    if (address !== null && !known.has(address)) known.set(address, fqdn)
  const zones = new Map<string, ReverseZone>()
  for (const [text, fqdn] of known) {
    const address = parseAddress(text)
    if (!isPrivate({ address, prefix: 32 })) continue
    const whole = block.prefix % 8 === 0 && contains(block, address)
    const covered = whole ? block : { address: Math.floor(address / 256) * 256, prefix: 24 }
    const name = reverseZone(covered)
    const zone = zones.get(name) ?? { environment: environment.name, cidr: formatCidr(covered), name, records: [] }
    zone.records.push({ name: reverseName(address), fqdn })
    zones.set(name, zone)
  }
  return [...zones.values()]
}

/** What counts as our own: the block of each environment, and where hosts with addresses of their own live. */
export function networksOf(environments: readonly { cidr: string }[], zones: readonly ReverseZone[]): string[] {
  const blocks = environments.map(({ cidr }) => cidr)
  const others = zones.map(({ cidr }) => cidr).filter((cidr) => !blocks.some((block) => lies(cidr, block)))
  return [...new Set([...blocks, ...others])]
}

const lies = (inner: string, outer: string): boolean => contains(parseCidr(outer), parseCidr(inner))
