import { applyFixes, type CheckOutcome } from '../../engine/checks/index.ts'
import type { Fix } from '../../engine/protocol/index.ts'
import { openWorkspace, rewrite } from '../../engine/workspace/index.ts'
import type { DiskFiles } from './disk.ts'

export interface FixedFile {
  file: string
  /** What was done to it. */
  made: string[]
  /** Why nothing was, or nothing more. */
  refused?: string
}

export interface Judged {
  outcomes: CheckOutcome[]
  files: DiskFiles
}

/** A fix can bring another one to light; two that undo each other must come to an end. */
const ROUNDS = 10

/** Judges, makes the fixes that are safe, and judges again, until there is nothing left to fix. */
export async function judgeAndFix(
  root: string,
  judge: () => Promise<Judged>,
): Promise<Judged & { fixed: FixedFile[] }> {
  const workspace = openWorkspace(root)
  const fixed = new Map<string, FixedFile>()
  for (let round = 0; ; round++) {
    const judged = await judge()
    let written = 0
    for (const [file, fixes] of round < ROUNDS ? fixesByFile(judged.outcomes) : []) {
      const entry = fixed.get(file) ?? { file, made: [] }
      const text = judged.files.tree.text(file)
      if (entry.refused !== undefined || text === undefined) continue
      const { text: next, made } = applyFixes(text, fixes)
      if (next === text) continue
      fixed.set(file, entry)
      try {
        if (await rewrite(workspace, file, text, next)) {
          entry.made.push(...made)
          written++
        } else entry.refused = 'it is not what was judged any more, or not UTF-8'
      } catch (error) {
        entry.refused = error instanceof Error ? error.message : String(error)
      }
    }
    if (written === 0) return { ...judged, fixed: [...fixed.values()].sort((a, b) => (a.file < b.file ? -1 : 1)) }
  }
}

function fixesByFile(outcomes: readonly CheckOutcome[]): Map<string, Fix[]> {
  const found = new Map<string, Fix[]>()
  for (const { file, fix } of outcomes.flatMap((one) => one.diagnostics))
    if (fix !== undefined) found.set(file, [...(found.get(file) ?? []), fix])
  return found
}
