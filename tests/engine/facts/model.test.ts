import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { derive } from '../../../src/engine/facts/derive.ts'
import { COMPUTED, MODEL, MODEL_NAMES, RESERVED } from '../../../src/engine/facts/model.ts'
import { REGIONS, regionNamed } from '../../../src/engine/facts/regions.ts'
import { resolveFacts } from '../../../src/engine/facts/resolve.ts'
import { modelSchema } from '../../../src/engine/facts/schema.ts'
import { treeOf } from '../../../src/engine/facts/store.ts'
import { readValue } from '../../../src/engine/facts/values.ts'
import { MATURITIES } from '../../../src/engine/protocol/facts.ts'
import { circumstances, completed } from './given.ts'

describe('the model', () => {
  test.each(MATURITIES)('every default at %s is a value of its own type', (maturity) => {
    const facts = resolveFacts({
      known: [{ name: 'maturity', value: maturity, origin: 'flag' }],
      skills: [],
      circumstances: circumstances(),
    })
    for (const name of MODEL_NAMES) {
      const value = facts[name]?.value
      expect([name, readValue(value, MODEL[name].spec)]).toEqual([name, { ok: true, value }])
    }
  })

  test('has a description of every fact, and no name that is the beginning of another', () => {
    for (const name of MODEL_NAMES) expect(MODEL[name].description).not.toBe('')
    const all = [...MODEL_NAMES, ...COMPUTED, ...RESERVED]
    expect(() => treeOf(Object.fromEntries(all.map((name) => [name, 1])))).not.toThrow()
    expect(new Set(all).size).toBe(all.length)
  })

  test('names what it computes', () => {
    expect(Object.keys(derive(completed(), { date: '2026-11-20' })).sort()).toEqual([...COMPUTED].sort())
  })

  test('is the one that docs/facts.md describes', () => {
    const page = readFileSync(new URL('../../../docs/facts.md', import.meta.url), 'utf8')
    for (const name of [...MODEL_NAMES, ...COMPUTED]) expect(page).toContain(`\`${name}`)
    for (const name of MODEL_NAMES) {
      for (const choice of MODEL[name].spec.choices ?? []) expect(page).toContain(choice.value)
    }
  })
})

describe('regions', () => {
  test('each has a pair in its own partition that is another region', () => {
    for (const region of REGIONS) {
      const pair = regionNamed(region.pair)
      expect(pair?.partition).toBe(region.partition)
      expect(pair?.name).not.toBe(region.name)
    }
  })

  test('copies of what lies in the EU stay in the EU', () => {
    for (const region of REGIONS.filter((one) => one.area === 'eu')) expect(regionNamed(region.pair)?.area).toBe('eu')
  })

  test('each has two zones or more, and no word means two regions', () => {
    for (const region of REGIONS) expect(region.usable).toBeGreaterThanOrEqual(2)
    const words = REGIONS.flatMap((region) => [region.name, region.city.toLowerCase(), ...region.aliases])
    expect(new Set(words).size).toBe(words.length)
  })
})

describe('the schema', () => {
  test('reads a whole record and makes its values canonical', async () => {
    const schema = await modelSchema()
    expect(schema.parse({ 'aws.region': 'Frankfurt', 'backup.rto': '90 minutes' })).toEqual({
      'aws.region': 'eu-central-1',
      'backup.rto': '90m',
    })
  })

  test('says what is wrong where, and refuses unknown names', async () => {
    const result = (await modelSchema()).safeParse({ 'network.cidr': '10.20.0.0/33', 'network.cdir': 'x' })
    expect(result.success ? [] : result.error.issues.map((issue) => [issue.path, issue.message])).toEqual([
      [['network.cidr'], expect.stringContaining('the prefix is 16–20')],
      [[], expect.stringContaining('network.cdir')],
    ])
  })
})
