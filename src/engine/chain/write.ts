import type { DialogRequest, FactValue, MergeAnswer, MergeRequest } from '../protocol/index.ts'
import type { OutFile } from '../render/index.ts'
import {
  type Applied,
  apply,
  fileDiff,
  gitState,
  type Lock,
  mergeRequest,
  overwrites,
  type Plan,
  placeOf,
  plan,
  plannedFiles,
  type Workspace,
} from '../workspace/index.ts'
import { type RunContext, Stopped } from './context.ts'
import { removeOrphan } from './dialogs.ts'

export interface Writing {
  workspace: Workspace
  lock: Lock
  files: OutFile[]
  project: Record<string, FactValue>
  skills: Record<string, string>
  /** Paths the user deleted, asked for again in the dialog of missing components. */
  restore?: string[]
}

/** A file may be saved in an editor while we write: what changed meanwhile is planned again, this many times. */
const ROUNDS = 5

/** Brings the generated files to the disk. Whatever the user changed is merged, kept, or asked about. */
export async function write(ctx: RunContext, writing: Writing): Promise<Applied> {
  let total: Applied = { written: 0, same: 0, kept: 0, removed: 0, postponed: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const made = plan(writing.workspace, writing.files.map(forWorkspace), { restore: writing.restore ?? [] })
    await refuseDirty(ctx, writing.workspace, made)
    const decisions = await decide(ctx, made)
    ctx.session.emit({ type: 'files.planned', files: plannedFiles(made, decisions) })
    ctx.signal.throwIfAborted()
    const applied = await apply(writing.workspace, made, {
      ...decisions,
      lock: writing.lock,
      project: writing.project,
      skills: writing.skills,
      onFile: (path, action) => ctx.session.emit({ type: 'file.written', path, action }),
    })
    total =
      round === 0
        ? applied
        : { ...applied, written: total.written + applied.written, removed: total.removed + applied.removed }
    if (applied.postponed.length === 0) break
    ctx.session.emit({
      type: 'note',
      level: 'warning',
      text: `changed while we were writing, looked at again: ${applied.postponed.join(', ')}`,
    })
  }
  ctx.session.emit({
    type: 'files.settled',
    written: total.written,
    same: total.same,
    kept: total.kept,
    removed: total.removed,
  })
  return total
}

/** What git could not bring back is not overwritten unless the user says so. */
async function refuseDirty(ctx: RunContext, workspace: Workspace, made: Plan): Promise<void> {
  if (ctx.options.allowDirty) return
  const touched = overwrites(made)
  if (touched.length === 0) return
  const state = await gitState(workspace.root, touched)
  if (state.is === 'no-repository' || state.dirty.length === 0) return
  const more = state.dirty.length > 5 ? ` and ${state.dirty.length - 5} more` : ''
  throw new Stopped(
    'failed',
    1,
    `${state.dirty.slice(0, 5).join(', ')}${more}: changed and not committed, and this run would change ${state.dirty.length === 1 ? 'it' : 'them'} again.\n  Commit first, or pass --allow-dirty. Nothing was changed.`,
  )
}

/** What a run would change, without changing it. Returns the texts that would stand there, edits of the user included. */
export function preview(ctx: RunContext, writing: Pick<Writing, 'workspace' | 'files'>): Map<string, string> {
  const made = plan(writing.workspace, writing.files.map(forWorkspace))
  ctx.session.emit({ type: 'files.planned', files: plannedFiles(made) })
  for (const file of made.files) {
    const diff = fileDiff(writing.workspace, file)
    if (diff !== '') ctx.session.emit({ type: 'file.diff', path: file.at, diff })
  }
  return new Map(
    made.files.flatMap((file): [string, string][] => {
      const text = file.write?.bytes.toString() ?? (file.seen.is === 'text' ? file.seen.text : null)
      return text === null ? [] : [[file.at, text]]
    }),
  )
}

async function decide(
  ctx: RunContext,
  made: Plan,
): Promise<{ conflicts: Map<string, MergeAnswer>; remove: Set<string> }> {
  const conflicts = new Map<string, MergeAnswer>()
  const remove = new Set<string>()
  for (const file of made.files) {
    if (file.action === 'conflict') {
      const { id, ...request } = mergeRequest(file, placeOf(made, file))
      const answer = await ctx.session.ask<MergeRequest>({ ...request, about: id })
      conflicts.set(file.path, answer)
      if (answer.is === 'both' && file.conflict?.merged) {
        const text = `${file.at} holds both sides between conflict markers; settle them before anything reads it`
        ctx.session.emit({ type: 'note', level: 'warning', text })
      }
    } else if (file.action === 'remove') {
      const gone =
        ctx.options.removeOrphans || (await ctx.session.ask<DialogRequest>(removeOrphan(file.at, file.owner))) === 'yes'
      if (gone) remove.add(file.path)
    }
  }
  return { conflicts, remove }
}

const forWorkspace = (file: OutFile): Parameters<typeof plan>[1][number] => ({
  path: file.path,
  text: file.content,
  owner: file.owner,
  executable: (file.mode & 0o100) !== 0,
  template: file.template,
  was: file.was,
})
