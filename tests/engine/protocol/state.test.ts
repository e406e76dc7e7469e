import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createJournal, readJournal } from '../../../src/engine/journal/index.ts'
import { initialState, type RunEvent, type RunState, reduce } from '../../../src/engine/protocol/index.ts'
import { lines, ROOT, shell, skillchain } from '../../helpers/cli.ts'
import { drive } from '../../helpers/run.ts'
import { EVENTS, REQUESTS } from './samples.ts'

const fold = (events: readonly RunEvent[], from = initialState): RunState => events.reduce(reduce, from)

/** Names that trip a careless object, among ordinary ones. */
const name = fc.constantFrom('laying-pipes', 'fitting-taps', 'pipes.range', '__proto__', 'constructor', 'toString', '')

const asked: RunEvent[] = REQUESTS.map((request) => ({ type: 'request.opened', request }))
const renamed = fc.tuple(fc.constantFrom(...EVENTS, ...asked), name).map(([event, other]): RunEvent => {
  switch (event.type) {
    case 'fact.set':
      return { ...event, fact: { ...event.fact, name: other } }
    case 'fact.cleared':
      return { ...event, name: other }
    case 'request.answered':
      return { ...event, id: other }
    case 'file.written':
      return { ...event, path: other }
    case 'skill.started':
    case 'skill.configured':
    case 'skill.failed':
    case 'skill.skipped':
    case 'generate.skill':
      return { ...event, skill: other }
    default:
      return event
  }
})
/** Events in any order, as no run would send them. */
const anyOrder = fc.array(renamed, { maxLength: 60 })

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

describe('reduce', () => {
  test('takes any events in any order, changes neither state nor event, and gives the same again', () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        let state = frozen(structuredClone(initialState))
        for (const event of events) {
          const next = reduce(state, frozen(structuredClone(event)))
          expect(isDeepStrictEqual(reduce(state, event), next)).toBe(true)
          state = frozen(next)
        }
        expect(Object.keys(state).sort()).toEqual(Object.keys(initialState).sort())
        expect(Object.getPrototypeOf(state.facts)).toBe(Object.prototype)
      }),
      { numRuns: 300 },
    )
  })

  test('depends on nothing but what a journal can hold', () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        const written: RunEvent[] = events.map((event) => JSON.parse(JSON.stringify(event)))
        expect(isDeepStrictEqual(fold(written), fold(events))).toBe(true)
      }),
    )
  })

  test('run.resumed keeps what was asked for and the answers, and nothing else of the old progress', () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        const before = fold(events)
        const after = reduce(before, { type: 'run.resumed', run: 'r', goal: 'g', version: '0' })
        const { options, origin, answers } = before
        const resumed = before.resumed + 1
        const kept = { ...initialState, run: 'r', goal: 'g', options, origin, answers, resumed }
        expect(isDeepStrictEqual(after, kept)).toBe(true)
      }),
    )
  })

  test('run.started begins with nothing', () => {
    const [started] = EVENTS
    if (started?.type !== 'run.started') throw new Error('the story begins with its start')
    const fresh = reduce(initialState, started)
    fc.assert(fc.property(anyOrder, (events) => isDeepStrictEqual(reduce(fold(events), started), fresh)))
  })

  test('the whole story ends finished, with its skills, facts and verdict', () => {
    const state = fold(EVENTS)
    expect(state).toMatchObject({ phase: 'finished', resumed: 1, pending: null, finished: { exitCode: 0 } })
    expect(state.skills.map(({ name: skill, status, files }) => [skill, status, files])).toEqual([
      ['laying-pipes', 'skipped', 0],
      ['fitting-taps', 'generated', 1],
    ])
    expect(state.answers).toMatchObject({ chain: { is: 'confirm' }, 'question:pipes.material': { is: 'value' } })
    expect(state.report?.completeness).toBe(50)
  })
})

describe('a journal', () => {
  const journalIn = (): string => join(mkdtempSync(join(tmpdir(), 'skillchain-')), 'journal.ndjson')

  test.each([
    ['all defaults', { options: { ask: 'nothing' as const } }],
    [
      'answers, corrections, going back',
      {
        script: {
          'question:pipes.range': ['10.20.0.0/33', '10.5.0.0/16', ''],
          'question:pipes.material': ['copper', 'plastic'],
          'question:pipes.joints': ['press', 'glue'],
          'question:taps.kind': 'plastic',
          'question:taps.hot': ['back', 'no'],
          'save-preferences': 'no',
          '*': '',
        },
      },
    ],
    [
      'a restart',
      { script: { 'question:pipes.range': ['10.5.0.0/16', ''], 'question:pipes.material': ['restart', ''], '*': '' } },
    ],
    ['a dry run', { options: { ask: 'nothing' as const, dryRun: true } }],
  ])('replayed gives the state the host saw: %s', async (_story, how) => {
    const file = journalIn()
    const journal = createJournal(file, () => new Date(0))
    const { events, session } = await drive({ goal: 'taps', journal, ...how })
    journal.close()
    const replayed = readJournal(file).map((record) => record.event)
    expect(fold(replayed)).toStrictEqual(fold(events))
    expect(fold(replayed)).toStrictEqual(session.state())
  })

  test('of a run that stopped, was answered and resumed gives the state its last host saw', () => {
    const at = shell()
    const skills = ['--skills', join(ROOT, 'tests', 'fixtures', 'skills'), '--blueprint', 'none']
    const heard: RunEvent[] = []
    const hear = (out: string): string => {
      const all = lines(out)
      heard.push(...all.slice(1, -1).map((line) => line as unknown as RunEvent)) // our own lines, validated elsewhere
      return String(all.at(-1)?.run)
    }
    const run = hear(skillchain(at, ['taps', '--json', ...skills]).out)
    for (const [request, choice] of [
      ['chain', 'confirm'],
      ['question:maturity', 'advanced'],
    ] as const) {
      expect(skillchain(at, ['answer', run, request, choice]).err).toBe('')
      const answered = readJournal(join(at.env.XDG_STATE_HOME ?? '', 'skillchain', 'runs', run, 'journal.ndjson')).at(
        -1,
      )
      if (answered !== undefined) heard.push(answered.event)
      hear(skillchain(at, ['resume', run, '--json']).out)
    }
    hear(skillchain(at, ['resume', run, '--json', '--skip-all']).out)
    const journal = readJournal(join(at.env.XDG_STATE_HOME ?? '', 'skillchain', 'runs', run, 'journal.ndjson'))
    expect(fold(journal.map((record) => record.event))).toStrictEqual(fold(heard))
    expect(fold(heard)).toMatchObject({ resumed: 3, phase: 'finished', finished: { outcome: 'done' } })
    expect(fold(heard).answers['question:maturity']).toEqual({ is: 'value', value: 'advanced' })
  })
})
