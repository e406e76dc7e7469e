import type { Block, Body, Expression } from '../syntax/ast.ts'
import { literalText } from '../syntax/ast.ts'
import { parseHcl } from '../syntax/parser.ts'
import type { Finding } from '../syntax/problem.ts'
import { DYNAMIC } from '../values/type.ts'
import { readRequirements } from './requirements.ts'
import { BAD_NAME, checkLabels, checkShape, isIdentifier, SHAPES, TOP_LEVEL, unsupportedBlock } from './structure.ts'
import { readTypeConstraint } from './type-constraint.ts'
import type { Declared, Located, Module, Resource } from './types.ts'
import { isConstraint } from './version.ts'

/** Reads the files of one folder; what is wrong with their structure stands in `problems`. */
export function loadModule(dir: string, files: readonly { path: string; text: string }[], partial: boolean): Module {
  const module: Module = {
    dir,
    files: [],
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    calls: new Map(),
    providers: [],
    requirements: new Map(),
    requirementsAt: null,
    problems: [],
    partial,
  }
  for (const { path, text } of files) {
    const { body, problems } = parseHcl(text)
    module.problems.push(...problems.map((problem) => located(path, problem)))
    if (problems.length > 0) module.partial = true
    module.files.push({ path, blocks: body.blocks })
    new FileReader(module, path).read(body)
  }
  return module
}

export function located(file: string, finding: Finding, severity: Located['severity'] = 'error'): Located {
  return { ...finding, file, severity }
}

class FileReader {
  private readonly module: Module
  private readonly file: string

  constructor(module: Module, file: string) {
    this.module = module
    this.file = file
  }

  read(body: Body): void {
    for (const attribute of body.attributes.values()) {
      const detail = `An argument named "${attribute.name}" is not expected here.`
      this.problem({ ...attribute.at, summary: 'Unsupported argument', detail })
    }
    for (const block of body.blocks) {
      const labels = Object.hasOwn(TOP_LEVEL, block.type) ? TOP_LEVEL[block.type] : undefined
      if (labels === undefined) {
        const detail = unsupportedBlock(block.type, Object.keys(TOP_LEVEL), [])
        this.problem({ ...block.at, summary: 'Unsupported block type', detail })
        continue
      }
      const wrong = checkLabels(block, labels)
      for (const finding of wrong) this.problem(finding)
      if (wrong.length === 0) this.block(block)
    }
  }

  private block(block: Block): void {
    const shape = SHAPES[block.type]
    if (shape) for (const finding of checkShape(block.body, block.at, shape)) this.problem(finding)
    switch (block.type) {
      case 'terraform':
        this.terraform(block)
        break
      case 'required_providers':
        this.problem({
          ...block.at,
          summary: 'Invalid required_providers block',
          detail: 'A "required_providers" block must be nested inside a "terraform" block.',
        })
        break
      case 'provider':
        this.provider(block)
        break
      case 'variable':
        this.variable(block)
        break
      case 'locals':
        this.locals(block)
        break
      case 'output':
        this.keep(this.module.outputs, this.declared(block, 0), 'output', 'definition', 'Output names')
        break
      case 'module':
        this.call(block)
        break
      case 'resource':
      case 'data':
      case 'ephemeral':
        this.resource(block, block.type, null)
        break
      case 'check':
        for (const inner of block.body.blocks) {
          if (inner.type === 'data' && inner.labels.length === 2)
            this.resource(inner, 'data', block.labels[0]?.text ?? '')
        }
    }
  }

  private terraform(block: Block): void {
    const version = block.body.attributes.get('required_version')?.value
    const text = literalText(version)
    if (version !== undefined && (text === null || !isConstraint(text))) {
      const detail =
        'This string does not use correct version constraint syntax, or it is no string that stands as it is.'
      this.problem({ ...version.at, summary: 'Invalid version constraint', detail })
    }
    for (const inner of block.body.blocks) {
      if (inner.type !== 'required_providers') continue
      if (this.module.requirementsAt !== null) {
        const detail = `A module may have only one required providers configuration. The required providers were previously configured at ${this.module.requirementsAt}.`
        this.problem({ ...inner.at, summary: 'Duplicate required providers configuration', detail })
      }
      this.module.requirementsAt = `${this.file}:${inner.at.line}`
      for (const { requirement, problems } of readRequirements(inner, this.file)) {
        for (const problem of problems) this.problem(problem)
        if (requirement !== null) this.module.requirements.set(requirement.name, requirement)
      }
    }
  }

  private provider(block: Block): void {
    const alias = literalText(block.body.attributes.get('alias')?.value)
    const config = { ...this.declared(block, 0), alias }
    const same = this.module.providers.find((one) => one.name === config.name && one.alias === alias)
    if (same !== undefined) {
      const what = alias === null ? 'A default (non-aliased) provider configuration' : 'A provider configuration'
      const detail = `${what} for "${config.name}"${alias === null ? '' : ` with alias "${alias}"`} was already given at ${same.file}:${same.line}.`
      this.problem({ ...block.at, summary: 'Duplicate provider configuration', detail })
    } else this.module.providers.push(config)
  }

