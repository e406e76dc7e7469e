import { keepRead } from '../../checks/read/kept.ts'
import type { Block, Body, Expression } from '../syntax/ast.ts'
import { parseTfJson } from '../syntax/json.ts'
import { parseHcl } from '../syntax/parser.ts'
import type { Finding } from '../syntax/problem.ts'
import { BOOL, STRING } from '../values/type.ts'
import { readSetting } from './constant.ts'
import { checkMove } from './moves.ts'
import { type FileBlocks, withOverrides } from './overrides.ts'
import { readPassed } from './passed.ts'
import { badProviderName, readProviderReference } from './provider-reference.ts'
import { readRequirements } from './requirements.ts'
import { checkResourceBlocks, checkRuleForm } from './resource-blocks.ts'
import { checkEditions, readConstraint, readSource, StateKeeping } from './settings.ts'
import { BAD_NAME, checkLabels, checkShape, isIdentifier, SHAPES, TOP_LEVEL, unsupportedBlock } from './structure.ts'
import type { Declared, Located, Module, Resource } from './types.ts'
import { readVariable } from './variable.ts'

export interface SourceText {
  path: string
  text: string
}

/** Reads the files of one folder; what is wrong with their structure stands in `problems`. */
export function loadModule(dir: string, files: readonly SourceText[], overrides: readonly SourceText[] = []): Module {
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
    coreVersions: [],
    moves: [],
    checks: new Set(),
    problems: [],
    partial: false,
  }
  const read = ({ path, text }: SourceText): FileBlocks => {
    const { body, problems } = keepRead(`terraform ${path}`, text, () =>
      path.endsWith('.json') ? parseTfJson(text) : parseHcl(text),
    )
    for (const problem of problems) module.problems.push(located(path, problem))
    if (problems.length > 0) module.partial = true
    return { path, body }
  }
  const own = files.map(read)
  const bodies =
    overrides.length === 0
      ? own
      : withOverrides(own, overrides.map(read), (path, finding) => module.problems.push(located(path, finding)))
  const state = new StateKeeping()
  for (const { path, body } of bodies) {
    module.files.push({ path, blocks: body.blocks })
    new FileReader(module, path, state).read(body)
  }
  return module
}

export function located(file: string, finding: Finding, severity: Located['severity'] = 'error'): Located {
  return { ...finding, file, severity }
}

class FileReader {
  private readonly module: Module
  private readonly file: string
  private readonly state: StateKeeping

