import type { Tree } from '../checks/index.ts'
import type { Fact, Report } from '../protocol/index.ts'
import { type Lock, openWorkspace, type Workspace, writeRecord } from '../workspace/index.ts'
import { configure } from './configure.ts'
import { type Confirmed, confirmChain } from './confirm.ts'
import { type RunContext, Stopped } from './context.ts'
import { diskTree } from './disk-tree.ts'
import { type Judging, reportRun } from './finish.ts'
import { type Generated, generate } from './generate.ts'
import type { Knowledge } from './knowledge.ts'
import { projectRecord } from './project-record.ts'
import { findBlueprint, firstSelection } from './propose.ts'
import { offerPreferences } from './save-preferences.ts'
import { gather, understand } from './understand.ts'
import { preview, write } from './write.ts'

export interface RunResult {
  report: Report
  complete: boolean
  /** Answers the user wants to find again next time. */
  preferences: Fact[]
}

export type LockRoot = (workspace: Workspace) => Lock

/** The main job: a goal becomes a repository. */
export async function runChain(ctx: RunContext, lockRoot: LockRoot): Promise<RunResult> {
  const workspace = openWorkspace(ctx.origin.out)
  const match = understand(ctx)
  const knowledge = gather(ctx, match, workspace)
  let selection = firstSelection(match, ctx.catalog, ctx.options)
  for (;;) {
    const confirmed = await confirmChain(ctx, match, knowledge, selection)
    selection = confirmed.selection
    const configured = await configure(ctx, knowledge, confirmed)
    if (configured.is === 'review') {
      selection = configured.selection
      continue
    }
    const generated = await generate(ctx, knowledge, confirmed.skills)
    if (generated === 'reconfigure') continue
    const judged = await settleFiles(ctx, { workspace, lockRoot, knowledge, confirmed, generated })
    if (generated.partial !== null) throw new Stopped('failed', 1, generated.partial)
    return { ...judged, preferences: await offerPreferences(ctx, knowledge) }
  }
}

interface Settling {
  workspace: Workspace
  lockRoot: LockRoot
  knowledge: Knowledge
  confirmed: Confirmed
  generated: Generated
}

/** Files to disk, then the verdict on what stands there. */
async function settleFiles(ctx: RunContext, settling: Settling): Promise<{ report: Report; complete: boolean }> {
  const { workspace, knowledge, confirmed, generated } = settling
  ctx.session.emit({ type: 'check.finished', ...generated.syntax })
  const owners = new Map(generated.files.map((file) => [file.path, file.owner]))
  const judging = (tree: () => Tree): Judging => ({
    knowledge,
    skills: generated.skills,
    blueprint: confirmed.chain.blueprint === null ? null : findBlueprint(ctx.catalog, confirmed.chain.blueprint.name),
    tree,
    owner: (path) => owners.get(path),
    root: ctx.origin.shown,
    checks: [generated.syntax],
  })
  const writing = {
    workspace,
    files: generated.files,
    project: projectRecord(ctx, knowledge, confirmed),
    skills: Object.fromEntries(generated.skills.map((skill) => [skill.name, skill.version])),
  }
  if (ctx.options.dryRun) {
    const after = over(diskTree(workspace), preview(ctx, writing))
    return reportRun(
      ctx,
      judging(() => after),
      async () => {},
    )
  }
  const lock = settling.lockRoot(workspace)
  try {
    await write(ctx, { ...writing, lock })
    const judged = await reportRun(
      ctx,
      judging(() => diskTree(workspace)),
      async (restore) => {
        await write(ctx, { ...writing, lock, restore })
      },
    )
    writeRecord(workspace, 'report.json', `${JSON.stringify(judged.report, null, 1)}\n`)
    return judged
  } finally {
    lock.release()
  }
}

/** A tree as it would be with these texts in it. */
function over(tree: Tree, texts: ReadonlyMap<string, string>): Tree {
  const paths = [...new Set([...tree.paths(), ...texts.keys()])].sort()
  return { paths: () => paths, text: (path) => texts.get(path) ?? tree.text(path) }
}
