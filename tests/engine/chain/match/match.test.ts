import { describe, expect, test } from 'vitest'
import { matchGoal, type SkillWords } from '../../../../src/engine/chain/match/index.ts'
import { loadSkills } from '../goal-table.ts'

const skills = loadSkills()
const shipped = skills.filter((skill) =>
  ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns'].includes(skill.name),
)

const skill = (name: string, keywords: Partial<SkillWords['keywords']>, dependencies: string[] = []): SkillWords => ({
  name,
  title: name,
  priority: 10,
  dependencies,
  keywords: { primary: [], secondary: [], exclusions: [], requiresAny: [], ...keywords },
})

const found = (goal: string, name: string) => matchGoal(goal, skills, []).skills.find((entry) => entry.name === name)
const why = (goal: string, name: string) => found(goal, name)?.why ?? []

describe('evidence', () => {
  test('is the keyword that stands in the goal', () => {
    expect(why('production kubernetes with dns', 'managing-dns')).toEqual(['matched: "dns"'])
  })

  test('says by which other word it was understood', () => {
    expect(why('an EKS cluster', 'operating-kubernetes')).toContain('matched: "kubernetes" via eks cluster')
    expect(why('dns via r53', 'managing-dns')).toContain('matched: "route53" via r53')
  })

  test('says how it was spelled', () => {
    expect(why('kuberentes please', 'operating-kubernetes')).toEqual(['matched: "kubernetes" spelled kuberentes'])
  })
})

describe('score', () => {
  test('is 10 for a primary and 5 for a secondary keyword, each counted once', () => {
    expect(found('kubernetes, Kubernetes and k8s', 'operating-kubernetes')?.score).toBe(10)
    expect(found('kubernetes with helm and kubectl', 'operating-kubernetes')?.score).toBe(25)
  })

  test('counts the longest phrase and not the words inside it', () => {
    const only = [skill('balancing', { primary: ['load balancer', 'network load balancer'] })]
    expect(matchGoal('a network load balancer', only, []).skills.find((s) => s.name === 'balancing')?.score).toBe(10)
    expect(found('a network load balancer', 'architecting-networks')?.inserted).toBe(true)
  })

  test('an ambiguous word needs a second sign', () => {
    expect(found('state and modules', 'writing-infrastructure-code')).toBeDefined()
    expect(found('a state', 'writing-infrastructure-code')).toBeUndefined()
    expect(found('terraform state', 'writing-infrastructure-code')).toBeDefined()
    expect(found('a domain', 'managing-dns')).toBeUndefined()
    expect(found('the domain acme.io', 'managing-dns')?.score).toBe(5)
  })

  test('a keyword list from elsewhere may hold exclusions and conditions', () => {
    const picky = [
      skill('vectors', { primary: ['embeddings'], exclusions: ['toy'], requiresAny: ['database', 'index'] }),
    ]
    const names = (goal: string) => matchGoal(goal, picky, []).skills.map((entry) => entry.name)
    expect(names('embeddings in a database')).toContain('vectors')
    expect(names('embeddings')).not.toContain('vectors')
    expect(matchGoal('embeddings', picky, []).leftOut).toEqual([
      { name: 'vectors', why: 'it needs one of "database", "index" in the goal' },
    ])
    expect(matchGoal('toy embeddings database', picky, []).leftOut).toEqual([
      { name: 'vectors', why: 'it does not go with "toy"' },
    ])
  })
})

describe('what the goal refuses', () => {
  test('is left out with its words', () => {
    expect(matchGoal('kubernetes without a service mesh', skills, []).leftOut).toEqual([
      { name: 'implementing-service-mesh', why: 'the goal says "without a service mesh"' },
    ])
  })

  test('is not inserted as a dependency; a note says what builds on it', () => {
    const match = matchGoal('kubernetes without terraform', skills, [])
    expect(match.skills.map((entry) => entry.name)).toEqual(['architecting-networks', 'operating-kubernetes'])
    expect(match.notes).toEqual([
      'operating-kubernetes builds on writing-infrastructure-code, which the goal leaves out',
    ])
  })

  test('is a part only when a part is named', () => {
    expect(matchGoal('kubernetes with no nat and no helm', skills, []).leftOut).toEqual([])
  })
})

describe('the chain', () => {
  test('has dependencies inserted, explained and in order', () => {
    const match = matchGoal('a service mesh', skills, [])
    expect(match.skills.map(({ name, inserted, why: reasons }) => [name, inserted, reasons])).toEqual([
      ['architecting-networks', true, ['needed by operating-kubernetes']],
      ['writing-infrastructure-code', true, ['needed by operating-kubernetes']],
      ['operating-kubernetes', true, ['needed by implementing-service-mesh']],
      ['implementing-service-mesh', false, ['matched: "service mesh"']],
    ])
  })

  test('names skills that are not shipped, marked as not available', () => {
    const match = matchGoal('kubernetes with ansible', shipped, [])
    expect(match.skills.find((entry) => entry.name === 'managing-configuration')).toMatchObject({
      score: 10,
      available: false,
    })
    expect(match.skills.find((entry) => entry.name === 'operating-kubernetes')).not.toHaveProperty('available')
  })
})

describe('when nothing matches', () => {
  test('the nearest skills are offered, by meaning and by letters', () => {
    const byMeaning = matchGoal('host my website', skills, [])
    expect(byMeaning.skills).toEqual([])
    expect(byMeaning.nearest.map((near) => near.name)).toContain('configuring-nginx')
    const byLetters = matchGoal('kubern', skills, [])
    expect(byLetters.nearest[0]).toEqual({ name: 'operating-kubernetes', why: '"kubern" is like kubernetes' })
  })

  test.each([
    '',
    '   ',
    '🚀🚀',
    '.*+?^$()|[]{}\\',
    '\u0000\u0007\u001b[31m',
    'a'.repeat(100_000),
    'constructor __proto__ toString hasOwnProperty',
    '\ud800',
  ])('%j is no error', (goal) => {
    const match = matchGoal(goal, skills, [])
    expect(match.skills).toEqual([])
    expect(match.nearest.length).toBeGreaterThan(0)
    expect(match.goal).toBe(goal)
  })

  test('says when a goal is longer than it reads', () => {
    expect(matchGoal('kubernetes '.repeat(10_000), skills, []).notes[0]).toBe(
      'only the first 20000 characters of the goal were read',
    )
  })
})
