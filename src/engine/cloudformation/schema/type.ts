/** What a property takes. */
export type Type =
  | { is: 'text' | 'integer' | 'number' | 'boolean' | 'any' }
  /** JSON, as a map or as a text that holds it. */
  | { is: 'json' }
  | { is: 'words'; words: readonly string[] }
  | { is: 'list' | 'map'; readonly of: Type }
  | ObjectType

export interface ObjectType {
  is: 'object'
  readonly properties: ReadonlyMap<string, { readonly type: Type }>
  readonly required: readonly string[]
  /** What a resource only gives: nobody sets it. */
  readonly readOnly: ReadonlySet<string>
  /** What properties without a name of their own take; null when there are none. */
  readonly rest: Type | null
  readonly rules: Rules
}

/** Which properties of an object exclude or need each other. */
export interface Rules {
  /** Of these sets of properties exactly one is complete. */
  one?: readonly (readonly string[])[]
  /** Of these at least one. */
  some?: readonly (readonly string[])[]
  /** Of these properties exactly one is there. */
  xor?: readonly string[]
  /** Beside a property, others may not be. */
  without?: Readonly<Record<string, readonly string[]>>
  /** Beside a property, others must be. */
  with?: Readonly<Record<string, readonly string[]>>
}

/** As the pack writes it; scripts/schemas/cloudformation.mjs says how. */
export type WrittenObject = { readonly $?: Rules } & { readonly [name: string]: string | Rules | undefined }

const SIMPLE: Readonly<Record<string, Type>> = {
  s: { is: 'text' },
  i: { is: 'integer' },
  n: { is: 'number' },
  b: { is: 'boolean' },
  j: { is: 'json' },
  '*': { is: 'any' },
}

type Definition = (distance: number) => Type

function readType(text: string, definition: Definition): Type {
  const simple = SIMPLE[text]
  if (simple !== undefined) return simple
  const rest = text.slice(1)
  switch (text.charAt(0)) {
    case '@':
      return definition(Number(rest))
    case '"':
      return { is: 'words', words: rest.split('|') }
    case '[':
      return later('list', rest, definition)
    case '{':
      return later('map', rest, definition)
    default:
      throw new Error(`a schema pack has the type ${text}, which this version does not know`)
  }
}

/** Definitions contain themselves, so what is inside is read when it is looked at. */
function later(is: 'list' | 'map', text: string, definition: Definition): Type {
  let known: Type | null = null
  return {
    is,
    get of(): Type {
      known ??= readType(text, definition)
      return known
    },
  }
}

export function readObject(written: WrittenObject, definition: Definition): ObjectType {
  const properties = new Map<string, { readonly type: Type }>()
  const required: string[] = []
  const readOnly = new Set<string>()
  let rest: Type | null = null
  for (const [key, text] of Object.entries(written)) {
    if (typeof text !== 'string') continue
    if (key === '*') rest = readType(text, definition)
    else if (key.endsWith('-')) readOnly.add(key.slice(0, -1))
    else {
      const name = key.endsWith('!') ? key.slice(0, -1) : key
      if (name !== key) required.push(name)
      properties.set(name, lazily(text, definition))
    }
  }
  return { is: 'object', properties, required, readOnly, rest, rules: written.$ ?? {} }
}

function lazily(text: string, definition: Definition): { readonly type: Type } {
  let known: Type | null = null
  return {
    get type(): Type {
      known ??= readType(text, definition)
      return known
    },
  }
}
