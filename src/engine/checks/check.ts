import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { FactView } from './fact-view.ts'
import type { Schemas } from './schemas.ts'
import type { Surroundings } from './surroundings.ts'
import { type FileRef, readable, type Tree } from './tree.ts'

export interface CheckContext {
  tree: Tree
  /** What the run knows; nothing, in a repository that skillchain never wrote. */
  facts: FactView
  /** Files around the tree too, where a disk is behind it: a module may be called from above. */
  surroundings: Surroundings
  schemas: Schemas
}

/** One check. It reads; it never writes. */
export interface Check {
  id: string
  /** `file`: a verdict follows from that file's path and text alone, so it is kept by its content. `tree`: it takes several. */
  scope: 'file' | 'tree'
  appliesTo(file: FileRef): boolean
  run(files: FileRef[], context: CheckContext): Promise<Diagnostic[]>
}

/** The shape of a `check.finished` event without its type. */
export interface CheckOutcome {
  check: string
  status: 'passed' | 'failed' | 'not-run'
  diagnostics: Diagnostic[]
  note?: string
}

/** A check that breaks has not run, and what has not run is never green. */
export async function runChecks(checks: readonly Check[], context: CheckContext): Promise<CheckOutcome[]> {
  const files = readable(context.tree)
  const outcomes: CheckOutcome[] = []
  for (const check of checks) {
    const concerned = files.filter((file) => check.appliesTo(file))
    if (concerned.length === 0) continue
    try {
      const diagnostics = await check.run(concerned, context)
      const failed = diagnostics.some((found) => found.severity === 'error')
      const note = `${concerned.length} ${concerned.length === 1 ? 'file' : 'files'}`
      outcomes.push({ check: check.id, status: failed ? 'failed' : 'passed', diagnostics, note })
    } catch (error) {
      const note = error instanceof Error ? error.message : String(error)
      outcomes.push({ check: check.id, status: 'not-run', diagnostics: [], note })
    }
  }
  return outcomes
}