  constructor(module: Module, file: string, state: StateKeeping) {
    this.module = module
    this.file = file
    this.state = state
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
    if (shape) this.problems(checkShape(block.body, block.at, shape))
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
        this.output(block)
        break
      case 'module':
        this.call(block)
        break
      case 'resource':
      case 'data':
      case 'ephemeral':
        this.resource(block, block.type, null)
        break
      case 'moved':
      case 'removed':
      case 'import':
        this.problems(checkMove(block))
        this.module.moves.push({ ...block.at, file: this.file, block })
        break
      case 'check':
        this.check(block)
    }
  }

  private terraform(block: Block): void {
    const found: Finding[] = []
    const version = readConstraint(block, 'required_version', found)
    const at = block.body.attributes.get('required_version')?.value.at
    if (version !== null && at !== undefined)
      this.module.coreVersions.push({ ...at, file: this.file, constraint: version })
    checkEditions(block, found)
    for (const inner of block.body.blocks) {
      if (inner.type === 'required_providers') this.requirements(inner)
      else if (inner.type === 'backend' || inner.type === 'cloud') this.state.add(inner, inner.at, found)
    }
    this.problems(found)
  }

  private requirements(block: Block): void {
    this.justArguments(block)
    if (this.module.requirementsAt !== null) {
      const detail = `A module may have only one required providers configuration. The required providers were previously configured at ${this.module.requirementsAt}.`
      this.problem({ ...block.at, summary: 'Duplicate required providers configuration', detail })
    }
    this.module.requirementsAt = `${this.file}:${block.at.line}`
    for (const { requirement, problems } of readRequirements(block, this.file)) {
      this.problems(problems)
      if (requirement !== null) this.module.requirements.set(requirement.name, requirement)
    }
  }

  /** Blocks that are nothing but a list of names and values. */
  private justArguments(block: Block): void {
    for (const inner of block.body.blocks) {
      this.problem({ ...inner.at, summary: `Unexpected "${inner.type}" block`, detail: 'Blocks are not allowed here.' })
    }
  }

  private provider(block: Block): void {
    const found: Finding[] = []
    const declared = this.declared(block, 0)
    const bad = badProviderName(declared.name)
    if (bad !== null) found.push({ ...block.at, summary: 'Invalid provider local name', detail: bad })
    const { attributes, blocks } = block.body
    const given = readSetting(attributes.get('alias'), STRING, found)
    const alias = typeof given === 'string' ? given : null
    if (alias !== null && !isIdentifier(alias)) {
      const detail = `An alias must be a valid name. ${BAD_NAME}`
      found.push({
        ...(attributes.get('alias')?.value.at ?? block.at),
        summary: 'Invalid provider configuration alias',
        detail,
      })
    }
    readConstraint(block, 'version', found)
    for (const name of ['count', 'depends_on', 'for_each', 'source']) {
      const at = attributes.get(name)?.at
      const detail = `The provider argument name "${name}" is reserved for use by Terraform in a future version.`
      if (at !== undefined) found.push({ ...at, summary: 'Reserved argument name in provider block', detail })
    }
    for (const inner of blocks) {
      if (inner.type !== 'lifecycle' && inner.type !== 'locals') continue
      const detail = `The block type name "${inner.type}" is reserved for use by Terraform in a future version.`
      found.push({ ...inner.at, summary: 'Reserved block type name in provider block', detail })
    }
    this.problems(found)
    if (bad !== null) return
    const config = { ...declared, alias }
    const same = this.module.providers.find((one) => one.name === config.name && one.alias === alias)
    if (same !== undefined) {
      const what = alias === null ? 'A default (non-aliased) provider configuration' : 'A provider configuration'
      const detail = `${what} for "${config.name}"${alias === null ? '' : ` with alias "${alias}"`} was already given at ${same.file}:${same.line}.`
      this.problem({ ...block.at, summary: 'Duplicate provider configuration', detail })
    } else this.module.providers.push(config)
  }

  private variable(block: Block): void {
    const { variable, problems } = readVariable(this.declared(block, 0))
    this.problems(problems)
    this.keep(this.module.variables, variable, 'variable', 'declaration', 'Variable names')
  }

  private locals(block: Block): void {
    this.justArguments(block)
    for (const { name, at, value } of block.body.attributes.values()) {
      const first = this.module.locals.get(name)
      if (first === undefined) this.module.locals.set(name, { ...at, file: this.file, name, value })
      else {
        const detail = `A local value named "${name}" was already defined at ${first.file}:${first.line}. Local value names must be unique within a module.`
        this.problem({ ...at, summary: 'Duplicate local value definition', detail })
      }
    }
  }

  private output(block: Block): void {
    const found: Finding[] = []
    const { attributes, blocks } = block.body
    readSetting(attributes.get('description'), STRING, found)
    const flag = (name: string): boolean => readSetting(attributes.get(name), BOOL, found) === true
    const output = { ...this.declared(block, 0), sensitive: flag('sensitive'), ephemeral: flag('ephemeral') }
    for (const rule of blocks) {
      if (rule.type === 'precondition') checkRuleForm(rule, found)
      else if (rule.type === 'postcondition') {
        const detail = 'Output values can only have preconditions, not postconditions.'
        found.push({ ...rule.at, summary: 'Postconditions are not allowed', detail })
      }
    }
    this.problems(found)
    this.keep(this.module.outputs, output, 'output', 'definition', 'Output names')
  }

  private call(block: Block): void {
    const { attributes } = block.body
    const found: Finding[] = []
    readConstraint(block, 'version', found)
    const providers = attributes.get('providers')
    const call = {
      ...this.declared(block, 0),
      source: readSource(block, found),
      count: attributes.get('count'),
      forEach: attributes.get('for_each'),
      providers: providers === undefined ? null : readPassed(providers.value, found),
    }
    this.problems(found)
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

  private check(block: Block): void {
    const found: Finding[] = []
    const [label] = block.labels
    if (label !== undefined) {
      if (!isIdentifier(label.text)) found.push({ ...label.at, summary: 'Invalid check block name', detail: BAD_NAME })
      if (this.module.checks.has(label.text)) {
        const detail = `A check block named "${label.text}" was already declared. Check blocks must be unique within each module.`
        found.push({ ...block.at, summary: `Duplicate check "${label.text}" configuration`, detail })
      }
      this.module.checks.add(label.text)
    }
    let first: Block | null = null
    for (const inner of block.body.blocks) {
      if (inner.type === 'assert') checkRuleForm(inner, found)
      if (inner.type !== 'data' || inner.labels.length !== 2) continue
      if (first === null) this.resource(inner, 'data', label?.text ?? '')
      else {
        const detail = `This check block already has a data resource defined at line ${first.at.line}.`
        found.push({ ...inner.at, summary: 'Multiple data resource blocks', detail })
      }
      first ??= inner
    }
    if (!block.body.blocks.some((inner) => inner.type === 'assert')) {
      const detail = 'Check blocks must have at least one assert block.'
      found.push({ ...block.at, summary: 'Zero assert blocks', detail })
    }
    this.problems(found)
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
    const found = checkResourceBlocks(block.body, mode, within !== null)
    const given = attributes.get('provider')
    const resource: Resource = {
      ...{ file: this.file, ...block.at, name: name.text, block, mode, type: type.text, within },
      ...{ count: attributes.get('count'), forEach: attributes.get('for_each') },
      provider: given === undefined ? null : readProviderReference(given.value, 'provider', found),
    }
    this.problems(found)
    if (within === null) this.exclusive(resource.count?.value, resource.forEach?.value)
    else {
      for (const repeated of [resource.count, resource.forEach]) {
        if (repeated === undefined) continue
        const detail = 'The "count" and "for_each" meta-arguments are not supported within nested data blocks.'
        this.problem({ ...repeated.at, summary: `Invalid "${repeated.name}" attribute`, detail })
      }
    }
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

  private problems(findings: readonly Finding[]): void {
    for (const finding of findings) this.problem(finding)
  }
}

export function resourceKey(mode: Resource['mode'], type: string, name: string): string {
  return mode === 'resource' ? `${type}.${name}` : `${mode}.${type}.${name}`
}
