import { join } from 'node:path'
import { RECORDS } from './confine.ts'
import { errnoOf, fromFs } from './errors.ts'
import type { Workspace } from './root.ts'

export interface Listing {
  /** Relative paths of regular files and links, sorted. */
  files: string[]
  /** More than `limit` entries were there: the list is not complete. */
  truncated: boolean
}

/** Directories that belong to tools and are never the user's writing. */
const SKIPPED = new Set([RECORDS, '.git', '.terraform', 'node_modules'])

/** Every file below the root, without following links and without the directories of tools. */
export function listTree({ disk, root }: Workspace, limit = 20_000): Listing {
  const files: string[] = []
  const dirs = ['']
  let entries = 0
  for (let dir = dirs.shift(); dir !== undefined; dir = dirs.shift()) {
    for (const name of namesIn(dir)) {
      if (++entries > limit) return { files: files.sort(), truncated: true }
      const path = dir ? `${dir}/${name}` : name
      const kind = disk.stat(join(root, path))?.kind
      if (kind === 'directory' && !SKIPPED.has(name)) dirs.push(path)
      else if (kind === 'file' || kind === 'symlink') files.push(path)
    }
  }
  return { files: files.sort(), truncated: false }

  function namesIn(dir: string): string[] {
    try {
      return disk.names(join(root, dir)).sort()
    } catch (error) {
      // A directory that vanished, or that the user closed to us, holds nothing for us.
      if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errnoOf(error))) return []
      throw fromFs(error, dir || '.', 'list')
    }
  }
}
