import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CHECKS, type Check, type CheckEntry } from '../../../src/engine/checks/index.ts'
import type { QuestionRequest, Request } from '../../../src/engine/protocol/index.ts'
import { drive } from '../../helpers/run.ts'

const questions = (requests: Request[]): QuestionRequest[] =>
  requests.filter((r): r is QuestionRequest => r.kind === 'question')
const question = (requests: Request[], fact: string, nth = 0): QuestionRequest => {
  const found = questions(requests).filter((r) => r.fact === fact)[nth]
  if (found === undefined) throw new Error(`${fact} was not asked: ${questions(requests).map((r) => r.fact)}`)
  return found
}
const read = (out: string, file: string): string => readFileSync(join(out, file), 'utf8')

describe('from goal to files', () => {
  test('with all defaults nothing is asked and everything promised is there', async () => {
    const { asked, result, out } = await drive({ goal: 'taps', options: { ask: 'nothing' } })
    expect(asked).toEqual([])
    expect(result.complete).toBe(true)
    expect(read(out, 'taps.conf')).toBe('kind = brass\nadapter = false\nhot = false\npipes = 10.1.0.0/16\n')
  })

  test('a dependency is inserted before the skill that needs it, and says who does', async () => {
    const { events } = await drive({ goal: 'taps', options: { ask: 'nothing' } })
    const chain = events.find((e) => e.type === 'chain.confirmed')?.chain
    expect(chain?.skills.map((s) => s.name)).toEqual(['laying-pipes', 'fitting-taps'])
    expect(chain?.skills[0]).toMatchObject({ inserted: true, score: 0 })
    expect(chain?.skills[0]?.why.join()).toContain('fitting-taps')
    expect(chain?.skills[1]).toMatchObject({ inserted: false, score: 10 })
  })

  test('the estimate counts the questions that are really asked', async () => {
    const { events, requests } = await drive({ goal: 'taps', script: { '*': '', 'save-preferences': 'no' } })
    const chain = events.find((e) => e.type === 'chain.confirmed')?.chain
    expect(chain?.estimate.questions).toBe(questions(requests).length)
  })

  test('a dry run writes nothing at all', async () => {
    const { out, events } = await drive({ goal: 'taps', options: { ask: 'nothing', dryRun: true } })
    expect(existsSync(out)).toBe(false)
    expect(events.filter((e) => e.type === 'file.diff').map((e) => e.path)).toEqual(['pipes.conf', 'taps.conf'])
  })

  test('every check that has a file says when it begins and what it came to', async () => {
    const checks = CHECKS.filter((one) => one.id === 'secrets' || one.id === 'terraform')
    const { events, result } = await drive({ goal: 'taps', options: { ask: 'nothing' }, checks })
    const steps = events.flatMap((event) => {
      if (event.type === 'checks.started') return event.checks.map(({ check, files }) => `${check}: ${files} files`)
      if (event.type === 'check.started') return [`${event.check} began`]
      return event.type === 'check.finished' ? [`${event.check} ${event.status}`] : []
    })
    expect(steps).toEqual(['secrets: 2 files', 'secrets began', 'secrets passed'])
    expect(result.report.checks).toMatchObject([
      { check: 'secrets', status: 'passed' },
      { check: 'outside tools', status: 'not-run', outside: true },
    ])
  })

  test('a finding keeps the result from being complete, and so does a check that breaks', async () => {
    const check = (run: Check['run']): CheckEntry => ({
      id: 'taps',
      judges: 'taps',
      mayConcern: (path) => path === 'taps.conf',
      load: async () => ({ id: 'taps', scope: 'file', appliesTo: () => true, run }),
    })
    const wrong = check(async () => [
      { check: 'taps', severity: 'error', file: 'taps.conf', line: 1, column: 1, message: 'it drips' },
    ])
    const failed = await drive({ goal: 'taps', options: { ask: 'nothing' }, checks: [wrong] })
    expect(failed.result).toMatchObject({ complete: false, report: { completeness: 100, diagnostics: 1 } })
    const broken = check(() => Promise.reject(new Error('no water')))
    const unknown = await drive({ goal: 'taps', options: { ask: 'nothing' }, checks: [broken] })
    expect(unknown.result.complete).toBe(false)
  })

  test('a second run over the result changes nothing', async () => {
    const first = await drive({ goal: 'taps', options: { ask: 'nothing' } })
    const second = await drive({ goal: 'taps', options: { ask: 'nothing' }, out: first.out })
    expect(second.events.find((e) => e.type === 'files.settled')).toMatchObject({ written: 0, same: 2 })
  })
})

