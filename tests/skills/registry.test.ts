import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadRegistry } from '../../src/skills/registry.ts'
import { lines, tempDir, writeTree } from './folders.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

describe('a folder of registries', () => {
  const dir = join(fixtures, 'registries')
  const found = () => loadRegistry(dir)

  test('loads as it is', () => {
    const { registry, problems } = found()
    expect(lines(problems, 'error')).toEqual([])
    expect(registry.version).toBe('3.0.0')
    expect(registry.domains).toEqual(['garden'])
    expect(registry.skills.map((s) => [s.name, s.priority, s.dependencies, s.afterAll])).toEqual([
      ['keeping-bees', 20, ['planting-flowers'], false],
      ['planting-flowers', 10, ['digging-soil'], false],
      ['assembling-garden', 90, [], true],
    ])
    expect(registry.skills[1]?.keywords).toEqual({
      primary: ['flowers'],
      secondary: [],
      exclusions: ['weeds'],
      requiresAny: ['seeds'],
    })
  })

  test('has everything reported that does not agree', () => {
    const told = lines(found().problems).map((line) => line.replace(`${dir}/`, ''))
    expect(told.sort()).toEqual([
      '_index.yaml:3:46: "garden" is said to have 4 skills and has 3',
      '_index.yaml:4:19: the registry of "kitchen" is not here',
      '_index.yaml:5:15: total_skills says 9, the domains add up to 6',
      'garden.yaml:18:17: "planting-flowers" invokes "planting-flower" (did you mean "planting-flowers"?)',
      'garden.yaml:18:17: the plugin "flower-skills" is not this domain\'s, "garden-skills"',
      'garden.yaml:19:20: "planting-flowers" depends on "digging-soil", which no registry here has',
      'garden.yaml:20:14: nobody knows "prority" (did you mean "priority"?)',
      'garden.yaml:25:19: "*" means that "assembling-garden" comes after all others',
    ])
  })
})

test('the older single-file registry loads, with its blueprints', () => {
  const { registry, problems } = loadRegistry(join(fixtures, 'legacy-registry'))
  expect(lines(problems, 'error')).toEqual([])
  expect(registry.skills[0]).toMatchObject({
    name: 'cooking-soup',
    domain: 'general',
    keywords: { primary: ['soup', 'broth'] },
  })
  expect(registry.blueprints).toEqual([
    {
      name: 'dinner',
      description: 'Soup and bread',
      primary: ['dinner'],
      secondary: ['supper'],
      skills: ['cooking-soup', 'baking-bread'],
    },
  ])
})

test('what is no registry is an error message', () => {
  const dir = writeTree(tempDir(), {
    'a.yaml': '[1, 2]',
    'b.yaml': 'skills: {x: [',
    'c.yaml': 'skills: {x: 3, constructor: {priority: []}}',
  })
  const told = lines(loadRegistry(dir).problems).join('\n')
  expect(told).toContain('a.yaml: this is not a registry')
  expect(told).toContain('b.yaml:1:')
  expect(told).toContain('"x" is not a skill')
  expect(lines(loadRegistry(join(dir, 'nothing')).problems)[0]).toContain('ENOENT')
})

const collection = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'upstream-skillchain', 'registries')
const present = existsSync(collection)

describe.skipIf(!present)(`the public registries${present ? '' : ' (not run: their folder is not here)'}`, () => {
  test('load without an error', () => {
    const { registry, problems } = loadRegistry(collection)
    expect(lines(problems, 'error')).toEqual([])
    expect(registry.version).toBe('3.0.0')
    expect(registry.domains.sort()).toEqual(['cloud', 'devops', 'finops', 'infrastructure', 'security'])
    expect(registry.skills.filter((s) => s.domain === 'infrastructure')).toHaveLength(12)
    expect(registry.skills.find((s) => s.name === 'implementing-service-mesh')).toMatchObject({
      priority: 15,
      dependencies: ['operating-kubernetes'],
    })
  })

  test('have their quirks reported', () => {
    const told = lines(loadRegistry(collection).problems).join('\n')
    expect(told).toContain('the registry of "frontend" is not here')
    expect(told).toContain('the plugin "cloud-provider-skills" is not this domain\'s, "cloud-skills"')
  })
})
