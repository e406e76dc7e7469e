import { readJson } from '../resources/json.ts'
import type { MapNode, Node, TextNode } from '../resources/node.ts'
import { type PolicyDocument, type PolicyKind, readDocument } from './document.ts'

/** A text that should be a policy and is no JSON. */
export interface BrokenPolicy {
  at: Node['at']
  of: string
  message: string
}

export interface FoundPolicies {
  documents: PolicyDocument[]
  /** The same as they are written, without those of data sources. */
  written: { node: MapNode; kind: PolicyKind }[]
  broken: BrokenPolicy[]
}

export const nothingFound = (): FoundPolicies => ({ documents: [], written: [], broken: [] })

/** Reads a value that is a policy, or a text that holds one. */
export function take(found: FoundPolicies, node: Node, kind: PolicyKind, of: string, type: string): void {
  const read = node.is === 'text' ? parsed(node) : { node }
  if (read === null) return
  if ('problem' in read) found.broken.push({ ...read.problem, of })
  else if (read.node.is === 'map') {
    found.written.push({ node: read.node, kind })
    found.documents.push(readDocument(read.node, kind, of, type))
  }
}

/** A text of its own; one that is mostly made of what is not known says nothing. */
function parsed(node: TextNode): ReturnType<typeof readJson> | null {
  if (!node.text.trimStart().startsWith('{')) return null
  return readJson(node.text, node.placing ?? (() => node.at))
}

/** Every value at a path, through each of the blocks on the way. */
export function nodesAt(node: Node, [name, ...rest]: readonly string[]): Node[] {
  if (name === undefined) return [node]
  if (node.is === 'list') return node.items.flatMap((item) => nodesAt(item, [name, ...rest]))
  const entry = node.is === 'map' ? node.entries.get(name) : undefined
  return entry === undefined ? [] : nodesAt(entry.value, rest)
}
