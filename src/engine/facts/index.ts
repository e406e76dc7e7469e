export {
  type AnswerProblem,
  type AnswersResult,
  lookupWith,
  MODEL_LOOKUP,
  readAnswers,
  readSet,
  type SetResult,
  type SpecLookup,
} from './answers.ts'
export { resolveCases, resolveDefault, resolveDerived } from './defaults.ts'
export { type DeriveContext, derive, type Environment, environmentsOf, type Kept } from './derive.ts'
export { expandFacts, type ScopeInput, scopeFor } from './expand.ts'
export {
  COMPUTED,
  type Database,
  type HostGroup,
  isModelName,
  MODEL,
  MODEL_NAMES,
  type ModelFact,
  type ModelFacts,
  type ModelName,
  modelFact,
  modelFacts,
  RESERVED,
  type Service,
} from './model.ts'
export { mayBePreference, mergePreferences, readPreferences } from './preferences.ts'
export { findRegion, REGIONS, type Region, regionNamed, showRegion } from './regions.ts'
export { type FactCircumstances, FactValueError, type ResolveInput, resolveFacts, specOf } from './resolve.ts'
export { checkRules, type FactProblem, problemsOf } from './rules.ts'
export { FactNameError, FactStore, type FactTree, treeOf } from './store.ts'
export {
  offered,
  type ReadResult,
  readValue,
  secondsOf,
  secretIn,
  showValue,
  slugFrom,
} from './values.ts'
