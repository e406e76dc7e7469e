import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FactNameError, FactStore, treeOf } from '../../../src/engine/facts/store.ts'
import { ORIGINS } from '../../../src/engine/protocol/facts.ts'

describe('a store', () => {
  test('keeps a value with its origin and source', () => {
    const store = FactStore.empty.set('network.azs', 3, 'goal', '3 AZs')
    expect(store.get('network.azs')).toEqual({ name: 'network.azs', value: 3, origin: 'goal', source: '3 AZs' })
    expect(store.origin('network.azs')).toBe('goal')
    expect(store.has('network.nat')).toBe(false)
  })

  test('is never changed by a change', () => {
    const before = FactStore.empty.set('network.azs', 2, 'default')
    const after = before.set('network.azs', 3, 'answer').set('network.nat', 'single', 'default')
    expect(before.values()).toEqual({ 'network.azs': 2 })
    expect(after.values()).toEqual({ 'network.azs': 3, 'network.nat': 'single' })
    expect(after.clear('network.azs').has('network.azs')).toBe(false)
    expect(after.has('network.azs')).toBe(true)
  })

  test('keeps its values from whoever holds the object they were made of', () => {
    const list = ['prod']
    const store = FactStore.empty.set('environments', list, 'answer')
    list.push('staging')
    expect(store.value('environments')).toEqual(['prod'])
    expect(() => (store.value('environments') as string[]).push('x')).toThrow(TypeError)
  })

  test.each(ORIGINS.flatMap((first, i) => ORIGINS.map((second, j) => ({ first, second, taken: j <= i }))))(
    '$second after $first: taken is $taken',
    ({ first, second, taken }) => {
      const store = FactStore.empty.set('network.azs', 2, first).set('network.azs', 3, second)
      expect(store.value('network.azs')).toBe(taken ? 3 : 2)
      expect(store.origin('network.azs')).toBe(taken ? second : first)
    },
  )

  test('the strongest of any sources wins, whatever the order they come in', () => {
    const source = fc.record({ origin: fc.constantFrom(...ORIGINS), value: fc.integer() })
    fc.assert(
      fc.property(fc.array(source, { minLength: 1 }), (sources) => {
        const store = sources.reduce((now, { origin, value }) => now.set('a.b', value, origin), FactStore.empty)
        const strongest = Math.min(...sources.map(({ origin }) => ORIGINS.indexOf(origin)))
        const last = sources.findLast(({ origin }) => ORIGINS.indexOf(origin) === strongest)
        expect(store.get('a.b')).toMatchObject({ origin: last?.origin, value: last?.value })
      }),
    )
  })

  test('goes through JSON unharmed', () => {
    const store = FactStore.empty
      .set('services', [{ name: 'web', port: 80 }], 'answers-file', 'answers.yaml')
      .set('project.repository', null, 'default')
    expect(FactStore.from(JSON.parse(JSON.stringify(store))).entries()).toEqual(store.entries())
  })

  test('refuses a name that is the beginning of another, and names that are none', () => {
    const store = FactStore.empty.set('accounts.mode', 'one', 'default')
    expect(() => store.set('accounts', 1, 'default')).toThrow(/cannot stand beside accounts.mode/)
    expect(() => store.set('accounts.mode.x', 1, 'default')).toThrow(FactNameError)
    for (const name of ['', 'a.', '.a', 'a b', '__proto__.x', 'a.constructor', 'a..b']) {
      expect(() => FactStore.empty.set(name, 1, 'default')).toThrow(FactNameError)
    }
  })
})

describe('the tree', () => {
  test('nests dotted names', () => {
    expect(treeOf({ 'aws.region': 'eu-west-1', 'aws.partition': 'aws', env: { name: 'prod' } })).toEqual({
      aws: { region: 'eu-west-1', partition: 'aws' },
      env: { name: 'prod' },
    })
  })

  test('never writes into a value that is an object', () => {
    const labels = { release: 'x' }
    expect(() => treeOf({ labels, 'labels.more': 1 })).toThrow(FactNameError)
    expect(() => treeOf({ 'labels.more': 1, labels })).toThrow(FactNameError)
    expect(labels).toEqual({ release: 'x' })
  })
})
