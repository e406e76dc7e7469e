import { evaluate } from '../../terraform/evaluate/evaluate.ts'
import { aside, type Scope, withNames } from '../../terraform/evaluate/scope.ts'
import type { Block, Body, Expression, Place, Step } from '../../terraform/syntax/ast.ts'
import { keyword } from '../../terraform/syntax/ast.ts'
import * as values from '../../terraform/values/value.ts'
import { ANY, elementsOf, isKnown, namedPartsOf, type Value } from '../../terraform/values/value.ts'
import { type At, type Entry, HOLE, type ListNode, type MapNode, NAME, type Node, unknownAt } from './node.ts'

/** Where expressions of Terraform are read: what they can see, and the file they stand in. */
export interface Reading {
  scope: Scope
  file: string
  /** A local as it is written; null when there is none, or it leads to itself. */
  local(name: string): Node | null
}

/** Some ARNs have one shape whatever the names in them turn out to be. */
const ARNS: Readonly<Record<string, string>> = {
  aws_s3_bucket: `arn:${NAME}:s3:::${NAME}`,
  aws_dynamodb_table: `arn:${NAME}:dynamodb:${NAME}:${NAME}:table/${NAME}`,
  aws_sqs_queue: `arn:${NAME}:sqs:${NAME}:${NAME}:${NAME}`,
  aws_sns_topic: `arn:${NAME}:sns:${NAME}:${NAME}:${NAME}`,
  aws_kms_key: `arn:${NAME}:kms:${NAME}:${NAME}:key/${NAME}`,
  aws_iam_role: `arn:${NAME}:iam::${NAME}:role/${HOLE}`,
  aws_lambda_function: `arn:${NAME}:lambda:${NAME}:${NAME}:function:${NAME}`,
  aws_cloudwatch_log_group: `arn:${NAME}:logs:${NAME}:${NAME}:log-group:${HOLE}`,
  aws_secretsmanager_secret: `arn:${NAME}:secretsmanager:${NAME}:${NAME}:secret:${HOLE}`,
}

/** An expression as it is written, with places inside of it as far as they are there. */
export function nodeOf(expression: Expression, reading: Reading): Node {
  const at = placeOf(expression.at, reading)
  switch (expression.is) {
    case 'literal': {
      const node = scalar(expression.value, at)
      // A text of several lines is a heredoc, and its first line follows the one that opens it.
      if (node.is === 'text') {
        node.literal = true
        node.written = node.text
      }
      if (node.is === 'text' && node.text.includes('\n')) {
        node.placing = placingOf([{ start: 0, at: { ...at, line: at.line + 1, column: 1 }, text: node.text }])
      }
      return node
    }
    case 'template':
      return templateNode(expression.parts, at, reading)
    case 'wrap':
    case 'parentheses':
      return nodeOf(expression.inner, reading)
    case 'tuple':
      return { is: 'list', at, items: expression.parts.map((part) => nodeOf(part, reading)), whole: true }
    case 'object':
      return mapOf(expression.items, at, reading)
    case 'traversal':
      return pathNode(expression.root, expression.steps, at, reading) ?? fromValue(evaluated(expression, reading), at)
    case 'conditional': {
      const condition = evaluated(expression.condition, reading).content
      if (typeof condition !== 'boolean') return unknownAt(at)
      return nodeOf(condition ? expression.yes : expression.no, reading)
    }
    case 'call':
      return callNode(expression, at, reading) ?? fromValue(evaluated(expression, reading), at)
    default: {
      const known = fromValue(evaluated(expression, reading), at)
      return known.is === 'unknown' ? { ...known, ...referenceIn(expression) } : known
    }
  }
}

function evaluated(expression: Expression, { scope }: Reading): Value {
  return evaluate(expression, aside(scope))
}

function placeOf({ line, column }: Place, { file }: Reading): At {
  return { file, line, column }
}

function scalar(value: string | number | boolean | null, at: At): Node {
  if (value === null) return { is: 'null', at }
  if (typeof value === 'string') return { is: 'text', at, text: value }
  return typeof value === 'number' ? { is: 'number', at, value } : { is: 'bool', at, value }
}

interface Piece {
  start: number
  at: At
  text: string
}

function templateNode(parts: readonly Expression[], at: At, reading: Reading): Node {
  const pieces: Piece[] = []
  let start = 0
  for (const part of parts) {
    const text = piece(part, reading)
    pieces.push({ start, at: placeOf(part.at, reading), text })
    start += text.length
  }
  const written = parts.map((part) => (part.is === 'literal' ? String(part.value ?? '') : HOLE)).join('')
  return { is: 'text', at, text: pieces.map((one) => one.text).join(''), written, placing: placingOf(pieces) }
}

