import type { Blueprint } from '../../skills/blueprint.ts'
import type { Skill } from '../../skills/types.ts'
import type { FactValue, RunOptions, RunOrigin } from '../protocol/index.ts'
import type { Checking } from './check-tree.ts'
import type { Session } from './session.ts'

/** All that is known before a run begins: content as data, and the version table its templates read. */
export interface Catalog {
  /** Skills without their templates; `templates` brings those when they are rendered. */
  skills: Skill[]
  /** Files that several skills build on; whoever includes one has it written along. */
  shared: Skill[]
  blueprints: Blueprint[]
  /** Names of skills that are known of, here or not. */
  known: readonly string[]
  versions: Record<string, FactValue>
  /** Reads a skill's templates and partials. Throws when the folder is broken. */
  complete(skill: Skill): Skill
  /** Reads a skill's folder again, after somebody corrected it. Throws when it is still broken. */
  reload?(skill: Skill): Promise<Skill>
}

/** What every step of a run can use; steps take the part they need. */
export interface RunContext {
  session: Session
  catalog: Catalog
  checking: Checking
  goal: string
  options: RunOptions
  origin: RunOrigin
  signal: AbortSignal
  /** Milliseconds that only go up. */
  clock: () => number
}

/** The run stops here; everything so far is in the journal. */
export class Stopped extends Error {
  readonly outcome: 'failed' | 'incomplete'
  readonly exitCode: number
  constructor(outcome: Stopped['outcome'], exitCode: number, message: string) {
    super(message)
    this.name = 'Stopped'
    this.outcome = outcome
    this.exitCode = exitCode
  }
}
