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

/** Every offline check on a result, which is all there is: nothing outside of it is looked at. */
export async function checkTree(
  { entries, schemas }: Checking,
  tree: Tree,
  facts: readonly Fact[],
  options: RunChecksOptions = {},
): Promise<CheckOutcome[]> {
  const context = { tree, facts: factView(facts), surroundings: treeSurroundings(tree), schemas }
  return [...(await runCatalog(entries, context, options)), OUTSIDE]
}

/** A run does not wait for other programs. */
const OUTSIDE: CheckOutcome = {
  check: 'outside tools',
  status: 'not-run',
  diagnostics: [],
  note: 'skillchain check runs those that are installed',
  outside: true,
}
