import type { Chain, GoalMatch, OtherSkill } from './chain.ts'
import type { Choice, Fact, FactOrigin, FactValue, TypeSpec } from './facts.ts'

/** A question of a skill, with everything a screen needs to show it. */
export interface QuestionRequest {
  kind: 'question'
  id: string
  skill: string
  step: number
  of: number
  index: number
  count: number
  fact: string
  ask: string
  why: string
  spec: TypeSpec
  choices: Choice[]
  default: FactValue
  defaultFrom: FactOrigin
  /** The value given before, when the question is asked again. */
  previous?: FactValue
  /** Files whose content depends on the answer. */
  changes: string[]
  known: Fact[]
  /** Set when the last answer was refused. */
  problem?: string
}

export type QuestionAnswer =
  | { is: 'value'; value: FactValue }
  | { is: 'skip' }
  | { is: 'skip-all' }
  | { is: 'back' }
  | { is: 'done' }
  | { is: 'restart' }

export interface ChainRequest {
  kind: 'chain'
  id: string
  chain: Chain
  match: GoalMatch
  /** Skills that are not in the chain and can be added. */
  others: OtherSkill[]
  problem?: string
}

export type ChainAnswer =
  | { is: 'confirm' }
  /** All defaults for every question that follows. */
  | { is: 'skip' }
  | { is: 'customize'; skills: string[] }
  /** Take this blueprint, or none: a custom chain of the matched skills. */
  | { is: 'blueprint'; name: string | null }

export type DialogName =
  | 'skill-failed'
  | 'dependency-skipped'
  | 'configuration-conflict'
  | 'missing-critical'
  | 'incomplete'
  | 'save-preferences'
  | 'remove-orphan'

/** Every dialog of spec 1, and those like them: some lines, some choices, one of which is safe. */
export interface DialogRequest {
  kind: 'dialog'
  id: string
  dialog: DialogName
  title: string
  lines: string[]
  prompt: string
  choices: { key: string; label: string }[]
  /** Taken when all questions are skipped. A dialog without one stops a run that nobody answers. */
  default?: string
}

export interface MergeRequest {
  kind: 'merge'
  id: string
  path: string
  hunks: { line: number; base: string; yours: string; ours: string }[]
  /** The whole file with both sides between markers; what an editor opens on. */
  marked: string
  /** Why the file cannot be merged by itself. */
  reason: 'both-changed' | 'not-ours' | 'binary' | 'deleted-by-you'
  place?: MergePlace
}

/** Which of the files that need a decision this is, and what becomes of all the others. */
export interface MergePlace {
  index: number
  of: number
  files: number
  same: number
  fresh: number
  changed: number
  kept: number
}

export type Side = 'mine' | 'new' | 'both'
export type MergeAnswer =
  | { is: 'mine' }
  | { is: 'new' }
  | { is: 'both' }
  /** One for each hunk, in order. */
  | { is: 'hunks'; sides: Side[] }
  | { is: 'edited'; text: string }

/** Something irreversible. Never answered by a default or by --skip-all. */
export interface GateRequest {
  kind: 'gate'
  id: string
  gate: string
  title: string
  lines: string[]
  evidence: string[]
  choices: { key: string; label: string }[]
  safe: string
  /** Words to type for a destructive choice. */
  typed?: string
}

export type Request = QuestionRequest | ChainRequest | DialogRequest | MergeRequest | GateRequest

interface Answers {
  question: QuestionAnswer
  chain: ChainAnswer
  dialog: string
  merge: MergeAnswer
  gate: string
}
export type AnswerTo<R extends Request> = Answers[R['kind']]
export type Answer = Answers[keyof Answers]
