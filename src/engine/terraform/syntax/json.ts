import { placingIn, readJson } from '../../checks/resources/json.ts'
import type { Node } from '../../checks/resources/node.ts'
import type { Attribute, Block, Body, Expression, Label, ObjectItem, Place } from './ast.ts'
import { literalText } from './ast.ts'
import { type Parsed, parseExpressionText, parseTemplateText } from './parser.ts'
import type { Finding } from './problem.ts'

/**
 * Reads Terraform's JSON form into the tree of the native one. Which names stand for blocks is known of the blocks of the
 * language itself; of a resource only its schema knows, and so its names come as arguments.
 */
export function parseTfJson(text: string): Parsed {
  const read = readJson(text, placingIn('', text))
  const problems: Finding[] = []
  const nothing: Body = { attributes: new Map(), blocks: [], end: { line: 1, column: 1 } }
  if ('problem' in read) {
    const { at, message } = read.problem
    return {
      body: nothing,
      problems: [{ ...placeOf(at), summary: 'Invalid JSON', detail: `This is no JSON: ${message}.` }],
    }
  }
  const roots = read.node.is === 'list' ? read.node.items : [read.node]
  const blocks: Block[] = []
  const attributes = new Map<string, Attribute>()
  for (const root of roots) {
    if (root.is !== 'map') {
      const detail = 'The root of the file must be an object, or a list of objects.'
      problems.push({ ...placeOf(root.at), summary: 'Incorrect JSON value type', detail })
      continue
    }
    for (const [name, { at, value }] of root.entries) {
      const labels = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined
      if (name === '//') continue
      if (labels !== undefined) blocks.push(...blocksOf(name, placeOf(at), value, labels, problems))
      else if (isOneBlock(value))
        blocks.push({ type: name, at: placeOf(at), labels: [], body: bodyOf(name, value, problems) })
      else attributes.set(name, attributeOf('', name, at, value, problems))
    }
  }
  return { body: { ...nothing, attributes, blocks }, problems }
}

/** How many labels a block of the language has. */
const LABELS: Readonly<Record<string, number>> = {
  ...{ terraform: 0, required_providers: 0, provider: 1, variable: 1, locals: 0, output: 1, module: 1, resource: 2 },
  ...{ data: 2, ephemeral: 2, moved: 0, removed: 0, import: 0, check: 1 },
}

/** Blocks inside of blocks that the language itself knows, with the number of their labels. */
const INNER: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  terraform: { backend: 1, cloud: 0, required_providers: 0, provider_meta: 1 },
  variable: { validation: 0 },
  output: { precondition: 0 },
  resource: { lifecycle: 0, provisioner: 1, connection: 0, dynamic: 1 },
  data: { lifecycle: 0, dynamic: 1 },
  ephemeral: { lifecycle: 0, dynamic: 1 },
  provider: { dynamic: 1 },
  lifecycle: { precondition: 0, postcondition: 0 },
  provisioner: { connection: 0 },
  removed: { lifecycle: 0, provisioner: 1, connection: 0 },
  check: { data: 2, assert: 0 },
  dynamic: { content: 0 },
}

