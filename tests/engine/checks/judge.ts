import { type Check, memoryTree, runChecks } from '../../../src/engine/checks/index.ts'
import type { Diagnostic } from '../../../src/engine/protocol/diagnostic.ts'
import type { Fact } from '../../../src/engine/protocol/index.ts'
import { contextOf } from './context.ts'

/** What a check says of these files; a check that breaks breaks the test. */
export async function judgeWith(
  check: Check,
  files: Record<string, string>,
  facts: readonly Fact[] = [],
): Promise<Diagnostic[]> {
  const [outcome] = await runChecks([check], contextOf(memoryTree(files), facts))
  if (outcome?.status === 'not-run') throw new Error(outcome.note)
  return outcome?.diagnostics ?? []
}

/** `main.tf:3 rule` of each finding. */
export function places(found: readonly Diagnostic[]): string[] {
  return found.map((one) => `${one.file}:${one.line} ${one.rule ?? one.check}`)
}
