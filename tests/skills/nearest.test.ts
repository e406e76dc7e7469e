import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distance, nearest } from '../../src/skills/nearest.ts'

const skills = ['managing-dns', 'operating-kubernetes', 'architecting-networks', 'configuring-nginx']

test.each([
  ['managing-dsn', 'managing-dns'],
  ['operating-kubernets', 'operating-kubernetes'],
  ['Configuring-Nginx', 'configuring-nginx'],
  ['dns', 'managing-dns'],
  ['networks', 'architecting-networks'],
  ['something-else-entirely', null],
  ['', null],
])('%s is nearest to %s', (word, name) => {
  expect(nearest(word, skills)).toBe(name)
})

test('two swapped letters are one mistake', () => {
  expect(distance('dns', 'dsn')).toBe(1)
  expect(distance('kubernetes', 'kubernetes')).toBe(0)
  expect(distance('', 'abc')).toBe(3)
})

test('distance is symmetric and at most the longer length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(distance(a, b) === 0).toBe(a === b)
    }),
  )
})

test('with a limit the same comes out, as far as it is within the limit', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
  fc.assert(
    fc.property(word, word, fc.nat({ max: 5 }), (a, b, most) => {
      const whole = distance(a, b)
      const cut = distance(a, b, most)
      if (whole <= most) expect(cut).toBe(whole)
      else expect(cut).toBeGreaterThan(most)
    }),
  )
})
