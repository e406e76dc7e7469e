import { join } from 'node:path'
import type { FileVerdict, KeptVerdicts } from '../../../engine/checks/index.ts'
import { readKept, writeKept } from './store.ts'
import { sumOf } from './sum.ts'

/** Verdicts by check, of a text with this sum. 0: it does not apply, 1: it applies and finds nothing. */
type Entry = [sum: string, verdicts: Record<string, FileVerdict | 0 | 1>]

const NOTHING: FileVerdict = { applies: true, diagnostics: [], ignored: 0, unjudged: [] }
const NOT_MINE: FileVerdict = { ...NOTHING, applies: false }

/** What checks of single files said of the files below a folder, by the sums of their texts. */
export interface FolderVerdicts extends KeptVerdicts {
  /** Keeps them for the next time, and forgets files that are gone. */
  save(paths: readonly string[]): void
}

export function folderVerdicts(
  folder: string,
  root: string,
  day: string,
  sum: (path: string) => string | undefined,
): FolderVerdicts {
  const file = join(folder, `files-${sumOf(JSON.stringify([root, day]))}`)
  const known = entriesOf(readKept(file))
  let changed = false
  const entryOf = (path: string): Entry | null => {
    const now = sum(path)
    if (now === undefined) return null
    const entry = known.get(path)
    if (entry !== undefined && entry[0] === now) return entry
    const fresh: Entry = [now, {}]
    known.set(path, fresh)
    return fresh
  }
  return {
    recall(check, path) {
      const found = entryOf(path)?.[1][check]
      return found === 0 ? NOT_MINE : found === 1 ? NOTHING : found
    },
    keep(check, path, verdict) {
      const entry = entryOf(path)
      if (entry === null) return
      changed = true
      entry[1][check] = shortOf(verdict)
    },
    save(paths) {
      if (!changed) return
      const here = new Set(paths)
      writeKept(
        file,
        [...known].filter(([path]) => here.has(path)),
      )
    },
  }
}

function shortOf(verdict: FileVerdict): FileVerdict | 0 | 1 {
  if (!verdict.applies) return 0
  const isEmpty = verdict.diagnostics.length + verdict.ignored + verdict.unjudged.length === 0
  return isEmpty ? 1 : verdict
}

/** What was read has the right sum, so this very program wrote it. */
function entriesOf(value: unknown): Map<string, Entry> {
  return new Map(Array.isArray(value) ? value : [])
}
