import type { BatchState, TaskState, WaitingGate } from '../../engine/protocol/index.ts'
import { isSmall, type Size } from '../frame.ts'
import type { Print } from '../history.ts'
import type { GateScreen } from '../screens/gate.ts'
import type { Page } from '../screens/pages.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Tail } from './logs.ts'
import type { Room, Zoom } from './zoom.ts'

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

/** The queue of gates has a line of its own; in a small window not beside the gate that is looked at. */
export const showsQueue = ({ batch, view }: BoardUi, size: Size): boolean =>
  batch.gates.length > 0 && !(view.is === 'gate' && isSmall(size))

/** Lines around the panes: header, footer, and the queue of gates and a notice when there are any. */
export const linesAround = (state: BoardUi, size: Size): number =>
  2 + (showsQueue(state, size) ? 1 : 0) + (state.stopping || state.batch.finished !== null ? 1 : 0)

/** Lines of the window that the panes can have. */
export const rowsFor = (state: BoardUi, size: Size): number => Math.max(1, size.rows - 1 - linesAround(state, size))

export const layoutFor = (state: BoardUi, size: Size): Layout =>
  layoutOf(panesOf(state.batch).length, size, rowsFor(state, size))

/** What a log has of the window: title and status stand around it, too. */
export const roomFor = (state: BoardUi, size: Size): Room => ({
  columns: Math.max(1, size.columns - 2),
  rows: Math.max(1, rowsFor(state, size) - 2),
})
