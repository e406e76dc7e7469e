/** Where something was written. */
export interface At {
  file: string
  line: number
  column: number
}

/**
 * A value as it is written in a configuration, whatever the language: what is not known before anything exists is said to be
 * unknown, and nothing is concluded from it.
 */
export type Node = TextNode | NumberNode | BoolNode | NullNode | ListNode | MapNode | UnknownNode

export interface TextNode {
  is: 'text'
  at: At
  /** With a {@link HOLE} for each piece that is not known. */
  text: string
  /** The resource it names: `aws_s3_bucket.logs`, or the logical id of a template. */
  refers?: string
  /** Written as it stands, with nothing put into it. */
  literal?: true
  /** With a hole for whatever is put into it, known or not; missing when all of it comes from elsewhere. */
  written?: string
  /** Where each offset of the text stands, when it goes over several lines. */
  placing?: (offset: number) => At
}

export interface NumberNode {
  is: 'number'
  at: At
  value: number
}

export interface BoolNode {
  is: 'bool'
  at: At
  value: boolean
}

export interface NullNode {
  is: 'null'
  at: At
}

export interface ListNode {
  is: 'list'
  at: At
  items: Node[]
  /** false when there may be more. */
  whole: boolean
}

export interface MapNode {
  is: 'map'
  at: At
  entries: Map<string, Entry>
  /** false when there may be more. */
  whole: boolean
}

export interface UnknownNode {
  is: 'unknown'
  at: At
  refers?: string
  /** What of it: `arn`. */
  attribute?: string
}

export interface Entry {
  /** Where its name stands. */
  at: At
  value: Node
}

/** Stands in a text for any text that is not known. */
export const HOLE = '\u0001'
/** Stands in a text for one name that is not known: it holds no colon and no slash. */
export const NAME = '\u0002'

export const unknownAt = (at: At, refers?: string, attribute?: string): UnknownNode => ({
  is: 'unknown',
  at,
  ...(refers === undefined ? {} : { refers }),
  ...(attribute === undefined ? {} : { attribute }),
})

export function hasHole(text: string): boolean {
  return text.includes(HOLE) || text.includes(NAME)
}

/** The text of a node when all of it is known. */
export function textOf(node: Node | undefined): string | null {
  if (node?.is === 'number' || node?.is === 'bool') return String(node.value)
  return node?.is === 'text' && !hasHole(node.text) ? node.text : null
}

/** Both `true` and `"true"`. */
export function boolOf(node: Node | undefined): boolean | null {
  if (node?.is === 'bool') return node.value
  const text = node?.is === 'text' ? node.text : ''
  return text === 'true' ? true : text === 'false' ? false : null
}

export function numberOf(node: Node | undefined): number | null {
  if (node?.is === 'number') return node.value
  return node?.is === 'text' && /^-?\d+(?:\.\d+)?$/.test(node.text) ? Number(node.text) : null
}

/** One value where several may stand counts as a list of one. */
export function itemsOf(node: Node | undefined): Node[] {
  if (node === undefined || node.is === 'null') return []
  return node.is === 'list' ? node.items : [node]
}

/** Not written, or written as null. */
export type Absent = 'absent'

/** What stands at a path: a node, `absent` when it surely does not stand there, undefined when nobody can know. */
export function find(node: Node, path: string): Node | Absent | undefined {
  let here: Node = node
  for (const name of path.split('.')) {
    // A nested block is a list of maps; of several the first speaks.
    if (here.is === 'list') {
      const first: Node | undefined = here.items[0]
      if (first === undefined) return here.whole ? 'absent' : undefined
      here = first
    }
    if (here.is !== 'map') return here.is === 'null' ? 'absent' : undefined
    const entry = here.entries.get(name)
    if (entry === undefined) return here.whole ? 'absent' : undefined
    here = entry.value
  }
  return here.is === 'null' ? 'absent' : here.is === 'unknown' ? undefined : here
}

export function entryOf(node: Node, name: string): Entry | undefined {
  return node.is === 'map' ? node.entries.get(name) : undefined
}
