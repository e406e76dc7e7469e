import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import type { Check } from '../../../src/engine/checks/check.ts'
import { factView, memoryTree, treeSurroundings } from '../../../src/engine/checks/index.ts'
import { readable } from '../../../src/engine/checks/tree.ts'
import type { Diagnostic } from '../../../src/engine/protocol/diagnostic.ts'

export interface Judged {
  diagnostics: Diagnostic[]
  /** `severity file:line:column message (hint)`, one finding a line. */
  lines: string[]
  unjudged: string[]
}

/** What a check says of files, with the schemas that come with the program. */
export async function judge(
  check: Check,
  files: Record<string, string>,
  facts: Record<string, string> = {},
): Promise<Judged> {
  const tree = memoryTree(files)
  const unjudged: string[] = []
  const known = Object.entries(facts).map(([name, value]) => ({ name, value, origin: 'default' as const }))
  const diagnostics = await check.run(
    readable(tree).filter((file) => check.appliesTo(file)),
    {
      tree,
      facts: factView(known),
      surroundings: treeSurroundings(tree),
      schemas: shippedSchemas(),
      unjudged: (what) => unjudged.push(what),
    },
  )
  const lines = diagnostics.map(
    ({ severity, file, line, column, message, hint }) =>
      `${severity} ${file}:${line}:${column} ${message}${hint ? ` (${hint})` : ''}`,
  )
  return { diagnostics, lines, unjudged }
}
