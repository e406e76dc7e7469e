export { CHECKS, type CheckEntry } from './catalog.ts'
export { type Check, type CheckContext, type CheckOutcome, runChecks } from './check.ts'
export { checklist } from './checklist/index.ts'
export { withoutComments } from './comments.ts'
export {
  type Completeness,
  type CompletenessInput,
  completeness,
  type PromisingSkill,
  tally,
} from './completeness.ts'
export { type FactView, factView, field, fieldText } from './fact-view.ts'
export { globMatcher, isGlob } from './glob.ts'
export type { Schemas } from './schemas.ts'
export { scanForSecrets, secretScan } from './secret-scan.ts'
export { type Surroundings, treeSurroundings } from './surroundings.ts'
export { baseName, type FileRef, memoryTree, type Tree } from './tree.ts'
