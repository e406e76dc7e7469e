import { evaluate } from '../evaluate/evaluate.ts'
import { type Scope, withNames } from '../evaluate/scope.ts'
import { checkLabels, missingArgument, unsupportedArgument, unsupportedBlock } from '../module/structure.ts'
import type { AttributeSchema, BlockSchema, NestedSchema } from '../schema/block.ts'
import type { Attribute, Block, Body, Expression, Place } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import { jsonBlocks } from '../syntax/json.ts'
import type { Finding } from '../syntax/problem.ts'
import { traversalsOfBody } from '../syntax/references.ts'
import { convert } from '../values/convert.ts'
import { friendlyName, isPrimitive, type ObjectType, type Type } from '../values/type.ts'
import type { Value } from '../values/value.ts'
import * as values from '../values/value.ts'
import { NO_OTHERS, type Others } from './others.ts'
import { iteration } from './scope.ts'

/** Where the findings about one body go. */
export interface BodyFindings {
  errors: Finding[]
  warnings: Finding[]
}

/** Judges what the paths in an expression lead to; names of its own scope lead nowhere else. */
export type Refer = (expression: Expression, own: ReadonlyMap<string, unknown>) => void

interface Meta {
  attributes: ReadonlySet<string>
  blocks: ReadonlySet<string>
}

const NO_META: Meta = { attributes: new Set(), blocks: new Set() }

/** Judges what stands in a block by the schema of a provider. */
export class BodyChecker {
  private readonly findings: BodyFindings
  /** What a provider says of a nested block, which it does only when all values in it are known. */
  private late: Late | null = null
  private readonly lateOf = new Map<string, Late>()
  /** In what stands for any number of blocks the names are looked at, and the values are not. */
  private namesOnly = false

  /** The version these schemas are of, when a newer one may be used that knows more. */
  private readonly newest: string | null
  private readonly refer: Refer

  constructor(findings: BodyFindings, newest: string | null, refer: Refer) {
    this.findings = findings
    this.newest = newest
    this.refer = refer
  }

  /** The body of a resource, a data source or a provider. */
  check(body: Body, at: Place, schema: BlockSchema, others: Others, scope: Scope, meta = NO_META): void {
    this.body(body, at, schema, others, scope, meta)
    for (const late of this.lateOf.values()) if (!late.unknown) this.findings.errors.push(...late.findings)
  }

  private body(given: Body, at: Place, schema: BlockSchema, others: Others, scope: Scope, meta = NO_META): void {
    const body = given.json ? withBlocks(given, schema, meta) : given
    for (const attribute of body.attributes.values()) {
      if (!meta.attributes.has(attribute.name)) this.attribute(attribute, schema, others, scope)
    }
    const counts = new Map<string, Count>()
    for (const block of body.blocks) {
      if (meta.blocks.has(block.type)) continue
      if (block.type === '_') this.body(block.body, block.at, schema, others, scope, meta)
      else if (block.type === 'dynamic') this.dynamic(block, schema, others, scope, counts)
      else this.block(block.type, block, block.body, schema, others, scope, counts)
    }
    const escaped = body.blocks.find((block) => block.type === '_')?.body.attributes
    for (const [name, attribute] of schema.attributes) {
      if (!attribute.required || body.attributes.has(name) || escaped?.has(name) || counts.has(name)) continue
      if (others().some((one) => one.attributes.get(name)?.required !== true)) continue
      this.error(at, missingArgument(name))
    }
    for (const [name, nested] of schema.blocks) {
      if (!body.attributes.has(name)) this.blockCount(name, nested, counts.get(name), at, others)
    }
  }

  private attribute(attribute: Attribute, schema: BlockSchema, others: Others, scope: Scope): void {
    const { name, at, value } = attribute
    if (
      schema.blocks.get(name)?.mode === 'either' ||
      (!schema.attributes.has(name) && others().some((one) => one.blocks.get(name)?.mode === 'either'))
    ) {
      this.evaluated(value, scope)
      return
    }
    const known = schema.attributes.get(name) ?? first(others(), (one) => one.attributes.get(name))
    if (known === undefined) {
      const blocks = [...schema.blocks.keys(), ...others().flatMap((one) => [...one.blocks.keys()])]
      const detail = unsupportedArgument(name, settable(schema), blocks)
      this.unknown(at, 'Unsupported argument', detail)
      this.evaluated(value, scope)
      return
    }
    this.value(name, at, known, this.evaluated(value, scope), value.at)
  }

  private evaluated(expression: Expression, scope: Scope): Value {
    if (this.namesOnly) return values.ANY
    this.refer(expression, scope.names)
    return evaluate(expression, scope)
  }

