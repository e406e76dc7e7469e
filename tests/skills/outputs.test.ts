import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPlain } from '../../src/skills/expectation.ts'
import { dimensionValues, itemsFor, readOutputs } from '../../src/skills/outputs.ts'
import { readTextFile } from '../../src/skills/read.ts'
import { lines } from './folders.ts'

const fixture = join(import.meta.dirname, 'fixtures', 'outputs-quirks.yaml')
const quirks = () => readOutputs(readTextFile(fixture), 'outputs.yaml')

describe('a plain line of must_contain', () => {
  test.each<[string, 'file' | 'directory' | 'glob', string]>([
    ['module "dns"', 'file', 'contains'],
    ['terraform\\s*\\{', 'file', 'matches'],
    ['\\[Unit\\]', 'file', 'matches'],
    ['nginx|haproxy', 'file', 'matches'],
    ['server.*weight', 'glob', 'matches'],
    ['^#!/bin/(bash|sh)', 'file', 'matches'],
    ['location ~* \\.(jpg|css)', 'file', 'contains'],
    ['$ANSIBLE_VAULT', 'file', 'contains'],
    ['*.retry', 'file', 'contains'],
    ['[[', 'file', 'contains'],
    ["lookup('hashi_vault'", 'file', 'contains'],
    ['import * as route53', 'file', 'contains'],
    ['log()', 'file', 'contains'],
    ['a | b', 'file', 'contains'],
    ['*.sh', 'directory', 'entry'],
    ['tasks/', 'directory', 'entry'],
    ['deployment.yaml', 'directory', 'entry'],
    ['pre-commit', 'directory', 'entry'],
    ['kubectl', 'directory', 'any-file'],
    ['setup()', 'directory', 'any-file'],
  ])('%s in a %s is read as %s', (text, kind, reading) => {
    expect(readPlain(text, kind).expectation.kind).toBe(reading)
  })
})

describe('a public outputs.yaml', () => {
  test('loads without an error, however it was written', () => {
    const { outputs, skill, problems } = quirks()
    expect(lines(problems, 'error')).toEqual([])
    expect(skill).toBe('keeping-bees')
    expect(outputs.base.map((item) => [item.path, item.kind])).toEqual([
      ['hives/', 'directory'],
      ['honey.conf', 'file'],
      ['README.md', 'file'],
    ])
    expect(outputs.base[0]?.description).toBe('Where the hives are described')
    expect(outputs.scaffolding).toEqual([
      { path: 'hives/', reason: 'A place for hives' },
      { path: '.gitkeep', reason: 'Keeps it', template: '# [Wood/Straw]\n' },
    ])
  })

  test('has every reading that could be another one noted with its line', () => {
    const notes = lines(quirks().problems, 'info')
    expect(notes).toContain(
      'outputs.yaml:11:9: "[harvest]" is read as text, not as a regular expression (write {contains: …} to say which)',
    )
    expect(notes).toContain(
      'outputs.yaml:13:9: "honey|wax" is read as a regular expression (write {matches: …} to say which)',
    )
    expect(notes.join('\n')).toContain(
      'outputs.yaml:7:66: "queen" is read as text that some file of this directory holds',
    )
    expect(notes.join('\n')).not.toContain('lookup')
  })

  test('has what stands outside conditional_outputs recovered', () => {
    const { outputs, problems } = quirks()
    expect(outputs.conditional.infrastructure?.kubernetes?.[0]?.path).toBe('swarm.yaml')
    expect(lines(problems, 'warning')).toEqual([
      'outputs.yaml:42:3: unknown dimension "colour_of_boxes" (add "colour_of_boxes: some.fact" to the dimensions in SKILL.md)',
      'outputs.yaml:46:1: "infrastructure" stands outside conditional_outputs (indent it by two spaces, below conditional_outputs)',
      'outputs.yaml:51:1: no part of outputs.yaml is named "scaffoldin" (did you mean "scaffolding"?)',
    ])
  })
})

