import { type Cidr, formatCidr, isCidr, parseCidr, size, subnet } from '../cidr.ts'

export interface SubnetPlan {
  zone: string
  slot: number
  cidr: string
}

export interface Zone {
  name: string
  letter: string
  slot: number
}

export const TIERS = ['public', 'private', 'data'] as const
export type Tier = (typeof TIERS)[number]

/** Slots reserved in each tier: the region with the most usable zones for us has four, and a fourth may come later. */
export const SLOTS = 4

// Bits added to the VPC's prefix, and the first block of the tier. Private subnets hold pods and need the room.
const TIER_BLOCKS: Readonly<Record<Tier, { bits: number; first: number }>> = {
  public: { bits: 6, first: 0 },
  data: { bits: 6, first: 4 },
  private: { bits: 3, first: 4 },
}

/** A subnet's block depends on its VPC, tier and slot alone, so whatever else changes it stays where it is. */
export function subnetCidr(vpc: string, tier: Tier, slot: number): string {
  const { bits, first } = TIER_BLOCKS[tier]
  return formatCidr(subnet(parseCidr(vpc), bits, first + slot))
}

export function subnetsOf(vpc: string, zones: readonly Zone[]): Record<Tier, SubnetPlan[]> {
  const tier = (name: Tier): SubnetPlan[] =>
    zones.map((zone) => ({ zone: zone.name, slot: zone.slot, cidr: subnetCidr(vpc, name, zone.slot) }))
  return { public: tier('public'), private: tier('private'), data: tier('data') }
}

/** AWS keeps five addresses of every subnet. */
export function usableAddresses(cidr: string): number {
  return size(parseCidr(cidr)) - 5
}

/**
 * A block for each environment: those of an earlier run stay, the first takes `network.cidr`, the others the next free
 * blocks of its size. Past the end of IPv4 it goes on at the beginning; the rules refuse such a plan.
 */
export function planBlocks(
  network: string,
  environments: readonly string[],
  kept: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const first = parseCidr(network)
  const plan = new Map<string, string>()
  const taken = new Set<string>()
  for (const name of environments) {
    const before = Object.hasOwn(kept, name) ? kept[name] : undefined
    if (before === undefined || taken.has(before) || !isCidr(before) || parseCidr(before).prefix !== first.prefix)
      continue
    plan.set(name, before)
    taken.add(before)
  }
  // Another answer for the network voids the blocks that were counted from the old one.
  if (plan.size > 0 && !taken.has(network)) {
    plan.clear()
    taken.clear()
  }
  let step = 0
  for (const name of environments) {
    let block = plan.get(name)
    while (block === undefined) {
      const next = blockAt(first, step++)
      if (!taken.has(next)) block = next
    }
    plan.set(name, block)
    taken.add(block)
  }
  return Object.fromEntries(environments.map((name) => [name, plan.get(name) ?? network]))
}

const blockAt = (first: Cidr, step: number): string =>
  formatCidr({ address: (first.address + step * size(first)) % 2 ** 32, prefix: first.prefix })