describe('what is known is not asked again', () => {
  test('a value from a flag or a file is settled, and the question beside it shows where it came from', async () => {
    const { requests, out } = await drive({
      goal: 'pipes',
      script: { '*': '' },
      options: {
        set: { 'pipes.range': '10.9.0.0/16' },
        answers: { 'pipes.material': 'plastic' },
        answersFile: 'a.yaml',
      },
    })
    expect(questions(requests).map((q) => q.fact)).not.toContain('pipes.range')
    expect(question(requests, 'pipes.joints').known).toMatchObject([
      { name: 'pipes.range', origin: 'flag', source: '--set' },
      { name: 'pipes.material', origin: 'answers-file', source: 'a.yaml' },
    ])
    expect(read(out, 'pipes.conf')).toBe('range = 10.9.0.0/16\nmaterial = plastic\njoints = glue\n')
  })

  test('a flag is stronger than the answers file', async () => {
    const { out } = await drive({
      goal: 'pipes',
      options: { ask: 'nothing', set: { 'pipes.range': '10.9.0.0/16' }, answers: { 'pipes.range': '10.8.0.0/16' } },
    })
    expect(read(out, 'pipes.conf')).toContain('10.9.0.0/16')
  })

  test('a preference is offered as the default, not taken unseen', async () => {
    const { requests, out } = await drive({
      goal: 'pipes',
      script: { '*': '' },
      options: { preferences: { 'pipes.material': 'plastic' } },
    })
    expect(question(requests, 'pipes.material')).toMatchObject({ default: 'plastic', defaultFrom: 'preferences' })
    expect(read(out, 'pipes.conf')).toContain('material = plastic')
  })
})

describe('at a question', () => {
  test('a wrong value is refused with what is expected, and asked again', async () => {
    const { requests, out } = await drive({
      goal: 'pipes',
      script: { 'question:pipes.range': ['10.20.0.0/33', '10.7.0.0/16'], '*': '', 'save-preferences': 'no' },
    })
    expect(question(requests, 'pipes.range', 1).problem).toMatch(/10\.20\.0\.0\/33/)
    expect(read(out, 'pipes.conf')).toContain('range = 10.7.0.0/16')
  })

  test('skip takes the default of this question alone', async () => {
    const { requests, out } = await drive({
      goal: 'pipes',
      script: {
        'question:pipes.material': 'skip',
        '*': '',
        'question:pipes.joints': 'press',
        'save-preferences': 'no',
      },
    })
    expect(questions(requests).map((q) => q.fact)).toContain('pipes.joints')
    expect(read(out, 'pipes.conf')).toContain('material = copper\njoints = press')
  })

  test('skip all takes the defaults of all that follow', async () => {
    const { requests } = await drive({ goal: 'taps', script: { 'question:pipes.range': 'skip all', '*': '' } })
    expect(questions(requests).at(-1)?.fact).toBe('pipes.range')
  })

  test('done generates with what is known', async () => {
    const { requests, out } = await drive({ goal: 'taps', script: { 'question:pipes.material': 'done', '*': '' } })
    expect(questions(requests).at(-1)?.fact).toBe('pipes.material')
    expect(existsSync(join(out, 'taps.conf'))).toBe(true)
  })

  test('a steering word in quotes is a value', async () => {
    const { requests } = await drive({ goal: 'pipes', script: { 'question:pipes.range': ['"back"', ''], '*': '' } })
    expect(question(requests, 'pipes.range', 1).problem).toMatch(/back/)
  })

  test('choices that do not fit are not offered', async () => {
    const { requests } = await drive({
      goal: 'pipes',
      script: { 'question:pipes.material': 'plastic', '*': '', 'save-preferences': 'no' },
    })
    expect(question(requests, 'pipes.joints').choices.map((c) => c.value)).toEqual(['glue'])
    expect(question(requests, 'pipes.joints').default).toBe('glue')
  })

  test('the files an answer changes are named', async () => {
    const { requests } = await drive({ goal: 'taps', script: { '*': '' } })
    expect(question(requests, 'pipes.range').changes).toEqual(['pipes.conf', 'taps.conf'])
  })
})

describe('going back', () => {
  test('back returns to the previous skill with the old answers preselected', async () => {
    const { requests } = await drive({
      goal: 'taps',
      script: {
        'question:pipes.material': ['plastic', ''],
        'question:taps.kind': ['back', 'plastic'],
        '*': '',
        'save-preferences': 'no',
      },
    })
    expect(question(requests, 'pipes.material', 1).previous).toBe('plastic')
  })

  test('answers survive, and only what a changed answer makes impossible is asked again', async () => {
    const { requests, events, out } = await drive({
      goal: 'taps',
      script: {
        'question:pipes.range': ['10.5.0.0/16', ''],
        'question:pipes.material': ['copper', 'plastic'],
        'question:pipes.joints': ['press', 'glue'],
        'question:taps.kind': ['plastic'],
        'question:taps.hot': ['back', 'no'],
        '*': '',
        'save-preferences': 'no',
      },
    })
    expect(events.filter((e) => e.type === 'fact.cleared')).toMatchObject([{ name: 'pipes.joints' }])
    expect(questions(requests).filter((q) => q.fact === 'taps.kind')).toHaveLength(1)
    expect(read(out, 'pipes.conf')).toBe('range = 10.5.0.0/16\nmaterial = plastic\njoints = glue\n')
  })

  test('restart clears the answers and shows the chain again', async () => {
    const { requests, out } = await drive({
      goal: 'pipes',
      script: { 'question:pipes.range': ['10.5.0.0/16', ''], 'question:pipes.material': ['restart', ''], '*': '' },
    })
    expect(requests.filter((r) => r.kind === 'chain')).toHaveLength(2)
    expect(read(out, 'pipes.conf')).toContain('range = 10.1.0.0/16')
  })
})

