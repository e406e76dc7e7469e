import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  promises,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { errnoOf } from './errors.ts'

export interface DiskStat {
  kind: 'file' | 'directory' | 'symlink' | 'other'
  size: number
  /** Permission bits only. */
  mode: number
  ino: number
  uid: number
  gid: number
  mtimeMs: number
}

/** Every file system call the workspace makes. Tests put one that fails at the n-th call in its place. */
export interface Disk {
  /** Never follows a link; null when nothing is there. */
  stat(path: string): DiskStat | null
  /** Refuses links; does not wait on a FIFO. */
  read(path: string): Buffer
  readLink(path: string): string
  realPath(path: string): string
  names(dir: string): string[]
  /** Throws when the directory cannot be written to. */
  checkWritable(dir: string): void
  makeDir(path: string): void
  /** Fails when the file exists. */
  writeNew(path: string, bytes: Uint8Array, executable: boolean): void
  /** fsync of many files or directories at once. */
  flush(paths: readonly string[]): Promise<void>
  rename(from: string, to: string): void
  link(from: string, to: string): void
  remove(path: string): void
  removeDir(path: string): void
  chmod(path: string, mode: number): void
  chown(path: string, uid: number, gid: number): void
}

const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

async function flushOne(path: string): Promise<void> {
  // A directory opens for reading only, and cannot be synced on Windows at all.
  const handle = await promises.open(path, 'r+').catch((error: unknown) => {
    if (errnoOf(error) === 'EISDIR' || errnoOf(error) === 'EPERM') return promises.open(path, 'r')
    throw error
  })
  try {
    await handle.sync()
  } catch (error) {
    if (errnoOf(error) !== 'EPERM' && errnoOf(error) !== 'EINVAL') throw error
  } finally {
    await handle.close()
  }
}

export const realDisk: Disk = {
  stat(path) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (!found) return null
    return {
      kind: found.isFile() ? 'file' : found.isDirectory() ? 'directory' : found.isSymbolicLink() ? 'symlink' : 'other',
      size: found.size,
      mode: found.mode & 0o7777,
      ino: found.ino,
      uid: found.uid,
      gid: found.gid,
      mtimeMs: found.mtimeMs,
    }
  },
  read(path) {
    const file = openSync(path, READ)
    try {
      if (!fstatSync(file).isFile()) throw Object.assign(new Error('not a regular file'), { code: 'EISDIR' })
      return readFileSync(file)
    } finally {
      closeSync(file)
    }
  },
  readLink: (path) => readlinkSync(path),
  realPath: (path) => realpathSync.native(path),
  names: (dir) => readdirSync(dir),
  checkWritable: (dir) => accessSync(dir, constants.W_OK),
  makeDir: (path) => mkdirSync(path),
  writeNew: (path, bytes, executable) => writeFileSync(path, bytes, { flag: 'wx', mode: executable ? 0o777 : 0o666 }),
  flush: async (paths) => {
    await Promise.all(paths.map(flushOne))
  },
  rename: (from, to) => renameSync(from, to),
  link: (from, to) => linkSync(from, to),
  remove: (path) => unlinkSync(path),
  removeDir: (path) => rmdirSync(path),
  chmod: (path, mode) => chmodSync(path, mode),
  chown: (path, uid, gid) => chownSync(path, uid, gid),
}
