import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CidrError,
  contains,
  formatAddress,
  formatCidr,
  host,
  isCidr,
  isPrivate,
  netmask,
  overlaps,
  parseAddress,
  parseCidr,
  reverseName,
  reverseZone,
  sibling,
  size,
  subnet,
} from '../../../src/engine/facts/cidr.ts'

const vpc = parseCidr('10.0.0.0/16')

const block = fc
  .tuple(fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([prefix, address]) => ({ address: Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix), prefix }))

describe('reading a block', () => {
  test('any block is read back as it was written', () => {
    fc.assert(fc.property(block, (cidr) => void expect(parseCidr(formatCidr(cidr))).toEqual(cidr)))
  })

  test.each([
    '',
    '10.0.0.0',
    '10.0.0/16',
    '10.0.0.0/33',
    '10.0.0.256/32',
    '010.0.0.0/8',
    '10.0.0.0/016',
    ' 10.0.0.0/8',
    '::/0',
  ])('%j is refused', (text) => {
    expect(() => parseCidr(text)).toThrow(CidrError)
    expect(isCidr(text)).toBe(false)
  })

  test('host bits are refused and the block that was meant is named', () => {
    expect(() => parseCidr('10.0.1.0/16')).toThrow(expect.objectContaining({ hint: 'did you mean 10.0.0.0/16?' }))
  })
})

describe('arithmetic', () => {
  test('subnets are those of cidrsubnet', () => {
    expect(formatCidr(subnet(vpc, 8, 2))).toBe('10.0.2.0/24')
    expect(formatCidr(subnet(vpc, 3, 7))).toBe('10.0.224.0/19')
    expect(formatCidr(subnet(parseCidr('192.0.0.0/2'), 1, 1))).toBe('224.0.0.0/3')
    expect(formatCidr(subnet(vpc, 0, 0))).toBe('10.0.0.0/16')
  })

  test.each([
    [17, 0],
    [8, 256],
    [8, -1],
    [1.5, 0],
    [8, 0.5],
  ])('subnet(/16, %d, %d) is refused', (newbits, num) => {
    expect(() => subnet(vpc, newbits, num)).toThrow(CidrError)
  })

  test('all subnets of a block lie in it and none overlaps another', () => {
    fc.assert(
      fc.property(block, fc.nat({ max: 4 }), (cidr, newbits) => {
        fc.pre(cidr.prefix + newbits <= 32)
        const parts = Array.from({ length: 2 ** newbits }, (_, num) => subnet(cidr, newbits, num))
        for (const [index, part] of parts.entries()) {
          expect(contains(cidr, part)).toBe(true)
          const next = parts[index + 1]
          if (next) expect(overlaps(part, next)).toBe(false)
        }
        expect(parts.reduce((sum, part) => sum + size(part), 0)).toBe(size(cidr))
      }),
    )
  })

  test('hosts are those of cidrhost, also from the end', () => {
    expect(host(vpc, 0)).toBe('10.0.0.0')
    expect(host(vpc, 258)).toBe('10.0.1.2')
    expect(host(vpc, -1)).toBe('10.0.255.255')
    expect(() => host(vpc, 65536)).toThrow(CidrError)
    expect(() => host(vpc, -65537)).toThrow(CidrError)
  })

  test('siblings go on from the block and stop at the end of the address space', () => {
    expect(formatCidr(sibling(vpc, 1))).toBe('10.1.0.0/16')
    expect(formatCidr(sibling(vpc, -1))).toBe('9.255.0.0/16')
    expect(() => sibling(parseCidr('255.255.0.0/16'), 1)).toThrow(CidrError)
  })

  test('masks', () => {
    expect(netmask(vpc)).toBe('255.255.0.0')
    expect(netmask(parseCidr('0.0.0.0/0'))).toBe('0.0.0.0')
    expect(netmask(parseCidr('1.2.3.4/32'))).toBe('255.255.255.255')
  })
})

describe('relations', () => {
  test('a block contains its parts and its addresses', () => {
    expect(contains(vpc, parseCidr('10.0.255.0/24'))).toBe(true)
    expect(contains(vpc, parseCidr('10.0.0.0/8'))).toBe(false)
    expect(contains(vpc, parseAddress('10.0.3.4'))).toBe(true)
    expect(contains(vpc, parseAddress('10.1.0.0'))).toBe(false)
    expect(contains(parseCidr('0.0.0.0/0'), parseCidr('255.255.255.255/32'))).toBe(true)
  })

  test('overlap does not depend on the order', () => {
    fc.assert(fc.property(block, block, (a, b) => void expect(overlaps(a, b)).toBe(overlaps(b, a))))
  })

  test('private space', () => {
    expect(isPrivate(vpc)).toBe(true)
    expect(isPrivate(parseCidr('172.31.0.0/16'))).toBe(true)
    expect(isPrivate(parseCidr('172.32.0.0/16'))).toBe(false)
    expect(isPrivate(parseCidr('0.0.0.0/0'))).toBe(false)
  })
})

describe('reverse names', () => {
  test.each([
    ['10.0.0.0/8', '10.in-addr.arpa'],
    ['10.20.0.0/16', '20.10.in-addr.arpa'],
    ['10.20.16.0/20', '20.10.in-addr.arpa'],
    ['10.20.30.0/24', '30.20.10.in-addr.arpa'],
    ['10.20.30.64/26', '30.20.10.in-addr.arpa'],
    ['10.20.30.4/32', '30.20.10.in-addr.arpa'],
  ])('%s is answered by %s', (text, zone) => expect(reverseZone(parseCidr(text))).toBe(zone))

  test('a block without a whole octet has none', () => {
    expect(() => reverseZone(parseCidr('0.0.0.0/0'))).toThrow(CidrError)
  })

  test('an address is spelt backwards', () => {
    expect(reverseName(parseAddress('10.20.30.4'))).toBe('4.30.20.10.in-addr.arpa')
    expect(formatAddress(parseAddress('255.1.0.9'))).toBe('255.1.0.9')
  })
})
