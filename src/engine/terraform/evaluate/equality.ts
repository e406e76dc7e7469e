import { hasDynamic, sameType } from '../values/type.ts'
import { fingerprint, isNull, isSurelyThere, isWhollyKnown, type Value } from '../values/value.ts'

/** Values of different types are never equal; null equals null; null here while it cannot be told. */
export function areEqual(a: Value, b: Value): boolean | null {
  if (isNull(a) && isNull(b)) return true
  if ((isNull(a) && isSurelyThere(b)) || (isNull(b) && isSurelyThere(a))) return false
  if (isDifferent(a, b) || isDifferent(b, a)) return false
  if (!isWhollyKnown(a) || !isWhollyKnown(b)) return null
  if (isNull(a) || isNull(b)) return false
  return sameType(a.type, b.type) && fingerprint(a) === fingerprint(b)
}

/** A value that is there is no value of another type, whatever that will be. */
function isDifferent(known: Value, other: Value): boolean {
  if (known.content === undefined || known.content === null || other.content !== undefined) return false
  return !hasDynamic(other.type) && !hasDynamic(known.type) && !sameType(known.type, other.type)
}
