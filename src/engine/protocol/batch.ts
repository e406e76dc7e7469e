import type { GateRequest } from './requests.ts'

/** The way of a task, in this order. */
export const TASK_PHASES = ['init', 'generate', 'qa', 'review', 'pr'] as const
export type TaskPhase = (typeof TASK_PHASES)[number]

/** A task of a batch, as the backlog has it. */
export interface BatchTask {
  task: string
  /** Platform and language, such as tf-hcl. */
  kind: string
  difficulty: string
}

export type TaskOutcome = 'done' | 'failed' | 'stopped'

/** Something that happened in a batch. `at` is in milliseconds since the batch began. */
export type BatchEvent = { at: number } & (
  | { type: 'batch.started'; batch: string; parallel: number; tasks: BatchTask[] }
  /** Also when it begins again: what it did before no longer counts. */
  | { type: 'task.started'; task: string }
  | { type: 'task.phase'; task: string; phase: TaskPhase; status: 'running' | 'passed' | 'failed' | 'not-run' }
  /** What it does now, in a few words. */
  | { type: 'task.step'; task: string; text: string }
  /** One line of a tool. Lines are kept by whoever shows them; they are no part of the state. */
  | { type: 'task.log'; task: string; text: string }
  /** What it took since the last such event; what nobody measured is absent. */
  | { type: 'task.spent'; task: string; deploys?: number; usd?: number }
  | { type: 'task.paused'; task: string }
  | { type: 'task.resumed'; task: string }
  /** It cannot go on by itself. */
  | { type: 'task.blocked'; task: string; reason: string }
  | { type: 'gate.asked'; task: string; request: GateRequest }
  | { type: 'gate.answered'; task: string; id: string; answer: string; by: 'person' | 'policy' }
  | { type: 'task.finished'; task: string; outcome: TaskOutcome; summary: string }
  | { type: 'batch.finished'; message: string }
)

/** What a person can tell a task. The engine says with an event what came of it. */
export interface TaskOrder {
  is: 'pause' | 'resume' | 'stop' | 'retry'
  task: string
}

/** Whoever watches a batch and answers its gates. Nobody's silence is an answer. */
export interface BatchHost {
  notify(event: BatchEvent): void
  /** Several may wait at once. Rejects when the signal says that the question is gone. */
  ask(task: string, request: GateRequest, signal: AbortSignal): Promise<string>
}

export type PhaseStatus = 'waiting' | 'running' | 'passed' | 'failed' | 'not-run' | 'blocked'
export type TaskStatus = 'queued' | 'running' | 'paused' | 'blocked' | TaskOutcome

export interface TaskState extends BatchTask {
  status: TaskStatus
  phases: Readonly<Record<TaskPhase, PhaseStatus>>
  step: string
  /** Why it is blocked, or what came of it. */
  note: string
  startedAt: number
  /** Since when it does nothing: it is over, paused, blocked, or waits at a gate. Null while it works. */
  restsAt: number | null
}

/** A gate that waits for an answer. */
export interface WaitingGate {
  task: string
  request: GateRequest
}

/** Everything that can be known about a batch, but for the lines of the tools. */
export interface BatchState {
  batch: string
  parallel: number
  tasks: readonly TaskState[]
  /** The first one asked is the first one shown. */
  gates: readonly WaitingGate[]
  deploys: number
  /** Null while nobody has measured a cost. */
  usd: number | null
  finished: { message: string } | null
}

export const emptyBatch: BatchState = {
  batch: '',
  parallel: 0,
  tasks: [],
  gates: [],
  deploys: 0,
  usd: null,
  finished: null,
}

const NO_PHASES: Readonly<Record<TaskPhase, PhaseStatus>> = {
  init: 'waiting',
  generate: 'waiting',
  qa: 'waiting',
  review: 'waiting',
  pr: 'waiting',
}

export function reduceBatch(state: BatchState, event: BatchEvent): BatchState {
  switch (event.type) {
    case 'batch.started':
      return { ...emptyBatch, batch: event.batch, parallel: event.parallel, tasks: event.tasks.map(queued) }
    case 'task.started':
      return withTask(withoutGates(state, event.task), event.task, () => ({
        status: 'running',
        phases: NO_PHASES,
        step: '',
        note: '',
        startedAt: event.at,
        restsAt: null,
      }))
    case 'task.phase':
      return withTask(state, event.task, ({ phases }) => ({ phases: { ...phases, [event.phase]: event.status } }))
    case 'task.step':
      return withTask(state, event.task, () => ({ step: event.text }))
    case 'task.log':
      return state
    case 'task.spent':
      return {
        ...state,
        deploys: state.deploys + (event.deploys ?? 0),
        usd: event.usd === undefined ? state.usd : (state.usd ?? 0) + event.usd,
      }
    case 'task.paused':
      return withTask(state, event.task, () => ({ status: 'paused', restsAt: event.at }))
    case 'task.resumed':
      return withTask(state, event.task, () => ({ status: 'running', note: '', restsAt: null }))
    case 'task.blocked':
      return withTask(state, event.task, ({ phases }) => ({
        status: 'blocked',
        note: event.reason,
        restsAt: event.at,
        phases: interrupted(phases, 'blocked'),
      }))
    case 'gate.asked':
      return withTask(
        { ...state, gates: [...state.gates, { task: event.task, request: event.request }] },
        event.task,
        () => ({ restsAt: event.at }),
      )
    case 'gate.answered':
      return withTask(
        { ...state, gates: state.gates.filter((gate) => gate.request.id !== event.id) },
        event.task,
        () => ({ restsAt: null }),
      )
    case 'task.finished':
      return withTask(withoutGates(state, event.task), event.task, ({ phases }) => ({
        status: event.outcome,
        note: event.summary,
        restsAt: event.at,
        phases: event.outcome === 'failed' ? interrupted(phases, 'failed') : phases,
      }))
    case 'batch.finished':
      return { ...state, finished: { message: event.message } }
  }
}

const queued = ({ task, kind, difficulty }: BatchTask): TaskState => ({
  task,
  kind,
  difficulty,
  status: 'queued',
  phases: NO_PHASES,
  step: '',
  note: '',
  startedAt: 0,
  restsAt: null,
})

/** The phase that was running is where it stopped. */
function interrupted(phases: TaskState['phases'], as: PhaseStatus): TaskState['phases'] {
  const at = TASK_PHASES.find((phase) => phases[phase] === 'running')
  return at === undefined ? phases : { ...phases, [at]: as }
}

const withoutGates = (state: BatchState, task: string): BatchState =>
  state.gates.some((gate) => gate.task === task)
    ? { ...state, gates: state.gates.filter((gate) => gate.task !== task) }
    : state

const withTask = (state: BatchState, name: string, change: (task: TaskState) => Partial<TaskState>): BatchState => ({
  ...state,
  tasks: state.tasks.map((task) => (task.task === name ? { ...task, ...change(task) } : task)),
})
