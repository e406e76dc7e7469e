import type { Chain, GoalMatch } from './chain.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { FileAction, Outcome, PlannedFile, RunEvent, RunOptions, RunOrigin } from './events.ts'
import type { Fact } from './facts.ts'
import type { Report } from './report.ts'
import type { Answer, Request } from './requests.ts'

export type SkillStatus = 'waiting' | 'asking' | 'configured' | 'generated' | 'failed' | 'skipped'

export interface SkillState {
  name: string
  title: string
  status: SkillStatus
  summary: string
  files: number
  reason?: string
}

export type Phase = 'new' | 'chain' | 'questions' | 'generating' | 'writing' | 'checking' | 'finished'

/** Everything that can be known about a run: `reduce` over its events, and nothing else. */
export interface RunState {
  run: string
  goal: string
  options: RunOptions | null
  origin: RunOrigin | null
  phase: Phase
  resumed: number
  match: GoalMatch | null
  chain: Chain | null
  skills: SkillState[]
  facts: Record<string, Fact>
  /** The request that waits for an answer. */
  pending: Request | null
  answers: Record<string, Answer>
  planned: PlannedFile[]
  /** In the order they were put in place. A list, because a table would be copied name by name for every file. */
  written: readonly { path: string; action: FileAction }[]
  /** Checks without a verdict yet, in the order in which they were named. */
  checking: readonly { check: string; files: number; running: boolean }[]
  checks: { check: string; status: 'passed' | 'failed' | 'not-run'; diagnostics: Diagnostic[]; note?: string }[]
  report: Report | null
  notes: string[]
  finished: { outcome: Outcome; exitCode: number; message: string } | null
}

export const initialState: RunState = {
  run: '',
  goal: '',
  options: null,
  origin: null,
  phase: 'new',
  resumed: 0,
  match: null,
  chain: null,
  skills: [],
  facts: {},
  pending: null,
  answers: {},
  planned: [],
  written: [],
  checking: [],
  checks: [],
  report: null,
  notes: [],
  finished: null,
}

export function reduce(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'run.started':
      return { ...initialState, run: event.run, goal: event.goal, options: event.options, origin: event.origin }
    case 'run.resumed':
      // The flow runs again from its beginning and finds the answers given so far.
      return {
        ...initialState,
        run: event.run,
        goal: event.goal,
        options: state.options,
        origin: state.origin,
        answers: state.answers,
        resumed: state.resumed + 1,
      }
    case 'goal.understood':
      return { ...state, match: event.match }
    case 'chain.proposed':
      return { ...state, chain: event.chain, phase: 'chain' }
    case 'chain.confirmed':
      return { ...state, chain: event.chain, phase: 'questions', skills: event.chain.skills.map(waiting) }
    case 'skill.started':
      return withSkill({ ...state, phase: 'questions' }, event.skill, { status: 'asking' })
    case 'skill.configured':
      return withSkill(state, event.skill, { status: 'configured', summary: event.summary })
    case 'skill.failed':
      return withSkill(state, event.skill, { status: 'failed', reason: event.reason })
    case 'skill.skipped':
      return withSkill(state, event.skill, { status: 'skipped', reason: event.reason })
    case 'fact.set':
      return { ...state, facts: { ...state.facts, [event.fact.name]: event.fact } }
    case 'fact.cleared': {
      const { [event.name]: _gone, ...facts } = state.facts
      return { ...state, facts }
    }
    case 'request.opened':
      return { ...state, pending: event.request }
    case 'request.answered':
      return { ...state, pending: null, answers: { ...state.answers, [event.id]: event.answer } }
    case 'generate.started':
      return { ...state, phase: 'generating' }
    case 'generate.skill':
      return withSkill(state, event.skill, { status: 'generated', files: event.files })
    case 'files.planned':
      return { ...state, phase: 'writing', planned: event.files, written: [] }
    case 'file.diff':
      return state
    case 'file.written':
      return { ...state, written: [...state.written, { path: event.path, action: event.action }] }
    case 'files.settled':
      return { ...state, phase: 'checking' }
    case 'checks.started':
      return { ...state, phase: 'checking', checking: event.checks.map((check) => ({ ...check, running: false })) }
    case 'check.started':
      return { ...state, checking: running(state.checking, event.check) }
    case 'check.finished': {
      const { type: _type, ...check } = event
      return {
        ...state,
        checking: state.checking.filter((one) => one.check !== event.check),
        checks: [...state.checks.filter((one) => one.check !== event.check), check],
      }
    }
    case 'report.ready':
      return { ...state, report: event.report }
    case 'note':
      return { ...state, notes: [...state.notes, event.text] }
    case 'run.finished':
      return {
        ...state,
        phase: 'finished',
        finished: { outcome: event.outcome, exitCode: event.exitCode, message: event.message },
      }
  }
}

const waiting = (skill: { name: string; title: string }): SkillState => ({
  name: skill.name,
  title: skill.title,
  status: 'waiting',
  summary: '',
  files: 0,
})

const running = (checking: RunState['checking'], name: string): RunState['checking'] =>
  checking.map((one) => (one.check === name ? { ...one, running: true } : one))

function withSkill(state: RunState, name: string, change: Partial<SkillState>): RunState {
  return { ...state, skills: state.skills.map((skill) => (skill.name === name ? { ...skill, ...change } : skill)) }
}
