import { describe, expect, test } from 'vitest'
import { CidrError } from '../../../src/engine/facts/cidr.ts'
import type { FactValue } from '../../../src/engine/protocol/facts.ts'
import { durationIn } from '../../../src/engine/render/duration.ts'
import { FILTERS } from '../../../src/engine/render/filters.ts'
import { FilterError } from '../../../src/engine/render/template-error.ts'

const filter = (name: string, value: FactValue, ...args: FactValue[]): string | number => {
  const found = FILTERS[name]
  if (!found) throw new Error(`no filter ${name}`)
  return found(value, ...args)
}

describe('names', () => {
  test('slug', () => {
    expect(filter('slug', 'Café Münster (EU)')).toBe('cafe-munster-eu')
    expect(filter('slug', '--a__b--')).toBe('a-b')
  })

  test('snake', () => {
    expect(filter('snake', 'managing-dns')).toBe('managing_dns')
    expect(filter('snake', 'Per AZ')).toBe('per_az')
  })
})

describe('layout', () => {
  test('indent moves all lines but the first, and leaves empty lines empty', () => {
    expect(filter('indent', 'a\nb\n\nc\n', 4)).toBe('a\n    b\n\n    c\n')
  })

  test('pad fills up to a width and cuts nothing', () => {
    expect(filter('pad', 'www', 6)).toBe('www   ')
    expect(filter('pad', 'longer-name', 6)).toBe('longer-name')
    expect(filter('pad', 30, '4')).toBe('30  ')
  })

  test.each([-1, 201, 1.5, 'x', null])('a width of %j is refused', (width) => {
    expect(() => filter('pad', 'a', width)).toThrow(FilterError)
  })
})

describe('durations', () => {
  test.each([
    ['90s', 's', 90],
    ['5m', 's', 300],
    ['1h30m', 'm', 90],
    ['500ms', 's', 0.5],
    ['7d', 'h', 168],
    ['1w', 'd', 7],
    ['1.5h', 'm', 90],
    ['100ms', 'm', 0.00166666666667],
    ['0s', 'ms', 0],
  ] as const)('%s in %s', (text, unit, expected) => expect(durationIn(text, unit)).toBe(expected))

  test.each(['', '5', 'm', '5 m', '5y', '-5m', '1h 30m'])('%j is none', (text) => {
    expect(() => filter('duration', text, 's')).toThrow(FilterError)
  })

  test('a unit has to be given', () => {
    expect(() => filter('duration', '5m')).toThrow('is not a unit of time')
  })
})

describe('addresses', () => {
  test('hosts, subnets and reverse names', () => {
    expect(filter('cidr_host', '10.0.0.0/16', 10)).toBe('10.0.0.10')
    expect(filter('cidr_host', '10.0.0.0/16', -2)).toBe('10.0.255.254')
    expect(filter('cidr_subnet', '10.0.0.0/16', 3, 4)).toBe('10.0.128.0/19')
    expect(filter('cidr_reverse', '10.20.0.0/16')).toBe('20.10.in-addr.arpa')
    expect(filter('cidr_reverse', '10.20.30.40')).toBe('40.30.20.10.in-addr.arpa')
  })

  test('what does not fit is refused', () => {
    expect(() => filter('cidr_subnet', '10.0.0.0/16', 3, 8)).toThrow(CidrError)
    expect(() => filter('cidr_host', '10.0.0.0', 1)).toThrow(CidrError)
    expect(() => filter('cidr_subnet', '10.0.0.0/16', 3)).toThrow(FilterError)
  })
})

test('a text is asked for where a list is given', () => {
  expect(() => filter('slug', ['a'])).toThrow('a text is expected, and this is a list')
  expect(() => filter('indent', null, 2)).toThrow('a text is expected, and this is null')
})
