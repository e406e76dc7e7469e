import type { BatchState, TaskState, WaitingGate } from '../../engine/protocol/index.ts'
import type { Size } from '../frame.ts'
import type { Print } from '../history.ts'
import type { GateScreen } from '../screens/gate.ts'
import type { Page } from '../screens/pages.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Tail } from './logs.ts'
import type { Zoom } from './zoom.ts'

/** What has the keys. */
export type BoardView =
  | { is: 'panes' }
  | { is: 'zoom'; zoom: Zoom }
  /** A gate of a task, or our own question before a task is stopped; `under` comes back behind it. */
  | { is: 'gate'; task: string; screen: GateScreen; ours: boolean; under: BoardView }

/** Everything that is on the board. */
export interface BoardUi {
  batch: BatchState
  /** The last lines of the panes, as they were when the clock last struck. */
  tails: ReadonlyMap<string, Tail>
  /** Milliseconds since the batch began, at that moment. */
  now: number
  view: BoardView
  /** Name of the task that has the focus. */
  focus: string
  page: Page | null
  /** False until keys that were pressed before a gate appeared are gone. */
  armed: boolean
  stopping: boolean
  prints: readonly { id: number; draw: Print }[]
}

/** The tasks that have a pane: those that do something, or that somebody has to look after. */
export const panesOf = (batch: BatchState): TaskState[] =>
  batch.tasks.filter(({ status }) => status !== 'queued' && status !== 'done' && status !== 'stopped')

/** Place of the focus among the panes; the first one when its task has none any more. */
export const focusAt = ({ batch, focus }: Pick<BoardUi, 'batch' | 'focus'>): number =>
  Math.max(
    0,
    panesOf(batch).findIndex((task) => task.task === focus),
  )

export const gateOf = (batch: BatchState, task: string): WaitingGate | undefined =>
  batch.gates.find((gate) => gate.task === task)

/** Lines around the panes: header, footer, and the queue of gates when there is one. */
export const linesAround = (state: BoardUi): number =>
  2 + (state.batch.gates.length > 0 ? 1 : 0) + (state.stopping ? 1 : 0)

export const layoutFor = (state: BoardUi, size: Size): Layout =>
  layoutOf(panesOf(state.batch).length, size, size.rows - 1 - linesAround(state))

/** What a log has of the window: title, its own status and a rule stand around it, too. */
export const roomFor = (state: BoardUi, size: Size) => ({
  columns: Math.max(1, size.columns - 2),
  rows: Math.max(1, size.rows - 1 - linesAround(state) - 2),
})
