import { shippedSchemas } from '../../../src/cli/check/schemas.ts'
import { type CheckContext, factView, type Tree, treeSurroundings } from '../../../src/engine/checks/index.ts'
import type { Fact } from '../../../src/engine/protocol/index.ts'

/** What a check is given when it judges a tree that holds all there is. */
export function contextOf(tree: Tree, facts: readonly Fact[] = []): CheckContext {
  return { tree, facts: factView(facts), surroundings: treeSurroundings(tree), schemas: shippedSchemas() }
}
