import {
  type BatchEvent,
  type BatchState,
  batchLines,
  duration,
  type TaskState,
  type TaskStatus,
} from '../../engine/protocol/index.ts'
import type { Print } from '../history.ts'
import { type Role, span, wrapLine, wrapText } from '../lines.ts'
import { titleOf } from './pane.ts'

/** Where the log of the batch itself is kept; no task has this name. */
export const STORY = ''

/** What goes into the log of the batch: all but what the tools write and what is done at the moment. */
export const storyOf = (event: BatchEvent): string[] =>
  event.type === 'task.log' || event.type === 'task.step' ? [] : batchLines(event)

/** What is printed once, above the board, and then scrolls away like any command's output. */
export function printsOf(event: BatchEvent, batch: BatchState): Print[] {
  switch (event.type) {
    case 'batch.started':
      return batchLines(event).map((text) => (size) => wrapText(` ${text}`, size.columns, 10, 'quiet'))
    case 'task.finished': {
      const task = batch.tasks.find((one) => one.task === event.task)
      return task === undefined || task.status === 'failed' ? [] : [ended(task)]
    }
    case 'gate.answered':
      return batchLines(event).map((text) => (size) => wrapText(` ${text}`, size.columns, 10))
    case 'batch.finished':
      return [
        ...batch.tasks.filter((task) => task.status === 'blocked' || task.status === 'failed').map(ended),
        (size) => wrapText(` ${event.message}`, size.columns, 3, 'strong'),
      ]
    case 'task.started':
    case 'task.phase':
    case 'task.step':
    case 'task.log':
    case 'task.spent':
    case 'task.paused':
    case 'task.resumed':
    case 'task.blocked':
    case 'gate.asked':
      return []
  }
}

const ENDS: Partial<Record<TaskStatus, { sign: string; role: Role }>> = {
  done: { sign: '✓', role: 'good' },
  failed: { sign: '✗', role: 'bad' },
  blocked: { sign: '!', role: 'warn' },
  stopped: { sign: '–', role: 'quiet' },
}

const ended =
  (task: TaskState): Print =>
  (size) => {
    const { sign, role } = ENDS[task.status] ?? { sign: ' ', role: 'plain' }
    const took = task.restsAt === null ? '' : ` after ${duration(task.restsAt - task.startedAt)}`
    return wrapLine(
      [
        span(` ${sign} `, role),
        span(titleOf(task), 'strong'),
        span(`  ${task.status}${took}${task.note === '' ? '' : ` · ${task.note}`}`),
      ],
      size.columns,
      3,
    )
  }
