import { type Address, readAddress } from '../module/addresses.ts'
import { readConstant, readSetting } from '../module/constant.ts'
import { badProviderName } from '../module/provider-reference.ts'
import { BAD_NAME, checkShape, isIdentifier } from '../module/structure.ts'
import { type Attribute, type Block, type Expression, keyword, literalText } from '../syntax/ast.ts'
import type { Finding } from '../syntax/problem.ts'
import { STRING } from '../values/type.ts'
import { MOCK, MOCK_PROVIDER, OVERRIDE, OVERRIDE_MODULE } from './shapes.ts'
import type { Mock, Override } from './types.ts'

/** `override_*` blocks of one place: each target has one. */
export class Overrides {
  readonly found: Override[] = []
  private readonly path: string
  private readonly problems: Finding[]
  private readonly first = new Map<string, Block>()

  constructor(path: string, problems: Finding[]) {
    this.path = path
    this.problems = problems
  }

  add(block: Block): void {
    const { attributes } = block.body
    this.problems.push(
      ...checkShape(block.body, block.at, block.type === 'override_module' ? OVERRIDE_MODULE : OVERRIDE),
    )
    for (const name of ['values', 'outputs']) constant(attributes.get(name), this.problems)
    const given = attributes.get('target')
    if (given === undefined) {
      const detail = `${block.type} blocks must specify a target address.`
      this.problems.push({ ...block.at, summary: 'Missing target attribute', detail })
      return
    }
    const target = readAddress(given.value, this.problems)
    if (target === null) return
    const text = addressText(target)
    const wanted = { override_module: 'module', override_data: 'data', override_resource: 'resource' }[block.type]
    if ((target.resource?.mode ?? 'module') !== wanted) {
      const what = { module: 'modules', data: 'data sources' }[wanted ?? ''] ?? 'resources'
      const detail = `You can only target ${what} from ${block.type} blocks, not ${text}.`
      this.problems.push({ ...given.at, summary: 'Invalid override target', detail })
      return
    }
    const first = this.first.get(text)
    if (first === undefined) {
      this.first.set(text, block)
      this.found.push({ line: given.at.line, column: given.at.column, target, text })
    } else {
      const detail = `An ${block.type} block targeting ${text} has already been defined at ${this.path}:${first.at.line}.`
      this.problems.push({ ...block.at, summary: `Duplicate ${block.type} block`, detail })
    }
  }
}

/** The configurations of providers that a file brings along, real ones and mocked ones. */
export class ProviderBlocks {
  readonly mocks: Mock[] = []
  readonly names = new Set<string>()
  readonly overrides: Override[] = []
  private readonly path: string
  private readonly problems: Finding[]
  private readonly first = new Map<string, Block>()

  constructor(path: string, problems: Finding[]) {
    this.path = path
    this.problems = problems
  }

  add(block: Block): void {
    const name = block.labels[0]?.text
    if (name === undefined) return
    const bad = badProviderName(name)
    if (bad !== null) {
      this.problems.push({ ...block.at, summary: 'Invalid provider local name', detail: bad })
      return
    }
    const given = block.body.attributes.get('alias')
    const alias = readSetting(given, STRING, this.problems)
    if (typeof alias === 'string' && !isIdentifier(alias)) {
      const detail = `An alias must be a valid name. ${BAD_NAME}`
      this.problems.push({ ...(given?.value.at ?? block.at), summary: 'Invalid provider configuration alias', detail })
    }
    const address = typeof alias === 'string' ? `${name}.${alias}` : name
    const first = this.first.get(address)
    if (first !== undefined) {
      const detail = `A provider for ${address} is already defined at ${this.path}:${first.at.line}.`
      this.problems.push({ ...block.at, summary: 'Duplicate provider block', detail })
    }
    this.first.set(address, first ?? block)
    this.names.add(address)
  }

  addMock(block: Block): void {
    this.add(block)
    this.problems.push(...checkShape(block.body, block.at, MOCK_PROVIDER))
    const overrides = new Overrides(this.path, this.problems)
    const first = new Map<string, Block>()
    for (const inner of block.body.blocks) {
      if (inner.type.startsWith('override_')) overrides.add(inner)
      else if (/^mock_(?:resource|data)$/.test(inner.type)) this.mock(inner, block.labels[0]?.text ?? '', first)
    }
    this.overrides.push(...overrides.found)
  }

  private mock(block: Block, provider: string, first: Map<string, Block>): void {
    const [label] = block.labels
    if (label === undefined) return
    this.problems.push(...checkShape(block.body, block.at, MOCK))
    const defaults = block.body.attributes.get('defaults')
    constant(defaults, this.problems)
    const key = `${block.type} ${label.text}`
    const earlier = first.get(key)
    if (earlier !== undefined) {
      const detail = `A ${block.type} block for ${label.text} has already been defined at ${this.path}:${earlier.at.line}.`
      this.problems.push({ ...label.at, summary: `Duplicate ${block.type} block`, detail })
      return
    }
    first.set(key, block)
    const mode = block.type === 'mock_data' ? 'data' : 'resource'
    const { line, column } = label.at
    this.mocks.push({ line, column, provider, mode, type: label.text, defaults: namesIn(defaults?.value) })
  }
}

function constant(attribute: Attribute | undefined, problems: Finding[]): void {
  if (attribute !== undefined) readConstant(attribute.value, problems)
}

function namesIn(expression: Expression | undefined): Mock['defaults'] {
  if (expression?.is !== 'object') return []
  return expression.items.flatMap(({ key }) => {
    const name = keyword(key) ?? literalText(key)
    return name === null ? [] : [{ name, at: key.at }]
  })
}

function addressText({ modules, resource }: Address): string {
  const parts = modules.map((name) => `module.${name}`)
  if (resource === null) return parts.join('.')
  const key = resource.key === null ? '' : `[${JSON.stringify(resource.key)}]`
  const mode = resource.mode === 'resource' ? '' : `${resource.mode}.`
  return [...parts, `${mode}${resource.type}.${resource.name}${key}`].join('.')
}
