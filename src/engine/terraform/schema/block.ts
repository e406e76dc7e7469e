import { DYNAMIC, mapOf, objectOf, type Type, withoutOptional } from '../values/type.ts'
import { readType } from '../values/type-text.ts'

export interface AttributeSchema {
  readonly type: Type
  readonly required: boolean
  readonly optional: boolean
  readonly computed: boolean
  readonly sensitive: boolean
  readonly deprecated: boolean
}

export interface NestedSchema {
  /** `either`: one object, as a block or as the value of an argument; the source of the schema does not tell. */
  readonly mode: 'single' | 'group' | 'list' | 'set' | 'map' | 'either'
  readonly min: number
  /** 0 is no limit. */
  readonly max: number
  readonly block: BlockSchema
}

export interface BlockSchema {
  readonly attributes: ReadonlyMap<string, AttributeSchema>
  readonly blocks: ReadonlyMap<string, NestedSchema>
  /** The type of an object that has this schema. */
  readonly type: Type
}

/** As a pack writes it: attributes as `flags type`, nested blocks with the number of their body. */
export type PackedBlock = [
  attributes: Record<string, string>,
  blocks?: Record<string, [mode: string, min: number, max: number, body: number]>,
]

const MODES: Readonly<Record<string, NestedSchema['mode']>> = {
  '1': 'single',
  g: 'group',
  l: 'list',
  s: 'set',
  m: 'map',
  e: 'either',
}

/** Everything is unpacked when it is looked at: a web ACL has thousands of nested blocks, and most files use few. */
export class LazyBlock implements BlockSchema {
  readonly attributes: ReadonlyMap<string, AttributeSchema>
  readonly blocks: ReadonlyMap<string, NestedSchema>
  private implied: Type | null = null

  constructor(packed: PackedBlock, bodyOf: (index: number) => BlockSchema) {
    const [attributes, blocks = {}] = packed
    this.attributes = new Map(Object.entries(attributes).map(([name, text]) => [name, new LazyAttribute(text)]))
    this.blocks = new Map(
      Object.entries(blocks).map(([name, [mode, min, max, body]]) => [
        name,
        {
          mode: MODES[mode] ?? 'list',
          min,
          max,
          get block(): BlockSchema {
            return bodyOf(body)
          },
        },
      ]),
    )
  }

  get type(): Type {
    this.implied ??= impliedType(this)
    return this.implied
  }
}

function impliedType(schema: BlockSchema): Type {
  const parts = new Map<string, Type>()
  for (const [name, attribute] of schema.attributes) parts.set(name, withoutOptional(attribute.type))
  for (const [name, { mode, block }] of schema.blocks) {
    const { type } = block
    if (mode === 'single' || mode === 'group' || mode === 'either') parts.set(name, type)
    else if (mode === 'map') parts.set(name, mapOf(type))
    else parts.set(name, { is: mode, element: type })
  }
  return objectOf(parts)
}

class LazyAttribute implements AttributeSchema {
  private readonly text: string
  private read: Type | null = null

  constructor(text: string) {
    this.text = text
  }

  get type(): Type {
    this.read ??= readType(this.text.slice(this.text.indexOf(' ') + 1))
    return this.read
  }
  get required(): boolean {
    return this.has('r')
  }
  get optional(): boolean {
    return this.has('o')
  }
  get computed(): boolean {
    return this.has('c')
  }
  get sensitive(): boolean {
    return this.has('s')
  }
  get deprecated(): boolean {
    return this.has('d')
  }

  private has(flag: string): boolean {
    const at = this.text.indexOf(flag)
    return at >= 0 && at < this.text.indexOf(' ')
  }
}

/** A schema that is written down in this program, in the same short form. */
export function blockSchema(
  attributes: Record<string, string>,
  blocks: Record<string, [mode: NestedSchema['mode'], min: number, max: number, block: BlockSchema]> = {},
): BlockSchema {
  const plain = new LazyBlock([attributes], () => NOTHING)
  const nested = new Map<string, NestedSchema>()
  for (const [name, [mode, min, max, block]] of Object.entries(blocks)) nested.set(name, { mode, min, max, block })
  return { attributes: plain.attributes, blocks: nested, type: nested.size === 0 ? plain.type : DYNAMIC }
}

const NOTHING: BlockSchema = { attributes: new Map(), blocks: new Map(), type: objectOf(new Map()) }
