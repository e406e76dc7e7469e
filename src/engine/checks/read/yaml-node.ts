import type { Place } from './lines.ts'
import type { ScalarValue } from './yaml-scalar.ts'

/** The text that nodes come from; they stay with it when they are moved into other documents. */
export interface YamlSource {
  readonly path: string
  place(offset: number): Place
}

export type YamlNode = YamlMap | YamlList | YamlScalar

/** A text, a number, a word. */
export class YamlScalar {
  readonly kind = 'scalar'
  readonly value: ScalarValue
  /** As it reads once quotes, folding and escapes are gone. */
  readonly text: string
  readonly style: 'plain' | 'quoted' | 'block'
  /** A tag of somebody's own, as it is written (`!Ref`); null for plain data. */
  readonly tag: string | null
  readonly source: YamlSource
  readonly start: number
  readonly end: number

  constructor(
    value: ScalarValue,
    text: string,
    style: YamlScalar['style'],
    tag: string | null,
    source: YamlSource,
    start: number,
    end: number,
  ) {
    this.source = source
    this.value = value
    this.text = text
    this.style = style
    this.tag = tag
    this.start = start
    this.end = end
  }
}

export class YamlList {
  readonly kind = 'list'
  readonly items: YamlNode[] = []
  readonly tag: string | null
  readonly source: YamlSource
  readonly start: number
  end: number

  constructor(tag: string | null, source: YamlSource, start: number) {
    this.tag = tag
    this.source = source
    this.start = start
    this.end = start
  }
}

export interface YamlEntry {
  /** The key's text; a key that is a map or a list has an empty one. */
  key: string
  keyNode: YamlNode
  value: YamlNode
  /** It came in with a merge key (`<<`). */
  merged: boolean
}

/** Maps below this size are searched from end to end, which is faster than an index. */
const SMALL = 12

export class YamlMap {
  readonly kind = 'map'
  private readonly all: YamlEntry[] = []
  readonly tag: string | null
  readonly source: YamlSource
  readonly start: number
  end: number
  private index: Map<string, YamlEntry> | null = null

  constructor(tag: string | null, source: YamlSource, start: number) {
    this.tag = tag
    this.source = source
    this.start = start
    this.end = start
  }

  /** In the order of the text; a key that stands twice is here twice, and what was merged comes last. */
  get entries(): readonly YamlEntry[] {
    return this.all
  }

  add(entry: YamlEntry): void {
    this.all.push(entry)
    this.index?.set(entry.key, entry)
  }

  /** Of a key that stands twice, the last. */
  entry(key: string): YamlEntry | undefined {
    const { entries } = this
    if (entries.length > SMALL) {
      this.index ??= new Map(entries.map((one) => [one.key, one]))
      return this.index.get(key)
    }
    for (let at = entries.length - 1; at >= 0; at--) if (entries[at]?.key === key) return entries[at]
    return undefined
  }

  get(key: string): YamlNode | undefined {
    return this.entry(key)?.value
  }

  has(key: string): boolean {
    return this.entry(key) !== undefined
  }
}

/** Follows keys through maps, and positions through lists. */
export function nodeAt(node: YamlNode | null | undefined, ...path: readonly (string | number)[]): YamlNode | undefined {
  let here = node ?? undefined
  for (const step of path) {
    if (here?.kind === 'map') here = here.get(String(step))
    else if (here?.kind === 'list' && typeof step === 'number') here = here.items[step]
    else return undefined
  }
  return here
}

/** The text of a plain scalar, when it is one. */
export function textOf(node: YamlNode | null | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

export function itemsOf(node: YamlNode | null | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : []
}

export function entriesOf(node: YamlNode | null | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : []
}

export function isNull(node: YamlNode | null | undefined): boolean {
  return node === undefined || node === null || (node.kind === 'scalar' && node.value === null)
}

/** Plain JSON, for whoever needs no places. */
export function plain(node: YamlNode | null): unknown {
  if (node === null) return null
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
}

/** Where a node stands. */
export function placeOf(node: YamlNode): { file: string } & Place {
  return { file: node.source.path, ...node.source.place(node.start) }
}
