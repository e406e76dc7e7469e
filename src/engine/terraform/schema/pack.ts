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
  /** Where the line of a name begins. */
  private readonly starts = new Map<string, number>()
  private readonly bodies: number[] = []
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
    return [...this.starts.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(2))
  }

  /** Packs from npm know of no functions, which does not mean that there are none. */
  get hasFunctions(): boolean {
    return [...this.starts.keys()].some((key) => key.startsWith('f '))
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
    return this.unpack(key, text)
  }

  private unpack(key: string, text: string): BlockSchema {
    const packed = JSON.parse(text) as PackedBlock // written by scripts/schemas/pack.mjs
    const block = new LazyBlock(packed, (index) => this.body(index))
    this.blocks.set(key, block)
    return block
  }

  private body(index: number): BlockSchema {
    const known = this.blocks.get(`# ${index}`)
    if (known !== undefined) return known
    const start = this.bodies[index]
    if (start === undefined) throw new Error(`the schema pack of ${this.source} has no body ${index}`)
    return this.unpack(`# ${index}`, this.rest(start))
  }

  private line(key: string): string | null {
    const start = this.starts.get(key)
    return start === undefined ? null : this.rest(start)
  }

  /** A line without its kind and name. */
  private rest(start: number): string {
    const end = this.text.indexOf('\n', start)
    return this.text.slice(this.text.indexOf(' ', start + 2) + 1, end < 0 ? undefined : end)
  }

  private index(): void {
    const { text } = this
    for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
      // Bodies stand in the order of their numbers.
      if (text.charCodeAt(at) === 35) this.bodies.push(at)
      else this.starts.set(text.slice(at, text.indexOf(' ', at + 2)), at)
    }
  }
}
