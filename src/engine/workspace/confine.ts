import { join } from 'node:path'
import type { Disk } from './disk.ts'
import { fromFs, WorkspaceError } from './errors.ts'

/** Directory of our own records below the root. Nothing that is generated may lie in it. */
export const RECORDS = '.skillchain'

const WINDOWS_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"|?*\\\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/
const OWN = new Set([RECORDS, '.git', 'git~1'])

function problemOf(path: string): string | null {
  if (path === '') return 'it is empty'
  if (path.startsWith('/')) return 'it is absolute'
  if (FORBIDDEN.test(path)) return 'it has a character that no portable file name may have'
  if (!path.isWellFormed()) return 'it is not valid Unicode'
  if (Buffer.byteLength(path) > 1024) return 'it is longer than 1024 bytes'
  for (const part of path.split('/')) {
    if (part === '') return 'it has an empty part'
    if (part === '.' || part === '..') return `it has the part "${part}"`
    if (part.endsWith('.') || part.endsWith(' ')) return `"${part}" ends in a dot or a space, which Windows drops`
    if (WINDOWS_DEVICE.test(part)) return `"${part}" is the name of a device on Windows`
    if (OWN.has(foldCase(part))) return `"${part}" belongs to git or to skillchain itself`
    if (Buffer.byteLength(part) > 255) return 'a part of it is longer than 255 bytes'
  }
  return null
}

/** Throws unless `path` is a relative, `/`-separated path that means one file below the root on every system. */
export function checkPath(path: string): void {
  const problem = problemOf(path)
  if (!problem) return
  // The path is shown escaped: it may come from a stranger's skill.
  throw new WorkspaceError(
    'bad-path',
    path,
    `Refused to write ${JSON.stringify(path)}: ${problem}`,
    'Correct the file name in the skill that produces it.',
  )
}

/** Two names that are one file on a file system that ignores case or composes Unicode. */
export function foldCase(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

/** A set of paths that can lie in one tree on every file system: no doubles, no case clash, no file that is a directory. */
export function checkPathSet(paths: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const path of paths) {
    checkPath(path)
    const other = seen.get(foldCase(path))
    if (other === path) {
      throw new WorkspaceError(
        'duplicate-path',
        path,
        `${path} is generated twice`,
        'Give both templates a section, or another name.',
      )
    }
    if (other !== undefined) throw clash(path, other)
    seen.set(foldCase(path), path)
  }
  for (const path of paths) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('/')
      const other = seen.get(foldCase(parent))
      if (other === undefined) continue
      throw new WorkspaceError(
        'duplicate-path',
        path,
        `${other} is generated as a file, and ${path} needs it to be a directory`,
        'Rename one of the two templates.',
      )
    }
  }
}

export function clash(path: string, other: string): WorkspaceError {
  return new WorkspaceError(
    'case-clash',
    path,
    `${path} and ${other} differ only in case: they are one file on macOS and Windows`,
    `Rename ${other}, then run the command again.`,
  )
}

/** The absolute path, after every directory above it was seen to be a real directory (or not to exist yet). */
export function confine(disk: Disk, root: string, path: string): string {
  checkPath(path)
  const parts = path.split('/')
  let dir = root
  for (const part of parts.slice(0, -1)) {
    dir = join(dir, part)
    const shown = dir.slice(root.length + 1)
    const found = statOf(disk, dir, shown)
    if (!found) break
    if (found.kind === 'symlink') {
      throw new WorkspaceError(
        'symlink',
        shown,
        `${shown} is a symbolic link; ${path} would be written through it`,
        'Replace the link by a directory, or move the files back: only real directories are written to.',
      )
    }
    if (found.kind !== 'directory') throw notDirectory(shown, path)
  }
  return join(root, ...parts)
}

function statOf(disk: Disk, absolute: string, shown: string): ReturnType<Disk['stat']> {
  try {
    return disk.stat(absolute)
  } catch (error) {
    throw fromFs(error, shown, 'look at')
  }
}

function notDirectory(shown: string, path: string): WorkspaceError {
  return new WorkspaceError(
    'not-a-directory',
    shown,
    `${shown} is not a directory, but ${path} belongs in it`,
    'Move it away and run the command again.',
  )
}
