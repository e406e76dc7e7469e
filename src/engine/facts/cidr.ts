/** An IPv4 block: the first address as an unsigned 32-bit number, and the length of the prefix. */
export interface Cidr {
  address: number
  prefix: number
}

/** A text that is no CIDR block, or arithmetic that leaves the block. */
export class CidrError extends Error {
  readonly hint: string | undefined
  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'CidrError'
    this.hint = hint
  }
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/

export function parseAddress(text: string): number {
  const octets = text.split('.')
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) {
    throw new CidrError(`'${text}' is not an IPv4 address`, 'write four numbers from 0 to 255, like 10.0.0.1')
  }
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0)
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
}

/** Reads `10.0.0.0/16`. Host bits are refused, as AWS refuses them, and the hint names the block that was meant. */
export function parseCidr(text: string): Cidr {
  const slash = text.indexOf('/')
  const length = text.slice(slash + 1)
  if (slash < 0 || !/^(?:0|[1-9]\d?)$/.test(length) || Number(length) > 32) {
    throw new CidrError(`'${text}' is not a CIDR block`, 'write an address and a prefix length, like 10.0.0.0/16')
  }
  const address = parseAddress(text.slice(0, slash))
  const prefix = Number(length)
  const first = networkOf(address, prefix)
  if (first !== address) {
    throw new CidrError(`'${text}' has bits set after its prefix`, `did you mean ${formatAddress(first)}/${prefix}?`)
  }
  return { address, prefix }
}

export function isCidr(text: string): boolean {
  try {
    parseCidr(text)
    return true
  } catch {
    return false
  }
}

export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.address)}/${cidr.prefix}`
}

/** Number of addresses in the block. */
export function size(cidr: Cidr): number {
  return 2 ** (32 - cidr.prefix)
}

/** The `num`-th block whose prefix is `newbits` longer: Terraform's cidrsubnet. */
export function subnet(cidr: Cidr, newbits: number, num: number): Cidr {
  const prefix = cidr.prefix + newbits
  if (!Number.isInteger(newbits) || newbits < 0 || prefix > 32) {
    throw new CidrError(`${formatCidr(cidr)} cannot be extended by ${newbits} bits`, 'a prefix ends at /32')
  }
  if (!Number.isInteger(num) || num < 0 || num >= 2 ** newbits) {
    throw new CidrError(
      `${formatCidr(cidr)} has no block number ${num} of ${newbits} more bits`,
      `numbers go from 0 to ${2 ** newbits - 1}`,
    )
  }
  return { address: cidr.address + num * 2 ** (32 - prefix), prefix }
}

/** The block of the same size, `steps` blocks further on. */
export function sibling(cidr: Cidr, steps: number): Cidr {
  const address = cidr.address + steps * size(cidr)
  if (!Number.isInteger(steps) || address < 0 || address + size(cidr) > 2 ** 32) {
    throw new CidrError(`there is no block ${steps} steps from ${formatCidr(cidr)}`, 'addresses end at 255.255.255.255')
  }
  return { address, prefix: cidr.prefix }
}

/** The `num`-th address of the block, from its end when negative: Terraform's cidrhost. */
export function host(cidr: Cidr, num: number): string {
  const index = num < 0 ? size(cidr) + num : num
  if (!Number.isInteger(num) || index < 0 || index >= size(cidr)) {
    throw new CidrError(`${formatCidr(cidr)} has no host number ${num}`, `it has ${size(cidr)} addresses`)
  }
  return formatAddress(cidr.address + index)
}

export function netmask(cidr: Cidr): string {
  return formatAddress(2 ** 32 - size(cidr))
}

export function last(cidr: Cidr): number {
  return cidr.address + size(cidr) - 1
}

/** Whether `inner`, a block or an address, lies wholly within `outer`. */
export function contains(outer: Cidr, inner: Cidr | number): boolean {
  const block = typeof inner === 'number' ? { address: inner, prefix: 32 } : inner
  return block.prefix >= outer.prefix && networkOf(block.address, outer.prefix) === outer.address
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a)
}

/** RFC 1918 space: the only addresses that a VPC should number itself from. */
export function isPrivate(cidr: Cidr): boolean {
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((block) => contains(parseCidr(block), cidr))
}

/**
 * The in-addr.arpa zone that answers for the block. Zones end at whole octets, so a block between two of them
 * gets the zone around it: 10.0.16.0/20 lies in 0.10.in-addr.arpa.
 */
export function reverseZone(cidr: Cidr): string {
  const octets = Math.min(3, Math.floor(cidr.prefix / 8))
  if (octets === 0) {
    throw new CidrError(`${formatCidr(cidr)} has no reverse zone of its own`, 'use a prefix of /8 or longer')
  }
  return `${formatAddress(cidr.address).split('.').slice(0, octets).reverse().join('.')}.in-addr.arpa`
}

/** The name of an address's PTR record. */
export function reverseName(address: number): string {
  return `${formatAddress(address).split('.').reverse().join('.')}.in-addr.arpa`
}

function networkOf(address: number, prefix: number): number {
  const block = 2 ** (32 - prefix)
  return Math.floor(address / block) * block
}
