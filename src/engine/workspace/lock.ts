import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { RECORDS } from './confine.ts'
import { Directories, removeQuietly } from './directories.ts'
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
  const attempt: Attempt = { disk, path, draft: `${path}.${mine.token}`, mine, owner, shown, depth }
  try {
    for (let tries = 0; tries < 100; tries++) {
      if (create(attempt) || takeOver(attempt)) return held(attempt)
    }
    throw new WorkspaceError('locked', shown, `${shown} keeps changing hands`, 'Wait for the other runs to end.')
  } finally {
    removeQuietly(disk, attempt.draft)
  }
}

interface Attempt {
  disk: Disk
  path: string
  /** The lock is written whole under this name first: nobody ever reads half of one. */
  draft: string
  mine: Holder
  owner: Owner
  shown: string
  depth: number
}

const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

/** A hard link appears with its content, and only if there was nothing. Where there are no links, an exclusive file. */
function create({ disk, path, draft, mine }: Attempt): boolean {
  const text = Buffer.from(`${JSON.stringify(mine)}\n`)
  if (!disk.stat(draft)) disk.writeNew(draft, text, false)
  try {
    disk.link(draft, path)
    return true
  } catch (error) {
    // A run that swept up after the dead may have taken an unfinished draft for one of theirs: it is written again.
    if (errnoOf(error) === 'EEXIST' || errnoOf(error) === 'ENOENT') return false
    if (!NO_LINKS.includes(errnoOf(error))) throw error
  }
  try {
    disk.writeNew(path, text, false)
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
function takeOver({ disk, path, draft, mine, owner, shown, depth }: Attempt): boolean {
  const dead = readHolder(disk, path)
  if (dead === 'gone') return false
  if (dead ? isLiving(dead, mine, owner) : isYoung(disk, path)) throw taken(dead, shown)
  if (depth > 8) throw new WorkspaceError('locked', shown, `${shown} is left over`, `Delete ${shown}* and run again.`)
  const guard = lockFile(`${path}.guard`, owner, disk, shown, depth + 1)
  try {
    const now = readHolder(disk, path)
    if (now === 'gone' || now?.token !== dead?.token || !disk.stat(draft)) return false
    disk.rename(draft, path)
    return true
  } finally {
    guard.release()
  }
}

/** Where there are no hard links, a lock that cannot be read may be one that is being written. */
function isYoung(disk: Disk, path: string): boolean {
  const found = disk.stat(path)
  return found !== null && Math.abs(Date.now() - found.mtimeMs) < 5000
}

function held(attempt: Attempt): Lock {
  const { disk, path, mine } = attempt
  if (attempt.depth === 0) sweep(attempt)
  return {
    path,
    // Never throws: a lock that cannot be removed belongs to a dead owner soon enough.
    release: () => {
      if (isMine(disk, path, mine)) removeQuietly(disk, path)
    },
  }
}

function isMine(disk: Disk, path: string, mine: Holder): boolean {
  try {
    const now = readHolder(disk, path)
    return now !== 'gone' && now?.token === mine.token
  } catch {
    return false
  }
}

/** Takes away the drafts and guards of runs that were killed while they tried. */
function sweep({ disk, path, mine, owner }: Attempt): void {
  const remains = /^(\.guard)+$|^(\.guard)*\.[0-9a-f]{16}$/
  for (const name of disk.names(dirname(path))) {
    if (!name.startsWith(basename(path)) || !remains.test(name.slice(basename(path).length))) continue
    const other = readHolder(disk, join(dirname(path), name))
    if (other === 'gone' || other?.token === mine.token || (other && isLiving(other, mine, owner))) continue
    removeQuietly(disk, join(dirname(path), name))
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

function taken(other: Holder | null, shown: string): WorkspaceError {
  const where = other && other.host !== hostname() ? ` on ${other.host}` : ''
  const who = other
    ? `Run ${other.run} (process ${other.pid}${where}) is writing here`
    : 'Another run is beginning here'
  const hint = `Wait for it to end or stop it. If it is certain that it no longer runs, delete ${shown}.`
  return new WorkspaceError('locked', shown, who, hint)
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
