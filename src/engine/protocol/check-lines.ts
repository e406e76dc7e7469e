import type { Diagnostic } from './diagnostic.ts'

/** First line of `skillchain check --json`: what the lines that follow are. */
export interface CheckSchemaLine {
  type: 'schema'
  schema: 'skillchain.check'
  version: 1
  /** Version of the program. */
  skillchain: string
}

/** A finding; the path is the one that can be typed from where the command was started. */
export interface DiagnosticLine extends Diagnostic {
  type: 'diagnostic'
}

/** What `--fix` did to a file; these lines come first. */
export interface FixedLine {
  type: 'fixed'
  file: string
  made: string[]
  /** Why nothing was done, or nothing more. */
  refused?: string
}

/** One check, after the findings. */
export interface CheckLine {
  type: 'check'
  check: string
  status: 'passed' | 'failed' | 'not-run'
  findings: number
  /** How many files it judged and what it could not judge; for one that did not run, why. */
  note?: string
  /** Findings that a comment with a reason told to leave out. */
  ignored?: number
  /** Another program, which may be absent. */
  outside?: boolean
}

/** Last line: what it all came to. */
export interface CheckSummaryLine {
  type: 'summary'
  errors: number
  warnings: number
  infos: number
  ignored: number
  /** Checks that did not run. */
  notRun: number
  exitCode: number
}

export type CheckJsonLine = CheckSchemaLine | FixedLine | DiagnosticLine | CheckLine | CheckSummaryLine
