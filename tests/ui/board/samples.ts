import { afterEach } from 'vitest'
import type { BatchEvent, GateRequest } from '../../../src/engine/protocol/index.ts'
import { type Board, type BoardOutside, createBoard } from '../../../src/ui/board/store.ts'
import { boardLines } from '../../../src/ui/board/view.ts'
import type { Size } from '../../../src/ui/frame.ts'
import type { Press } from '../../../src/ui/keys.ts'
import { lineText } from '../../../src/ui/lines.ts'

/** A batch of so many tasks, all of them running. */
export function running(count: number): BatchEvent[] {
  const names = Array.from({ length: count }, (_, index) => String(3841 + index))
  return [
    {
      at: 0,
      type: 'batch.started',
      batch: 'b',
      parallel: count,
      tasks: [...names, '9000'].map((task) => ({ task, kind: 'tf-hcl', difficulty: 'hard' })),
    },
    ...names.map((task): BatchEvent => ({ at: 0, type: 'task.started', task })),
    ...names.map((task): BatchEvent => ({ at: 0, type: 'task.phase', task, phase: 'init', status: 'running' })),
  ]
}

export const log = (task: string, text: string): BatchEvent => ({ at: 0, type: 'task.log', task, text })

export const gateOf = (task: string, more: Partial<GateRequest> = {}): GateRequest => ({
  kind: 'gate',
  id: `pr:${task}`,
  gate: 'pull-request',
  title: `Open a pull request for ${task}`,
  lines: ['One branch goes to the remote.'],
  evidence: ['tests 3/3'],
  choices: [
    { key: 'keep', label: 'keep it here' },
    { key: 'approve', label: 'push it' },
  ],
  safe: 'keep',
  ...more,
})

/** A board without a terminal: its clock strikes when it is told to. */
export interface Desk {
  board: Board
  size: Size
  orders: string[]
  tell(...events: BatchEvent[]): void
  /** Asks a gate as the engine does. */
  ask(task: string, more?: Partial<GateRequest>): { answer: () => string | null; drop: (reason: Error) => void }
  press(...names: string[]): void
  /** What the window shows, with the newest lines. */
  frame(): string[]
}

const open: Board[] = []
afterEach(() => {
  // A running task counts its seconds, and would do so through the tests that follow.
  for (const board of open.splice(0)) board.close()
})

export function desk(size: Size, more: Partial<BoardOutside> = {}): Desk {
  const orders: string[] = []
  const board = createBoard({
    size: () => size,
    now: () => 61_000,
    order: ({ is, task }) => orders.push(`${is} ${task}`),
    interrupt: () => orders.push('interrupt'),
    suspend: () => orders.push('suspend'),
    ...more,
  })
  open.push(board)
  return {
    board,
    size,
    orders,
    tell(...events) {
      for (const event of events) board.notify(event)
    },
    ask(task, more) {
      const request = gateOf(task, more)
      const drop = new AbortController()
      let given: string | null = null
      board.notify({ at: 0, type: 'gate.asked', task, request })
      board.ask(task, request, drop.signal).then(
        (answer) => {
          given = answer
          board.notify({ at: 0, type: 'gate.answered', task, id: request.id, answer, by: 'person' })
        },
        () => {},
      )
      return { answer: () => given, drop: (reason) => drop.abort(reason) }
    },
    press(...names) {
      board.press(names.map(keyOf))
    },
    frame() {
      board.redraw()
      return boardLines(board.store.getState(), board.logs, size).map((one) => lineText(one).trimEnd())
    },
  }
}

const keyOf = (name: string): Press => ({ name, text: [...name].length === 1 ? name : name === 'space' ? ' ' : '' })
