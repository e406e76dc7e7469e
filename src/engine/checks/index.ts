export { CHECKS, type CheckEntry, TIDY } from './catalog.ts'
export type { Check, CheckContext, CheckOutcome } from './check.ts'
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
export { applyFixes, editBetween } from './fix/edits.ts'
export { globMatcher, isGlob } from './glob.ts'
export { withoutIgnored } from './ignore.ts'
export { keepReadings } from './read/kept.ts'
export { type FileVerdict, type KeptVerdicts, type RunChecksOptions, runCatalog, runChecks } from './run-checks.ts'
export type { Schemas } from './schemas.ts'
export { scanForSecrets, secretScan } from './secrets/scan.ts'
export { type Surroundings, treeSurroundings } from './surroundings.ts'
export { baseName, dirName, type FileRef, memoryTree, type Tree } from './tree.ts'
export { type Verdict, verdictOf } from './verdict.ts'
