import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { OnThread } from '../../../src/cli/check/beside.ts'
import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import { type CheckSteps, type CheckWork, checkTree, sameWork, workOf } from '../../../src/engine/chain/check-tree.ts'
import { CHECKS, memoryTree } from '../../../src/engine/checks/index.ts'

const WORK = workOf(memoryTree({ 'a.json': '{\n' }), [], '2026-11-27')
const OUTCOME = { check: 'thread', status: 'passed', diagnostics: [] }
const SAYS = [
  { is: 'planned', checks: [{ check: 'thread', files: 1 }] },
  { is: 'started', check: 'thread' },
  { is: 'finished', outcome: OUTCOME },
  { is: 'done', outcomes: [OUTCOME] },
]

const open: OnThread[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

/** A thread that does this with each piece of work. */
function thread(code: string): OnThread {
  const script = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (work) => { ${code} })`
  const made = new OnThread(() => new Worker(script, { eval: true }))
  open.push(made)
  return made
}

const answering = (): OnThread => thread(`for (const one of ${JSON.stringify(SAYS)}) parentPort.postMessage(one)`)

function noting(): { steps: CheckSteps; noted: string[] } {
  const noted: string[] = []
  return {
    noted,
    steps: {
      planned: (checks) => noted.push(`planned ${checks.map((one) => one.check)}`),
      started: (check) => noted.push(`started ${check}`),
      finished: ({ check }) => noted.push(`finished ${check}`),
    },
  }
}

const here = { entries: CHECKS, schemas: shippedSchemas() }

describe('checks on a thread', () => {
  test('what happened before somebody listened is told in its order', async () => {
    const beside = answering()
    const begun = beside.begin(WORK)
    await begun?.follow({})
    const { steps, noted } = noting()
    expect(await begun?.follow(steps)).toEqual([OUTCOME])
    expect(noted).toEqual(['planned thread', 'started thread', 'finished thread'])
  })

  test('the same work is not begun twice; other work is done here', async () => {
    const beside = answering()
    const first = beside.begin(WORK)
    expect(beside.begin({ ...WORK, texts: new Map(WORK.texts) })).toBe(first)
    const other = workOf(memoryTree({ 'a.json': '{}\n' }), [], '2026-11-27')
    expect(beside.begin(other)).toBe(null)
    const outcomes = await checkTree({ ...here, beside }, other)
    expect(outcomes.map((one) => one.check)).toContain('json')
  })

  test.each([
    ['says that it broke', `parentPort.postMessage({ is: 'broken', why: 'no memory' })`],
    ['throws', `throw new Error('no memory')`],
    ['ends', 'process.exit(0)'],
    ['breaks in the middle', `parentPort.postMessage({ is: 'started', check: 'json' }); throw new Error('no memory')`],
  ])('when it %s, the work is done here, and the verdict is a real one', async (_what, code) => {
    const outcomes = await checkTree({ ...here, beside: thread(code) }, WORK)
    expect(outcomes).toContainEqual(expect.objectContaining({ check: 'json', status: 'failed' }))
  })
})

test('work is the same when nothing that is judged differs', () => {
  const change = (more: Partial<CheckWork>): boolean => sameWork(WORK, { ...WORK, ...more })
  expect(change({})).toBe(true)
  expect(change({ texts: new Map([['a.json', '{}\n']]) })).toBe(false)
  expect(change({ paths: ['a.json', 'b.png'] })).toBe(false)
  expect(change({ today: '2026-11-28' })).toBe(false)
  expect(change({ facts: [{ name: 'dns.domain', value: 'acme.io', origin: 'answer' }] })).toBe(false)
})
