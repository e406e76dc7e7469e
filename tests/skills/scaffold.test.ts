import { join } from 'node:path'
import { Liquid } from 'liquidjs'
import { expect, test } from 'vitest'
import { lintSkill } from '../../src/skills/lint.ts'
import { loadSkillFolder } from '../../src/skills/load.ts'
import { scaffoldSkill } from '../../src/skills/scaffold.ts'
import { tempDir, writeTree } from './folders.ts'

const FILTERS = ['hcl', 'yaml', 'shell', 'duration']

test.each(['checking-things', 'a', 'services', 'true', 'null', 'and', 'size', 'x'.repeat(64), 'a-1-'])(
  'a new skill named %s passes lint without a finding',
  (name) => {
    const root = writeTree(tempDir(), Object.fromEntries(scaffoldSkill(name).map(({ path, text }) => [path, text])))
    const { skill, problems } = loadSkillFolder(join(root, name), 'flag')
    expect(problems).toEqual([])
    if (!skill) throw new Error('no skill')
    const facts = ['maturity', 'project.name', 'services', 'envs']
    expect(lintSkill(skill, { skills: [skill], facts, blueprints: [], filters: FILTERS })).toEqual([])
  },
)

test('its templates render', () => {
  const root = writeTree(
    tempDir(),
    Object.fromEntries(scaffoldSkill('checking-things').map(({ path, text }) => [path, text])),
  )
  const { skill } = loadSkillFolder(join(root, 'checking-things'), 'flag')
  const liquid = new Liquid({
    outputDelimiterLeft: '<:',
    outputDelimiterRight: ':>',
    tagDelimiterLeft: '<%',
    tagDelimiterRight: '%>',
    strictFilters: true,
    strictVariables: true,
  })
  liquid.registerFilter('duration', (text: string) => Number.parseInt(text, 10))
  liquid.registerFilter('shell', (text: string) => `'${text}'`)
  const facts = { checking_things_check: { endpoint: 'https://shop.internal/', timeout: '10s', attempts: 3 } }
  const rendered = skill?.templates.map((template) => liquid.parseAndRenderSync(template.body, facts))
  expect(rendered?.[0]).toContain('`https://shop.internal/` answers within 10s, tried 3 times.')
  expect(rendered?.[1]).toContain("--max-time 10 'https://shop.internal/'; do")
})

test.each(['', 'A', '1a', 'a_b', '../x', 'a b', 'x'.repeat(65), '-a'])('no skill can be named "%s"', (name) => {
  expect(() => scaffoldSkill(name)).toThrow(RangeError)
})
