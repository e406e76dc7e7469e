import { evaluate } from '../../terraform/evaluate/evaluate.ts'
import { aside, type Library, type Scope, withNames } from '../../terraform/evaluate/scope.ts'
import { Signatures } from '../../terraform/evaluate/signatures.ts'
import { ModuleFilesOnTree } from '../../terraform/files.ts'
import { type ModuleTree, moduleTree } from '../../terraform/module/tree.ts'
import type { Module, ModuleCall, Resource } from '../../terraform/module/types.ts'
import type { Attribute, Expression, Traversal } from '../../terraform/syntax/ast.ts'
import { convert } from '../../terraform/values/convert.ts'
import { NUMBER, STRING, withoutOptional } from '../../terraform/values/type.ts'
import { ANY, number, object, text, unknown, type Value } from '../../terraform/values/value.ts'
import type { Surroundings } from '../surroundings.ts'
import { bodyNode, nodeOf, partsOf, type Reading } from './expression.ts'
import type { Node } from './node.ts'
import { withOptionalDefaults } from './optional.ts'
import type { ConfiguredResource, RootUnit, Unit } from './unit.ts'

/** A module with the values it is called with. */
export interface Instance extends Unit {
  module: Module
  /** Values of expressions in it. */
  value(expression: Expression): Value
  node(expression: Expression, file: string): Node
}

/** The values of a root's variables, from one of its files of them. */
export interface RootValues {
  dir: string
  values: ReadonlyMap<string, Value>
}

/** A module may be called more often than it is useful to look at it again. */
const MOST_INSTANCES = 6
const DEEPEST_CALLS = 8

/** Every module of a tree as it is used: a root with each of its files of values, a called one with what its callers give. */
export function instancesOf(dirs: readonly string[], roots: readonly RootValues[], around: Surroundings): Instance[] {
  const tree = moduleTree(around)
  const modules = dirs.flatMap((dir) => tree.at(dir) ?? [])
  const called = new Set(
    modules.flatMap((module) => [...module.calls.values()].map((call) => tree.called(module, call))),
  )
  const shared: Shared = { tree, around, signatures: new Signatures(), counts: new Map(), made: [] }
  for (const module of modules.filter((one) => !called.has(one))) {
    const given = roots.filter((one) => one.dir === module.dir).map((one) => one.values)
    for (const values of given.length > 0 ? given : [new Map<string, Value>()]) {
      new ModuleInstance(shared, module, values, null, 0)
    }
  }
  // What is called only from a cycle, or from too deep below, is a root of its own.
  const seen = new Set(shared.made.map((one) => one.module))
  for (const module of modules)
    if (!seen.has(module)) new ModuleInstance(shared, module, new Map(), null, DEEPEST_CALLS)
  return shared.made
}

interface Shared {
  tree: ModuleTree
  around: Surroundings
  signatures: Signatures
  counts: Map<Module, number>
  made: Instance[]
}

class ModuleInstance implements Instance {
  readonly platform = 'terraform'
  readonly where: string
  readonly isCalled: boolean
  readonly resources: ConfiguredResource[]
  readonly inputs: readonly string[]
  readonly root: RootUnit | null
  readonly defaultTags: Unit['defaultTags']
  readonly module: Module
  private readonly shared: Shared
  private readonly given: ReadonlyMap<string, Value>
  private readonly depth: number
  private readonly scope: Scope
  private readonly locals = new Map<string, Value>()
  private readonly localNodes = new Map<string, Node>()
  private readonly open = new Set<string>()
  private readonly children = new Map<string, ModuleInstance | null>()

  constructor(
    shared: Shared,
    module: Module,
    given: ReadonlyMap<string, Value>,
    caller: ModuleInstance | null,
    depth: number,
  ) {
    this.shared = shared
    this.module = module
    this.given = given
    this.depth = depth
    this.where = module.dir
    this.isCalled = caller !== null
    shared.counts.set(module, (shared.counts.get(module) ?? 0) + 1)
    shared.made.push(this)
    const library: Library = {
      signatures: shared.signatures,
      provided: () => undefined,
      files: new ModuleFilesOnTree(shared.around, module.dir, this.isCalled),
    }
    this.scope = { names: new Map(), library, problems: [], resolve: (path) => this.resolve(path) }
    this.inputs = [...module.variables.keys()]
    this.root = caller === null ? this.asRoot() : null
    // Without a provider of its own a module that nobody calls is called from elsewhere.
    this.defaultTags = this.tagsOfProvider() ?? caller?.defaultTags
    for (const call of module.calls.values()) this.child(call)
    this.resources = [...module.resources.values()].flatMap((resource) => this.configured(resource))
  }

  value(expression: Expression): Value {
    return evaluate(expression, aside(this.scope))
  }

  node(expression: Expression, file: string): Node {
    return nodeOf(expression, this.reading(file, this.scope))
  }

  private reading(file: string, scope: Scope): Reading {
    return { scope: aside(scope), file, local: (name) => this.localNode(name) }
  }

  private resolve(path: Traversal): { value: Value; used: number } {
    const step = path.steps[0]
    const nothing = { value: ANY, used: path.steps.length }
    if (step?.is !== 'attribute') return nothing
    switch (path.root) {
      case 'var':
        return { value: this.variable(step.name), used: 1 }
      case 'local':
        return { value: this.local(step.name), used: 1 }
      case 'module': {
        const output = path.steps[1]
        if (output?.is !== 'attribute') return nothing
        return { value: this.output(step.name, output.name), used: 2 }
      }
      case 'path':
        return { value: step.name === 'cwd' ? unknown(STRING) : text('.'), used: 1 }
      default:
        return nothing
    }
  }

