import type { Fact } from '../protocol/index.ts'
import { openWorkspace, readRecords } from '../workspace/index.ts'
import { configure, noProgress } from './configure.ts'
import { confirmChain } from './confirm.ts'
import type { RunContext } from './context.ts'
import { readProject } from './project-record.ts'
import { firstSelection } from './propose.ts'
import { offerPreferences } from './save-preferences.ts'
import type { LockRoot, Settled } from './settle.ts'
import { gather, understand } from './understand.ts'

export type { LockRoot } from './settle.ts'

export interface RunResult extends Settled {
  /** Answers the user wants to find again next time. */
  preferences: Fact[]
}

/** The main job: a goal becomes a repository. */
export async function runChain(ctx: RunContext, lockRoot: LockRoot): Promise<RunResult> {
  const workspace = openWorkspace(ctx.origin.out)
  const match = understand(ctx)
  const knowledge = gather(ctx, match, workspace)
  const before = readProject(readRecords(workspace).manifest)
  let selection = firstSelection(match, ctx.catalog, ctx.options, before?.without)
  const progress = noProgress()
  for (;;) {
    ctx.session.askAgain()
    const confirmed = await confirmChain(ctx, match, knowledge, selection)
    selection = confirmed.selection
    const configured = await configure(ctx, knowledge, confirmed, progress)
    if (configured.is === 'review') {
      selection = configured.selection
      continue
    }
    // What writes files is only loaded when there is something to write: a question is on the screen sooner.
    const { generate } = await import('./generate.ts')
    const generated = await generate(ctx, knowledge, confirmed.skills)
    if (generated === 'reconfigure') continue
    const { protectResult, settleFiles } = await import('./settle.ts')
    protectResult(ctx, workspace, generated)
    const settled = await settleFiles(ctx, { workspace, lockRoot, knowledge, confirmed, generated })
    const preferences = settled.stopped === null ? await offerPreferences(ctx, knowledge) : []
    return { ...settled, preferences }
  }
}