describe('the chain', () => {
  test('a skill is added, and the estimate follows', async () => {
    const { requests } = await drive({ goal: 'pipes', script: { chain: ['add heating-water', 'confirm'], '*': '' } })
    const chains = requests.filter((r) => r.kind === 'chain')
    expect(chains[1]?.chain.skills.map((s) => s.name)).toEqual(['laying-pipes', 'heating-water'])
    expect(chains[1]?.chain.estimate.questions).toBeGreaterThan(chains[0]?.chain.estimate.questions ?? 0)
  })

  test('an order that breaks a dependency is refused with the reason', async () => {
    const { requests } = await drive({
      goal: 'taps',
      script: { chain: ['order fitting-taps laying-pipes', 'confirm'], '*': '' },
    })
    const chains = requests.filter((r) => r.kind === 'chain')
    expect(chains[1]?.problem).toMatch(/laying-pipes/)
    expect(chains[1]?.chain.skills.map((s) => s.name)).toEqual(['laying-pipes', 'fitting-taps'])
  })

  test('a dependency is taken out only after the warning of spec 1', async () => {
    const { requests } = await drive({
      goal: 'taps',
      script: {
        chain: ['remove laying-pipes', 'confirm'],
        'dependency-skipped:fitting-taps:laying-pipes': 'no',
        '*': '',
      },
    })
    const dialog = requests.find((r) => r.kind === 'dialog')
    expect(dialog).toMatchObject({
      title: "WARNING: 'fitting-taps' depends on 'laying-pipes' which was skipped.",
      prompt: 'Continue? (yes/no)',
    })
    expect(requests.filter((r) => r.kind === 'chain')[1]?.chain.skills).toHaveLength(2)
  })

  test('no goal is refused: without a match the nearest skills are proposed', async () => {
    const { events } = await drive({ goal: 'a pype for the wather', options: { ask: 'nothing' } })
    expect(events.find((e) => e.type === 'chain.confirmed')?.chain.skills.map((s) => s.name)).toEqual(['laying-pipes'])
  })
})

describe('dialogs of spec 1', () => {
  test('configuration conflict: the choice sets facts', async () => {
    const { requests, out } = await drive({
      goal: 'taps',
      script: {
        'question:pipes.material': 'plastic',
        'question:taps.kind': 'brass',
        'configuration-conflict:fitting-taps:laying-pipes': '1',
        '*': '',
        'save-preferences': 'no',
      },
    })
    const dialog = requests.find((r) => r.kind === 'dialog' && r.dialog === 'configuration-conflict')
    expect(dialog).toMatchObject({
      title: 'CONFIGURATION CONFLICT DETECTED',
      lines: [
        'fitting-taps specified: brass taps',
        'laying-pipes specified: plastic pipes',
        'What changes with the choice: 2 files',
        '',
        'For consistency, consider:',
      ],
      prompt: 'Your choice (1/2/3):',
    })
    expect(read(out, 'taps.conf')).toContain('kind = plastic')
  })

  test('missing critical configuration: 1 adds the skill', async () => {
    const { requests, out } = await drive({
      goal: 'taps',
      options: { set: { 'taps.hot': true } },
      script: { 'missing-critical:fitting-taps:heating-water': '1', '*': '' },
    })
    const dialog = requests.find((r) => r.kind === 'dialog' && r.dialog === 'missing-critical')
    expect(dialog).toMatchObject({
      title: 'WARNING: Hot taps without a boiler',
      lines: [
        'heating-water was not selected. This may cause issues with:',
        '- Cold showers',
        '- Complaints',
        '',
        'Options:',
      ],
    })
    expect(dialog?.kind === 'dialog' ? dialog.choices.map((c) => c.label) : []).toEqual([
      'Add heating-water skill (recommended)',
      'Continue (assume a boiler elsewhere)',
      'Go back and review skill selection',
    ])
    expect(existsSync(join(out, 'boiler.conf'))).toBe(true)
  })

  test('missing critical configuration: 2 goes on, 3 shows the chain again', async () => {
    const id = 'missing-critical:fitting-taps:heating-water'
    const { requests, out } = await drive({
      goal: 'taps',
      options: { set: { 'taps.hot': true } },
      script: { [id]: ['3', '2'], '*': '' },
    })
    expect(requests.filter((r) => r.kind === 'chain')).toHaveLength(2)
    expect(existsSync(join(out, 'boiler.conf'))).toBe(false)
  })

  test('preferences: selective asks one by one', async () => {
    const { result } = await drive({
      goal: 'pipes',
      script: {
        'question:pipes.material': 'plastic',
        'question:pipes.joints': 'glue',
        'save-preferences': 'selective',
        'save-preference:pipes.material': 'yes',
        'save-preference:pipes.joints': 'no',
        '*': '',
      },
    })
    expect(result.preferences.map((fact) => fact.name)).toEqual(['pipes.material'])
  })
})
