import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import type { FileAction } from '../protocol/events.ts'
import { confine, RECORDS } from './confine.ts'
import { clearTmp, Directories, removeQuietly, tidy } from './directories.ts'
import { errnoOf, fromFs } from './errors.ts'
import { sameContent, sha256 } from './lines.ts'
import { printManifest } from './manifest.ts'
import { isExecutable, observe, stillThere } from './observe.ts'
import {
  BASE,
  MANIFEST,
  PENDING,
  type Pending,
  type PendingStep,
  printBase,
  recordPath,
  type State,
  TMP,
} from './records.ts'
import type { Workspace } from './root.ts'
import type { Step } from './settle.ts'

/**
 * Stage, record, place, finish. What may fail for want of space or rights is staged among temporary files; renaming
 * `pending.json` into place is the moment from which the run counts as begun; renames put the files in place; manifest
 * and bases follow. Returns the paths of files that had changed under our hands and were left alone.
 */
export async function commit(
  workspace: Workspace,
  steps: readonly Step[],
  next: State,
  onFile: (path: string, action: FileAction) => void = () => {},
): Promise<Set<string>> {
  const staged = await stage(workspace, steps, next)
  if (!staged) return new Set()
  const postponed = new Set<string>()
  for (const step of steps) {
    const done = guarded(step.at, 'write', () => place(workspace, step, staged.tmp.get(step)))
    if (done) onFile(step.at, step.action)
    else postponed.add(step.path)
  }
  if (steps.length > 0) await flushDirectories(workspace, steps)
  // With a file left alone, the staged manifest is not true: the caller commits the one that is.
  if (postponed.size === 0) guarded(`${RECORDS}/${MANIFEST}`, 'write', () => finish(workspace, staged.pending))
  for (const { from, remove, at } of steps) if (from || remove) tidy(workspace, from?.path ?? at)
  return postponed
}

/** Lock and temporary files are of no use to anybody else; manifest and bases belong into the repository. */
const IGNORED = 'lock*\npending.json\ntmp/\n'

interface Staged {
  pending: Pending
  tmp: ReadonlyMap<Step, string>
}

/** null: there is nothing to do. */
async function stage(workspace: Workspace, steps: readonly Step[], next: State): Promise<Staged | null> {
  const { disk, root } = workspace
  const prefix = randomBytes(4).toString('hex')
  const manifest = Buffer.from(printManifest(next.manifest))
  // Compressed on another thread while the files are written.
  const packing = baseBytes(workspace, next)
  packing.catch(() => {})
  const oldManifest = current(workspace, MANIFEST)
  const open = disk.stat(recordPath(workspace, PENDING)) !== null
  if (steps.length === 0 && !open && oldManifest?.equals(manifest) && (await packing).present) return null
  const dirs = new Directories(workspace)
  const written: string[] = []
  const write = (name: string, bytes: Uint8Array, executable: boolean, shown: string) => {
    const path = recordPath(workspace, TMP, name)
    written.push(path)
    guarded(shown, 'write', () => disk.writeNew(path, bytes, executable))
  }
  try {
    if (!open) clearTmp(workspace)
    dirs.ensure(recordPath(workspace, TMP), root)
    const tmp = new Map<Step, string>()
    for (const step of steps) {
      if (!step.write) continue
      const name = `${prefix}-${tmp.size}`
      dirs.ensure(dirname(guarded(step.at, 'write', () => confine(disk, root, step.at))), dirname(step.at))
      write(name, step.write.bytes, step.write.executable, step.at)
      tmp.set(step, name)
    }
    dirs.checkWritable()
    const base = await packing
    if (!base.present) write(`${prefix}-base`, base.bytes, false, `${RECORDS}/${BASE}`)
    if (!oldManifest?.equals(manifest)) write(`${prefix}-manifest`, manifest, false, `${RECORDS}/${MANIFEST}`)
    const pending: Pending = {
      version: 1,
      manifest: `${prefix}-manifest`,
      manifestHash: sha256(manifest),
      base: `${prefix}-base`,
      baseHash: sha256(base.bytes),
      steps: steps.map((step) => pendingStep(step, tmp.get(step) ?? null)),
    }
    const ignore = disk.stat(recordPath(workspace, '.gitignore'))
      ? null
      : recordPath(workspace, TMP, `${prefix}-ignore`)
    if (ignore) write(`${prefix}-ignore`, Buffer.from(IGNORED), false, `${RECORDS}/.gitignore`)
    write(`${prefix}-pending`, Buffer.from(JSON.stringify(pending)), false, `${RECORDS}/${PENDING}`)
    await flush(workspace, written)
    for (const [step, name] of tmp)
      guarded(step.at, 'write', () => takeRights(workspace, step, recordPath(workspace, TMP, name)))
    guarded(`${RECORDS}/${PENDING}`, 'write', () => {
      if (ignore) disk.rename(ignore, recordPath(workspace, '.gitignore'))
      disk.rename(recordPath(workspace, TMP, `${prefix}-pending`), recordPath(workspace, PENDING))
    })
    return { pending, tmp }
  } catch (error) {
    for (const path of written) removeQuietly(disk, path)
    dirs.takeBack()
    throw error
  }
}