describe('the items for a maturity', () => {
  const paths = (...args: Parameters<typeof itemsFor>) => itemsFor(...args).map((item) => item.path)

  test('are cumulative, and a higher level replaces the item for the same path', () => {
    const { outputs } = quirks()
    expect(paths(outputs, 'starter', {})).toEqual(['hives/', 'honey.conf', 'README.md', 'scripts/*.sh', 'mode.yaml'])
    const mode = (level: 'starter' | 'intermediate' | 'advanced') =>
      itemsFor(outputs, level, {}).find((item) => item.path === 'mode.yaml')?.mustContain
    expect(mode('starter')).toEqual([{ kind: 'contains', text: 'PERMISSIVE' }])
    expect(mode('intermediate')).toEqual([{ kind: 'contains', text: 'STRICT' }])
    expect(mode('advanced')).toEqual([{ kind: 'contains', text: 'STRICT' }])
  })

  test('join what one list says twice about a path', () => {
    const scripts = itemsFor(quirks().outputs, 'advanced', {}).find((item) => item.path === 'scripts/*.sh')
    expect(scripts?.mustContain).toEqual([
      { kind: 'contains', text: 'set -eu' },
      { kind: 'contains', text: 'trap' },
    ])
  })

  test('grow with the other dimensions, of which several values may hold', () => {
    const { outputs } = quirks()
    const items = itemsFor(outputs, 'starter', { cloud_provider: ['aws', 'multi_cloud'], infrastructure: 'kubernetes' })
    expect(items.map((item) => item.path).slice(5)).toEqual(['everywhere.md', 'swarm.yaml'])
    expect(items[1]?.mustContain.at(-1)).toEqual({ kind: 'contains', text: 'region' })
    expect(paths(outputs, 'starter', { constructor: ['name'], cloud_provider: ['gcp'] })).toHaveLength(5)
  })

  test('leave out those whose condition does not hold', () => {
    const text = 'base_outputs:\n  - {path: a, when: "dns.public"}\n  - {path: b, when: "not dns.public"}\n'
    const { outputs } = readOutputs(text, 'outputs.yaml')
    expect(paths(outputs, 'starter', {}, { dns: { public: true } })).toEqual(['a'])
    expect(paths(outputs, 'starter', {})).toEqual(['a', 'b'])
  })

  test('take the values of dimensions from facts', () => {
    const { outputs } = readOutputs('skill: x\n', 'outputs.yaml', {
      cloud_provider: 'cloud',
      infrastructure: 'world',
      tls: 'tls.on',
    })
    const scope = { cloud: 'aws', world: ['kubernetes', 'hosts'], tls: { on: true } }
    expect(dimensionValues(outputs, scope)).toEqual({
      cloud_provider: ['aws'],
      infrastructure: ['kubernetes', 'hosts'],
      tls: ['true'],
    })
  })
})

describe('explicit expectations', () => {
  const errors = (text: string): string[] => lines(readOutputs(`base_outputs:\n${text}`, 'o.yaml').problems, 'error')

  test('say which of the four is meant', () => {
    const text =
      "  - path: a.tf\n    must_contain: [{contains: 'x'}, {matches: 'y+'}]\n  - path: d/\n    must_contain: [{entry: main.tf}, {any_file: z}]\n"
    const { outputs, problems } = readOutputs(`base_outputs:\n${text}`, 'o.yaml')
    expect(problems).toEqual([])
    expect(outputs.base.flatMap((item) => item.mustContain)).toEqual([
      { kind: 'contains', text: 'x' },
      { kind: 'matches', pattern: 'y+' },
      { kind: 'entry', name: 'main.tf' },
      { kind: 'any-file', text: 'z' },
    ])
  })

  test('must fit their path, and be one of the four', () => {
    expect(errors('  - {path: a.tf, must_contain: [{entry: x}]}\n')).toEqual([
      'o.yaml:2:33: entry does not go with a file (a directory ends in /)',
    ])
    expect(errors('  - {path: a/, must_contain: [{contains: x}]}\n')[0]).toContain(
      'contains does not go with a directory',
    )
    expect(errors('  - {path: a.tf, must_contain: [{contain: x}]}\n')[0]).toContain('did you mean "contains"?')
    expect(errors("  - {path: a.tf, must_contain: [{matches: '('}]}\n")[0]).toContain(
      'the regular expression is refused',
    )
  })
})

const collection = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'upstream-skillchain', 'outputs')
const present = existsSync(collection)

describe.skipIf(!present)(`the public collection${present ? '' : ' (not run: its folder is not here)'}`, () => {
  const files = present ? readdirSync(collection) : []

  test('has twelve files', () => {
    expect(files).toHaveLength(12)
  })

  test.each(files)('%s loads without an error', (name) => {
    const { outputs, skill, problems } = readOutputs(readFileSync(join(collection, name), 'utf8'), name)
    expect(lines(problems, 'error')).toEqual([])
    expect(skill).toBe(name.replace('.yaml', ''))
    expect(outputs.base.length).toBeGreaterThan(0)
    expect(Object.keys(outputs.conditional.maturity ?? {})).toEqual(['starter', 'intermediate', 'advanced'])
    for (const item of outputs.base) expect(item.line).toBeGreaterThan(0)
  })

  test('has its one misplaced dimension recovered', () => {
    const { outputs, problems } = readOutputs(
      readFileSync(join(collection, 'managing-dns.yaml'), 'utf8'),
      'managing-dns.yaml',
    )
    expect(Object.keys(outputs.conditional)).toContain('infrastructure')
    expect(lines(problems, 'warning')[0]).toContain('managing-dns.yaml:167:1: "infrastructure" stands outside')
  })
})
