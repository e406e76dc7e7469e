import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import type { CheckContext } from '../../../src/engine/checks/check.ts'
import { factView } from '../../../src/engine/checks/fact-view.ts'
import { CHECKS, memoryTree, treeSurroundings } from '../../../src/engine/checks/index.ts'
import type { Diagnostic } from '../../../src/engine/protocol/diagnostic.ts'

export function contextOf(files: Readonly<Record<string, string>>): CheckContext {
  const tree = memoryTree(files)
  return { tree, facts: factView([]), surroundings: treeSurroundings(tree), schemas: shippedSchemas() }
}

/** What a check says of a tree of files that lives in memory. */
export async function judge(id: string, files: Readonly<Record<string, string>>): Promise<Diagnostic[]> {
  const entry = CHECKS.find((one) => one.id === id)
  if (entry === undefined) throw new Error(`there is no check ${id}`)
  const check = await entry.load()
  const context = contextOf(files)
  const concerned = Object.entries(files)
    .map(([path, text]) => ({ path, text }))
    .filter((file) => entry.mayConcern(file.path) && check.appliesTo(file))
  if (check.scope === 'tree') return check.run(concerned, context)
  const found: Diagnostic[] = []
  for (const file of concerned) found.push(...(await check.run([file], context)))
  return found
}

/** `file:line:column severity: message (hint)`, which is what a reader of a test wants to see. */
export async function said(id: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const found = await judge(id, files)
  return found.map(({ file, line, column, severity, message }) => `${file}:${line}:${column} ${severity}: ${message}`)
}

/** The first error of a check about one text, as a function. */
export async function oneFile(id: string, path: string): Promise<(text: string) => Promise<string | null>> {
  return async (text) => {
    const error = (await judge(id, { [path]: text })).find((one) => one.severity === 'error')
    return error === undefined ? null : `${error.line}:${error.column} ${error.message}`
  }
}
