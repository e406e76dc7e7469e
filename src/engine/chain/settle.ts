import { globMatcher, isGlob, memoryTree, type Tree } from '../checks/index.ts'
import { type Lock, readRecords, type Workspace, writeRecord } from '../workspace/index.ts'
import { workOf } from './check-tree.ts'
import type { Confirmed } from './confirm.ts'
import { type RunContext, Stopped } from './context.ts'
import { diskTree } from './disk-tree.ts'
import { allFacts, type Judged, type Judging, reportRun } from './finish.ts'
import { type Generated, generateMissing } from './generate.ts'
import type { Knowledge } from './knowledge.ts'
import { projectRecord } from './project-record.ts'
import { findBlueprint } from './propose.ts'
import { sharedBy } from './shared.ts'
import { preview, type Writing, write } from './write.ts'

/** A result that holds files of a skill which fails now is left as it is: without that skill they would count as no longer wanted. */
export function protectResult(ctx: RunContext, workspace: Workspace, { failed }: Generated): void {
  const owners = [...(readRecords(workspace).manifest?.files.values() ?? [])].map((entry) => entry.owner.split('+'))
  for (const [skill, reason] of failed) {
    const files = owners.filter((names) => names.includes(skill)).length
    if (files === 0) continue
    const what = `${ctx.origin.shown} holds ${files} ${files === 1 ? 'file' : 'files'} of it; nothing was changed.`
    throw new Stopped('failed', 1, `${skill}: ${reason}\n  ${what} Correct the skill, then do this again.`)
  }
}

export type LockRoot = (workspace: Workspace) => Lock

export interface Settling {
  workspace: Workspace
  lockRoot: LockRoot
  knowledge: Knowledge
  confirmed: Confirmed
  generated: Generated
}

export interface Settled extends Judged {
  /** Skills that failed and were left out, each with its reason. */
  failed: ReadonlyMap<string, string>
  /** Why the result is partial: the user stopped at a skill that failed. */
  stopped: string | null
}

/** Files to disk, then the verdict on what stands there. */
export async function settleFiles(ctx: RunContext, settling: Settling): Promise<Settled> {
  const { workspace, knowledge, confirmed } = settling
  let { generated } = settling
  const judging = (tree: () => Tree): Judging => ({
    knowledge,
    // A skill that failed keeps its promises on the list: what it did not write is missing.
    skills: () => [...sharedBy(generated.chain, ctx.catalog), ...generated.chain],
    blueprint: confirmed.chain.blueprint === null ? null : findBlueprint(ctx.catalog, confirmed.chain.blueprint.name),
    tree,
    owner: (path) => generated.files.find((file) => file.path === path)?.owner,
    root: ctx.origin.shown,
    stopped: generated.partial !== null,
  })
  const writing = (): Omit<Writing, 'lock'> => ({
    workspace,
    files: generated.files,
    project: projectRecord(ctx, knowledge, confirmed),
    skills: Object.fromEntries(
      [...sharedBy(generated.chain, ctx.catalog), ...generated.chain]
        .filter((skill) => !generated.failed.has(skill.name))
        .map((skill) => [skill.name, skill.version]),
    ),
  })
  if (ctx.options.dryRun) {
    const after = over(diskTree(workspace), preview(ctx, writing()))
    const judged = await reportRun(
      ctx,
      judging(() => after),
      async () => {},
    )
    return { ...judged, failed: generated.failed, stopped: generated.partial }
  }
  const lock = settling.lockRoot(workspace)
  try {
    judgeAhead(ctx, workspace, knowledge, generated)
    await write(ctx, { ...writing(), lock })
    const judged = await reportRun(
      ctx,
      judging(() => diskTree(workspace)),
      async (missing) => {
        generated = await generateMissing(ctx, knowledge, generated)
        const restore = generated.files.map((file) => file.path).filter((path) => missing.some(covers(path)))
        await write(ctx, { ...writing(), lock, restore })
      },
    )
    writeRecord(workspace, 'report.json', `${JSON.stringify(judged.report, null, 1)}\n`)
    return { ...judged, failed: generated.failed, stopped: generated.partial }
  } finally {
    lock.release()
  }
}

/** What is rendered into an empty folder will stand there: it is judged while it is written. */
function judgeAhead(ctx: RunContext, workspace: Workspace, knowledge: Knowledge, { files }: Generated): void {
  if (ctx.checking.beside === undefined || diskTree(workspace).paths().length > 0) return
  const tree = memoryTree(files.map((file) => [file.path, file.content]))
  ctx.checking.beside.begin(workOf(tree, allFacts(knowledge), ctx.origin.date))
}

/** Does what an output or a deliverable names (a file, a folder, a glob) hold this file? */
const covers =
  (path: string) =>
  (named: string): boolean =>
    named === path || (named.endsWith('/') && path.startsWith(named)) || (isGlob(named) && globMatcher(named)(path))

/** A tree as it would be with these texts in it. */
function over(tree: Tree, texts: ReadonlyMap<string, string>): Tree {
  const paths = [...new Set([...tree.paths(), ...texts.keys()])].sort()
  return { paths: () => paths, text: (path) => texts.get(path) ?? tree.text(path) }
}
