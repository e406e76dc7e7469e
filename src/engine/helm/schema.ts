import { didYouMean } from '../../skills/nearest.ts'
import { entriesOf, itemsOf, nodeAt, plain, textOf, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'

/** What a JSON schema says against a value. */
export interface SchemaProblem {
  at: YamlNode
  message: string
  hint?: string | undefined
}

const DEEPEST = 60

/** Judges a value by a JSON schema, as far as values.schema.json files use it. References lead into the same file. */
export function schemaProblems(
  value: YamlNode,
  schema: YamlNode,
  root: YamlNode,
  path = 'values',
  depth = 0,
): SchemaProblem[] {
  if (depth > DEEPEST) return []
  if (schema.kind === 'scalar')
    return schema.value === false ? [{ at: value, message: `${path} may not be given` }] : []
  if (schema.kind !== 'map') return []
  const found: SchemaProblem[] = []
  const add = (at: YamlNode, message: string, hint?: string): void => {
    found.push({ at, message: `${path} ${message}`, hint })
  }
  const inner = (one: YamlNode, of: YamlNode = value, where = path): SchemaProblem[] =>
    schemaProblems(of, one, root, where, depth + 1)

  const reference = textOf(schema.get('$ref'))
  if (reference !== undefined) {
    const target = reference.startsWith('#')
      ? nodeAt(
          root,
          ...reference
            .slice(1)
            .split('/')
            .filter((step) => step !== ''),
        )
      : undefined
    if (target !== undefined) found.push(...inner(target))
  }
  const types = typesOf(schema.get('type'))
  if (types.length > 0 && !types.some((type) => isOf(value, type))) {
    add(value, `must be ${types.join(' or ')}`)
    return found
  }
  const allowed = schema.get('enum')
  if (allowed?.kind === 'list' && !allowed.items.some((one) => isSame(one, value)))
    add(
      value,
      `must be one of ${allowed.items.map((one) => JSON.stringify(plain(one))).join(', ')}`,
      value.kind === 'scalar'
        ? didYouMean(
            value.text,
            allowed.items.map((one) => String(plain(one))),
          )
        : undefined,
    )
  const constant = schema.get('const')
  if (constant !== undefined && !isSame(constant, value)) add(value, `must be ${JSON.stringify(plain(constant))}`)
  if (value.kind === 'scalar') scalar(value.value, schema, (message) => add(value, message))
  if (value.kind === 'map') found.push(...objectProblems(value, schema, path, inner, add))
  if (value.kind === 'list')
    found.push(...listProblems(value.items, schema, path, inner, (message) => add(value, message)))
  for (const one of itemsOf(schema.get('allOf'))) found.push(...inner(one))
  for (const key of ['anyOf', 'oneOf']) {
    const choices = itemsOf(schema.get(key))
    const fitting = choices.filter((one) => inner(one).length === 0).length
    if (choices.length > 0 && fitting === 0) {
      // Where one shape is of the value's kind, it is what was meant.
      const near = choices.filter((one) => isOfKind(value, one, root))
      const [meant] = near
      if (meant !== undefined && near.length === 1) found.push(...inner(meant))
      else add(value, `fits none of the ${choices.length} shapes that it may have`)
    } else if (key === 'oneOf' && fitting > 1 && !choices.some(leadsAway))
      add(value, 'fits several shapes of which it may have one')
  }
  const not = schema.get('not')
  if (not !== undefined && inner(not).length === 0) add(value, 'has a shape that it may not have')
  const condition = schema.get('if')
  const branch = condition === undefined ? undefined : schema.get(inner(condition).length === 0 ? 'then' : 'else')
  if (branch !== undefined) found.push(...inner(branch))
  return found
}

/** Whether a schema is about values of this type, as far as it says so by itself. */
function isOfKind(value: YamlNode, schema: YamlNode, root: YamlNode): boolean {
  const reference = textOf(nodeAt(schema, '$ref'))
  const target = reference?.startsWith('#/') ? nodeAt(root, ...reference.slice(2).split('/')) : schema
  const types = typesOf(nodeAt(target, 'type'))
  return types.length === 0 || types.some((type) => isOf(value, type))
}

/** To a schema in another file, which is not read. */
function leadsAway(schema: YamlNode): boolean {
  return !(textOf(nodeAt(schema, '$ref')) ?? '#').startsWith('#')
}

type Inner = (schema: YamlNode, value?: YamlNode, path?: string) => SchemaProblem[]

function objectProblems(
  value: YamlMap,
  schema: YamlMap,
  path: string,
  inner: Inner,
  add: (at: YamlNode, message: string, hint?: string) => void,
): SchemaProblem[] {
  const found: SchemaProblem[] = []
  const properties = schema.get('properties')
  const patterns = entriesOf(schema.get('patternProperties'))
  const additional = schema.get('additionalProperties')
  for (const name of itemsOf(schema.get('required'))) {
    const text = textOf(name)
    if (text !== undefined && !value.has(text)) add(value, `lacks "${text}", which it must have`)
  }
  for (const { key, keyNode, value: inside } of value.entries) {
    const where = `${path}.${key}`
    const known = properties?.kind === 'map' ? properties.get(key) : undefined
    const fitting = patterns.filter((one) => matchesPattern(one.key, key))
    if (known !== undefined) found.push(...inner(known, inside, where))
    for (const one of fitting) found.push(...inner(one.value, inside, where))
    if (known !== undefined || fitting.length > 0 || additional === undefined) continue
    if (additional.kind === 'scalar' && additional.value === false)
      add(
        keyNode,
        `has no "${key}"`,
        didYouMean(
          key,
          entriesOf(properties).map((one) => one.key),
        ),
      )
    else found.push(...inner(additional, inside, where))
  }
  const count = value.entries.length
  if (count < numberOf(schema.get('minProperties'))) add(value, 'has too few entries')
  if (count > numberOf(schema.get('maxProperties'))) add(value, 'has too many entries')
  return found
}

function listProblems(
  items: readonly YamlNode[],
  schema: YamlMap,
  path: string,
  inner: Inner,
  add: (message: string) => void,
): SchemaProblem[] {
  const each = schema.get('items')
  if (items.length < numberOf(schema.get('minItems'))) add('has too few members')
  if (items.length > numberOf(schema.get('maxItems'))) add('has too many members')
  const unique = schema.get('uniqueItems')
  if (
    unique?.kind === 'scalar' &&
    unique.value === true &&
    new Set(items.map((one) => JSON.stringify(plain(one)))).size < items.length
  )
    add('has a member twice')
  if (each === undefined || each.kind === 'list') return []
  return items.flatMap((item, index) => inner(each, item, `${path}[${index}]`))
}

function scalar(value: unknown, schema: YamlMap, add: (message: string) => void): void {
  if (typeof value === 'number') {
    if (value < numberOf(schema.get('minimum'))) add(`is below ${numberOf(schema.get('minimum'))}`)
    if (value > numberOf(schema.get('maximum'))) add(`is above ${numberOf(schema.get('maximum'))}`)
    if (value <= numberOf(schema.get('exclusiveMinimum')))
      add(`is not above ${numberOf(schema.get('exclusiveMinimum'))}`)
    if (value >= numberOf(schema.get('exclusiveMaximum')))
      add(`is not below ${numberOf(schema.get('exclusiveMaximum'))}`)
  }
  if (typeof value === 'string') {
    const length = [...value].length
    if (length < numberOf(schema.get('minLength'))) add('is too short')
    if (length > numberOf(schema.get('maxLength'))) add('is too long')
    const pattern = textOf(schema.get('pattern'))
    if (pattern !== undefined && !matchesPattern(pattern, value)) add(`does not match ${pattern}`)
  }
}

/** NaN, which nothing is below or above, where there is none. */
function numberOf(node: YamlNode | undefined): number {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN
}

/** True for a pattern that cannot be read here, or could take forever. */
function matchesPattern(pattern: string, text: string): boolean {
  if (pattern.length > 300 || text.length > 2000 || /\([^)]*[+*][^)]*\)[+*{]/.test(pattern)) return true
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}

function typesOf(node: YamlNode | undefined): string[] {
  return (node?.kind === 'list' ? node.items : node === undefined ? [] : [node]).flatMap(
    (one) => textOf(one) ?? (one.kind === 'scalar' && one.value === null ? 'null' : []),
  )
}

function isOf(node: YamlNode, type: string): boolean {
  if (node.kind === 'map') return type === 'object'
  if (node.kind === 'list') return type === 'array'
  const { value } = node
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value)
  if (type === 'null' || value === null) return type === 'null' && value === null
  return typeof value === type
}

function isSame(one: YamlNode, other: YamlNode): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}
