import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import {
  type BatchEvent,
  type BatchState,
  batchLines,
  duration,
  emptyBatch,
  type GateRequest,
  reduceBatch,
} from '../../../src/engine/protocol/index.ts'
import { batchLine, publishedBatchSchema } from '../../../src/engine/protocol/schema.ts'
import { ROOT } from '../../helpers/cli.ts'

const fold = (...events: BatchEvent[]): BatchState => events.reduce(reduceBatch, emptyBatch)
const gate = (id: string): GateRequest => ({
  kind: 'gate',
  id,
  gate: 'pull-request',
  title: `Gate ${id}`,
  lines: ['a branch goes to the remote'],
  evidence: ['tests passed'],
  choices: [
    { key: 'keep', label: 'keep it here' },
    { key: 'approve', label: 'push it' },
  ],
  safe: 'keep',
})
const task = (name: string) => ({ task: name, kind: 'tf-hcl', difficulty: 'hard' })
const STARTED: BatchEvent[] = [
  { at: 0, type: 'batch.started', batch: 'b', parallel: 2, tasks: [task('1'), task('2'), task('3')] },
  { at: 10, type: 'task.started', task: '1' },
  { at: 20, type: 'task.phase', task: '1', phase: 'init', status: 'passed' },
  { at: 30, type: 'task.phase', task: '1', phase: 'generate', status: 'running' },
]
const one = (state: BatchState) => state.tasks[0]

describe('a batch is the sum of its events', () => {
  test('all tasks wait until they start', () => {
    expect(fold(...STARTED).tasks.map(({ status }) => status)).toEqual(['running', 'queued', 'queued'])
  })

  test('phases go on one by one', () => {
    expect(one(fold(...STARTED))).toMatchObject({
      startedAt: 10,
      phases: { init: 'passed', generate: 'running', qa: 'waiting' },
    })
  })

  test('a blocked task says why, and where it stopped', () => {
    const state = fold(...STARTED, { at: 40, type: 'task.blocked', task: '1', reason: 'no key' })
    expect(one(state)).toMatchObject({ status: 'blocked', note: 'no key', phases: { generate: 'blocked' } })
  })

  test('a task that begins again has done nothing yet, and its gate is gone', () => {
    const state = fold(
      ...STARTED,
      { at: 40, type: 'gate.asked', task: '1', request: gate('g') },
      { at: 50, type: 'task.started', task: '1' },
    )
    expect(one(state)).toMatchObject({ status: 'running', startedAt: 50, phases: { init: 'waiting' } })
    expect(state.gates).toEqual([])
  })

  test('gates queue in the order in which they were asked', () => {
    const asked = fold(
      ...STARTED,
      { at: 40, type: 'gate.asked', task: '2', request: gate('second') },
      { at: 41, type: 'gate.asked', task: '1', request: gate('first') },
    )
    expect(asked.gates.map(({ request }) => request.id)).toEqual(['second', 'first'])
    const answered = reduceBatch(asked, {
      at: 50,
      type: 'gate.answered',
      task: '2',
      id: 'second',
      answer: 'keep',
      by: 'person',
    })
    expect(answered.gates.map(({ request }) => request.id)).toEqual(['first'])
  })

  test('a task that is over takes its gate with it', () => {
    const state = fold(
      ...STARTED,
      { at: 40, type: 'gate.asked', task: '1', request: gate('g') },
      { at: 50, type: 'task.finished', task: '1', outcome: 'stopped', summary: 'by you' },
    )
    expect(state.gates).toEqual([])
    expect(one(state)).toMatchObject({ status: 'stopped', note: 'by you', restsAt: 50 })
  })

  test('what a failed task was at has failed', () => {
    const state = fold(...STARTED, { at: 40, type: 'task.finished', task: '1', outcome: 'failed', summary: '' })
    expect(one(state)?.phases).toMatchObject({ init: 'passed', generate: 'failed', qa: 'waiting' })
  })

  test('what was spent adds up; a cost that nobody measured is absent', () => {
    const deployed = fold(...STARTED, { at: 40, type: 'task.spent', task: '1', deploys: 2 })
    expect(deployed).toMatchObject({ deploys: 2, usd: null })
    expect(reduceBatch(deployed, { at: 50, type: 'task.spent', task: '2', deploys: 1, usd: 0.5 })).toMatchObject({
      deploys: 3,
      usd: 0.5,
    })
  })

  test('a line of a tool changes nothing: the very same state', () => {
    const state = fold(...STARTED)
    expect(reduceBatch(state, { at: 40, type: 'task.log', task: '1', text: 'x' })).toBe(state)
  })

  test('a task that is paused or waits at a gate does nothing since then', () => {
    const paused = fold(...STARTED, { at: 40, type: 'task.paused', task: '1' })
    expect(one(paused)).toMatchObject({ status: 'paused', restsAt: 40 })
    expect(one(reduceBatch(paused, { at: 50, type: 'task.resumed', task: '1' }))).toMatchObject({
      status: 'running',
      restsAt: null,
    })
    const asked = fold(...STARTED, { at: 40, type: 'gate.asked', task: '1', request: gate('g') })
    expect(one(asked)?.restsAt).toBe(40)
  })
})

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [372_000, '6 m 12 s'],
  [3_723_000, '1 h 02 m'],
])('%i ms are %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

describe('the published schema of a batch', () => {
  const committed = JSON.parse(readFileSync(join(ROOT, 'docs', 'schema', 'batch.schema.json'), 'utf8'))
  const recording = readFileSync(join(ROOT, 'skillchain', 'recordings', 'board.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): BatchEvent => JSON.parse(line))

  test('is what the program writes now (`node scripts/schema.mjs` writes it again)', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(publishedBatchSchema())))
  })

  test('describes every line of the recorded batch', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(committed)
    for (const event of recording) {
      expect(validate(event), JSON.stringify(event)).toBe(true)
      expect(batchLine.safeParse(event).error).toBe(undefined)
    }
  })

  test('the recorded batch has events of every type but those that a person causes', () => {
    const types = new Set(recording.map(({ type }) => type))
    const all = batchLine.options[1].options.map(({ shape }) => shape.type.value)
    expect(all.filter((type) => !types.has(type))).toEqual(['task.paused', 'task.resumed'])
  })

  test('the recorded batch ends with every task over or blocked, and no gate open', () => {
    const state = fold(...recording)
    expect(state.gates).toEqual([])
    for (const { status } of state.tasks) expect(['done', 'failed', 'blocked']).toContain(status)
    expect(state.finished?.message).toBe(batchLines(recording.at(-1) as BatchEvent)[0]?.slice(9)) // not empty: see above
  })
})