/** Offsets of a text that was put together: a line that a piece begins within itself starts at the first column. */
function placingOf(pieces: readonly Piece[]): (offset: number) => At {
  return (offset) => {
    const holder = pieces.findLast((one) => one.start <= offset)
    if (holder === undefined) return pieces[0]?.at ?? { file: '', line: 0, column: 0 }
    const before = holder.text.slice(0, offset - holder.start).split('\n')
    const last = before.at(-1)?.length ?? 0
    const { file, line, column } = holder.at
    return before.length === 1
      ? { file, line, column: column + last }
      : { file, line: line + before.length - 1, column: last + 1 }
  }
}

/** A piece of a template as text. */
function piece(part: Expression, reading: Reading): string {
  if (part.is === 'literal') return String(part.value ?? '')
  const node = nodeOf(part, reading)
  if (node.is === 'text') return node.text
  return node.is === 'number' || node.is === 'bool' ? String(node.value) : HOLE
}

function mapOf(items: readonly { key: Expression; value: Expression }[], at: At, reading: Reading): MapNode {
  const entries = new Map<string, Entry>()
  let whole = true
  for (const { key, value } of items) {
    const name = keyword(key) ?? evaluated(key, reading).content
    if (typeof name === 'string') entries.set(name, { at: placeOf(key.at, reading), value: nodeOf(value, reading) })
    else whole = false
  }
  return { is: 'map', at, entries, whole }
}

/** The paths that lead somewhere with a place of its own; null for those whose value is all there is. */
function pathNode(root: string, steps: readonly Step[], at: At, reading: Reading): Node | null {
  const name = steps[0]?.is === 'attribute' ? steps[0].name : null
  if (reading.scope.names.has(root) || root === 'var' || root === 'path' || root === 'terraform') return null
  if (name === null || root === 'each' || root === 'count' || root === 'self') return unknownAt(at)
  if (root === 'local') {
    const found = reading.local(name)
    return found === null ? null : descend(found, steps.slice(1), at)
  }
  if (root === 'module') {
    const value = evaluate({ is: 'traversal', at, root, steps: [...steps] }, aside(reading.scope))
    if (isKnown(value)) return fromValue(value, at)
  }
  return reference(root, steps, at)
}

function descend(node: Node, steps: readonly Step[], at: At): Node {
  let here = node
  for (const step of steps) {
    const key = step.is === 'attribute' ? step.name : step.key
    const next =
      here.is === 'map' && typeof key === 'string'
        ? here.entries.get(key)?.value
        : here.is === 'list' && typeof key === 'number'
          ? here.items[key]
          : undefined
    if (next === undefined) return unknownAt(at)
    here = next
  }
  return here
}

/** `aws_s3_bucket.logs[0].arn` names a resource and something of it. */
function reference(root: string, steps: readonly Step[], at: At): Node {
  const data = root === 'data'
  const names = steps.flatMap((step) => (step.is === 'attribute' ? [step.name] : []))
  const address = data ? `data.${names[0] ?? ''}.${names[1] ?? ''}` : `${root}.${names[0] ?? ''}`
  const attribute = names[data ? 2 : 1]
  const shape = attribute === 'arn' ? ARNS[root] : undefined
  return shape === undefined ? unknownAt(at, address, attribute) : { is: 'text', at, text: shape, refers: address }
}

function referenceIn(expression: Expression): { refers?: string; attribute?: string } {
  const steps: Step[] = []
  let here = expression
  for (;;) {
    if (here.is === 'relative') {
      steps.unshift(...here.steps)
      here = here.source
    } else if (here.is === 'index' || here.is === 'splat') {
      if (here.is === 'splat' && here.each.is === 'relative') steps.unshift(...here.each.steps)
      here = here.source
    } else break
  }
  if (here.is !== 'traversal' || ['var', 'local', 'each', 'module', 'count', 'path'].includes(here.root)) return {}
  const found = reference(here.root, [...here.steps, ...steps], { file: '', line: 0, column: 0 })
  if (found.is === 'text') return found.refers === undefined ? {} : { refers: found.refers, attribute: 'arn' }
  if (found.is !== 'unknown' || found.refers === undefined) return {}
  return found.attribute === undefined ? { refers: found.refers } : { refers: found.refers, attribute: found.attribute }
}

/** What these give is what they are given. */
const TRANSPARENT = new Set(['jsonencode', 'tolist', 'toset', 'distinct', 'sensitive', 'nonsensitive', 'tomap', 'sort'])

