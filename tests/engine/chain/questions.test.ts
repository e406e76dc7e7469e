import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { QuestionRequest, Request } from '../../../src/engine/protocol/index.ts'
import { drive, type Script } from '../../helpers/run.ts'
import { type Houses, houses } from './houses.ts'

const questions = (requests: Request[]): QuestionRequest[] => requests.filter((r) => r.kind === 'question')
const facts = (requests: Request[]): string[] => questions(requests).map((r) => r.fact)
const chains = (requests: Request[]) => requests.filter((r) => r.kind === 'chain')
const read = (out: string, file: string): string => readFileSync(join(out, file), 'utf8')
const QUIET: Script = { '*': 'skip', chain: 'confirm', 'save-preferences': 'no' }

/** Adds a question to laying-pipes, which asks before fitting-taps does. */
function withPipeQuestion(question: string): Houses {
  const at = houses()
  at.edit('laying-pipes/SKILL.md', (text) => text.replace('questions:\n', `questions:\n  - ${question}\n`))
  return at
}

describe('across three skills', () => {
  const GOAL = 'taps and a boiler'

  test('back goes to the skill before, restart to the chain, and answers survive the one and not the other', async () => {
    const { requests, out } = await drive({
      goal: GOAL,
      script: {
        ...QUIET,
        chain: ['confirm', 'confirm'],
        'question:pipes.material': ['plastic', '', 'copper'],
        'question:taps.hot': ['back', 'restart', 'skip'],
        'question:boiler.litres': ['200'],
      },
    })
    expect(chains(requests)).toHaveLength(2)
    const material = questions(requests).filter((r) => r.fact === 'pipes.material')
    expect(material.map((r) => r.previous)).toEqual([undefined, 'plastic', undefined])
    expect(read(out, 'pipes.conf')).toContain('material = copper')
    expect(read(out, 'boiler.conf')).toBe('litres = 200\n')
  })

  test('back at the first skill asks the same question again', async () => {
    const { requests } = await drive({ goal: GOAL, script: { ...QUIET, 'question:maturity': ['back', 'skip'] } })
    expect(facts(requests).slice(0, 2)).toEqual(['maturity', 'maturity'])
  })

  test('done in the second skill leaves the third to its defaults', async () => {
    const { requests, out } = await drive({
      goal: GOAL,
      script: { ...QUIET, 'question:taps.kind': 'plastic', 'question:taps.hot': 'done' },
    })
    expect(facts(requests).at(-1)).toBe('taps.hot')
    expect(read(out, 'taps.conf')).toContain('kind = plastic')
    expect(read(out, 'boiler.conf')).toBe('litres = 120\n')
  })

  test('a fact that an earlier skill asked is shown with its origin where a later one needs it', async () => {
    const at = houses()
    at.edit('fitting-taps/SKILL.md', (text) =>
      text.replace(
        'questions:\n',
        'questions:\n  - {fact: pipes.range, ask: Which pipes?, why: They meet., type: cidr}\n',
      ),
    )
    const { requests } = await drive({
      goal: 'taps',
      catalog: at.catalog(),
      script: { ...QUIET, 'question:pipes.range': '10.9.0.0/16' },
    })
    expect(facts(requests).filter((fact) => fact === 'pipes.range')).toHaveLength(1)
    const kind = questions(requests).find((r) => r.fact === 'taps.kind')
    expect(kind?.known).toEqual([
      { name: 'pipes.range', value: '10.9.0.0/16', origin: 'answer', source: 'your answer' },
    ])
  })

  test('the level and the name are known to the first skill when a flag gave them', async () => {
    const { requests } = await drive({ goal: 'pipes', options: { maturity: 'starter' }, script: QUIET })
    expect(questions(requests)[0]?.known).toMatchObject([{ name: 'maturity', origin: 'flag', source: '--maturity' }])
  })
})

