import { BOOL, DYNAMIC, NUMBER, objectOf, STRING, setOf, type Type, tupleOf, type Value } from './type.ts'

export type { Value }

export function unknown(type: Type, sensitive = false): Value {
  return { type, content: undefined, sensitive }
}

/** A value that is not known yet and will not be null. */
export function unknownButThere(type: Type): Value {
  return { type, content: undefined, sensitive: false, notNull: true }
}

export function isSurelyThere(value: Value): boolean {
  return value.content === undefined ? value.notNull === true : value.content !== null
}

/** Neither the value nor its type is known. */
export const ANY: Value = unknown(DYNAMIC)

export const nullOf = (type: Type): Value => ({ type, content: null, sensitive: false })
export const text = (content: string): Value => ({ type: STRING, content, sensitive: false })
export const number = (content: number): Value => ({ type: NUMBER, content, sensitive: false })
export const bool = (content: boolean): Value => ({ type: BOOL, content, sensitive: false })

export function tuple(parts: readonly Value[]): Value {
  return { type: tupleOf(parts.map((part) => part.type)), content: parts, sensitive: false }
}

export function object(parts: ReadonlyMap<string, Value>): Value {
  const types = new Map<string, Type>()
  for (const [name, part] of parts) types.set(name, part.type)
  return { type: objectOf(types), content: parts, sensitive: false }
}

export const isKnown = (value: Value): boolean => value.content !== undefined
export const isNull = (value: Value): boolean => value.content === null
/** The null that was written down, as opposed to one of a type. */
export const isBareNull = (value: Value): boolean => value.content === null && value.type.is === 'dynamic'

export function marked(value: Value, ...sources: readonly Value[]): Value {
  const sensitive = value.sensitive || sources.some((one) => one.sensitive)
  const ephemeral = value.ephemeral === true || sources.some((one) => one.ephemeral === true)
  if (sensitive === value.sensitive && ephemeral === (value.ephemeral === true)) return value
  return ephemeral ? { ...value, sensitive, ephemeral } : { ...value, sensitive }
}

/** The elements of a known list, set or tuple, or of a map or object in the order of their names. */
export function elementsOf(value: Value): readonly Value[] | null {
  const { content } = value
  if (Array.isArray(content)) return content
  return content instanceof Map ? sortedEntries(content).map(([, one]) => one) : null
}

export function sortedEntries(entries: ReadonlyMap<string, Value>): [string, Value][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

export function namedPartsOf(value: Value): ReadonlyMap<string, Value> | null {
  return value.content instanceof Map ? value.content : null
}

export function isWhollyKnown(value: Value): boolean {
  if (value.content === undefined) return false
  return elementsOf(value)?.every(isWhollyKnown) ?? true
}

export function hasSensitive(value: Value): boolean {
  return value.sensitive || (elementsOf(value)?.some(hasSensitive) ?? false)
}

/** With the marks of all that is in them: what looks into a value gives no less away than the value. */
export function deeplyMarked(value: Value, ...sources: readonly Value[]): Value {
  return marked(
    value,
    ...sources.map((one) => ({ ...one, sensitive: hasSensitive(one), ephemeral: hasEphemeral(one) })),
  )
}

export function hasEphemeral(value: Value): boolean {
  return value.ephemeral === true || (elementsOf(value)?.some(hasEphemeral) ?? false)
}

/** Sets hold each value once; what is not known yet may turn out to be equal to another. */
export function set(element: Type, parts: readonly Value[]): Value {
  // A set has no places of its own for marks: what is in it gives them to the whole.
  const sensitive = parts.some(hasSensitive)
  if (!parts.every(isWhollyKnown)) return unknown(setOf(element), sensitive)
  const seen = new Map<string, Value>()
  for (const part of parts) seen.set(fingerprint(part), part)
  return { type: setOf(element), content: [...seen.values()], sensitive }
}

/** Equal for equal known values. */
export function fingerprint(value: Value): string {
  const { content } = value
  if (content instanceof Map) {
    return `{${sortedEntries(content)
      .map(([name, one]) => `${JSON.stringify(name)}:${fingerprint(one)}`)
      .join()}}`
  }
  const parts = elementsOf(value)
  if (parts !== null) return `[${parts.map(fingerprint).join()}]`
  return JSON.stringify(content ?? null)
}