  private variable(name: string): Value {
    const variable = this.module.variables.get(name)
    if (variable === undefined) return ANY
    const type = withoutOptional(variable.type)
    const given = this.given.get(name)
    // A null where none is taken stands for the default.
    const value = given !== undefined && (given.content !== null || variable.nullable) ? given : this.defaultOf(name)
    if (value === null) return unknown(type)
    const written = variable.block.body.attributes.get('type')?.value
    const whole = written === undefined ? value : withOptionalDefaults(value, written, (one) => this.value(one))
    const done = convert(whole, variable.type)
    return done.ok ? done.value : unknown(type)
  }

  private defaultOf(name: string): Value | null {
    const written = this.module.variables.get(name)?.block.body.attributes.get('default')
    if (written === undefined || this.open.has(`var.${name}`)) return null
    this.open.add(`var.${name}`)
    const value = this.value(written.value)
    this.open.delete(`var.${name}`)
    return value
  }

  private local(name: string): Value {
    const known = this.locals.get(name)
    if (known !== undefined) return known
    const local = this.module.locals.get(name)
    if (local === undefined || this.open.has(name)) return ANY
    this.open.add(name)
    const value = this.value(local.value)
    this.open.delete(name)
    this.locals.set(name, value)
    return value
  }

  private localNode(name: string): Node | null {
    const known = this.localNodes.get(name)
    if (known !== undefined) return known
    const local = this.module.locals.get(name)
    if (local === undefined || this.open.has(`node.${name}`)) return null
    this.open.add(`node.${name}`)
    const node = this.node(local.value, local.file)
    this.open.delete(`node.${name}`)
    this.localNodes.set(name, node)
    return node
  }

  private output(call: string, name: string): Value {
    const child = this.children.get(call)
    const output = child?.module.outputs.get(name)?.block.body.attributes.get('value')
    if (!child || output === undefined || this.open.has(`module.${call}`)) return ANY
    this.open.add(`module.${call}`)
    const value = child.value(output.value)
    this.open.delete(`module.${call}`)
    return value
  }

  /** Instances of the modules it calls; what is called for each of several is one whose values are not known. */
  private child(call: ModuleCall): void {
    const module = this.shared.tree.called(this.module, call)
    if (!module || this.depth >= DEEPEST_CALLS || (this.shared.counts.get(module) ?? 0) >= MOST_INSTANCES) return
    const [scope] = this.repeats(call.count, call.forEach)
    if (scope === undefined) return
    const given = new Map<string, Value>()
    for (const { name, value } of call.block.body.attributes.values()) {
      if (module.variables.has(name)) given.set(name, evaluate(value, aside(scope)))
    }
    const child = new ModuleInstance(this.shared, module, given, this, this.depth + 1)
    if (!call.count && !call.forEach) this.children.set(call.name, child)
  }

  /** The scopes that a block is read in: none when there is surely nothing of it. */
  private repeats(count: Attribute | undefined, forEach: Attribute | undefined): Scope[] {
    if (count !== undefined) {
      const { content } = this.value(count.value)
      if (content === 0 || content === '0') return []
      const index = content === 1 ? number(0) : unknown(NUMBER)
      return [withNames(this.scope, [['count', object(new Map([['index', index]]))]])]
    }
    if (forEach === undefined) return [this.scope]
    const parts = partsOf(this.value(forEach.value))
    // Of a set the key is the value.
    const each = (part: Value): Scope => withNames(this.scope, [['each', part]])
    return parts === null ? [each(ANY)] : parts.slice(0, MOST_INSTANCES).map(each)
  }

  private configured(resource: Resource): ConfiguredResource[] {
    if (resource.mode === 'ephemeral') return []
    const isData = resource.mode === 'data'
    return this.repeats(resource.count, resource.forEach).map((scope) => ({
      platform: 'terraform',
      type: resource.type,
      address: `${isData ? 'data.' : ''}${resource.type}.${resource.name}`,
      at: { file: resource.file, line: resource.line, column: resource.column },
      body: bodyNode(resource.block.body, this.reading(resource.file, scope), resource),
      isData,
      isOptional: resource.count !== undefined || resource.forEach !== undefined,
    }))
  }

  /** What configures a provider is applied by itself, unless it is there to show something. */
  private asRoot(): RootUnit | null {
    const { module, shared } = this
    const [provider] = module.providers
    if (provider === undefined || /(?:^|\/)(?:examples?|tests?|fixtures?|samples?)(?:\/|$)/.test(module.dir))
      return null
    const hasBlock = module.files.some(({ blocks }) =>
      blocks.some(
        ({ type, body }) => type === 'terraform' && body.blocks.some((one) => /^(?:backend|cloud)$/.test(one.type)),
      ),
    )
    // Terragrunt writes the backend.
    const isWrapped = shared.around.list(module.dir)?.includes('terragrunt.hcl') ?? false
    const { file, line, column } = provider
    return { at: { file, line, column }, outputs: module.outputs.size, hasBackend: hasBlock || isWrapped }
  }

  /** Of several configurations of a provider one with tags is enough: which one a resource takes is rarely written. */
  private tagsOfProvider(): Unit['defaultTags'] | null {
    const configurations = this.module.providers.filter((one) => one.name === 'aws')
    if (configurations.length === 0) return null
    for (const { block, file } of configurations) {
      const body = bodyNode(block.body, this.reading(file, this.scope), block.at)
      const tags = body.entries.get('default_tags')?.value
      const first = tags?.is === 'list' ? tags.items[0] : undefined
      if (first?.is === 'map') return first.entries.get('tags')?.value
      if (tags?.is === 'list' && !tags.whole) return undefined
    }
    return 'absent'
  }
}
