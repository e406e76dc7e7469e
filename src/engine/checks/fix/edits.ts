import type { Edit, Fix } from '../../protocol/diagnostic.ts'

export interface Repaired {
  text: string
  /** Titles of the fixes that were made. */
  made: string[]
  /** Fixes that touch what another one changes: they wait until the text is judged again. */
  waiting: number
}

/** Makes the fixes that do not get into each other's way, in the order of their places. One that is not well-formed is left out. */
export function applyFixes(text: string, fixes: readonly Fix[]): Repaired {
  const taken: Edit[] = []
  const made: string[] = []
  let waiting = 0
  for (const fix of [...fixes].sort((a, b) => first(a) - first(b))) {
    const edits = inOrder(fix, text.length)
    if (edits === null) continue
    if (edits.every((edit) => taken.some((other) => same(edit, other)))) {
      made.push(fix.title)
      continue
    }
    if (edits.some((edit) => taken.some((other) => touches(edit, other)))) {
      waiting++
      continue
    }
    taken.push(...edits)
    made.push(fix.title)
  }
  let repaired = text
  for (const { start, end, text: next } of taken.sort((a, b) => b.start - a.start))
    repaired = repaired.slice(0, start) + next + repaired.slice(end)
  return { text: repaired, made, waiting }
}

/** The edits of one fix, sorted; null when they leave the text or overlap each other. */
function inOrder({ edits }: Fix, length: number): Edit[] | null {
  const sorted = [...edits].sort((a, b) => a.start - b.start)
  let end = -1
  for (const edit of sorted) {
    if (edit.start < 0 || edit.end < edit.start || edit.end > length || edit.start < end || edit.start === end)
      return null
    end = edit.end
  }
  return sorted.length === 0 ? null : sorted
}

const first = (fix: Fix): number => Math.min(...fix.edits.map((edit) => edit.start))

const same = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.text === b.text

/** Of two insertions at one place nobody knows which comes first, so neighbours touch too. */
const touches = (a: Edit, b: Edit): boolean => a.start <= b.end && b.start <= a.end

/** The smallest single edit that makes one text of the other. */
export function editBetween(before: string, after: string): Edit {
  const shortest = Math.min(before.length, after.length)
  let start = 0
  while (start < shortest && before[start] === after[start]) start++
  let same = 0
  while (same < shortest - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  return { start, end: before.length - same, text: after.slice(start, after.length - same) }
}
