import type { Chain } from './chain.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { Maturity } from './facts.ts'

export interface Evidence {
  file: string
  line: number
  text: string
}

/** An output a skill promised in its outputs.yaml. */
export interface OutputResult {
  path: string
  status: 'fulfilled' | 'missing' | 'incomplete'
  /** What is wrong, for a person. */
  problems: string[]
}

export interface SkillResult {
  skill: string
  outputs: OutputResult[]
}

export interface DeliverableResult {
  name: string
  status: 'fulfilled' | 'missing' | 'skipped'
  /** Set when it was skipped: its maturity is another, or its condition does not hold. */
  skippedBy?: 'maturity' | 'condition'
  skill: string
  files: string[]
  /** Files, directories or globs that are absent, empty, or lack what was looked for in them. */
  missingPaths?: string[]
  /** Why it was skipped, or what is missing. */
  why: string[]
  evidence: Evidence[]
}

export interface ChecklistResult {
  line: string
  status: 'met' | 'unmet' | 'not-applicable'
  /** One sentence: what was looked for and found. */
  because: string
  evidence: Evidence[]
}

export interface KeyFile {
  label: string
  path: string
}

/** A `check.finished` event in short. */
export interface CheckSummary {
  check: string
  status: 'passed' | 'failed' | 'not-run'
  findings: number
  note?: string
  /** What it found, the first of it. */
  diagnostics?: Diagnostic[]
  /** Another program, which may be absent: that it did not run is no gap of the result. */
  outside?: boolean
}

export interface Report {
  goal: string
  blueprint: string | null
  maturity: Maturity
  required: number
  fulfilled: number
  /** Whole per cent, rounded down: 100 means every required item is there. */
  completeness: number
  skills: SkillResult[]
  deliverables: DeliverableResult[]
  checklist: ChecklistResult[]
  files: { path: string; owner: string; bytes: number }[]
  keyFiles: KeyFile[]
  nextSteps: string[]
  diagnostics: number
  checks?: CheckSummary[]
  /** Absent when the report is about a folder that no run made. */
  chain?: Chain
}
