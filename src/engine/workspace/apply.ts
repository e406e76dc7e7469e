import type { FileAction } from '../protocol/events.ts'
import type { FactValue } from '../protocol/facts.ts'
import { commit } from './commit.ts'
import type { Lock } from './lock.ts'
import { type Entry, emptyManifest } from './manifest.ts'
import type { Plan } from './plan.ts'
import type { Records, State } from './records.ts'
import type { Workspace } from './root.ts'
import { type Decisions, entryAfter, type Step, settle } from './settle.ts'

export interface ApplyOptions extends Decisions {
  /** Proof that no other run writes here. */
  lock: Lock
  /** Facts and skill versions for the manifest. */
  project: Record<string, FactValue>
  skills: Record<string, string>
  /** Called when a file is in place, or gone. */
  onFile?: (path: string, action: FileAction) => void
}

export interface Applied {
  written: number
  same: number
  kept: number
  removed: number
  /** Files that changed on disk after they were planned: left as they are. Plan and apply again. */
  postponed: string[]
}

/**
 * Carries a plan out. Killed at any moment, or stopped by an error, it leaves whole files only, and the next plan knows
 * which of them are in place already.
 */
export async function apply(workspace: Workspace, plan: Plan, options: ApplyOptions): Promise<Applied> {
  const steps = plan.files.map((file) => settle(file, options))
  const { records } = plan
  if (records.unfinished) {
    await commit(workspace, [], { manifest: records.manifest ?? emptyManifest(), base: records.base })
  }
  const changes = steps.filter((step) => step.write || step.remove || step.from)
  const postponed = await commit(workspace, changes, nextState(records, steps, options, new Set()), options.onFile)
  if (postponed.size > 0) await commit(workspace, [], nextState(records, steps, options, postponed))
  return count(steps, postponed)
}

/** Manifest and merge bases after all steps; a postponed one stays as it was before. */
function nextState(
  records: Records,
  steps: readonly Step[],
  options: ApplyOptions,
  postponed: ReadonlySet<string>,
): State {
  const files = new Map<string, Entry>()
  const base = new Map<string, string>()
  const keep = (path: string, entry: Entry | null | undefined, text: string | null | undefined) => {
    if (!entry) return
    files.set(path, entry)
    if (text !== null && text !== undefined) base.set(path, text)
  }
  for (const step of steps) {
    if (!postponed.has(step.path)) {
      keep(step.path, entryAfter(step), step.base)
      continue
    }
    for (const path of [step.path, step.from?.path]) {
      if (path) keep(path, records.manifest?.files.get(path), records.base.get(path))
    }
  }
  return { manifest: { project: options.project, skills: options.skills, files }, base }
}

function count(steps: readonly Step[], postponed: ReadonlySet<string>): Applied {
  const applied: Applied = { written: 0, same: 0, kept: 0, removed: 0, postponed: [...postponed] }
  for (const { path, action } of steps) {
    if (postponed.has(path)) continue
    if (action === 'same') applied.same++
    else if (action === 'remove') applied.removed++
    else if (action === 'create' || action === 'update' || action === 'merge') applied.written++
    else applied.kept++
  }
  return applied
}