  private variable(block: Block): void {
    const declared = this.declared(block, 0)
    const { attributes } = block.body
    const type = attributes.get('type')
    const found: Finding[] = []
    const flag = (name: string): unknown => {
      const value = attributes.get(name)?.value
      return value?.is === 'literal' ? value.value : undefined
    }
    const variable = {
      ...declared,
      type: type === undefined ? DYNAMIC : readTypeConstraint(type.value, found),
      hasDefault: attributes.has('default'),
      sensitive: flag('sensitive') === true,
      nullable: flag('nullable') !== false,
    }
    for (const finding of found) this.problem(finding)
    if (RESERVED.has(declared.name)) {
      const detail = `The variable name "${declared.name}" is reserved due to its special meaning inside module blocks.`
      this.problem({ ...block.at, summary: 'Invalid variable name', detail })
    }
    this.keep(this.module.variables, variable, 'variable', 'declaration', 'Variable names')
  }

  private locals(block: Block): void {
    for (const inner of block.body.blocks) {
      const detail = unsupportedBlock(inner.type, [], [])
      this.problem({ ...inner.at, summary: 'Unsupported block type', detail })
    }
    for (const { name, at, value } of block.body.attributes.values()) {
      const first = this.module.locals.get(name)
      if (first === undefined) this.module.locals.set(name, { ...at, file: this.file, name, value })
      else {
        const detail = `A local value named "${name}" was already defined at ${first.file}:${first.line}. Local value names must be unique within a module.`
        this.problem({ ...at, summary: 'Duplicate local value definition', detail })
      }
    }
  }

  private call(block: Block): void {
    const { attributes } = block.body
    const call = {
      ...this.declared(block, 0),
      source: literalText(attributes.get('source')?.value),
      count: attributes.get('count'),
      forEach: attributes.get('for_each'),
    }
    if (!attributes.has('source')) {
      const detail = 'The argument "source" is required, but no definition was found.'
      this.problem({ ...block.at, summary: 'Missing required argument', detail })
    }
    this.exclusive(call.count?.value, call.forEach?.value)
    for (const inner of block.body.blocks) {
      if (inner.type === '_') continue
      const reserved = ['lifecycle', 'locals', 'provider'].includes(inner.type)
      const detail = reserved
        ? `The block type name "${inner.type}" is reserved for use by Terraform in a future version.`
        : unsupportedBlock(inner.type, [], [])
      const summary = reserved ? 'Reserved block type name in module block' : 'Unsupported block type'
      this.problem({ ...inner.at, summary, detail })
    }
    this.keep(this.module.calls, call, 'module', 'call', 'Module calls')
  }

  private resource(block: Block, mode: Resource['mode'], within: string | null): void {
    const [type, name] = block.labels
    if (type === undefined || name === undefined) return
    for (const label of [type, name]) {
      if (isIdentifier(label.text)) continue
      const what =
        label === type
          ? mode === 'data'
            ? 'data source'
            : 'resource type'
          : `${mode === 'data' ? 'data ' : ''}resource`
      this.problem({ ...label.at, summary: `Invalid ${what} name`, detail: BAD_NAME })
    }
    const { attributes } = block.body
    const resource: Resource = {
      ...{ file: this.file, ...block.at, name: name.text, block, mode, type: type.text, within },
      ...{ count: attributes.get('count'), forEach: attributes.get('for_each') },
    }
    this.exclusive(resource.count?.value, resource.forEach?.value)
    const key = resourceKey(mode, type.text, name.text)
    const first = this.module.resources.get(key)
    if (first === undefined) this.module.resources.set(key, resource)
    else {
      const kind = mode === 'resource' ? 'resource' : mode
      const detail = `A ${type.text} ${mode === 'resource' ? '' : `${mode} `}resource named "${name.text}" was already declared at ${first.file}:${first.line}. Resource names must be unique per type in each module.`
      this.problem({ ...block.at, summary: `Duplicate ${kind} "${type.text}" configuration`, detail })
    }
  }

  private exclusive(count: Expression | undefined, forEach: Expression | undefined): void {
    if (count === undefined || forEach === undefined) return
    this.problem({
      ...forEach.at,
      summary: 'Invalid combination of "count" and "for_each"',
      detail:
        'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit about the number of resources to be created.',
    })
  }

  private declared(block: Block, label: number): Declared {
    return { file: this.file, ...block.at, name: block.labels[label]?.text ?? '', block }
  }

  private keep<T extends Declared>(into: Map<string, T>, one: T, kind: string, what: string, names: string): void {
    const label = one.block.labels[0]
    if (!isIdentifier(one.name)) {
      const summary = `Invalid ${kind} ${kind === 'module' ? 'instance ' : ''}name`
      this.problem({ ...(label?.at ?? one.block.at), summary, detail: BAD_NAME })
    }
    const first = into.get(one.name)
    if (first === undefined) into.set(one.name, one)
    else {
      const detail = `${kind === 'module' ? 'A module call' : `${kind === 'output' ? 'An' : 'A'} ${kind}`} named "${one.name}" was already declared at ${first.file}:${first.line}. ${names} must be unique within a module.`
      this.problem({ ...one.block.at, summary: `Duplicate ${kind} ${what}`, detail })
    }
  }

  private problem(finding: Finding): void {
    this.module.problems.push(located(this.file, finding))
  }
}

export function resourceKey(mode: Resource['mode'], type: string, name: string): string {
  return mode === 'resource' ? `${type}.${name}` : `${mode}.${type}.${name}`
}

const RESERVED = new Set(['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals'])