function callNode(call: Extract<Expression, { is: 'call' }>, at: At, reading: Reading): Node | null {
  const [first] = call.parts
  if (first === undefined || call.expand) return null
  if (TRANSPARENT.has(call.name)) return nodeOf(first, reading)
  if (call.name === 'concat' || call.name === 'flatten' || call.name === 'compact') {
    const given = call.parts.map((part) => nodeOf(part, reading))
    return call.name === 'concat' ? joined(given, at) : flattened(given[0], at)
  }
  if (call.name !== 'merge') return null
  const entries = new Map<string, Entry>()
  let whole = true
  for (const part of call.parts) {
    const node = nodeOf(part, reading)
    if (node.is === 'map') for (const [name, entry] of node.entries) entries.set(name, entry)
    if (node.is === 'null') continue
    if (node.is !== 'map' || !node.whole) whole = false
  }
  return { is: 'map', at, entries, whole }
}

function joined(lists: readonly Node[], at: At): ListNode {
  const items = lists.flatMap((list) => (list.is === 'list' ? list.items : []))
  return { is: 'list', at, items, whole: lists.every((list) => list.is === 'list' && list.whole) }
}

function flattened(list: Node | undefined, at: At): ListNode {
  if (list?.is !== 'list') return { is: 'list', at, items: [], whole: false }
  const parts = list.items.map((item) => (item.is === 'list' ? flattened(item, at) : item))
  return {
    is: 'list',
    at,
    items: parts.flatMap((part) => (part.is === 'list' ? part.items : [part])),
    // What is not known may be a list, empty or not.
    whole: list.whole && parts.every((part) => part.is !== 'unknown' && (part.is !== 'list' || part.whole)),
  }
}

/** All of it stands where the expression stands that made it. */
export function fromValue(value: Value, at: At): Node {
  const { content } = value
  if (content === undefined) return unknownAt(at)
  if (content === null || typeof content !== 'object') return scalar(content, at)
  const named = namedPartsOf(value)
  if (named !== null) {
    const entries = new Map(
      [...named].map(([name, part]): [string, Entry] => [name, { at, value: fromValue(part, at) }]),
    )
    return { is: 'map', at, entries, whole: true }
  }
  return { is: 'list', at, items: (elementsOf(value) ?? []).map((part) => fromValue(part, at)), whole: true }
}

/** More of the same block than this tells a check nothing new. */
const MOST_REPEATS = 24

/** The arguments of a body, and its nested blocks as lists. */
export function bodyNode(body: Body, reading: Reading, place: Place): MapNode {
  const entries = new Map<string, Entry>()
  for (const { name, at, value } of body.attributes.values()) {
    entries.set(name, { at: placeOf(at, reading), value: nodeOf(value, reading) })
  }
  for (const block of body.blocks) addBlock(entries, block, reading)
  return { is: 'map', at: placeOf(place, reading), entries, whole: true }
}

function addBlock(entries: Map<string, Entry>, block: Block, reading: Reading): void {
  const at = placeOf(block.at, reading)
  const dynamic = block.type === 'dynamic'
  const name = dynamic ? (block.labels[0]?.text ?? '') : block.type
  const known = entries.get(name)
  const list: ListNode = known?.value.is === 'list' ? known.value : { is: 'list', at, items: [], whole: true }
  if (dynamic) addRepeats(list, block, name, reading)
  else list.items.push(bodyNode(block.body, reading, block.at))
  if (known === undefined) entries.set(name, { at, value: list })
}

function addRepeats(list: ListNode, block: Block, name: string, reading: Reading): void {
  const forEach = block.body.attributes.get('for_each')
  const content = block.body.blocks.find((inner) => inner.type === 'content')
  const over = forEach === undefined ? ANY : evaluated(forEach.value, reading)
  const parts = partsOf(over)
  if (content === undefined || parts === null) {
    list.whole = false
    return
  }
  const iterator = block.body.attributes.get('iterator')
  const given = (iterator && keyword(iterator.value)) ?? name
  for (const each of parts.slice(0, MOST_REPEATS)) {
    const scope = withNames(reading.scope, [[given, each]])
    list.items.push(bodyNode(content.body, { ...reading, scope }, content.at))
  }
}

/** `{ key, value }` for each that a collection holds; null when that is not known. */
export function partsOf(over: Value): Value[] | null {
  const pair = (key: Value, value: Value): Value =>
    values.object(
      new Map([
        ['key', key],
        ['value', value],
      ]),
    )
  const named = namedPartsOf(over)
  if (named !== null) return values.sortedEntries(named).map(([key, value]) => pair(values.text(key), value))
  const parts = elementsOf(over)
  if (parts === null) return null
  return parts.map((value, index) => pair(over.type.is === 'set' ? value : values.number(index), value))
}
