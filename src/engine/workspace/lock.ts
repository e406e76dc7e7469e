import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { RECORDS } from './confine.ts'
import { Directories } from './directories.ts'
import type { Disk } from './disk.ts'
import { errnoOf, fromFs, WorkspaceError } from './errors.ts'
import { recordPath } from './records.ts'
import type { Workspace } from './root.ts'

/** Who asks for the lock. */
export interface Owner {
  run: string
  pid: number
  /** Does this process exist on this machine? */
  isAlive(pid: number): boolean
}

/** Held by the one run that may write. Releasing it twice does no harm. */
export interface Lock {
  readonly path: string
  release(): void
}

/** What a lock file says about its owner: enough to tell a dead one from a living one, whatever happened to the machine. */
interface Holder {
  token: string
  run: string
  pid: number
  host: string
  /** Changes with every boot; null where the system does not tell. */
  boot: string | null
  /** A process id means nothing in another container. */
  pidSpace: string | null
  /** Start time of the process: the same id later is another process. */
  started: string | null
}

/** Locks a workspace for one run. Throws `locked` while another living run holds it; takes over from a dead one. */
export function lock(workspace: Workspace, owner: Owner): Lock {
  const dirs = new Directories(workspace)
  try {
    dirs.ensure(recordPath(workspace), workspace.root)
    const held = lockFile(recordPath(workspace, 'lock'), owner, workspace.disk, `${RECORDS}/lock`)
    return {
      path: held.path,
      release: () => {
        held.release()
        dirs.takeBack()
      },
    }
  } catch (error) {
    dirs.takeBack()
    throw fromFs(error, `${RECORDS}/lock`, 'write')
  }
}

/** The same for any file: its directory must exist. `shown` is the name in messages. */
export function lockFile(path: string, owner: Owner, disk: Disk, shown = path, depth = 0): Lock {
  const mine = describe(owner)
  const draft = `${path}.${mine.token}`
  try {
    // Written whole under another name first: nobody ever reads half a lock.
    disk.writeNew(draft, Buffer.from(`${JSON.stringify(mine)}\n`), false)
    for (let attempt = 0; attempt < 100; attempt++) {
      if (create(disk, draft, path)) return held(disk, path, mine, owner, depth)
      const other = readHolder(disk, path)
      if (other === 'gone') continue
      if (other && isLiving(other, mine, owner)) throw taken(other, shown)
      if (takeOver(disk, path, draft, other, owner, shown, depth)) return held(disk, path, mine, owner, depth)
    }
    throw new WorkspaceError('locked', shown, `${shown} keeps changing hands`, 'Wait for the other runs to end.')
  } finally {
    removeIfThere(disk, draft)
  }
}

/** A hard link appears with its content, and only if there was nothing. Where there are no links, an exclusive file. */
function create(disk: Disk, draft: string, path: string): boolean {
  try {
    disk.link(draft, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error))) throw error
  }
  try {
    disk.writeNew(path, disk.read(draft), false)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Two runs may find the same dead owner. Only the one that holds the guard may replace the lock, and only if it is still
 * the dead one's; the guard is a lock of the same kind, so that a run killed right here does not block the others.
 */
function takeOver(
  disk: Disk,
  path: string,
  draft: string,
  dead: Holder | null,
  owner: Owner,
  shown: string,
  depth: number,
): boolean {
  if (depth > 8)
    throw new WorkspaceError(
      'locked',
      shown,
      `${shown} cannot be taken over`,
      `Delete ${dirname(shown)}/lock* and run again.`,
    )
  const guard = lockFile(`${path}.guard`, owner, disk, shown, depth + 1)
  try {
    const now = readHolder(disk, path)
    if (now === 'gone' || now?.token !== dead?.token) return false
    disk.rename(draft, path)
    return true
  } finally {
    guard.release()
  }
}

function held(disk: Disk, path: string, mine: Holder, owner: Owner, depth: number): Lock {
  if (depth === 0) sweep(disk, path, mine, owner)
  return {
    path,
    release: () => {
      const now = readHolder(disk, path)
      if (now !== 'gone' && now?.token === mine.token) removeIfThere(disk, path)
    },
  }
}

/** Takes away the drafts and guards of runs that were killed while they tried. */
function sweep(disk: Disk, path: string, mine: Holder, owner: Owner): void {
  const remains = /^(\.guard)+$|^(\.guard)*\.[0-9a-f]{16}$/
  for (const name of disk.names(dirname(path))) {
    if (!name.startsWith(basename(path)) || !remains.test(name.slice(basename(path).length))) continue
    const other = readHolder(disk, join(dirname(path), name))
    if (other === 'gone' || other?.token === mine.token || (other && isLiving(other, mine, owner))) continue
    removeIfThere(disk, join(dirname(path), name))
  }
}

/** null: unreadable, which only a dead writer leaves behind. */
function readHolder(disk: Disk, path: string): Holder | null | 'gone' {
  try {
    // Only the owner's own words; every field is compared, none is acted upon.
    const holder = JSON.parse(disk.read(path).toString('utf8')) as Holder
    return typeof holder.token === 'string' && typeof holder.pid === 'number' ? holder : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'gone'
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isLiving(other: Holder, mine: Holder, owner: Owner): boolean {
  if (other.boot && mine.boot && other.host === mine.host && other.boot !== mine.boot) return false
  // Another machine, or another container: its processes cannot be seen from here.
  if (other.host !== mine.host || other.pidSpace !== mine.pidSpace) return true
  if (!owner.isAlive(other.pid)) return false
  const started = startOf(other.pid)
  return !(other.started && started && other.started !== started)
}

function taken(other: Holder, shown: string): WorkspaceError {
  const where = other.host === hostname() ? '' : ` on ${other.host}`
  return new WorkspaceError(
    'locked',
    shown,
    `Run ${other.run} (process ${other.pid}${where}) is writing here`,
    `Wait for it to end or stop it. If it is certain that it no longer runs, delete ${shown}.`,
  )
}

function describe({ run, pid }: Owner): Holder {
  return {
    token: randomBytes(8).toString('hex'),
    run,
    pid,
    host: hostname(),
    boot: quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidSpace: quietly(() => readlinkSync('/proc/self/ns/pid')),
    started: startOf(pid),
  }
}

/** In clock ticks since boot: field 22, counted behind the name, which may hold anything. */
function startOf(pid: number): string | null {
  return quietly(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  })
}

function quietly<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

function removeIfThere(disk: Disk, path: string): void {
  try {
    disk.remove(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}
