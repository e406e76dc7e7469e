import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { FactView } from './fact-view.ts'
import type { Schemas } from './schemas.ts'
import type { Surroundings } from './surroundings.ts'
import type { FileRef, Tree } from './tree.ts'

export interface CheckContext {
  tree: Tree
  /** What the run knows; nothing, in a repository that skillchain never wrote. */
  facts: FactView
  /** Files around the tree too, where a disk is behind it: a module may be called from above. */
  surroundings: Surroundings
  schemas: Schemas
  /** The day it is judged for, as `2026-11-27`: what is supported has an end. Without one, the day the lists were written. */
  today?: string | undefined
  /** Says what was met and could not be judged, such as a provider without a schema: the summary lists it. */
  unjudged?(what: string): void
}

/** One check. It reads; it never writes. */
export interface Check {
  id: string
  /** `file`: a verdict follows from that file's path and text alone, so it is kept by its content. `tree`: it takes several. */
  scope: 'file' | 'tree'
  appliesTo(file: FileRef): boolean
  /** A `file` check is given one file at a time; a `tree` check all that it applies to. A text is read when it is looked at. */
  run(files: FileRef[], context: CheckContext): Promise<Diagnostic[]>
}

/** The shape of a `check.finished` event without its type. */
export interface CheckOutcome {
  check: string
  status: 'passed' | 'failed' | 'not-run'
  diagnostics: Diagnostic[]
  note?: string
  /** Findings that a comment with a reason told to leave out. */
  ignored?: number
  /** Another program, which may be absent; what it does not say is no gap of ours. */
  outside?: boolean
}
