import { RECORDS } from './confine.ts'
import { hasMarkers, sameContent, sha256 } from './lines.ts'
import type { Entry } from './manifest.ts'
import { isExecutable, observe, type Seen } from './observe.ts'
import { type Records, readRecords } from './records.ts'
import type { Workspace } from './root.ts'
import { listTree } from './tree.ts'

export interface Status {
  /** null: skillchain never wrote here. */
  records: Records | null
  /** As they were generated. */
  untouched: string[]
  edited: string[]
  /** Only the rights were changed. */
  chmod: string[]
  deleted: string[]
  moved: { path: string; at: string }[]
  /** Kept by you instead of ours, or replaced by a link or a file that is not text. */
  yours: string[]
  /** No longer generated, and kept. */
  orphans: string[]
  /** With conflict markers that still have to be settled. */
  unresolved: string[]
  /** Not ours: nothing of this is ever touched. */
  unknown: string[]
  /** More files than are listed here. */
  truncated: boolean
  /** A run was cut short; the next one completes it. */
  unfinished: boolean
}

/** What became of the files since they were generated. */
export function status(workspace: Workspace): Status {
  const records = readRecords(workspace)
  const { files, truncated } = listTree(workspace)
  const result: Status = {
    records: records.manifest ? records : null,
    ...{ untouched: [], edited: [], chmod: [], deleted: [], moved: [], yours: [], orphans: [], unresolved: [] },
    unknown: [],
    truncated,
    unfinished: records.unfinished !== null,
  }
  const ours = new Set<string>()
  for (const [path, entry] of [...(records.manifest?.files ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const moved = entry.at !== undefined && observe(workspace, entry.at).is !== 'absent' ? entry.at : undefined
    const at = moved ?? path
    const seen = observe(workspace, at)
    ours.add(at)
    if (moved !== undefined) result.moved.push({ path, at: moved })
    if (seen.is === 'text' && hasMarkers(seen.text)) result.unresolved.push(at)
    result[kindOf(entry, seen, records.base.get(path) ?? null)].push(at)
  }
  result.unknown = files.filter((path) => !ours.has(path) && !path.startsWith(`${RECORDS}/`))
  return result
}

function kindOf(
  entry: Entry,
  seen: Seen,
  base: string | null,
): 'untouched' | 'edited' | 'chmod' | 'deleted' | 'yours' | 'orphans' {
  if (seen.is === 'absent') return 'deleted'
  if (entry.state === 'orphan') return 'orphans'
  if (entry.state === 'yours' || seen.is !== 'text') return 'yours'
  const same =
    sha256(seen.bytes) === entry.hash || (base !== null && sha256(base) === entry.hash && sameContent(seen.text, base))
  if (!same) return 'edited'
  return isExecutable(seen.stat) === entry.executable ? 'untouched' : 'chmod'
}
