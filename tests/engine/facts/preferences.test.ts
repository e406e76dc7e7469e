import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MODEL,
  MODEL_NAMES,
  mayBePreference,
  mergePreferences,
  modelFact,
  readPreferences,
} from '../../../src/engine/facts/index.ts'
import type { FactValue } from '../../../src/engine/protocol/facts.ts'
import { FormatError } from '../../../src/skills/problem.ts'
import { parseYaml } from '../../../src/skills/yaml.ts'
import { valuesOf } from './arbitraries.ts'

const may = (name: string, value: never) => mayBePreference(name, value, modelFact(name)?.spec)

describe('what may be saved', () => {
  test('habits, and nothing that names a project, a place on the net or a person', () => {
    const saved = MODEL_NAMES.filter((name) => mayBePreference(name, 'x', MODEL[name].spec))
    expect(saved).toEqual(
      expect.arrayContaining(['aws.region', 'network.azs', 'cluster.compute', 'backup.rto', 'project.owner']),
    )
    for (const name of [
      'project.name',
      'project.repository',
      'dns.domain',
      'network.cidr',
      'network.admin_cidrs',
      'cluster.admins',
      'linux.admins',
      'services',
      'hosts',
      'databases',
      'world',
      'cloud',
    ]) {
      expect(saved).not.toContain(name)
    }
  })

  test('a secret is not saved, whatever it is called, and an unknown fact is not either', () => {
    expect(may('project.owner', `ghp_${'a1B2'.repeat(9)}` as never)).toBe(false)
    expect(mayBePreference('who.knows', 'x', undefined)).toBe(false)
  })
})

describe('the preferences file', () => {
  test('is made when there is none', () => {
    expect(
      mergePreferences(null, { 'aws.region': 'eu-central-1', 'network.azs': 3, environments: ['prod', 'dev'] }),
    ).toBe(
      '# Defaults that skillchain offers as [from preferences].\nversion: "1.0"\nfacts:\n  aws.region: eu-central-1\n  network.azs: 3\n  environments: [prod, dev]\n',
    )
  })

  test('keeps comments, order and everything that is not ours', () => {
    const text = `# mine
version: "1.0"
global:
  theme: {color_scheme: blue} # not ours
facts:
  # where our customers are
  aws.region: eu-central-1   # law
  network:
    azs: 2
    nat: single

  ci.provider: none
skills: {}
`
    expect(
      mergePreferences(text, { 'aws.region': 'eu-west-1', 'network.azs': 3, 'backup.rto': '8h', 'ci.provider': null }),
    ).toBe(`# mine
version: "1.0"
global:
  theme: {color_scheme: blue} # not ours
facts:
  # where our customers are
  aws.region: eu-west-1   # law
  network:
    azs: 3
    nat: single

  backup.rto: 8h
skills: {}
`)
  })

  test('a value over several lines is replaced as a whole, and flow style becomes lines', () => {
    const list = 'facts:\n  environments:\n    - prod\n    - dev\n  network.azs: 2\n'
    expect(mergePreferences(list, { environments: ['prod'] })).toBe(
      'facts:\n  environments: [prod]\n  network.azs: 2\n',
    )
    expect(mergePreferences('facts: {network.azs: 2}\nother: 1\n', { 'network.azs': 3 })).toBe(
      'facts:\n  network.azs: 3\nother: 1\n',
    )
    expect(mergePreferences('facts:\nother: 1\n', { 'network.azs': 3 })).toBe('facts:\n  network.azs: 3\nother: 1\n')
  })

  test('a fact that must not be saved is left out, and Windows line ends stay', () => {
    expect(mergePreferences('facts:\r\n  network.azs: 2\r\n', { 'network.azs': 3, 'project.name': 'shop' })).toBe(
      'facts:\r\n  network.azs: 3\r\n',
    )
  })

  test('a file that is no YAML is never overwritten', () => {
    expect(() => mergePreferences('facts: [', { 'network.azs': 3 })).toThrow(FormatError)
    expect(() => readPreferences('facts: [', 'preferences.yaml')).toThrow(FormatError)
  })

  test('what was merged is read back, whatever was there before', () => {
    const names = MODEL_NAMES.filter((name) => mayBePreference(name, 'x', MODEL[name].spec))
    const some: fc.Arbitrary<Record<string, FactValue>> = fc
      .subarray(names, { maxLength: 5 })
      .chain((picked) => fc.record(Object.fromEntries(picked.map((name) => [name, valuesOf(MODEL[name].spec)]))))
    fc.assert(
      fc.property(some, some, (first, second) => {
        const text = mergePreferences(mergePreferences('# head\nfoo: {bar: [1]}\n', first), second)
        expect(readPreferences(text, 'preferences.yaml')).toEqual({ facts: { ...first, ...second }, problems: [] })
        expect(parseYaml(text, 'x').value).toMatchObject({ foo: { bar: [1] } })
      }),
      { numRuns: 100 },
    )
  })

  test('a bad value is reported with its line and left out', () => {
    expect(readPreferences('facts:\n  network.azs: 9\n  aws.region: dublin\n', 'p.yaml')).toEqual({
      facts: { 'aws.region': 'eu-west-1' },
      problems: [expect.objectContaining({ fact: 'network.azs', line: 2, column: 3 })],
    })
  })

  test('the public file gives what it has in common with ours, without complaint about the rest', () => {
    const text = `version: "1.0"
last_updated: 2025-12-01
global:
  theme: {color_scheme: blue}
  deployment: {target: vercel, observability: false}
blueprints:
  k8s: {last_used: 2025-12-01, config: {cluster.compute: karpenter, nodes: 5}}
skills:
  managing-dns: {dns.failover: weighted, ttl: 60, dns.domain: acme.io}
`
    expect(readPreferences(text, 'skillchain-prefs.yaml')).toEqual({
      facts: { 'observability.stack': 'none', 'cluster.compute': 'karpenter', 'dns.failover': 'weighted' },
      problems: [],
    })
  })
})
