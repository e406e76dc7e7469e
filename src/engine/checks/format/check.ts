import type { Diagnostic } from '../../protocol/diagnostic.ts'
import { positionAt } from '../../render/format/problem.ts'
import type { Check } from '../check.ts'
import { editBetween } from '../fix/edits.ts'
import type { FileRef } from '../tree.ts'

/** A check that knows how a text should look; null when it looks like that already, or cannot be read. */
export function formatCheck(
  id: string,
  severity: Diagnostic['severity'],
  message: string,
  wanted: (file: FileRef) => string | null,
): Check {
  return {
    id,
    scope: 'file',
    appliesTo: () => true,
    run: async (files) => files.flatMap((file) => formatFinding(id, file, wanted(file), message, severity)),
  }
}

/** Where a text begins to look different from how it should, and the way there; nothing when there is none. */
export function formatFinding(
  check: string,
  file: FileRef,
  wanted: string | null,
  message: string,
  severity: Diagnostic['severity'] = 'warning',
): Diagnostic[] {
  if (wanted === null || wanted === file.text) return []
  const edit = editBetween(file.text, wanted)
  return [
    {
      check,
      severity,
      file: file.path,
      ...positionAt(file.text, edit.start),
      message,
      hint: 'skillchain check --fix formats it.',
      fix: { title: 'formatted', edits: [edit] },
    },
  ]
}
