import {
  type CheckEntry,
  type CheckOutcome,
  factView,
  type RunChecksOptions,
  runCatalog,
  type Schemas,
  type Tree,
  treeSurroundings,
} from '../checks/index.ts'
import type { Fact } from '../protocol/index.ts'

/** What a result is judged with: the checks that there are, and the schemas they read. */
export interface Checking {
  entries: readonly CheckEntry[]
  schemas: Schemas
}

/**
 * Every offline check on a result, which is all there is: nothing outside of it is looked at. `today` is the day it is
 * judged for: what is supported has an end.
 */
export async function checkTree(
  { entries, schemas }: Checking,
  tree: Tree,
  facts: readonly Fact[],
  options: RunChecksOptions & { today?: string } = {},
): Promise<CheckOutcome[]> {
  const { today, ...rest } = options
  const known = { tree, facts: factView(facts), surroundings: treeSurroundings(tree), schemas }
  const context = today === undefined ? known : { ...known, today }
  return [...(await runCatalog(entries, context, rest)), OUTSIDE]
}

/** A run does not wait for other programs. */
const OUTSIDE: CheckOutcome = {
  check: 'outside tools',
  status: 'not-run',
  diagnostics: [],
  note: 'skillchain check runs those that are installed',
  outside: true,
}
