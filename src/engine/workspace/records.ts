import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { FileAction } from '../protocol/events.ts'
import { confine, RECORDS } from './confine.ts'
import { errnoOf, fromFs, WorkspaceError } from './errors.ts'
import { sha256 } from './lines.ts'
import { type Entry, type Manifest, parseManifest } from './manifest.ts'
import type { Workspace } from './root.ts'

/** What skillchain knows about a result, after a run that ended well or one that was killed at any moment. */
export interface Records {
  /** null: nothing was ever written here. */
  manifest: Manifest | null
  /** The generated text of each file: the base of the next merge. May lack some, never lies: hashes are compared. */
  base: ReadonlyMap<string, string>
  unfinished: Unfinished | null
  /** Things a person should know about the records themselves. */
  notes: string[]
}

/** What a run that was cut short had already put in place. */
export interface Unfinished {
  done: ReadonlyMap<string, { action: FileAction; hash: string | null }>
  /** For a renamed file: its former path, which is still to be removed if it still holds this content. */
  leftovers: ReadonlyMap<string, { at: string; hash: string }>
}

/**
 * Written before the first file is put in place, removed after the last. A step is done when its temporary file is gone:
 * the rename that puts a file in place takes it away. So the two can never disagree.
 */
export interface Pending {
  version: 1
  manifest: string
  manifestHash: string
  base: string
  baseHash: string
  steps: PendingStep[]
}

export interface PendingStep {
  path: string
  at: string
  action: FileAction
  /** Name below tmp/; null when the step removes `at`. */
  tmp: string | null
  hash: string | null
  from?: { path: string; at: string; hash: string }
}

export const MANIFEST = 'manifest.json'
export const BASE = 'base.json.gz'
export const PENDING = 'pending.json'
export const TMP = 'tmp'

const MAX_BYTES = 64 * 1024 * 1024

/** Absolute path of one of our own records; refuses a record directory that is a link. */
export function recordPath({ disk, root }: Workspace, ...names: string[]): string {
  let path = root
  for (const name of [RECORDS, ...names.slice(0, -1)]) {
    path = join(path, name)
    const found = disk.stat(path)
    if (!found || found.kind === 'directory') continue
    const shown = path.slice(root.length + 1)
    throw new WorkspaceError(
      found.kind === 'symlink' ? 'symlink' : 'not-a-directory',
      shown,
      `${shown} is not a directory of its own`,
      `Remove it, and restore ${RECORDS} from git if it was committed.`,
    )
  }
  return join(root, RECORDS, ...names)
}

export function readRecords(workspace: Workspace): Records {
  const notes: string[] = []
  const finished = readFinished(workspace, notes)
  const pending = readPending(workspace)
  const next = pending && readNext(workspace, pending)
  if (!pending || !next) return { ...finished, unfinished: null, notes }
  return { ...overlay(workspace, finished, next, pending), notes }
}

/** Manifest and merge bases as they belong together. */
export interface State {
  manifest: Manifest
  base: ReadonlyMap<string, string>
}

/** What the last run left; null when there was none. */
export function readManifest(workspace: Workspace): Manifest | null {
  // The texts of all files are read only where a run that was cut short makes them matter.
  return readPending(workspace) ? readRecords(workspace).manifest : readFinishedManifest(workspace)
}

interface Found {
  manifest: Manifest | null
  base: ReadonlyMap<string, string>
}

function readFinished(workspace: Workspace, notes: string[]): Found {
  const manifest = readFinishedManifest(workspace)
  if (!manifest) return { manifest: null, base: new Map() }
  const base = readBase(readRecord(workspace, BASE))
  if (!base)
    notes.push(
      `${RECORDS}/${BASE} is missing or damaged: files that you and skillchain both changed will be asked about.`,
    )
  return { manifest, base: base ?? new Map() }
}

function readFinishedManifest(workspace: Workspace): Manifest | null {
  const bytes = readRecord(workspace, MANIFEST)
  return bytes && parseManifest(bytes.toString('utf8'), `${RECORDS}/${MANIFEST}`)
}

