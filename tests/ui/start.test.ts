import { describe, expect, test } from 'vitest'
import { matchGoal } from '../../src/engine/chain/match/index.ts'
import type { GoalMatch } from '../../src/engine/protocol/index.ts'
import { lineText, type Role } from '../../src/ui/lines.ts'
import {
  openStart,
  pasteStart,
  pressStart,
  type StartScreen,
  type StartTools,
  viewStart,
} from '../../src/ui/screens/start.ts'
import { marksOf, understoodLines } from '../../src/ui/screens/understood.ts'
import { loadGoals, loadSkills } from '../engine/chain/goal-table.ts'
import { fixtureCatalog } from '../helpers/run.ts'

const SIZE = { columns: 80, rows: 24 }
const catalog = fixtureCatalog()
const understand = (goal: string): GoalMatch => matchGoal(goal, catalog.skills, catalog.blueprints)
const TOOLS: StartTools = {
  understand,
  recent: [
    { run: 'r1', when: '19 Nov', goal: 'water pipes', out: '/a', state: 'stopped at step 1/2', resumable: true },
    { run: 'r2', when: '18 Nov', goal: 'taps', out: '/b', state: 'complete', resumable: false },
    { run: 'r3', when: ' 9 Nov', goal: 'boiler', out: '/c', state: 'stopped', resumable: true },
  ],
  edited: async () => ({ r2: 3 }),
  examples: ['pipes for a house'],
  folder: 'acme',
}
const key = (name: string) => ({ name, text: '' })
const letter = (text: string) => ({ name: text, text })

function shown(screen: StartScreen): string {
  const { top, body, bottom } = viewStart(screen, TOOLS, SIZE)
  return [...top, ...body, ...bottom].map(lineText).join('\n')
}

describe('without a goal', () => {
  test('examples and recent runs are there, the newest that can be resumed with its key', () => {
    expect(shown(openStart())).toMatch(/Examples[\s\S]*pipes for a house[\s\S]*Recent[\s\S]*water pipes/)
    expect(shown(openStart())).toMatch(/water pipes +stopped at step 1\/2 · \^R resumes/)
  })

  test('what became of a result is said once it is known', () => {
    expect(shown(openStart())).not.toContain('edited since')
    expect(shown({ ...openStart(), edited: { r2: 3 } })).toMatch(/taps +complete, 3 files edited since/)
  })

  test('Enter says what to do', () => {
    const next = pressStart(openStart(), key('enter'), TOOLS)
    expect('problem' in next && next.problem).toContain('say what to build')
  })

  test('Enter on an example or a finished run brings its goal into the line', () => {
    expect(pressStart({ ...openStart(), at: 0 }, key('enter'), TOOLS)).toMatchObject({
      line: { text: 'pipes for a house' },
    })
    expect(pressStart({ ...openStart(), at: 2 }, key('enter'), TOOLS)).toMatchObject({ line: { text: 'taps' } })
  })

  test.each([
    ['Enter on a stopped run', 1, key('enter'), 'r1'],
    ['r on a stopped run', 3, letter('r'), 'r3'],
    ['Ctrl-R anywhere', -1, key('ctrl+r'), 'r1'],
  ])('%s resumes it', (_, at, press, run) => {
    expect(pressStart({ ...openStart(), at }, press, TOOLS)).toEqual({ is: 'resume', run })
  })

  test('r in the line, or on an example, is a letter', () => {
    for (const at of [-1, 0])
      expect(pressStart({ ...openStart(), at }, letter('r'), TOOLS)).toMatchObject({ line: { text: 'r' }, at: -1 })
  })

  test('Ctrl-R with nothing to resume says so', () => {
    const next = pressStart(openStart(), key('ctrl+r'), { ...TOOLS, recent: [] })
    expect('problem' in next && next.problem).toContain('nothing to resume')
  })
})