/** Texts that are names and not values. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  variable: ['type'],
  moved: ['from', 'to'],
  removed: ['from'],
  import: ['to'],
  lifecycle: ['replace_triggered_by'],
  required_providers: ['configuration_aliases'],
}

const placeOf = ({ line, column }: Place): Place => ({ line, column })
const isOneBlock = (node: Node): node is Extract<Node, { is: 'map' }> => node.is === 'map'

function blocksOf(
  type: string,
  at: Place,
  node: Node,
  labels: number,
  problems: Finding[],
  given: Label[] = [],
): Block[] {
  if (node.is === 'list') return node.items.flatMap((item) => blocksOf(type, at, item, labels, problems, given))
  if (node.is === 'null') return []
  if (node.is !== 'map') {
    const what = labels > given.length ? 'labels' : `the content of a "${type}" block`
    problems.push({
      ...placeOf(node.at),
      summary: 'Incorrect JSON value type',
      detail: `An object is required here: ${what}.`,
    })
    return []
  }
  if (given.length === labels)
    return [{ type, at: placeOf(node.at), labels: given, body: bodyOf(type, node, problems) }]
  return [...node.entries].flatMap(([name, entry]) =>
    name === '//'
      ? []
      : blocksOf(type, at, entry.value, labels, problems, [...given, { text: name, at: placeOf(entry.at) }]),
  )
}

function bodyOf(type: string, node: Extract<Node, { is: 'map' }>, problems: Finding[]): Body {
  const inner = INNER[type] ?? {}
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  for (const [name, { at, value }] of node.entries) {
    if (name === '//') continue
    const labels = Object.hasOwn(inner, name) ? inner[name] : undefined
    if (labels !== undefined) blocks.push(...blocksOf(name, placeOf(at), value, labels, problems))
    else attributes.set(name, attributeOf(type, name, at, value, problems))
  }
  return { attributes, blocks, end: placeOf(node.at), json: true }
}

function attributeOf(type: string, name: string, at: Place, node: Node, problems: Finding[]): Attribute {
  const names = REFERENCES[type]?.includes(name) === true
  return { name, at: placeOf(at), value: expressionOf(node, names, problems) }
}

function expressionOf(node: Node, names: boolean, problems: Finding[]): Expression {
  const at = placeOf(node.at)
  switch (node.is) {
    case 'text':
      return names ? nameOf(node.text, at, problems) : templateOf(node.text, at, problems)
    case 'number':
    case 'bool':
      return { is: 'literal', at, value: node.value }
    case 'list':
      return { is: 'tuple', at, parts: node.items.map((item) => expressionOf(item, names, problems)) }
    case 'map':
      return {
        is: 'object',
        at,
        items: [...node.entries].map(([name, entry]): ObjectItem => {
          const own = names || name === 'configuration_aliases'
          const key = templateOf(name, placeOf(entry.at), problems)
          return { key, value: expressionOf(entry.value, own, problems) }
        }),
      }
    default:
      return { is: 'literal', at, value: null }
  }
}

function templateOf(text: string, at: Place, problems: Finding[]): Expression {
  if (!text.includes('${') && !text.includes('%{')) return { is: 'literal', at, value: text }
  const { template, problems: found } = parseTemplateText(text)
  problems.push(...found.map((finding) => ({ ...finding, ...at })))
  return template === null ? { is: 'literal', at, value: null } : movedTo(withoutLineEnd(template), at)
}

function nameOf(text: string, at: Place, problems: Finding[]): Expression {
  const { expression, problems: found } = parseExpressionText(text)
  problems.push(...found.map((finding) => ({ ...finding, ...at })))
  return expression === null ? { is: 'literal', at, value: null } : movedTo(expression, at)
}

/** A template file ends with a line end; a text in JSON does not. */
function withoutLineEnd(template: Expression): Expression {
  if (template.is !== 'template') return template
  const parts = template.parts.flatMap((part, index): Expression[] => {
    const text = index === template.parts.length - 1 ? literalText(part) : null
    if (text === null || !text.endsWith('\n')) return [part]
    return text === '\n' ? [] : [{ is: 'literal', at: part.at, value: text.slice(0, -1) }]
  })
  const [only] = parts
  return parts.length === 1 && only !== undefined
    ? { is: 'wrap', at: template.at, inner: only }
    : { ...template, parts }
}

/** Everything in a text of JSON is said to stand where the text begins. */
function movedTo(expression: Expression, at: Place): Expression {
  const move = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(move)
    if (typeof value !== 'object' || value === null) return value
    const moved = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, move(part)]))
    return 'line' in value && 'column' in value ? { ...moved, ...at } : moved
  }
  return move(expression) as Expression // the same tree with other places
}

/** What a schema says is a block, taken out of the arguments it came with. */
export function jsonBlocks(attribute: Attribute): Block[] | null {
  const { name, value } = attribute
  const parts = value.is === 'tuple' ? value.parts : [value]
  const blocks: Block[] = []
  for (const part of parts) {
    if (part.is === 'literal' && part.value === null) continue
    if (part.is !== 'object') return null
    const attributes = new Map<string, Attribute>()
    for (const { key, value: inner } of part.items) {
      const text = literalText(key)
      if (text === null) return null
      if (text !== '//') attributes.set(text, { name: text, at: key.at, value: inner })
    }
    blocks.push({ type: name, at: part.at, labels: [], body: { attributes, blocks: [], end: part.at, json: true } })
  }
  return blocks
}
