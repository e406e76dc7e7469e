/** What a property takes. */
export type Type =
  | { is: 'boolean' | 'any' }
  | ({ is: 'integer' | 'number' } & Range)
  /** Its characters are counted, and a pattern may describe them. */
  | ({ is: 'text'; readonly pattern?: RegExp } & Range)
  /** A text of a form that AWS gives it. */
  | { is: 'format'; format: Format }
  /** JSON, as a map or as a text that holds it. */
  | { is: 'json' }
  | { is: 'words'; words: readonly string[] }
  | { is: 'map'; readonly of: Type }
  | ({ is: 'list'; readonly of: Type; unique: boolean } & Range)
  | ObjectType

export interface Range {
  least?: number
  most?: number
}

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
  b: { is: 'boolean' },
  j: { is: 'json' },
  '*': { is: 'any' },
}

function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text)
}

/** What a definition refers to: others by their distance, patterns by their number. */
export interface Around {
  definition(distance: number): Type
  pattern(number: number): RegExp
}

function readType(text: string, around: Around): Type {
  const simple = SIMPLE[text]
  if (simple !== undefined) return simple
  if (isFormat(text)) return { is: 'format', format: text }
  const rest = text.slice(1)
  switch (text.charAt(0)) {
    case 's': {
      const [counts = '', pattern] = rest.split('/')
      return {
        is: 'text',
        ...rangeOf(counts),
        ...(pattern === undefined ? {} : { pattern: around.pattern(Number(pattern)) }),
      }
    }
    case 'i':
      return { is: 'integer', ...rangeOf(rest) }
    case 'n':
      return { is: 'number', ...rangeOf(rest) }
    case '@':
      return around.definition(Number(rest))
    case '"':
      return { is: 'words', words: rest.split('|') }
    case '[': {
      const [counts = '', range = '', unique] = /^([\d,]*)(u)?;/.exec(rest) ?? []
      const items = later(rest.slice(counts.length), around)
      return {
        is: 'list',
        ...rangeOf(range),
        unique: unique === 'u',
        get of(): Type {
          return items.type
        },
      }
    }
    case '{': {
      const values = later(rest, around)
      return {
        is: 'map',
        get of(): Type {
          return values.type
        },
      }
    }
    default:
      throw new Error(`a schema pack has the type ${text}, which this version does not know`)
  }
}

function rangeOf(written: string): Range {
  const [least = '', most = ''] = written.split(',')
  return { ...(least === '' ? {} : { least: Number(least) }), ...(most === '' ? {} : { most: Number(most) }) }
}

export function readObject(written: WrittenObject, around: Around): ObjectType {
  const properties = new Map<string, { readonly type: Type }>()
  const required: string[] = []
  const readOnly = new Set<string>()
  let rest: Type | null = null
  for (const [key, text] of Object.entries(written)) {
    if (typeof text !== 'string') continue
    if (key === '*') rest = readType(text, around)
    else if (key.endsWith('-')) readOnly.add(key.slice(0, -1))
    else {
      const name = key.endsWith('!') ? key.slice(0, -1) : key
      if (name !== key) required.push(name)
      properties.set(name, later(text, around))
    }
  }
  return { is: 'object', properties, required, readOnly, rest, rules: written.$ ?? {} }
}

/** Definitions contain themselves, so what is inside is read when it is looked at. */
function later(text: string, around: Around): { readonly type: Type } {
  let known: Type | null = null
  return {
    get type(): Type {
      known ??= readType(text, around)
      return known
    },
  }
}