/** The compressed bases; the bytes that are there already when they hold the same texts. */
async function baseBytes(workspace: Workspace, next: State): Promise<{ bytes: Buffer; present: boolean }> {
  const text = printBase(next.base)
  const old = current(workspace, BASE)
  if (old && holdsText(old, text)) return { bytes: old, present: true }
  const bytes = await promisify(gzip)(text)
  // The header names the system it was made on; 255 is "unknown", so that every system writes the same bytes.
  bytes[9] = 255
  return { bytes, present: false }
}

function holdsText(bytes: Buffer, text: string): boolean {
  try {
    return gunzipSync(bytes, { maxOutputLength: Buffer.byteLength(text) + 1 }).toString('utf8') === text
  } catch {
    return false
  }
}

function current(workspace: Workspace, name: string): Buffer | null {
  try {
    return workspace.disk.read(recordPath(workspace, name))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
    throw fromFs(error, `${RECORDS}/${name}`, 'read')
  }
}

function pendingStep({ path, at, action, write, remove, from, seen }: Step, tmp: string | null): PendingStep {
  const there = seen.is === 'text' || seen.is === 'binary' ? seen.bytes : null
  const bytes = remove ? null : (write?.bytes ?? there)
  const former =
    from?.seen.is === 'text' ? { from: { path: from.path, at: from.path, hash: sha256(from.seen.bytes) } } : {}
  return { path, at, action, tmp, hash: bytes ? sha256(bytes) : null, ...former }
}

/** A file that replaces another has its rights and its owner; only the executable bit may follow the skill. */
function takeRights({ disk }: Workspace, { seen, write }: Step, tmp: string): void {
  if (!write || (seen.is !== 'text' && seen.is !== 'binary')) return
  const { mode, uid, gid } = seen.stat
  const made = disk.stat(tmp)
  const turnedOn = mode | ((mode & 0o444) >> 2)
  const wanted =
    (write.executable === isExecutable(seen.stat) ? mode : write.executable ? turnedOn : mode & ~0o111) & 0o777
  if (made && (made.uid !== uid || made.gid !== gid)) {
    try {
      disk.chown(tmp, uid, gid)
    } catch (error) {
      // Only root may give files away. Everybody else becomes the owner of what he writes.
      if (errnoOf(error) !== 'EPERM') throw error
    }
  }
  if (made?.mode !== wanted) disk.chmod(tmp, wanted)
}

/** False when somebody changed the file since it was planned: then nothing happens. */
function place(workspace: Workspace, step: Step, tmp: string | undefined): boolean {
  const { disk, root } = workspace
  const { at, from, seen, write, remove } = step
  if ((write || remove) && !stillThere(workspace, from?.path ?? at, seen)) return false
  if (write && from && !isFree(workspace, step)) return false
  const path = confine(disk, root, at)
  if (remove) disk.remove(path)
  if (write && tmp !== undefined) disk.rename(recordPath(workspace, TMP, tmp), path)
  if (from) removeFormer(workspace, path, from)
  return true
}

/** The new place of a renamed file: empty, or holding the very text it would get, or the same file in another spelling. */
function isFree(workspace: Workspace, { at, from, base }: Step): boolean {
  const there = observe(workspace, at)
  if (there.is === 'absent') return true
  const former = from?.seen.is === 'text' ? from.seen.stat.ino : null
  return there.is === 'text' && (there.stat.ino === former || (base !== null && sameContent(there.text, base)))
}

function removeFormer(workspace: Workspace, path: string, from: NonNullable<Step['from']>): void {
  const { disk, root } = workspace
  const former = confine(disk, root, from.path)
  const old = disk.stat(former)
  if (!old) return
  // One file in two spellings, on a file system that ignores case: it only changes its name.
  if (old.ino === disk.stat(path)?.ino) disk.rename(former, path)
  // Changed in the last moment: it stays beside the new file, as the user's.
  else if (stillThere(workspace, from.path, from.seen)) disk.remove(former)
}

async function flushDirectories(workspace: Workspace, steps: readonly Step[]): Promise<void> {
  const { disk, root } = workspace
  const dirs = new Set<string>([root])
  for (const { at, from } of steps) {
    for (const path of [at, from?.path]) {
      for (let dir = path ? dirname(path) : '.'; dir !== '.'; dir = dirname(dir)) dirs.add(join(root, dir))
    }
  }
  await flush(
    workspace,
    [...dirs].filter((dir) => disk.stat(dir)?.kind === 'directory'),
  )
}

async function flush({ disk, root }: Workspace, paths: readonly string[]): Promise<void> {
  try {
    await disk.flush(paths)
  } catch (error) {
    throw fromFs(error, root, 'write to')
  }
}

function finish(workspace: Workspace, pending: Pending): void {
  const { disk } = workspace
  for (const [tmp, name] of [
    [pending.base, BASE],
    [pending.manifest, MANIFEST],
  ] as const) {
    const staged = recordPath(workspace, TMP, tmp)
    if (disk.stat(staged)) disk.rename(staged, recordPath(workspace, name))
  }
  disk.remove(recordPath(workspace, PENDING))
  clearTmp(workspace)
}

function guarded<T>(path: string, doing: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw fromFs(error, path, doing)
  }
}
