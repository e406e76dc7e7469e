import { globMatcher, isGlob, type Tree } from '../checks/index.ts'
import type { Fact, Report } from '../protocol/index.ts'
import { type Lock, openWorkspace, readRecords, type Workspace, writeRecord } from '../workspace/index.ts'
import { configure, noProgress } from './configure.ts'
import { type Confirmed, confirmChain } from './confirm.ts'
import { type RunContext, Stopped } from './context.ts'
import { diskTree } from './disk-tree.ts'
import { type Judging, reportRun } from './finish.ts'
import { type Generated, generate, generateMissing } from './generate.ts'
import type { Knowledge } from './knowledge.ts'
import { projectRecord, readProject } from './project-record.ts'
import { findBlueprint, firstSelection } from './propose.ts'
import { offerPreferences } from './save-preferences.ts'
import { sharedBy } from './shared.ts'
import { gather, understand } from './understand.ts'
import { preview, type Writing, write } from './write.ts'

export interface RunResult {
  report: Report
  complete: boolean
  /** Skills that failed and were left out, each with its reason. */
  failed: ReadonlyMap<string, string>
  /** Why the result is partial: the user stopped at a skill that failed. */
  stopped: string | null
  /** Answers the user wants to find again next time. */
  preferences: Fact[]
}

export type LockRoot = (workspace: Workspace) => Lock

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
    const generated = await generate(ctx, knowledge, confirmed.skills)
    if (generated === 'reconfigure') continue
    protectResult(ctx, workspace, generated)
    const settled = await settleFiles(ctx, { workspace, lockRoot, knowledge, confirmed, generated })
    const preferences = settled.stopped === null ? await offerPreferences(ctx, knowledge) : []
    return { ...settled, preferences }
  }
}

/** A result that holds files of a skill which fails now is left as it is: without that skill they would count as no longer wanted. */
function protectResult(ctx: RunContext, workspace: Workspace, { failed }: Generated): void {
  const owners = [...(readRecords(workspace).manifest?.files.values() ?? [])].map((entry) => entry.owner.split('+'))
  for (const [skill, reason] of failed) {
    const files = owners.filter((names) => names.includes(skill)).length
    if (files === 0) continue
    const what = `${ctx.origin.shown} holds ${files} ${files === 1 ? 'file' : 'files'} of it; nothing was changed.`
    throw new Stopped('failed', 1, `${skill}: ${reason}\n  ${what} Correct the skill, then do this again.`)
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
async function settleFiles(ctx: RunContext, settling: Settling): Promise<Omit<RunResult, 'preferences'>> {
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
