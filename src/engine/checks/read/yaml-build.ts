import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import { YamlList, YamlMap, type YamlNode, YamlScalar, type YamlSource } from './yaml-node.ts'
import { plainValue, taggedValue, type YamlVersion } from './yaml-scalar.ts'

/** Why a text, or a piece of it, is not YAML that every reader understands. */
export interface YamlProblem {
  rule: 'syntax' | 'duplicate-key' | 'alias' | 'merge'
  offset: number
  message: string
  hint?: string
}

export interface YamlDocument {
  /** null for a document without content. */
  root: YamlNode | null
  /** Where its content begins. */
  start: number
}

/** Nodes that aliases and merge keys may repeat in one document: more is a bomb, or nothing anybody can follow. */
const MOST_REPEATED = 100_000

/** More in one text help nobody. */
export const MOST_PROBLEMS = 20

const STANDARD_TAG = /^!(?:![a-z]+)?$|^!<tag:yaml\.org,2002:([a-z]+)>$/

interface Frame {
  node: YamlMap | YamlList
  anchor: string | null
  flow: boolean
  /** The key whose value comes next; null when a key comes next. */
  key: YamlNode | null
  /** What `<<` keys name, first to last. */
  merges: { from: YamlNode; key: YamlNode }[]
  /** Nodes in it, counting what its aliases repeat. */
  size: number
}

interface Anchored {
  node: YamlNode
  size: number
  open: boolean
}

/** Turns the events of a source, which stands at `base` in its file, into documents. */
export class DocumentBuilder {
  private readonly source: string
  private readonly file: YamlSource
  private readonly base: number
  private readonly version: YamlVersion
  private readonly into: { documents: YamlDocument[]; problems: YamlProblem[] }
  private readonly stack: Frame[] = []
  private anchors = new Map<string, Anchored>()
  private root: YamlNode | null = null
  private repeated = 0
  /** Where the source has been read to. */
  private last = 0

  constructor(
    source: string,
    file: YamlSource,
    base: number,
    version: YamlVersion,
    into: { documents: YamlDocument[]; problems: YamlProblem[] },
  ) {
    this.source = source
    this.file = file
    this.base = base
    this.version = version
    this.into = into
  }