describe('a goal while it is typed', () => {
  test('is understood as it stands, and what it does not want', () => {
    const screen = shown(pasteStart(openStart(), 'pipes with taps,\n no boiler'))
    expect(screen).toMatch(/skills +.*laying-pipes/)
    expect(screen).toMatch(/without +no boiler +heating-water/)
  })

  test('goes on over several lines', () => {
    const goal = 'pipes '.repeat(40).trim()
    expect(shown(pasteStart(openStart(), goal)).match(/pipes/g)?.length).toBeGreaterThan(40)
  })

  test('goes with Enter', () => {
    expect(pressStart(pasteStart(openStart(), 'pipes'), key('enter'), TOOLS)).toEqual({
      is: 'goal',
      goal: 'pipes',
      blueprint: null,
    })
  })

  test('of which no skill knows a word shows the nearest skills', () => {
    expect(shown(pasteStart(openStart(), 'bake a cake'))).toMatch(/no skill knows these words; the nearest:\n +\S+/)
  })
})

describe('what was understood', () => {
  const MATCH: GoalMatch = {
    goal: 'kuberntes in eu-west-1 with 3 AZs and k8s dns, no mesh',
    skills: [
      skill('operating-kubernetes', ['matched: "kubernetes" spelled kuberntes', 'matched: "kubernetes" via k8s']),
      skill('managing-dns', ['matched: "dns"']),
      { ...skill('planning-disaster-recovery', ['matched: "rpo"']), available: false },
      { ...skill('architecting-networks', ['needed by managing-dns']), inserted: true },
    ],
    leftOut: [{ name: 'implementing-service-mesh', why: 'the goal says "no mesh"' }],
    blueprint: { name: 'platform', confidence: 0.92, why: [] },
    facts: [
      { name: 'network.azs', value: 3, origin: 'goal', source: '3 AZs' },
      { name: 'aws.region', value: 'eu-west-1', origin: 'goal', source: 'eu-west-1' },
    ],
    nearest: [],
    notes: ['"azure": this version writes for AWS only'],
  }
  const lines = (takes: boolean): string => understoodLines(MATCH, takes, 100).map(lineText).join('\n')

  test('is words, values, what is left out, skills, and the blueprint with its confidence', () => {
    expect(lines(true)).toBe(
      [
        '   words      kuberntes → kubernetes · k8s → kubernetes · dns · rpo',
        '   values     network.azs 3 (3 AZs) · aws.region eu-west-1',
        '   without    no mesh  implementing-service-mesh',
        '   skills     operating-kubernetes · managing-dns · planning-disaster-recovery (not in this version)',
        '   ! "azure": this version writes for AWS only',
        ' → blueprint  platform ━━━━━━━━━─ 92 %  taken; Tab goes without it',
      ].join('\n'),
    )
    expect(lines(false)).toContain('92 %  Tab takes it')
  })

  test('is marked in the goal itself, as whole words and whatever their case', () => {
    const roles = marksOf(MATCH, MATCH.goal)
    const marked = (role: Role): string =>
      [...MATCH.goal]
        .map((sign, index) => (roles[index] === role ? sign : ' '))
        .join('')
        .trim()
        .replace(/ +/g, ' ')
    expect(marked('warn')).toBe('kuberntes')
    expect(marked('accent')).toBe('k8s dns')
    expect(marked('good')).toBe('eu-west-1 3 AZs')
    expect(marked('struck')).toBe('no mesh')
    expect(marksOf(MATCH, 'DNS adnsb')).toEqual([...'DNS adnsb'].map((_, index) => (index < 3 ? 'accent' : 'plain')))
  })

  test('is drawn for goals of any script', () => {
    expect(marksOf(MATCH, '日本 dns')).toEqual(['plain', 'plain', 'plain', 'accent', 'accent', 'accent'])
    expect(marksOf(MATCH, '👩‍👩‍👧 dns').filter((role) => role === 'accent')).toHaveLength(3)
  })
})

function skill(name: string, why: string[]): GoalMatch['skills'][number] {
  return { name, title: name, priority: 1, score: 10, why, inserted: false, questions: 0 }
}

test('every skill that a goal chooses shows the words that chose it', () => {
  const skills = loadSkills()
  for (const { goal } of loadGoals()) {
    const match = matchGoal(goal, skills, [])
    if (!match.skills.some((one) => !one.inserted)) continue
    const [words = ''] = understoodLines(match, false, 1000).map(lineText)
    expect(words, goal).toMatch(/^ {3}words {6}\S/)
    const reasons = match.skills.filter((one) => !one.inserted).flatMap((one) => one.why)
    for (const keyword of reasons.flatMap((why) => /"([^"]+)"/.exec(why)?.[1] ?? []))
      expect(words, goal).toContain(keyword)
  }
})
