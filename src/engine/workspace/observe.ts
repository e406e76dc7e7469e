import { join } from 'node:path'
import { clash, confine, foldCase } from './confine.ts'
import type { DiskStat } from './disk.ts'
import { errnoOf, fromFs, WorkspaceError } from './errors.ts'
import { decode } from './lines.ts'
import type { Workspace } from './root.ts'

/** What stands at a path, read once. */
export type Seen =
  | { is: 'absent' }
  | { is: 'text'; text: string; bytes: Buffer; stat: DiskStat }
  /** No `bytes`: too long to be a file of ours, told apart by its size and time. */
  | { is: 'binary'; bytes: Buffer | null; stat: DiskStat }
  | { is: 'link'; target: string }
  /** Cannot be written: a directory, a device, or something below a link. */
  | { is: 'blocked'; error: WorkspaceError }

const MAX_TEXT = 8 * 1024 * 1024

export function observe(workspace: Workspace, path: string): Seen {
  const { disk, root } = workspace
  try {
    const absolute = confine(disk, root, path)
    const stat = disk.stat(absolute)
    if (!stat) return { is: 'absent' }
    if (stat.kind === 'symlink') return { is: 'link', target: disk.readLink(absolute) }
    if (stat.kind !== 'file') return { is: 'blocked', error: notAFile(path, stat.kind) }
    if (stat.size > MAX_TEXT) return { is: 'binary', bytes: null, stat }
    const bytes = disk.read(absolute)
    const text = decode(bytes)
    return text === null ? { is: 'binary', bytes, stat } : { is: 'text', text, bytes, stat }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { is: 'absent' }
    if (error instanceof WorkspaceError && error.code !== 'bad-path') return { is: 'blocked', error }
    throw fromFs(error, path, 'read')
  }
}

/** Is it still what was seen? Asked right before it is replaced, so that nobody's edit in between is lost. */
export function stillThere(workspace: Workspace, path: string, seen: Seen): boolean {
  const now = observe(workspace, path)
  if (now.is === 'blocked') throw now.error
  if (now.is === 'absent' || seen.is === 'absent') return now.is === seen.is
  if (now.is === 'link' || seen.is === 'link')
    return now.is === 'link' && seen.is === 'link' && now.target === seen.target
  if (seen.is === 'blocked' || now.stat.mode !== seen.stat.mode) return false
  if (now.bytes && seen.bytes) return now.bytes.equals(seen.bytes)
  const same =
    now.stat.size === seen.stat.size && now.stat.mtimeMs === seen.stat.mtimeMs && now.stat.ino === seen.stat.ino
  return !now.bytes && !seen.bytes && same
}

export function isExecutable(stat: DiskStat): boolean {
  return (stat.mode & 0o100) !== 0
}

function notAFile(path: string, kind: DiskStat['kind']): WorkspaceError {
  const what = kind === 'directory' ? 'a directory' : 'neither a file nor a directory'
  return new WorkspaceError(
    'not-a-file',
    path,
    `${path} is ${what}, but a file belongs there`,
    'Move it away and run the command again.',
  )
}

interface Listing {
  exact: Set<string>
  folded: Map<string, string>
}

/** Finds names that differ from a wanted one only in case. Reads each directory once. */
export class Names {
  readonly #workspace: Workspace
  readonly #listings = new Map<string, Listing>()
  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** The path as it stands on disk when only the case of the last part differs; throws when a directory's does. */
  variantOf(path: string): string | null {
    const parts = path.split('/')
    for (const [depth, part] of parts.entries()) {
      const dir = parts.slice(0, depth).join('/')
      const { exact, folded } = this.#list(dir)
      if (exact.has(part)) continue
      const actual = folded.get(foldCase(part))
      if (actual === undefined) return null
      const variant = dir ? `${dir}/${actual}` : actual
      if (depth === parts.length - 1) return variant
      throw clash(parts.slice(0, depth + 1).join('/'), variant)
    }
    return null
  }

  #list(dir: string): Listing {
    const known = this.#listings.get(dir)
    if (known) return known
    const names = this.#read(dir)
    const listing = { exact: new Set(names), folded: new Map(names.map((name) => [foldCase(name), name])) }
    this.#listings.set(dir, listing)
    return listing
  }

  #read(dir: string): string[] {
    const { disk, root } = this.#workspace
    try {
      return disk.names(join(root, dir))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return []
      throw fromFs(error, dir || '.', 'list')
    }
  }
}