  read(events: readonly Event[]): void {
    for (const event of events) {
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          this.anchors = new Map()
          this.root = null
          this.repeated = 0
          break
        case EVENT_ID.POP: {
          const frame = this.stack.pop()
          if (frame) this.close(frame)
          else this.into.documents.push(documentOf(this.root, this.base + this.last))
          break
        }
        case EVENT_ID.ALIAS:
          this.alias(event)
          break
        case EVENT_ID.SCALAR:
          this.scalar(event)
          break
        default:
          this.open(event)
      }
    }
  }

  private open(event: MappingEvent | SequenceEvent): void {
    const start = this.base + firstOf(event.tagStart, event.start)
    const tag = customTag(this.source, event.tagStart, event.tagEnd)
    const node =
      event.type === EVENT_ID.MAPPING ? new YamlMap(tag, this.file, start) : new YamlList(tag, this.file, start)
    const anchor = event.anchorStart < 0 ? null : this.source.slice(event.anchorStart, event.anchorEnd)
    if (anchor !== null) this.anchors.set(anchor, { node, size: 1, open: true })
    this.put(node, 1)
    const flow = event.style === COLLECTION_STYLE.FLOW
    this.last = event.start + (flow ? 1 : 0)
    this.stack.push({ node, anchor, flow, key: null, merges: [], size: 0 })
  }

  private close(frame: Frame): void {
    const { node, anchor, flow } = frame
    if (flow) this.last = afterBracket(this.source, this.last)
    node.end = this.base + this.last
    if (frame.merges.length > 0) this.merge(frame)
    if (anchor !== null) this.anchors.set(anchor, { node, size: frame.size + 1, open: false })
    const parent = this.stack.at(-1)
    if (parent) parent.size += frame.size
  }

  private scalar(event: ScalarEvent): void {
    const node = this.scalarNode(event)
    this.last = node.end - this.base
    if (event.anchorStart >= 0)
      this.anchors.set(this.source.slice(event.anchorStart, event.anchorEnd), { node, size: 1, open: false })
    this.put(node, 1)
  }

  private scalarNode(event: ScalarEvent): YamlScalar {
    const { source, base, file, version } = this
    const text = getScalarValue(source, event)
    const isPlain = event.style === SCALAR_STYLE.PLAIN
    const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
    const style = isPlain ? 'plain' : isQuoted ? 'quoted' : 'block'
    const isEmpty = event.valueStart < 0
    const from = isEmpty ? Math.max(this.last, event.tagEnd, event.anchorEnd) : contentStart(event, source)
    const start = base + firstOf(event.tagStart, from - (isQuoted ? 1 : 0))
    const end = base + (isEmpty ? from : event.valueEnd + (isQuoted ? 1 : 0))
    if (event.tagStart < 0)
      return new YamlScalar(isPlain ? plainValue(text, version) : text, text, style, null, file, start, end)
    const tag = customTag(source, event.tagStart, event.tagEnd)
    const value = taggedValue(tag ?? standardTag(source.slice(event.tagStart, event.tagEnd)), text, version)
    return new YamlScalar(value, text, style, tag, file, start, end)
  }

  private alias(event: AliasEvent): void {
    const name = this.source.slice(event.anchorStart, event.anchorEnd)
    const at = this.base + event.anchorStart - 1
    const found = this.anchors.get(name)
    this.last = event.anchorEnd
    if (found === undefined) this.report('alias', at, `*${name} names no anchor above it`)
    else if (found.open) this.report('alias', at, `*${name} repeats what it stands in`)
    else if (this.repeats(found.size, at, `*${name}`)) {
      this.put(found.node, found.size)
      return
    }
    this.put(new YamlScalar(null, '', 'plain', null, this.file, at, this.base + this.last), 1)
  }

  /** Where the open collection, or the document, expects it. */
  private put(node: YamlNode, size: number): void {
    const frame = this.stack.at(-1)
    if (frame === undefined) {
      this.root = node
      return
    }
    frame.size += size
    const { node: holder, key } = frame
    if (holder.kind === 'list') holder.items.push(node)
    else if (key === null) frame.key = node
    else {
      frame.key = null
      if (isMergeKey(key)) frame.merges.push({ from: node, key })
      else this.pair(holder, key, node)
    }
  }

  private pair(holder: YamlMap, key: YamlNode, value: YamlNode): void {
    const name = key.kind === 'scalar' ? key.text : ''
    if (key.kind === 'scalar' && holder.has(name)) {
      const message = `the key ${JSON.stringify(name)} stands here a second time`
      this.report('duplicate-key', key.start, message, 'a reader keeps one of the two values, or refuses the file')
    }
    holder.add({ key: name, keyNode: key, value, merged: false })
  }

  /** A map's own keys count before what it merges, and what is merged first before what comes later. */
  private merge({ node, merges }: Frame): void {
    if (node.kind !== 'map') return
    for (const { from, key } of merges) {
      for (const map of from.kind === 'list' ? from.items : [from]) {
        if (map.kind !== 'map') {
          this.report('merge', key.start, 'a merge key takes a map, or a list of maps')
          continue
        }
        if (!this.repeats(map.entries.length, key.start, 'this merge key')) return
        for (const entry of map.entries) if (!node.has(entry.key)) node.add({ ...entry, merged: true })
      }
    }
  }

  private repeats(size: number, at: number, what: string): boolean {
    const before = this.repeated
    this.repeated += size
    if (this.repeated > MOST_REPEATED && before <= MOST_REPEATED)
      this.report('alias', at, `with ${what}, aliases repeat more than ${MOST_REPEATED} values in this document`)
    return this.repeated <= MOST_REPEATED
  }

  private report(rule: YamlProblem['rule'], offset: number, message: string, hint?: string): void {
    if (this.into.problems.length >= MOST_PROBLEMS) return
    this.into.problems.push({ rule, offset, message, ...(hint ? { hint } : {}) })
  }
}

function documentOf(root: YamlNode | null, end: number): YamlDocument {
  const isEmpty = root?.kind === 'scalar' && root.text === '' && root.style === 'plain' && root.tag === null
  return { root: isEmpty ? null : root, start: root?.start ?? end }
}

function isMergeKey(key: YamlNode): boolean {
  return key.kind === 'scalar' && key.text === '<<' && key.style === 'plain'
}

/** Behind the indentation of a block's first line. */
function contentStart({ valueStart, indent }: ScalarEvent, source: string): number {
  let at = valueStart
  while (at - valueStart < indent && source.charCodeAt(at) === 32) at++
  return at
}

function firstOf(offset: number, otherwise: number): number {
  return offset < 0 ? otherwise : Math.min(offset, otherwise)
}

/** null for the tags of plain data, which say nothing that the value does not. */
function customTag(source: string, start: number, end: number): string | null {
  if (start < 0) return null
  const tag = source.slice(start, end)
  return STANDARD_TAG.test(tag) ? null : tag
}

function standardTag(tag: string): string {
  const long = STANDARD_TAG.exec(tag)?.[1]
  return long === undefined ? tag : `!!${long}`
}

/** Behind the bracket that closes a flow collection, whose last part ends at an offset. */
function afterBracket(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const char = source.charCodeAt(at)
    if (char === 93 || char === 125) return at + 1
    if (char === 35) {
      const end = source.indexOf('\n', at)
      if (end < 0) return source.length
      at = end
    }
  }
  return source.length
}
