import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BatchEvent } from '../../../src/engine/protocol/index.ts'
import { widthOf } from '../../../src/text/index.ts'
import { desk, log, running } from './samples.ts'

const TASKS = ['3841', '3842', '3843', '3844']
const KEYS = [
  ...['enter', 'escape', 'tab', 'shift+tab', 'up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown'],
  ...['space', 'backspace', 'f1', 'ctrl+t', 'ctrl+u', '/', '?', 'n', 'N', 'g', 'l', 'p', 'x', 'R', 'q', 'h', 'j', 'k'],
  ...['a', 's', '日', '1'],
]
const task = fc.constantFrom(...TASKS)
const event = fc.oneof(
  fc.record({ task, text: fc.string({ unit: 'grapheme', maxLength: 120 }) }).map(({ task, text }) => log(task, text)),
  task.map((task): BatchEvent => ({ at: 1, type: 'task.started', task })),
  task.map((task): BatchEvent => ({ at: 2, type: 'task.paused', task })),
  task.map((task): BatchEvent => ({ at: 2, type: 'task.blocked', task, reason: 'x' })),
  fc
    .record({ task, outcome: fc.constantFrom('done', 'failed', 'stopped') })
    .map(({ task, outcome }): BatchEvent => ({ at: 3, type: 'task.finished', task, outcome, summary: '' })),
)
const move = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }).map((keys) => ({ keys })),
  },
  { weight: 3, arbitrary: event.map((event) => ({ event })) },
  { weight: 2, arbitrary: task.map((ask) => ({ ask })) },
  { weight: 1, arbitrary: fc.constant({ arm: true }) },
  { weight: 3, arbitrary: fc.constantFrom('enter', 'escape', 'down', 'tab', 'a').map((look) => ({ look })) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map((paste) => ({ paste })) },
  {
    weight: 1,
    arbitrary: fc.record({ columns: fc.integer({ min: 1, max: 160 }), rows: fc.integer({ min: 2, max: 60 }) }),
  },
)

test('whatever is pressed, arrives and is resized: every frame fits, and no gate is approved that was not chosen', async () => {
  let kept = 0
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 80 }), async (moves) => {
      const size = { columns: 80, rows: 24 }
      const at = desk(size)
      at.tell(...running(3))
      let asked = 0
      const answered: string[] = []
      for (const one of moves) {
        if ('keys' in one) at.press(...one.keys)
        else if ('event' in one) at.tell(one.event)
        else if ('arm' in one) at.board.arm()
        else if ('look' in one) {
          at.press('g')
          at.board.arm()
          at.press(one.look)
        } else if ('paste' in one) at.board.paste(one.paste)
        else if ('columns' in one) Object.assign(size, one)
        else {
          const request = { ...GATE, id: `${one.ask}:${asked++}` }
          at.tell({ at: 4, type: 'gate.asked', task: one.ask, request })
          at.board.ask(one.ask, request, new AbortController().signal).then((answer) => answered.push(answer))
        }
        const frame = at.frame()
        expect(frame.length).toBeLessThanOrEqual(size.rows - 1)
        for (const line of frame) expect(widthOf(line), line).toBeLessThanOrEqual(size.columns)
      }
      // No key among them types the word that the gate asks for.
      await Promise.resolve()
      expect(answered).not.toContain('destroy')
      kept += answered.length
    }),
    { numRuns: 300 },
  )
  expect(kept, 'gates were reached and answered').toBeGreaterThan(0)
})

const GATE = {
  kind: 'gate' as const,
  gate: 'destroy',
  title: 'Destroy',
  lines: ['34 resources will be deleted'],
  evidence: ['plan 15:02'],
  choices: [
    { key: 'keep', label: 'keep everything' },
    { key: 'destroy', label: 'delete all of it' },
  ],
  safe: 'keep',
  typed: 'destroy 3841',
}