  private value(name: string, at: Place, schema: AttributeSchema, value: Value, valueAt: Place): void {
    const done = convert(value, schema.type)
    if (!done.ok) {
      const detail = `Inappropriate value for attribute "${name}": ${done.why}.`
      this.error(valueAt, { summary: 'Incorrect attribute value type', detail })
      return
    }
    if (this.late !== null && !values.isWhollyKnown(value)) this.late.unknown = true
    if (values.hasEphemeral(value) && !name.endsWith('_wo')) {
      const detail = `Ephemeral values are not valid for "${name}", because it is not a write-only attribute and must be persisted to state.`
      this.error(valueAt, { summary: 'Invalid use of ephemeral value', detail })
    }
    if (values.isNull(value)) {
      if (schema.required) this.lateError(valueAt, missingArgument(name))
      return
    }
    if (!schema.required && !schema.optional && schema.computed) {
      const detail = `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`
      this.lateError(at, { summary: 'Value for unconfigurable attribute', detail })
    }
    if (schema.deprecated) {
      const detail = `The argument "${name}" is deprecated in this version of the provider.`
      this.findings.warnings.push({ line: at.line, column: at.column, summary: 'Argument is deprecated', detail })
    }
  }

  private dynamic(block: Block, schema: BlockSchema, others: Others, scope: Scope, counts: Map<string, Count>): void {
    const [wrong] = checkLabels(block, ['type'])
    const type = block.labels[0]?.text
    if (wrong !== undefined || type === undefined) {
      if (wrong !== undefined) this.findings.errors.push(wrong)
      return
    }
    if (!schema.blocks.has(type) && blockOfAttribute(schema, type) === null && !knows(others(), type)) {
      const detail = unsupportedBlock(type, schema.blocks.keys(), settable(schema))
      this.error(block.labels[0]?.at ?? block.at, { summary: 'Unsupported block type', detail })
      return
    }
    for (const attribute of block.body.attributes.values()) {
      if (['for_each', 'iterator', 'labels'].includes(attribute.name)) continue
      const detail = unsupportedArgument(attribute.name, ['for_each', 'iterator', 'labels'], ['content'])
      this.error(attribute.at, { summary: 'Unsupported argument', detail })
    }
    for (const inner of block.body.blocks) {
      if (inner.type === 'content') continue
      const detail = unsupportedBlock(inner.type, ['content'], ['for_each', 'iterator', 'labels'])
      this.error(inner.at, { summary: 'Unsupported block type', detail })
    }
    const forEach = block.body.attributes.get('for_each')
    if (forEach === undefined) {
      this.error(block.at, missingArgument('for_each'))
      return
    }
    const content = block.body.blocks.filter((inner) => inner.type === 'content')
    const [only] = content
    if (only === undefined || content.length > 1) {
      const summary = only === undefined ? 'Missing content block' : 'Extraneous content block'
      const detail =
        only === undefined
          ? 'A nested block of type "content" is required within each dynamic block.'
          : 'Only one nested block of type "content" is allowed within each dynamic block.'
      this.error(only?.at ?? block.at, { summary, detail })
      return
    }
    const iterator = block.body.attributes.get('iterator')
    const name = (iterator && keyword(iterator.value)) ?? type
    this.refer(forEach.value, scope.names)
    const entries = this.entries(evaluate(forEach.value, scope), forEach.value.at)
    if (entries === 'wrong') return
    if (entries === null) {
      const outer = this.namesOnly
      this.namesOnly = true
      this.block(type, block, only.body, schema, others, inside(scope, name, values.ANY, values.ANY), counts)
      this.namesOnly = outer
      return
    }
    // A hundred elements teach no more than the first twenty.
    for (const [key, value] of entries.slice(0, 20)) {
      this.block(type, block, only.body, schema, others, inside(scope, name, key, value), counts)
    }
  }

  private entries(collection: Value, at: Place): [Value, Value][] | null | 'wrong' {
    const summary = 'Invalid dynamic for_each value'
    if (values.isNull(collection)) {
      this.error(at, { summary, detail: 'Cannot use a null value in for_each.' })
      return 'wrong'
    }
    if (isPrimitive(collection.type)) {
      const detail = `Cannot use a ${friendlyName(collection.type)} value in for_each. An iterable collection is required.`
      this.error(at, { summary, detail })
      return 'wrong'
    }
    const named = values.namedPartsOf(collection)
    if (named !== null) return values.sortedEntries(named).map(([name, value]) => [values.text(name), value])
    return values.elementsOf(collection)?.map((value, index) => [values.number(index), value]) ?? null
  }

  private block(
    type: string,
    block: Block,
    body: Body,
    schema: BlockSchema,
    others: Others,
    scope: Scope,
    counts: Map<string, Count>,
  ): void {
    const unknownCount = this.namesOnly
    const count = counts.get(type) ?? { seen: 0, unknown: false, last: block.at }
    // After one whose number is not known, Terraform looks at no other block of the type, and yet at what it refers to.
    if (count.unknown) {
      if (!unknownCount) for (const path of traversalsOfBody(body)) this.refer(path, scope.names)
      return
    }
    counts.set(type, { seen: count.seen + 1, unknown: count.unknown || unknownCount, last: block.at })
    const nested = schema.blocks.get(type) ?? first(others(), (one) => one.blocks.get(type))
    if (nested !== undefined) {
      const same: Others = schema.blocks.has(type)
        ? () => others().flatMap((one) => one.blocks.get(type)?.block ?? [])
        : NO_OTHERS
      this.inBlock(type, unknownCount, () => this.body(body, block.at, nested.block, same, scope))
      return
    }
    const asBlock = blockOfAttribute(schema, type) ?? first(others(), (one) => blockOfAttribute(one, type) ?? undefined)
    if (asBlock !== undefined && asBlock !== null) {
      this.inBlock(type, unknownCount, () => this.body(body, block.at, asBlock, NO_OTHERS, scope))
      return
    }
    this.unknown(block.at, 'Unsupported block type', unsupportedBlock(type, schema.blocks.keys(), settable(schema)))
  }

