import { type Cidr, formatAddress, host, parseAddress, parseCidr, size, subnet } from '../cidr.ts'
import type { HostGroup, ModelFacts } from '../model.ts'

/** One Linux host of an environment; a member of `envs[].machines`. */
export interface Machine {
  name: string
  group: string
  role: string
  size: HostGroup['size']
  /** Its place in the group, from 1. */
  number: number
  /** null where hosts come and go (AWS gives them their addresses), and where the plan has no room for them. */
  address: string | null
  fqdn: string
}

/** Addresses that are kept for a group, so that one that grows moves no other. */
const ROOM = 128
const FIRST = 10
/** Below the first host of the balancers' group: the address that they share. */
const SHARED = 5

export function machinesOf(
  facts: ModelFacts,
  { cidr, domain, production }: { cidr: string; domain: string; production: boolean },
): Machine[] {
  return facts.hosts.flatMap((group, place) =>
    Array.from({ length: group.count }, (_, index): Machine => {
      const name = `${group.group}-${index + 1}`
      const address = facts['linux.platform'] === 'aws' ? null : addressOf(group, place, index, { cidr, production })
      return {
        name,
        group: group.group,
        role: group.role,
        size: group.size,
        number: index + 1,
        address,
        fqdn: `${name}.${domain}`,
      }
    }),
  )
}

/** The first address of a group is the one that was answered, for production, or its place in the plan. */
function addressOf(
  group: HostGroup,
  place: number,
  index: number,
  { cidr, production }: { cidr: string; production: boolean },
): string | null {
  if (production && group.address !== null) return formatAddress((parseAddress(group.address) + index) % 2 ** 32)
  // The upper half of the block, where AWS has its private subnets.
  const half = upperHalf(cidr)
  const number = place * ROOM + FIRST + index
  return number < size(half) ? host(half, number) : null
}

/** The address that the balancers of an environment share; null where none stand on hosts, or none was answered. */
export function sharedAddressOf(
  facts: ModelFacts,
  { cidr, production }: { cidr: string; production: boolean },
): string | null {
  const place = facts.hosts.findIndex((group) => group.role === 'lb')
  const group = facts.hosts[place]
  if (group === undefined || facts['linux.platform'] === 'aws') return null
  if (production && (facts['lb.vip'] !== null || group.address !== null)) return facts['lb.vip']
  const half = upperHalf(cidr)
  const number = place * ROOM + SHARED
  return number < size(half) ? host(half, number) : null
}

/** Whether the plan has room for the groups: what is outside of it has to be answered. */
export function hasRoom(cidr: string, groups: readonly HostGroup[]): boolean {
  return groups.length * ROOM <= size(upperHalf(cidr)) && groups.every((group) => group.count <= ROOM - FIRST)
}

const upperHalf = (cidr: string): Cidr => subnet(parseCidr(cidr), 1, 1)