describe('only what an answer changes is asked again', () => {
  test('a question of an earlier skill that a later answer opens is asked', async () => {
    const at = withPipeQuestion(
      '{fact: pipes.insulated, ask: Insulated?, why: Heat is lost., type: boolean, default: false, when: taps.hot}',
    )
    const { requests } = await drive({
      goal: 'taps',
      catalog: at.catalog(),
      script: { ...QUIET, 'question:taps.hot': 'yes', 'missing-critical:fitting-taps:heating-water': '2' },
    })
    expect(facts(requests).slice(-2)).toEqual(['taps.hot', 'pipes.insulated'])
    expect(facts(requests).filter((fact) => fact === 'pipes.range')).toHaveLength(1)
  })

  test('a default that was accepted and is none any more is asked again', async () => {
    const at = withPipeQuestion(
      '{fact: pipes.valve, ask: Which valve?, why: It closes., type: choice, default: ball, choices: [{value: ball, label: Ball, when: "taps.kind == \'brass\'"}, {value: gate, label: Gate}]}',
    )
    const { requests } = await drive({
      goal: 'taps',
      catalog: at.catalog(),
      script: { ...QUIET, 'question:taps.kind': 'plastic', 'question:pipes.valve': ['skip', 'gate'] },
    })
    expect(facts(requests).filter((fact) => fact === 'pipes.valve')).toHaveLength(2)
    expect(facts(requests).at(-1)).toBe('pipes.valve')
    const again = questions(requests).at(-1)
    expect(again?.choices.map((choice) => choice.value)).toEqual(['gate'])
  })

  test('an answer of an earlier skill that does not fit any more is taken back, said, and asked again', async () => {
    const at = withPipeQuestion(
      '{fact: pipes.valve, ask: Which valve?, why: It closes., type: choice, default: gate, choices: [{value: ball, label: Ball, when: "taps.kind == \'brass\'"}, {value: gate, label: Gate}]}',
    )
    const { requests, events } = await drive({
      goal: 'taps',
      catalog: at.catalog(),
      script: { ...QUIET, 'question:taps.kind': 'plastic', 'question:pipes.valve': ['ball', 'gate'] },
    })
    expect(events.filter((e) => e.type === 'fact.cleared')).toMatchObject([{ name: 'pipes.valve' }])
    expect(facts(requests).filter((fact) => fact === 'pipes.valve')).toHaveLength(2)
    expect(facts(requests).filter((fact) => fact === 'pipes.material')).toHaveLength(1)
  })

  test('a skill that an answer makes necessary is offered after the questions, and the answers are kept', async () => {
    const { requests, out } = await drive({
      goal: 'taps',
      script: {
        ...QUIET,
        chain: ['confirm', 'confirm'],
        'question:taps.hot': 'yes',
        'missing-critical:fitting-taps:heating-water': '1',
        'question:boiler.litres': '80',
      },
    })
    expect(chains(requests)).toHaveLength(2)
    expect(facts(requests).filter((fact) => fact === 'taps.hot')).toHaveLength(1)
    expect(read(out, 'boiler.conf')).toBe('litres = 80\n')
  })
})

describe('values that contradict each other', () => {
  const REGION = '{fact: aws.region, ask: Where?, why: Far is slow.}'
  const ZONES = '{fact: network.azs, ask: How many zones?, why: One may fail., default: 3}'

  test('an answer that cannot be beside what a flag said is refused, with what to do', async () => {
    const { requests, result } = await drive({
      goal: 'pipes',
      catalog: withPipeQuestion(REGION).catalog(),
      options: { set: { 'network.azs': 3 } },
      script: { ...QUIET, 'question:aws.region': ['us-west-1', 'eu-west-1'] },
    })
    const asked = questions(requests).filter((r) => r.fact === 'aws.region')
    expect(asked[1]?.problem).toMatch(/2 zones.*set network\.azs to 2 or choose another region/)
    expect(result.complete).toBe(true)
  })

  test('a default that does not fit an answer is asked about, although a blueprint would have taken it', async () => {
    const at = withPipeQuestion(`${REGION}\n  - ${ZONES}`)
    const { requests, out } = await drive({
      goal: 'pipes',
      catalog: at.catalog(),
      script: { ...QUIET, 'question:network.azs': ['skip', '2'], 'question:aws.region': 'us-west-1' },
    })
    const asked = questions(requests).filter((r) => r.fact === 'network.azs')
    expect(asked).toHaveLength(2)
    expect(asked[1]?.problem).toMatch(/2 zones/)
    expect(read(out, '.skillchain/manifest.json')).toContain('"network.azs": 2')
  })

  test('where nobody is asked nothing is written', async () => {
    const run = drive({
      goal: 'pipes',
      options: { ask: 'nothing', set: { 'network.azs': 3, 'aws.region': 'us-west-1' } },
    })
    await expect(run).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(/contradict.*\n.*2 zones/) })
  })
})

describe('preferences', () => {
  test('are offered with their origin, and not saved again unless answered', async () => {
    const { requests, result } = await drive({
      goal: 'pipes',
      options: { preferences: { 'pipes.material': 'plastic' } },
      script: { ...QUIET, 'question:pipes.joints': 'glue', 'save-preferences': 'all' },
    })
    expect(questions(requests).find((r) => r.fact === 'pipes.material')).toMatchObject({
      default: 'plastic',
      defaultFrom: 'preferences',
    })
    expect(result.preferences.map((fact) => fact.name)).toEqual(['pipes.joints'])
  })

  test('never hold the name of a project', async () => {
    const { requests } = await drive({
      goal: 'pipes',
      script: { ...QUIET, 'question:project.name': 'secret-client', 'question:pipes.material': 'copper' },
    })
    const dialog = requests.find((r) => r.kind === 'dialog' && r.dialog === 'save-preferences')
    expect(dialog?.kind === 'dialog' ? dialog.lines : []).toEqual(['- pipes.material = copper'])
  })

  test('are not offered after everything was skipped', async () => {
    const { requests } = await drive({ goal: 'pipes', script: { chain: 'skip' } })
    expect(requests.map((r) => r.kind)).toEqual(['chain'])
  })
})
