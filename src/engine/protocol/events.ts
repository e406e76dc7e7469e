import type { Chain, GoalMatch } from './chain.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Fact, FactValue, Maturity } from './facts.ts'
import type { Report } from './report.ts'
import type { Answer, Request } from './requests.ts'

/** What the user asked for, complete enough to do it again in another process. */
export interface RunOptions {
  /** nothing: --skip-all. conflicts: only what concerns the user's edits (regenerate). */
  ask: 'everything' | 'conflicts' | 'nothing'
  maturity: Maturity | null
  blueprint: string | null
  set: Record<string, FactValue>
  answers: Record<string, FactValue>
  /** Name of the answers file, for people. */
  answersFile: string | null
  preferences: Record<string, FactValue>
  skills: string[]
  skillDirs: string[]
  onConflict: 'ask' | 'mine' | 'new' | 'both'
  approve: Record<string, string>
  dryRun: boolean
  allowDirty: boolean
  removeOrphans: boolean
}

/** The circumstances a run began in. Anything that could differ on a second try is written here once. */
export interface RunOrigin {
  cwd: string
  out: string
  /** `out` as the user typed it. */
  shown: string
  /** ISO date of the first run, YYYY-MM-DD. */
  date: string
  projectName: string
  repository: string | null
}

export type FileAction =
  | 'create'
  | 'update'
  | 'merge'
  | 'same'
  | 'keep-yours'
  | 'stay-deleted'
  | 'remove'
  | 'keep-orphan'

export interface PlannedFile {
  path: string
  action: FileAction
  owner: string
  /** SHA-256 of what will be on disk; null when the file will be absent. */
  hash: string | null
}

export type RunEvent =
  | { type: 'run.started'; run: string; version: string; goal: string; options: RunOptions; origin: RunOrigin }
  | { type: 'run.resumed'; run: string; goal: string; version: string }
  | { type: 'goal.understood'; match: GoalMatch }
  | { type: 'chain.proposed'; chain: Chain }
  | { type: 'chain.confirmed'; chain: Chain; skipAll: boolean }
  | { type: 'skill.started'; skill: string; title: string; step: number; of: number }
  | { type: 'skill.configured'; skill: string; summary: string }
  | { type: 'skill.failed'; skill: string; invocation: string; reason: string }
  | { type: 'skill.skipped'; skill: string; reason: string }
  | { type: 'fact.set'; fact: Fact }
  | { type: 'fact.cleared'; name: string; because: string }
  | { type: 'request.opened'; request: Request }
  | { type: 'request.answered'; id: string; answer: Answer; by: 'person' | 'default' | 'policy' | 'file' }
  | { type: 'generate.started'; goal: string; skills: { name: string; summary: string }[] }
  | { type: 'generate.skill'; skill: string; files: number; ms: number }
  | { type: 'files.planned'; files: PlannedFile[] }
  | { type: 'file.diff'; path: string; diff: string }
  | { type: 'file.written'; path: string; action: FileAction }
  | { type: 'files.settled'; written: number; same: number; kept: number; removed: number }
  /** All that will be checked, in this order. A check made while generating is not among them. */
  | { type: 'checks.started'; checks: { check: string; files: number }[] }
  | { type: 'check.started'; check: string }
  | {
      type: 'check.finished'
      check: string
      status: 'passed' | 'failed' | 'not-run'
      diagnostics: Diagnostic[]
      note?: string
      ignored?: number
      outside?: boolean
    }
  | { type: 'report.ready'; report: Report }
  | { type: 'note'; level: 'info' | 'warning'; text: string }
  | { type: 'run.finished'; outcome: Outcome; exitCode: number; message: string }

export type Outcome = 'done' | 'failed' | 'unanswered' | 'interrupted' | 'incomplete'
