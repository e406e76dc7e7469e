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
    run: async (files) =>
      files.flatMap((file): Diagnostic[] => {
        const text = wanted(file)
        if (text === null || text === file.text) return []
        const edit = editBetween(file.text, text)
        return [
          {
            check: id,
            severity,
            file: file.path,
            ...positionAt(file.text, edit.start),
            message,
            hint: 'skillchain check --fix formats it.',
            fix: { title: 'formatted', edits: [edit] },
          },
        ]
      }),
  }
}
