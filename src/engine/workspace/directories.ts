import { dirname, join } from 'node:path'
import { RECORDS } from './confine.ts'
import type { Disk } from './disk.ts'
import { errnoOf, fromFs } from './errors.ts'
import { recordPath, TMP } from './records.ts'
import type { Workspace } from './root.ts'

/** Makes directories, and can take back those it made. */
export class Directories {
  readonly #workspace: Workspace
  readonly #made: string[] = []
  readonly #known = new Set<string>()
  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** Makes an absolute directory and all above it. `shown` is its name for the user. */
  ensure(dir: string, shown: string): void {
    if (this.#known.has(dir)) return
    const { disk } = this.#workspace
    const found = this.#try(shown, () => disk.stat(dir))
    if (found?.kind !== 'directory') {
      this.ensure(dirname(dir), shown)
      this.#try(shown, () => {
        try {
          disk.makeDir(dir)
          this.#made.push(dir)
        } catch (error) {
          if (errnoOf(error) !== 'EEXIST' || disk.stat(dir)?.kind !== 'directory') throw error
        }
      })
    }
    this.#known.add(dir)
  }

  checkWritable(): void {
    for (const dir of this.#known) {
      const shown = dir.slice(this.#workspace.root.length + 1) || dir
      if (dir.startsWith(this.#workspace.root)) this.#try(shown, () => this.#workspace.disk.checkWritable(dir))
    }
  }

  /** Removes the directories it made, as far as they are empty. */
  takeBack(): void {
    for (const dir of this.#made.reverse()) removeIfEmpty(this.#workspace, dir)
  }

  #try<T>(shown: string, action: () => T): T {
    try {
      return action()
    } catch (error) {
      throw fromFs(error, shown, 'write to')
    }
  }
}

/** Removes the directories that a removed file leaves empty. */
export function tidy(workspace: Workspace, path: string): void {
  for (let dir = dirname(path); dir !== '.'; dir = dirname(dir)) {
    if (!removeIfEmpty(workspace, join(workspace.root, dir))) return
  }
}

function removeIfEmpty({ disk }: Workspace, dir: string): boolean {
  try {
    disk.removeDir(dir)
    return true
  } catch {
    return false
  }
}

/** Takes away what earlier runs left among the temporary files. Best effort: what stays does no harm. */
export function clearTmp(workspace: Workspace): void {
  const dir = recordPath(workspace, TMP)
  try {
    for (const name of workspace.disk.names(dir)) workspace.disk.remove(join(dir, name))
    workspace.disk.removeDir(dir)
  } catch (error) {
    if (errnoOf(error) === 'ENOSPC') throw fromFs(error, `${RECORDS}/${TMP}`, 'clear')
  }
}

export function removeQuietly(disk: Disk, path: string): void {
  try {
    disk.remove(path)
  } catch {
    // It was never made, or the disk that refused to write refuses to forget: the next run clears it.
  }
}
