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
  skill: string
  files: string[]
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
}
