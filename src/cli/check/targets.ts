import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UsageError } from '../exit.ts'

/** What was typed, as a folder to look at and the part of it that is asked about. */
export interface Target {
  /** Absolute; paths of findings are relative to it. */
  root: string
  /** A path below the root, as it would be typed from the working folder. */
  shown(file: string): string
  /** Absent when all of the root is asked about. */
  about?: (path: string) => boolean
  /** Files that were named: they count wherever they lie. */
  named: readonly string[]
}

/**
 * A folder is looked at for itself. For single files the whole working folder is looked at, for a file's verdict takes
 * the files around it, and what concerns the others is left out.
 */
export function targetOf(cwd: string, typed: readonly string[]): Target {
  const [only = '.'] = typed
  const kinds = (typed.length === 0 ? ['.'] : typed).map((path) => kindOf(cwd, path))
  if (kinds.length === 1 && kinds[0] === 'folder') {
    const root = resolve(cwd, only)
    return { root, shown: (file) => join(only, file), named: [] }
  }
  const paths = typed.map((path) => resolve(cwd, path))
  const root = paths.every((path) => isBelow(path, cwd)) ? cwd : commonFolder(paths)
  const named = paths.map((path) => relative(root, path).split(sep).join('/'))
  const files = new Set(named.filter((_, index) => kinds[index] === 'file'))
  const folders = named.flatMap((path, index) => (kinds[index] === 'folder' ? [path === '' ? '' : `${path}/`] : []))
  return {
    root,
    shown: (file) => join(relative(cwd, root), file),
    named: [...files],
    about: (path) => files.has(path) || folders.some((folder) => path.startsWith(folder)),
  }
}

function kindOf(cwd: string, typed: string): 'file' | 'folder' {
  const found = statSync(resolve(cwd, typed), { throwIfNoEntry: false })
  if (found?.isDirectory()) return 'folder'
  if (found?.isFile()) return 'file'
  throw new UsageError(
    `${typed} is ${found === undefined ? 'not there' : 'neither a folder nor a file'}`,
    'skillchain check takes the folder of a repository, or files in it.',
  )
}

function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? '/')
  while (!paths.every((path) => isBelow(path, folder)) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