function readRecord(workspace: Workspace, ...names: string[]): Buffer | null {
  const path = recordPath(workspace, ...names)
  const shown = [RECORDS, ...names].join('/')
  try {
    const found = workspace.disk.stat(path)
    if (!found) return null
    if (found.size > MAX_BYTES)
      throw new WorkspaceError(
        'manifest-broken',
        shown,
        `${shown} is ${found.size} bytes long`,
        `Restore ${shown} from git.`,
      )
    return workspace.disk.read(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
    throw fromFs(error, shown, 'read')
  }
}

function readBase(bytes: Buffer | null): Map<string, string> | null {
  if (!bytes) return null
  try {
    const raw: unknown = JSON.parse(gunzipSync(bytes, { maxOutputLength: 4 * MAX_BYTES }).toString('utf8'))
    if (typeof raw !== 'object' || raw === null || !('files' in raw)) return null
    if (typeof raw.files !== 'object' || raw.files === null) return null
    return new Map(Object.entries(raw.files).filter((item): item is [string, string] => typeof item[1] === 'string'))
  } catch {
    return null
  }
}

/** The same texts are the same bytes before compression. */
export function printBase(base: ReadonlyMap<string, string>): string {
  const files = Object.fromEntries([...base].sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({ version: 1, files })
}

function readPending(workspace: Workspace): Pending | null {
  const bytes = readRecord(workspace, PENDING)
  if (!bytes) return null
  try {
    // Our own file, renamed into place whole, and believed only if the two files it names have the hashes it gives.
    const pending = JSON.parse(bytes.toString('utf8')) as Pending
    if (pending.version !== 1 || !Array.isArray(pending.steps)) return null
    const names = [pending.manifest, pending.base, ...pending.steps.map(({ tmp }) => tmp ?? 'none')]
    if (!names.every((name) => /^[\w-][\w.-]*$/.test(name))) return null
    for (const { at, from } of pending.steps) {
      confine(workspace.disk, workspace.root, at)
      if (from) confine(workspace.disk, workspace.root, from.at)
    }
    return pending
  } catch {
    return null
  }
}

/** The state the cut run was going to leave: still among the temporary files, or renamed into place already. */
function readNext(workspace: Workspace, pending: Pending): State | null {
  const pick = (tmp: string, name: string, hash: string) =>
    [readRecord(workspace, TMP, tmp), readRecord(workspace, name)].find((bytes) => bytes && sha256(bytes) === hash)
  const manifest = pick(pending.manifest, MANIFEST, pending.manifestHash)
  const base = readBase(pick(pending.base, BASE, pending.baseHash) ?? null)
  if (!manifest || !base) return null
  return { manifest: parseManifest(manifest.toString('utf8'), `${RECORDS}/${TMP}/${pending.manifest}`), base }
}

/** The next state, with the previous one where a step was not reached. */
function overlay(workspace: Workspace, old: Found, next: State, pending: Pending) {
  const files = new Map<string, Entry>(next.manifest.files)
  const base = new Map(next.base)
  const done = new Map<string, { action: FileAction; hash: string | null }>()
  const leftovers = new Map<string, { at: string; hash: string }>()
  const takeOld = (path: string) => {
    const entry = old.manifest?.files.get(path)
    const text = old.base.get(path)
    if (entry) files.set(path, entry)
    else files.delete(path)
    if (text !== undefined) base.set(path, text)
    else base.delete(path)
  }
  for (const { path, at, action, tmp, hash, from } of pending.steps) {
    const waiting = workspace.disk.stat(tmp === null ? join(workspace.root, at) : recordPath(workspace, TMP, tmp))
    if (waiting) {
      takeOld(path)
      if (from) takeOld(from.path)
    } else {
      done.set(path, { action, hash })
      if (from) leftovers.set(path, { at: from.at, hash: from.hash })
    }
  }
  const { project, skills } = old.manifest ?? next.manifest
  return { manifest: { project, skills, files }, base, unfinished: { done, leftovers } }
}
