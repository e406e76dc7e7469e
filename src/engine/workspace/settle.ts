import type { FileAction } from '../protocol/events.ts'
import type { MergeAnswer } from '../protocol/requests.ts'
import { WorkspaceError } from './errors.ts'
import { sha256 } from './lines.ts'
import type { Entry } from './manifest.ts'
import { isExecutable, type Seen } from './observe.ts'
import type { Content, FileConflict, FilePlan } from './plan.ts'

/** What was decided about the files that a plan leaves open. */
export interface Decisions {
  /** By generated path. Every conflict needs one. */
  conflicts?: ReadonlyMap<string, MergeAnswer>
  /** Paths of files no longer generated that may go. The others are kept. */
  remove?: ReadonlySet<string>
}

/** One thing that happens on disk, or that is only noted in the manifest. */
export interface Step {
  path: string
  at: string
  action: FileAction
  /** What stood at `at`, or at `from` for a file that is renamed. Checked again right before anything happens. */
  seen: Seen
  write: Content | null
  remove: boolean
  /** Removed after `at` is in place. */
  from: FilePlan['from']
  entry: Entry | null
  base: string | null
}

export function settle(file: FilePlan, decisions: Decisions): Step {
  const { path, at, from, seen, entry, base, write } = file
  const step = { path, at, seen, write, remove: false, from, entry, base }
  if (file.action === 'conflict') return settleConflict(file, step, decisions.conflicts?.get(path))
  if (file.action !== 'remove') return { ...step, action: file.action }
  if (!decisions.remove?.has(path)) return { ...step, action: 'keep-orphan' }
  return { ...step, action: 'remove', remove: true, entry: null, base: null }
}

function settleConflict(file: FilePlan, step: Omit<Step, 'action'>, answer: MergeAnswer | undefined): Step {
  const { conflict, seen, entry } = file
  if (!conflict || !answer) {
    throw new WorkspaceError(
      'unresolved',
      file.at,
      `${file.at} has changes of yours and of skillchain in the same place`,
      'Answer the question, or pass --on-conflict mine, new or both.',
    )
  }
  const text = settledText(conflict, answer)
  const mine = answer.is === 'mine' || text === null
  if (mine && conflict.reason !== 'both-changed') return keepWhole(step, conflict, entry)
  const executable = conflict.executable
  const same = seen.is === 'text' && text === seen.text && executable === isExecutable(seen.stat) && step.from === null
  if (same || text === null) return { ...step, action: 'keep-yours' }
  const action = answer.is === 'new' && conflict.reason !== 'both-changed' ? 'update' : 'merge'
  return { ...step, action, write: { bytes: Buffer.from(text), executable } }
}

/** null: there is no such text, because what stands there is not text. */
function settledText({ merged, ours }: FileConflict, answer: MergeAnswer): string | null {
  if (answer.is === 'edited') return answer.text
  if (merged) return merged.text(answer.is === 'hunks' ? answer.sides : answer.is)
  return answer.is === 'new' ? ours : null
}

/** Keeps a file that is not a text of ours as it is and where it is. One that was never ours is not asked about again. */
function keepWhole(step: Omit<Step, 'action'>, { fresh }: FileConflict, entry: Entry | null): Step {
  const kept = entry && {
    ...entry,
    ...(step.from ? { at: step.from.path } : {}),
    ...(fresh ? { state: 'yours' as const } : {}),
  }
  return {
    ...step,
    at: step.from?.path ?? step.at,
    from: null,
    action: 'keep-yours',
    entry: kept,
    base: fresh ? null : step.base,
  }
}

/** The manifest entry after a step was taken. */
export function entryAfter(step: Step): Entry | null {
  if (!step.entry) return null
  const bytes = step.write?.bytes ?? (step.seen.is === 'text' ? step.seen.bytes : null)
  const { disk: _, ...entry } = step.entry
  return bytes ? { ...entry, disk: sha256(bytes) } : entry
}
