import { deeplyMarked, isKnown, isNull, marked, unknownButThere, type Value } from '../../values/value.ts'
import type { Signature } from '../signatures.ts'
import { CONVERSIONS } from './conversions.ts'
import { DATES } from './dates.ts'
import { ENCODINGS } from './encodings.ts'
import { MAPS } from './maps.ts'
import { NETWORKS } from './networks.ts'
import { NUMBERS } from './numbers.ts'
import type { Result, Rule } from './result.ts'
import { SEQUENCES } from './sequences.ts'
import { TEXTS } from './texts.ts'

export { FAILED, type Failure } from './result.ts'

const RULES: ReadonlyMap<string, Rule> = new Map(
  [CONVERSIONS, DATES, ENCODINGS, MAPS, NETWORKS, NUMBERS, SEQUENCES, TEXTS].flatMap((rules) => Object.entries(rules)),
)

/** These make something of a value whose type is not known. */
const TAKES_ANY: ReadonlySet<string> = new Set([
  ...['merge', 'coalesce', 'coalescelist', 'length', 'tolist', 'toset', 'tomap', 'tostring', 'tonumber', 'tobool'],
  ...['sensitive', 'nonsensitive', 'issensitive', 'ephemeralasnull', 'format', 'formatlist', 'jsonencode'],
])

/** The others can find fault with types alone; these look at values, and wait until all are known. */
const NEEDS_ALL: ReadonlySet<string> = new Set(
  [DATES, NETWORKS, NUMBERS, TEXTS]
    .flatMap((rules) => Object.keys(rules))
    .filter((name) => !['regex', 'regexall', 'parseint', 'format', 'formatlist'].includes(name)),
)

/** What a call gives. Where the value matters to no check, its type alone is found. */
export function resultOf(name: string, given: readonly Value[], signature: Signature): Result {
  const rule = RULES.get(name)
  if (rule === undefined) return unknownButThere(signature.returns)
  // A function that needs to know the type waits until it does.
  const waits = !TAKES_ANY.has(name) && given.some((value) => value.type.is === 'dynamic' && !isNull(value))
  const lacks = NEEDS_ALL.has(name) && given.some((value) => !isKnown(value))
  return waits || lacks ? unknownOf(signature) : rule(given)
}

function unknownOf(signature: Signature): Value {
  return signature.returns.is === 'dynamic'
    ? { ...unknownButThere(signature.returns), notNull: false }
    : unknownButThere(signature.returns)
}

/** Of these Terraform forgets the marks while something is not known yet. */
const FORGETS: ReadonlySet<string> = new Set([
  ...['abs', 'chunklist', 'concat', 'element', 'flatten', 'merge', 'reverse', 'slice', 'values', 'zipmap'],
])

/** These hand on parts of what they are given, each with its own marks, or look at none. */
const KEEPS_PARTS: ReadonlySet<string> = new Set([
  ...FORGETS,
  ...['keys', 'length', 'lookup', 'one', 'setproduct', 'tolist', 'tomap', 'sensitive', 'coalesce', 'ephemeralasnull'],
])

/** The result with the marks that Terraform gives it: of the arguments, and of all in them that the function looked at. */
export function withMarks(name: string, result: Value, given: readonly Value[]): Value {
  if (name === 'nonsensitive') return { ...result, sensitive: false }
  if (name === 'issensitive') return result
  if (FORGETS.has(name) && !given.every(isKnown)) {
    const places = name === 'element' || name === 'slice' ? given.slice(1) : []
    return marked({ ...result, sensitive: false }, ...places)
  }
  // The default of a lookup counts where it is what comes out.
  if (name === 'lookup') return marked(result, ...given.slice(0, 2))
  return KEEPS_PARTS.has(name) ? marked(result, ...given) : deeplyMarked(result, ...given)
}
