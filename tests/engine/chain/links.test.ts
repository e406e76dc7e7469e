import { describe, expect, test } from 'vitest'
import { linksOf, openEnds, pairsOf } from '../../../src/engine/chain/links.ts'
import type { Consumed, Reference, Skill } from '../../../src/skills/types.ts'
import { drive, fixtureCatalog } from '../../helpers/run.ts'

const end = (name: string, more: Partial<Consumed> = {}): Consumed => ({
  name,
  kind: 'tf',
  what: `module.${name}`,
  ...more,
})

const skill = (name: string, provides: Reference[], consumes: Consumed[]): Skill => {
  const [base] = fixtureCatalog().skills
  if (base === undefined) throw new Error('no fixture skills')
  return { ...base, name, dependencies: [], needs: [], provides, consumes }
}

const network = skill('network', [end('vpc'), end('resolver', { when: "maturity == 'advanced'" })], [])
const dns = skill('dns', [end('zone')], [end('vpc', { for: 'the private zone' }), end('resolver')])

describe('links', () => {
  test('join what one skill gives with what another takes, where both conditions hold', () => {
    expect(linksOf([network, dns], { maturity: 'starter' })).toEqual([
      { name: 'vpc', kind: 'tf', what: 'module.vpc', from: 'network', to: 'dns', for: 'the private zone' },
    ])
    const links = linksOf([network, dns], { maturity: 'advanced' })
    expect(links.map((link) => link.name)).toEqual(['vpc', 'resolver'])
    expect(pairsOf(links)).toEqual([{ from: 'network', to: 'dns', names: ['vpc', 'resolver'] }])
  })

  test('what nobody gives is an open end, with the skill that would give it', () => {
    const open = openEnds([dns], [network, dns], { maturity: 'starter' })
    expect(open.map(({ reference, provider }) => [reference.name, provider?.name])).toEqual([
      ['vpc', 'network'],
      ['resolver', 'network'],
    ])
    expect(openEnds([network], [network, dns], {})).toEqual([])
    expect(openEnds([skill('x', [], [end('vpc', { optional: true })])], [network], {})).toEqual([])
  })
})

describe('a link whose other end is missing', () => {
  const catalog = () => {
    const base = fixtureCatalog()
    const skills = base.skills.map((one) => ({ ...one, needs: [] }))
    const by = (name: string): Skill => {
      const found = skills.find((one) => one.name === name)
      if (found === undefined) throw new Error(name)
      return found
    }
    by('heating-water').provides = [end('hot.water')]
    const taps = by('fitting-taps')
    taps.consumes = [end('hot.water', { for: 'the hot tap' })]
    return { ...base, skills }
  }

  test('opens the dialog of missing critical configuration, and 1 adds the skill', async () => {
    const { requests, result } = await drive({
      goal: 'taps',
      catalog: catalog(),
      options: { skills: ['fitting-taps'] },
      script: { 'missing-critical:fitting-taps:heating-water': '1', '*': 'skip' },
    })
    const dialog = requests.find((request) => request.id.startsWith('missing-critical:'))
    expect(dialog).toMatchObject({
      dialog: 'missing-critical',
      lines: expect.arrayContaining(['heating-water was not selected. This may cause issues with:', '- the hot tap']),
    })
    expect(result.report.skills.map((one) => one.skill)).toContain('heating-water')
  })

  test('2 goes on, and the result says what it has to get from elsewhere', async () => {
    const { result, events } = await drive({
      goal: 'taps',
      catalog: catalog(),
      options: { skills: ['fitting-taps'] },
      script: { 'missing-critical:fitting-taps:heating-water': '2', '*': 'skip' },
    })
    expect(result.report.skills.map((one) => one.skill)).not.toContain('heating-water')
    expect(result.report.files.map((file) => file.path)).toContain('docs/open-dependencies.md')
    expect(events.filter((event) => event.type === 'note').map((event) => event.text)).toContainEqual(
      expect.stringContaining('fitting-taps goes without heating-water'),
    )
  })
})
