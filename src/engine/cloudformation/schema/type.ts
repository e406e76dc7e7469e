/** What a property takes. */
export type Type =
  | { is: 'text' | 'integer' | 'number' | 'boolean' | 'any' }
  /** A text of a form that AWS gives it. */
  | { is: 'format'; format: Format }
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

export type Format = keyof typeof FORMATS

/** Forms of texts by the letter that the pack has for them: what they look like, and how they are called. */
export const FORMATS = {
  A: { form: /^arn:[a-zA-Z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/, name: 'the ARN of a certificate' },
  C: { form: /^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, name: 'an IPv4 network such as 10.0.0.0/16' },
  G: { form: /^sg-(?:[a-fA-F0-9]{8}|[a-fA-F0-9]{17})$/, name: 'the id of a security group' },
  K: {
    form: /^(?:arn:[a-zA-Z-]+:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/.+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|alias\/[a-zA-Z0-9:/_-]+)$/,
    name: 'a key: its ARN, its id, or an alias',
  },
  L: { form: /^arn:[a-zA-Z-]+:lambda:[a-z0-9-]+:\d{12}:function:.+$/, name: 'the ARN of a function' },
  M: { form: /^ami-(?:[0-9a-z]{8}|[0-9a-z]{17})$/, name: 'the id of an image' },
  R: { form: /^arn:[a-zA-Z-]+:iam::\d{12}:role\/.+$/, name: 'the ARN of a role' },
  T: { form: /^arn:[a-zA-Z-]+:sns:[a-z0-9-]+:\d{12}:.+$/, name: 'the ARN of a topic' },
  U: { form: /^subnet-(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{17})$/, name: 'the id of a subnet' },
  V: { form: /^vpc-(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{17})$/, name: 'the id of a VPC' },
} as const

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

function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text)
}

type Definition = (distance: number) => Type

function readType(text: string, definition: Definition): Type {
  const simple = SIMPLE[text]
  if (simple !== undefined) return simple
  if (isFormat(text)) return { is: 'format', format: text }
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
