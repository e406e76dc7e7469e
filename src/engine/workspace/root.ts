import { homedir } from 'node:os'
import { dirname, isAbsolute, join, parse, relative, sep } from 'node:path'
import { type Disk, realDisk } from './disk.ts'
import { errnoOf, fromFs, WorkspaceError } from './errors.ts'

/** A directory whose files skillchain writes. Opening one writes nothing; it need not exist yet. */
export interface Workspace {
  /** Absolute, with no symbolic link left in it. */
  readonly root: string
  readonly disk: Disk
}

export interface OpenOptions {
  disk?: Disk
  home?: string
}

/** Resolves `--out` once and refuses what cannot be meant. */
export function openWorkspace(path: string, options: OpenOptions = {}): Workspace {
  const disk = options.disk ?? realDisk
  if (!isAbsolute(path) || path.includes('\0')) {
    throw bad(path, `${JSON.stringify(path)} is not an absolute path`, 'Pass an absolute path.')
  }
  const root = resolveRoot(disk, path)
  const home = realOr(disk, options.home ?? homedir())
  if (root === parse(root).root) throw bad(path, `${path} is the root of the file system`, OTHER)
  if (inside(home, root)) {
    const what = root === home ? 'your home directory' : 'a directory above your home directory'
    throw bad(path, `${path} is ${what}`, OTHER)
  }
  return { root, disk }
}

const OTHER = 'Choose a directory of its own: --out infrastructure'

function resolveRoot(disk: Disk, path: string): string {
  const clean = join(path, '.')
  const trimmed = clean.length > 1 && clean.endsWith(sep) ? clean.slice(0, -1) : clean
  try {
    const found = disk.stat(trimmed)
    if (!found) return join(resolveParent(disk, dirname(trimmed), path), trimmed.slice(dirname(trimmed).length))
    if (found.kind === 'symlink') return resolveLink(disk, trimmed, path)
    if (found.kind !== 'directory') throw bad(path, `${path} is a file, not a directory`, OTHER)
    return disk.realPath(trimmed)
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR') throw bad(path, `A part of ${path} is a file, not a directory`, OTHER)
    throw fromFs(error, path, 'open')
  }
}

/** A link is followed only to a directory beside or below it: elsewhere would not be where the user pointed. */
function resolveLink(disk: Disk, link: string, path: string): string {
  let target: string
  try {
    target = disk.realPath(link)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ELOOP') throw error
    throw bad(path, `${path} is a symbolic link to nothing (${disk.readLink(link)})`, 'Remove the link.')
  }
  if (disk.stat(target)?.kind !== 'directory') throw bad(path, `${path} is a link to a file`, OTHER)
  if (!inside(target, disk.realPath(dirname(link)))) {
    throw bad(path, `${path} is a symbolic link that leads out to ${target}`, `If that is meant, use --out ${target}`)
  }
  return target
}

function resolveParent(disk: Disk, parent: string, path: string): string {
  const found = disk.stat(parent)
  if (found?.kind === 'symlink') {
    const target = realOr(disk, parent)
    if (target === parent) throw bad(path, `${parent} is a symbolic link to nothing`, 'Remove the link.')
    if (disk.stat(target)?.kind !== 'directory') throw bad(path, `${parent} is a file, not a directory`, OTHER)
    return target
  }
  if (found?.kind === 'directory') return disk.realPath(parent)
  if (found) throw bad(path, `${parent} is a file, not a directory`, OTHER)
  return join(resolveParent(disk, dirname(parent), path), parent.slice(dirname(parent).length))
}

function realOr(disk: Disk, path: string): string {
  try {
    return disk.realPath(path)
  } catch {
    return path
  }
}

function inside(path: string, dir: string): boolean {
  const way = relative(dir, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

function bad(path: string, message: string, hint: string): WorkspaceError {
  return new WorkspaceError('bad-root', path, message, hint)
}
