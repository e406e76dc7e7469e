import { listOf, STRING } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { failed, listValue, numberOf, type Result, type Rule, TEXT, textOf, unknownButThere } from './result.ts'

/** Functions of address ranges. */
export const NETWORKS: Readonly<Record<string, Rule>> = {
  cidrhost: ([prefix, host]) => cidrhost(prefix, host),
  cidrnetmask: ([prefix]) => cidrnetmask(textOf(prefix)),
  cidrsubnet: ([prefix, bits, number]) => cidrsubnet(prefix, bits, number),
  cidrsubnets: ([prefix, ...bits]) => cidrsubnets(prefix, bits),
}

interface Range {
  address: bigint
  length: number
  /** Bits of an address: 32 or 128. */
  bits: number
}

export function readRange(text: string): Range | null {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text)
  const [, host = '', length] = match ?? []
  if (match === null) return null
  const four = readFour(host)
  const address = four ?? readSix(host)
  const bits = four === null ? 128 : 32
  if (address === null || Number(length) > bits) return null
  const rest = BigInt(bits - Number(length))
  return { address: (address >> rest) << rest, length: Number(length), bits }
}

function readFour(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.reduce((sum, part) => (sum << 8n) + BigInt(Number(part)), 0n)
}

function readSix(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'))
  const [head, tail] = [groups(halves[0]), groups(halves[1])]
  const given = [...head, ...tail]
  if (!given.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return null
  const missing = 8 - given.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  return all.reduce((sum, group) => (sum << 16n) + BigInt(Number.parseInt(group, 16)), 0n)
}

function show(address: bigint, bits: number): string | null {
  if (bits !== 32) return null
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.')
}

const invalid = (text: string): Result => failed(`invalid CIDR expression: invalid CIDR address: ${text}`)

function cidrhost(prefix: Value | undefined, host: Value | undefined): Result {
  const [text, number] = [textOf(prefix), numberOf(host)]
  if (text === null || number === null) return TEXT
  const range = readRange(text)
  if (range === null) return invalid(text)
  if (!Number.isInteger(number)) return failed('value must be a whole number')
  const size = 1n << BigInt(range.bits - range.length)
  const at = BigInt(number)
  if (at >= size || -at > size) {
    return failed(`prefix of ${range.length} does not accommodate a host numbered ${number}`)
  }
  const shown = show(range.address + (at < 0n ? size + at : at), range.bits)
  return shown === null ? TEXT : values.text(shown)
}

function cidrnetmask(text: string | null): Result {
  if (text === null) return TEXT
  const range = readRange(text)
  if (range === null) return invalid(text)
  if (range.bits !== 32) return failed(`IPv6 addresses cannot have a netmask: ${text}`)
  return values.text(show(((1n << BigInt(range.length)) - 1n) << BigInt(32 - range.length), 32) ?? '')
}

function cidrsubnet(prefix: Value | undefined, bitsValue: Value | undefined, numberValue: Value | undefined): Result {
  const [text, bits, number] = [textOf(prefix), numberOf(bitsValue), numberOf(numberValue)]
  if (text === null || bits === null || number === null) return TEXT
  if (!Number.isInteger(bits) || !Number.isInteger(number)) return failed('value must be a whole number')
  const range = readRange(text)
  if (range === null) return invalid(text)
  const length = range.length + bits
  if (length > range.bits) {
    return failed(`invalid CIDR expression: insufficient address space to extend prefix of ${range.length} by ${bits}`)
  }
  if (bits < 0 || number < 0) return TEXT
  if (BigInt(number) >= 1n << BigInt(bits)) {
    return failed(
      `invalid CIDR expression: prefix extension of ${bits} does not accommodate a subnet numbered ${number}`,
    )
  }
  const shown = show(range.address + (BigInt(number) << BigInt(range.bits - length)), range.bits)
  return shown === null ? TEXT : values.text(`${shown}/${length}`)
}

function cidrsubnets(prefix: Value | undefined, given: readonly Value[]): Result {
  const text = textOf(prefix)
  const bits = given.map(numberOf)
  if (text === null || !bits.every((one) => one !== null)) return unknownButThere(listOf(STRING))
  const range = readRange(text)
  if (range === null) return failed(`invalid CIDR expression: invalid CIDR address: ${text}`, 0)
  let at = range.address
  const end = range.address + (1n << BigInt(range.bits - range.length))
  const parts: Value[] = []
  for (const [index, more] of bits.entries()) {
    if (!Number.isInteger(more) || more < 1) return failed('must extend prefix by at least one bit', index + 1)
    if (more > 32) return failed('may not extend prefix by more than 32 bits', index + 1)
    const length = range.length + more
    if (length > range.bits) {
      const family = range.bits === 32 ? 'IPv4' : 'IPv6'
      return failed(`would extend prefix to ${length} bits, which is too long for an ${family} address`, index + 1)
    }
    const size = 1n << BigInt(range.bits - length)
    at = ((at + size - 1n) / size) * size
    if (at + size > end) {
      return failed(`not enough remaining address space for a subnet with a prefix of ${length} bits`, index + 1)
    }
    const shown = show(at, range.bits)
    parts.push(shown === null ? TEXT : values.text(`${shown}/${length}`))
    at += size
  }
  return listValue(STRING, parts)
}
