/** What a field of an object takes. */
export type Type =
  | { is: 'text' | 'integer' | 'number' | 'boolean' | 'any' }
  /** A number or a text: quantities, ports by number or name. */
  | { is: 'either' }
  | { is: 'words'; words: readonly string[] }
  /** `merge`: the field by which a strategic merge patch tells members apart, '' when their values do; null when the patch replaces the list. */
  | { is: 'list'; of: Type; merge: string | null }
  | { is: 'map'; of: Type }
  | ObjectType

export interface ObjectType {
  is: 'object'
  readonly fields: ReadonlyMap<string, Field>
  readonly required: readonly string[]
  /** What fields without a name of their own take; null when there are none. */
  readonly rest: Type | null
}

export interface Field {
  readonly type: Type
  /** Minors of Kubernetes between which it is known; 0 and Infinity are no limits. */
  readonly from: number
  readonly until: number
}

export const ANY: Type = { is: 'any' }

const SIMPLE: Readonly<Record<string, Type>> = {
  s: { is: 'text' },
  i: { is: 'integer' },
  n: { is: 'number' },
  b: { is: 'boolean' },
  x: { is: 'either' },
  '*': ANY,
}

/** Reads a type as the packs write it; scripts/schemas/kubernetes/pack.mjs says how. */
export function readType(text: string, definition: (number: number) => Type): Type {
  const simple = SIMPLE[text]
  if (simple !== undefined) return simple
  const rest = text.slice(1)
  switch (text.charAt(0)) {
    case '@':
      return definition(Number(rest))
    case '"':
      return { is: 'words', words: rest.split('|') }
    case '{': {
      const inside = rest
      return lazy('map', () => readType(inside, definition), null)
    }
    case '[': {
      const key = /^~(\w*)~/.exec(rest)
      const inside = key === null ? rest : rest.slice(key[0].length)
      return lazy('list', () => readType(inside, definition), key?.[1] ?? null)
    }
    default:
      throw new Error(`a schema pack has the type ${text}, which this version does not know`)
  }
}

/** Definitions contain themselves, so what is inside is read when it is looked at. */
function lazy(is: 'map' | 'list', read: () => Type, merge: string | null): Type {
  let known: Type | null = null
  return {
    is,
    merge,
    get of(): Type {
      known ??= read()
      return known
    },
  }
}

/** An object as the packs write it: `{"name!":"s","since":"s 28-"}`. */
export function readObject(
  written: Readonly<Record<string, string>>,
  definition: (number: number) => Type,
): ObjectType {
  const fields = new Map<string, Field>()
  const required: string[] = []
  let rest: Type | null = null
  for (const [key, text] of Object.entries(written)) {
    const isRequired = key.endsWith('!')
    const name = isRequired ? key.slice(0, -1) : key
    const versions = / (\d*)-(\d*)$/.exec(text)
    const typeText = versions === null ? text : text.slice(0, versions.index)
    if (name === '*') {
      rest = readType(typeText, definition)
      continue
    }
    if (isRequired) required.push(name)
    fields.set(name, field(typeText, definition, versions?.[1] ?? '', versions?.[2] ?? ''))
  }
  return { is: 'object', fields, required, rest }
}

function field(text: string, definition: (number: number) => Type, from: string, until: string): Field {
  let known: Type | null = null
  return {
    from: from === '' ? 0 : Number(from),
    until: until === '' ? Number.POSITIVE_INFINITY : Number(until),
    get type(): Type {
      known ??= readType(text, definition)
      return known
    },
  }
}
