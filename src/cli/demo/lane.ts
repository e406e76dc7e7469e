import type { BatchEvent } from '../../engine/protocol/index.ts'

export type TaskEvent = Extract<BatchEvent, { task: string }>

/** One task of a recording while it is played. */
export interface Lane {
  task: string
  events: readonly TaskEvent[]
  /** Place of the event that comes next. */
  next: number
  /** How much later than recorded it is, in recorded milliseconds. */
  late: number
  is: 'queued' | 'playing' | 'asking' | 'paused' | 'halted' | 'over'
  /** When it was paused or asked. */
  since: number
  /** Ends the question that waits. */
  drop: AbortController | null
  /** Lines of its tools, for a rate of its own. */
  lines: readonly string[]
  sent: number
  pump: NodeJS.Timeout | null
}

export function lanesOf(events: readonly BatchEvent[]): Lane[] {
  const lanes = new Map<string, TaskEvent[]>()
  for (const event of events) {
    if (event.type === 'batch.started') for (const { task } of event.tasks) lanes.set(task, [])
    else if ('task' in event) lanes.get(event.task)?.push(event)
  }
  return [...lanes].map(([task, own]) => ({
    task,
    events: own,
    next: 0,
    late: 0,
    is: 'queued',
    since: 0,
    drop: null,
    lines: own.flatMap((event) => (event.type === 'task.log' ? [event.text] : [])),
    sent: 0,
    pump: null,
  }))
}

/** It has one of the places in which tasks run. */
export const isActive = (lane: Lane): boolean => lane.is === 'playing' || lane.is === 'asking' || lane.is === 'paused'