  /** A name that is near a known one is a slip; any other may come from a newer version than is known here. */
  private unknown(at: Place, summary: string, detail: string): void {
    if (this.newest === null || detail.includes('Did you mean')) this.error(at, { summary, detail })
    else {
      const newer = `${detail} ${this.newest} does not have it; a newer version may.`
      this.findings.warnings.push({ line: at.line, column: at.column, summary, detail: newer })
    }
  }

  private blockCount(name: string, nested: NestedSchema, count: Count | undefined, at: Place, others: Others): void {
    if (count === undefined && (nested.min === 0 || others().some((one) => (one.blocks.get(name)?.min ?? 0) === 0))) {
      return
    }
    const seen = count?.seen ?? 0
    const single = nested.mode === 'single' || nested.mode === 'group' || nested.mode === 'either'
    if (seen < nested.min && !count?.unknown) {
      const detail = single
        ? `A block of type "${name}" is required here.`
        : `At least ${nested.min} "${name}" blocks are required.`
      this.error(at, { summary: single ? `Missing ${name} block` : `Insufficient ${name} blocks`, detail })
    }
    const max = single ? 1 : nested.max
    if (max > 0 && seen > max && count !== undefined && !count.unknown) {
      const detail = single
        ? `Only one block of type "${name}" is allowed.`
        : `No more than ${max} "${name}" blocks are allowed`
      this.error(count.last, { summary: single ? `Duplicate ${name} block` : `Too many ${name} blocks`, detail })
    }
  }

  /** A block that stands in the resource itself begins a value of its own; those inside belong to it. */
  private inBlock(type: string, unknown: boolean, check: () => void): void {
    const outer = this.late
    this.late ??= this.lateOf.get(type) ?? { unknown: false, findings: [] }
    if (outer === null) this.lateOf.set(type, this.late)
    if (unknown) this.late.unknown = true
    check()
    this.late = outer
  }

  private lateError(at: Place, what: { summary: string; detail: string }): void {
    const finding = { line: at.line, column: at.column, ...what }
    ;(this.late?.findings ?? this.findings.errors).push(finding)
  }

  private error(at: Place, what: { summary: string; detail: string }): void {
    this.findings.errors.push({ line: at.line, column: at.column, ...what })
  }
}

/** In the JSON form the schema alone knows which names stand for blocks. */
function withBlocks(body: Body, schema: BlockSchema, meta: Meta): Body {
  const attributes = new Map(body.attributes)
  const blocks = [...body.blocks]
  for (const attribute of body.attributes.values()) {
    const { name } = attribute
    if (meta.attributes.has(name) || schema.attributes.has(name) || !schema.blocks.has(name)) continue
    const found = jsonBlocks(attribute)
    if (found === null) continue
    attributes.delete(name)
    blocks.push(...found)
  }
  return { ...body, attributes, blocks }
}

interface Late {
  unknown: boolean
  findings: Finding[]
}

interface Count {
  seen: number
  /** A dynamic block may stand for any number of blocks. */
  unknown: boolean
  last: Place
}

function inside(scope: Scope, name: string, key: Value, value: Value): Scope {
  return withNames(scope, [[name, iteration(key, value)]])
}

function first<T>(schemas: readonly BlockSchema[], pick: (schema: BlockSchema) => T | undefined): T | undefined {
  for (const schema of schemas) {
    const found = pick(schema)
    if (found !== undefined) return found
  }
  return undefined
}

function knows(schemas: readonly BlockSchema[], type: string): boolean {
  return schemas.some((one) => one.blocks.has(type) || blockOfAttribute(one, type) !== null)
}

function settable(schema: BlockSchema): string[] {
  return [...schema.attributes].filter(([, one]) => one.required || one.optional).map(([name]) => name)
}

/** Attributes that hold lists of objects may be written as blocks, as they were in Terraform 0.11. */
function blockOfAttribute(schema: BlockSchema, name: string): BlockSchema | null {
  const type = schema.attributes.get(name)?.type
  if ((type?.is !== 'list' && type?.is !== 'set') || type.element.is !== 'object') return null
  return objectAsBlock(type.element)
}

function objectAsBlock(type: ObjectType): BlockSchema {
  const attributes = new Map<string, AttributeSchema>()
  for (const [name, part] of type.attributes) attributes.set(name, optional(part))
  return { attributes, blocks: new Map(), type }
}

function optional(type: Type): AttributeSchema {
  return { type, required: false, optional: true, computed: false, sensitive: false, deprecated: false }
}
