import {
  type BatchEvent,
  type BatchHost,
  type BatchState,
  emptyBatch,
  type GateRequest,
  reduceBatch,
  type TaskOrder,
} from '../../engine/protocol/index.ts'
import { isActive, type Lane, lanesOf, type TaskEvent } from './lane.ts'

export interface PlayerOptions {
  recording: readonly BatchEvent[]
  notify: (event: BatchEvent) => void
  /** Who answers the gates; without it the recorded answers are played. */
  ask: BatchHost['ask'] | null
  /** So many times as fast as it was recorded. */
  speed: number
  /** Lines a second of every task that runs, its recorded ones over and over; null: as they were recorded. */
  linesPerSecond: number | null
  signal: AbortSignal
}

export interface Player {
  /** Resolves when nothing is left to play. */
  play(): Promise<void>
  /** Recorded milliseconds since it began. */
  now(): number
  order(order: TaskOrder): void
}

/** Between the end of a task and the start of the next one, and before the end of the batch. */
const BREATH = 600

/** Plays a recorded batch as an engine would run it: tasks one beside the other, gates that wait, orders that are followed. */
export function createPlayer(options: PlayerOptions): Player {
  const { recording, ask, speed, linesPerSecond, signal } = options
  const lanes = lanesOf(recording)
  const [first] = recording
  const parallel = first?.type === 'batch.started' ? first.parallel : 1
  const over = Promise.withResolvers<void>()
  let state: BatchState = emptyBatch
  let begun = 0
  let timer: NodeJS.Timeout | null = null
  /** When a place became free for the next task that waits. */
  let free: number[] = []
  let ended = 0

  const now = (): number => (begun === 0 ? 0 : (performance.now() - begun) * speed)

  function emit(event: BatchEvent): void {
    state = reduceBatch(state, event)
    options.notify(event)
  }

  function step(): void {
    timer = null
    if (signal.aborted) return
    const at = now()
    // In the order in which it was recorded, however late this turn of the loop is.
    for (let lane = nextLane(); lane !== null && dueOf(lane) <= at; lane = nextLane()) {
      const event = nextOf(lane)
      if (event === null) start(lane)
      else play(lane, event)
    }
    if (isOver() && at >= ended + BREATH) finish(at)
    else wait()
  }

  const isOver = (): boolean => lanes.every((lane) => lane.is === 'halted' || lane.is === 'over')

  /** Sleeps until the next event is due. While everybody waits for a person, there is none, and no timer. */
  function wait(): void {
    if (timer !== null) clearTimeout(timer)
    const next = nextLane()
    const due = next !== null ? dueOf(next) : isOver() ? ended + BREATH : null
    timer = due === null ? null : setTimeout(step, Math.max(1, (due - now()) / speed))
  }

  /** Whose turn is next; null while nobody goes on by himself. */
  function nextLane(): Lane | null {
    const next = lanes.reduce((first, lane) => (dueOf(lane) < dueOf(first) ? lane : first))
    return Number.isFinite(dueOf(next)) ? next : null
  }

  const nextOf = (lane: Lane): TaskEvent | null => (lane.is === 'playing' ? (lane.events[lane.next] ?? null) : null)

  function dueOf(lane: Lane): number {
    if (lane.is === 'queued') return startOf(lane)
    const event = nextOf(lane)
    return event === null ? Number.POSITIVE_INFINITY : event.at + lane.late
  }

  /** The first tasks begin as recorded, the others when a place becomes free. */
  function startOf(lane: Lane): number {
    if (lanes.indexOf(lane) < parallel) return lane.events[0]?.at ?? 0
    const isNext = lanes.find((one) => one.is === 'queued') === lane && lanes.filter(isActive).length < parallel
    return isNext ? (free[0] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
  }

  function start(lane: Lane): void {
    lane.late = startOf(lane) - (lane.events[0]?.at ?? 0)
    if (lanes.indexOf(lane) >= parallel) free = free.slice(1)
    resume(lane)
  }

  function play(lane: Lane, event: TaskEvent): void {
    lane.next++
    const at = Math.round(event.at + lane.late)
    if (event.type === 'task.log' && linesPerSecond !== null) return
    if (event.type === 'gate.answered' && ask !== null) return
    emit({ ...event, at })
    if (event.type === 'gate.asked' && ask !== null) void question(lane, event.request, at, ask)
    if (event.type === 'task.blocked') leave(lane, 'halted', at)
    if (event.type === 'task.finished') leave(lane, event.outcome === 'failed' ? 'halted' : 'over', at)
  }

  async function question(lane: Lane, request: GateRequest, at: number, ask: BatchHost['ask']): Promise<void> {
    rest(lane, 'asking', at)
    const drop = new AbortController()
    lane.drop = drop
    try {
      const answer = await ask(lane.task, request, AbortSignal.any([signal, drop.signal]))
      lane.drop = null
      answered(lane, request, answer)
    } catch (error) {
      // The task was stopped, or everything was: nobody waits for the answer any more.
      if (!drop.signal.aborted && !signal.aborted) over.reject(error)
    }
  }

  function answered(lane: Lane, request: GateRequest, answer: string): void {
    const at = Math.round(now())
    emit({ at, type: 'gate.answered', task: lane.task, id: request.id, answer, by: 'person' })
    const recorded = lane.events[lane.next]
    if (recorded?.type === 'gate.answered' && recorded.answer === answer) {
      lane.late = at - recorded.at
      lane.next++
      resume(lane)
    } else {
      // What would have followed another answer was not recorded.
      const label = request.choices.find((choice) => choice.key === answer)?.label ?? answer
      emit({ at, type: 'task.finished', task: lane.task, outcome: 'stopped', summary: label })
      leave(lane, 'over', at)
    }
    wait()
  }

  function resume(lane: Lane): void {
    lane.is = 'playing'
    if (linesPerSecond !== null) pump(lane, linesPerSecond)
  }

  function rest(lane: Lane, is: 'asking' | 'paused', at: number): void {
    lane.is = is
    lane.since = at
    unpump(lane)
  }

  function leave(lane: Lane, is: 'halted' | 'over', at: number): void {
    lane.is = is
    unpump(lane)
    free = [...free, at + BREATH]
    ended = Math.max(ended, at)
  }

  /** Each line is an event of its own, as it is when the pipe of a tool is read. */
  function pump(lane: Lane, rate: number): void {
    const since = performance.now()
    const before = lane.sent
    if (lane.lines.length === 0) return
    lane.pump = setInterval(() => {
      const due = before + Math.floor(((performance.now() - since) * rate) / 1000)
      for (; lane.sent < due && lane.is === 'playing'; lane.sent++) {
        const text = lane.lines[lane.sent % lane.lines.length] ?? ''
        emit({ at: Math.round(now()), type: 'task.log', task: lane.task, text })
      }
    }, 1000 / rate)
  }

  function unpump(lane: Lane): void {
    if (lane.pump !== null) clearInterval(lane.pump)
    lane.pump = null
  }

  function finish(at: number): void {
    emit({ at: Math.round(at), type: 'batch.finished', message: summaryOf(state) })
    over.resolve()
  }

  return {
    now,
    play() {
      begun = performance.now()
      if (first !== undefined) emit(first)
      signal.addEventListener('abort', () => {
        if (timer !== null) clearTimeout(timer)
        for (const lane of lanes) unpump(lane)
        over.resolve()
      })
      step()
      return over.promise
    },
    order({ is, task }) {
      const lane = lanes.find((one) => one.task === task)
      const at = Math.round(now())
      if (lane === undefined || signal.aborted) return
      if (is === 'pause' && lane.is === 'playing') {
        emit({ at, type: 'task.paused', task })
        rest(lane, 'paused', at)
      } else if (is === 'resume' && lane.is === 'paused') {
        lane.late += at - lane.since
        emit({ at, type: 'task.resumed', task })
        resume(lane)
      } else if (is === 'retry' && lane.is === 'halted') {
        lane.next = 0
        lane.late = at - (lane.events[0]?.at ?? 0)
        free = free.slice(1)
        resume(lane)
      } else if (is === 'stop' && lane.is !== 'over' && lane.is !== 'queued') {
        lane.drop?.abort()
        const wasHalted = lane.is === 'halted'
        emit({ at, type: 'task.finished', task, outcome: 'stopped', summary: 'stopped by you' })
        leave(lane, 'over', at)
        if (wasHalted) free = free.slice(0, -1)
      }
      wait()
    },
  }
}

export function summaryOf({ batch, tasks }: BatchState): string {
  const counts = (['done', 'blocked', 'failed', 'stopped'] as const).flatMap((status) => {
    const many = tasks.filter((task) => task.status === status).length
    return many === 0 ? [] : [`${many} ${status}`]
  })
  return `batch ${batch}: ${counts.join(', ')}`
}
