import { sameContent, sha256 } from './lines.ts'
import type { Slot } from './locate.ts'
import type { Entry } from './manifest.ts'
import { isExecutable, observe, type Seen } from './observe.ts'
import type { FilePlan } from './plan.ts'
import type { Records } from './records.ts'
import type { Workspace } from './root.ts'

/** Files we wrote once that no skill generates any more. Only those the user never touched are offered for removal. */
export function orphans(workspace: Workspace, records: Records, slots: readonly Slot[]): FilePlan[] {
  const claimed = new Set(slots.flatMap(({ key, file }) => [key, file.path]))
  const left = [...(records.manifest?.files ?? [])].filter(
    ([path, entry]) => !claimed.has(path) && entry.state !== 'yours',
  )
  return left
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, entry]) => orphan(workspace, path, entry, records) ?? [])
}

function orphan(workspace: Workspace, path: string, entry: Entry, records: Records): FilePlan | null {
  const at = entry.at ?? path
  const seen = observe(workspace, at)
  const base = records.base.get(path) ?? null
  const common = { path, at, from: null, owner: entry.owner, seen, write: null, conflict: null, base }
  if (seen.is === 'absent') {
    if (entry.state === 'orphan') return null
    return { ...common, action: 'stay-deleted', note: null, entry: { ...entry, state: 'deleted' } }
  }
  const kept: Entry = { ...entry, state: 'orphan' }
  if (entry.state === 'orphan') return { ...common, action: 'keep-orphan', note: null, entry: kept }
  if (isUntouched(seen, entry, base)) {
    return { ...common, action: 'remove', note: `${at} is no longer generated.`, entry: kept }
  }
  const note = `${at} is no longer generated; it holds your changes and is kept.`
  return { ...common, action: 'keep-orphan', note, entry: kept }
}

function isUntouched(seen: Seen, entry: Entry, base: string | null): boolean {
  if (seen.is !== 'text' || isExecutable(seen.stat) !== entry.executable) return false
  return (
    sha256(seen.bytes) === entry.hash || (base !== null && sha256(base) === entry.hash && sameContent(seen.text, base))
  )
}
