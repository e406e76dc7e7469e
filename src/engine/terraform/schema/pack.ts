import { brotliDecompressSync } from 'node:zlib'
import type { Type } from '../values/type.ts'
import { readType } from '../values/type-text.ts'
import { type BlockSchema, LazyBlock, type PackedBlock } from './block.ts'

export type Kind = 'resource' | 'data' | 'ephemeral'

export interface ProviderFunction {
  parameters: Type[]
  variadic: Type | null
  returns: Type
}

/** What one version of a provider knows, found by name without reading the rest. */
export class SchemaPack {
  readonly source: string
  readonly version: string
  private readonly text: string
  private readonly lines = new Map<string, [from: number, to: number]>()
  private readonly blocks = new Map<string, BlockSchema>()

  constructor(bytes: Uint8Array) {
    // Names and types are ASCII, and one byte a character is read fastest.
    this.text = brotliDecompressSync(bytes).toString('latin1')
    const [magic, format, source = '', version = ''] = this.text.slice(0, this.text.indexOf('\n')).split(' ')
    if (magic !== 'skillchain-schema-pack' || format !== '1')
      throw new Error('this is not a schema pack of this version')
    this.source = source
    this.version = version
    this.index()
  }

  find(kind: Kind, name: string): BlockSchema | null {
    return this.block(`${kind[0]} ${name}`)
  }

  provider(): BlockSchema | null {
    return this.block(`p ${this.source}`)
  }

  names(kind: Kind): string[] {
    const start = `${kind[0]} `
    return [...this.lines.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(2))
  }

  function(name: string): ProviderFunction | null {
    const text = this.line(`f ${name}`)
    if (text === null) return null
    // The packs are our own files; their writer is scripts/schemas/pack.mjs.
    const [parameters, variadic, returns] = JSON.parse(text) as [string[], string | null, string]
    return {
      parameters: parameters.map(readType),
      variadic: variadic === null ? null : readType(variadic),
      returns: readType(returns),
    }
  }

  private block(key: string): BlockSchema | null {
    const known = this.blocks.get(key)
    if (known !== undefined) return known
    const text = this.line(key)
    if (text === null) return null
    const packed = JSON.parse(text) as PackedBlock // written by scripts/schemas/pack.mjs
    const block = new LazyBlock(packed, (index) => this.body(index))
    this.blocks.set(key, block)
    return block
  }

  private body(index: number): BlockSchema {
    const block = this.block(`# ${index}`)
    if (block === null) throw new Error(`the schema pack of ${this.source} has no body ${index}`)
    return block
  }

  private line(key: string): string | null {
    const range = this.lines.get(key)
    return range === undefined ? null : this.text.slice(range[0], range[1])
  }

  private index(): void {
    const { text } = this
    for (let from = text.indexOf('\n') + 1; from > 0 && from < text.length; ) {
      const end = text.indexOf('\n', from)
      const to = end < 0 ? text.length : end
      const space = text.indexOf(' ', from + 2)
      this.lines.set(text.slice(from, space), [space + 1, to])
      from = to + 1
    }
  }
}
