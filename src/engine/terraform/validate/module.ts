import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import { checkShape, LIFECYCLE, RULE } from '../module/structure.ts'
import type { Declared, Resource, Variable } from '../module/types.ts'
import type { Attribute, Block, Expression, Place } from '../syntax/ast.ts'
import { keyword } from '../syntax/ast.ts'
import { traversalsOf, traversalsOfBody } from '../syntax/references.ts'
import { convert } from '../values/convert.ts'
import { STRING } from '../values/type.ts'
import { hasSensitive, isNull } from '../values/value.ts'
import { checkCall } from './calls.ts'
import type { ModuleContext } from './context.ts'
import { findCycles } from './cycles.ts'
import { checkProviders } from './providers.ts'
import { References, type Standpoint } from './references.ts'
import { checkRepetition } from './repetition.ts'
import { checkResource } from './resource.ts'
import { ModuleScope } from './scope.ts'
import { reportUnused } from './unused.ts'

/** Judges one module as `terraform validate` would, without a provider and without the disk. */
export function validateModule(context: ModuleContext): void {
  new ModuleValidator(context).run()
}

const NOWHERE = { each: false, count: false, self: false, within: null }

class ModuleValidator {
  private readonly context: ModuleContext
  private readonly references: References
  private readonly values: ModuleScope

  constructor(context: ModuleContext) {
    this.context = context
    this.references = new References(context)
    this.values = new ModuleScope(context)
  }

  run(): void {
    const { module } = this.context
    for (const variable of module.variables.values()) this.variable(variable)
    for (const local of module.locals.values()) {
      this.expression(local.value, { file: local.file, ...NOWHERE })
    }
    for (const output of module.outputs.values()) this.output(output)
    for (const resource of module.resources.values()) this.resource(resource)
    for (const call of module.calls.values()) {
      const from = { ...this.repeated(call), file: call.file }
      this.paths(traversalsOfBody(call.block.body, new Set(['source', 'version', 'providers'])), from)
      const scope = this.values.fresh()
      checkRepetition(call, scope)
      checkCall(this.context, call, scope)
      this.settle(scope, call.file)
    }
    checkProviders(this.context, (body, file) => {
      this.paths(traversalsOfBody(body, new Set(['alias', 'version'])), { file, ...NOWHERE })
      return this.values.fresh()
    })
    this.others()
    for (const { file, at, names } of findCycles(module)) {
      this.context.report(file, { ...at, summary: 'Cycle', detail: `${names.sort().join(', ')} need each other.` })
    }
    reportUnused(this.context, this.references.used)
  }

  private variable(variable: Variable): void {
    const { attributes, blocks } = variable.block.body
    const fallback = attributes.get('default')
    if (fallback !== undefined) this.fallback(variable, fallback)
    for (const name of ['description', 'sensitive', 'nullable'] as const)
      this.constant(attributes.get(name), variable.file)
    for (const block of blocks) {
      if (block.type !== 'validation') continue
      this.rule(block, variable.file, { file: variable.file, ...NOWHERE })
      const condition = block.body.attributes.get('condition')
      if (condition === undefined) continue
      const names = traversalsOf(condition.value).map((path) => (path.root === 'var' ? path.steps[0] : undefined))
      if (names.some((step) => step?.is === 'attribute' && step.name === variable.name)) continue
      const detail = `The condition for variable "${variable.name}" must refer to var.${variable.name} in order to test incoming values.`
      this.context.report(variable.file, {
        ...condition.value.at,
        summary: 'Invalid variable validation condition',
        detail,
      })
    }
  }

  private fallback(variable: Variable, fallback: Attribute): void {
    if (!this.constant(fallback, variable.file)) return
    const scope = this.values.fresh()
    const value = evaluate(fallback.value, scope)
    this.settle(scope, variable.file)
    if (scope.problems.length > 0) return
    const summary = 'Invalid default value for variable'
    const done = convert(value, variable.type)
    const detail = done.ok
      ? 'A null default value is not valid when nullable=false.'
      : `This default value is not compatible with the variable's type constraint: ${done.why}.`
    if (!done.ok || (!variable.nullable && isNull(value))) {
      this.context.report(variable.file, { ...fallback.value.at, summary, detail })
    }
  }

  /** What is read before anything else is known can name nothing and call nothing. */
  private constant(attribute: Attribute | undefined, file: string): boolean {
    if (attribute === undefined) return true
    const [path] = traversalsOf(attribute.value)
    if (path === undefined) return true
    this.context.report(file, {
      ...path.at,
      summary: 'Variables not allowed',
      detail: 'Variables may not be used here.',
    })
    return false
  }

  private output(output: Declared): void {
    const from = { file: output.file, ...NOWHERE }
    const { attributes, blocks } = output.block.body
    const value = attributes.get('value')
    if (value !== undefined) {
      this.paths(traversalsOf(value.value), from)
      const scope = this.values.fresh()
      const result = evaluate(value.value, scope)
      this.settle(scope, output.file)
      const declared = attributes.get('sensitive')?.value
      const open = declared === undefined || (declared.is === 'literal' && declared.value === false)
      if (open && !this.context.isCalled && hasSensitive(result)) {
        const detail =
          'To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Terraform requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent. If you do intend to export this data, annotate the output value as sensitive by adding the following argument: sensitive = true'
        this.context.report(output.file, { ...output, summary: 'Output refers to sensitive values', detail })
      }
    }
    for (const name of ['description', 'sensitive'] as const) this.constant(attributes.get(name), output.file)
    this.dependsOn(attributes.get('depends_on'), from)
    for (const block of blocks) if (block.type === 'precondition') this.rule(block, output.file, from)
  }

  private resource(resource: Resource): void {
    const { context } = this
    const { body } = resource.block
    const from: Standpoint = { ...this.repeated(resource), file: resource.file, within: resource.within }
    this.paths(traversalsOfBody(body, NOT_IN_BODY), from)
    this.dependsOn(body.attributes.get('depends_on'), from)
    const scope = this.values.fresh()
    checkRepetition(resource, scope)
    checkResource(context, resource, scope)
    this.settle(scope, resource.file)
    for (const block of body.blocks) {
      if (block.type === 'lifecycle') this.lifecycle(block, resource, from)
      else if (block.type === 'provisioner' || block.type === 'connection') {
        const paths = traversalsOfBody(block.body, new Set(['when', 'on_failure']))
        this.paths(paths, { ...from, self: true })
      }
    }
    const lifecycles = body.blocks.filter((block) => block.type === 'lifecycle')
    const second = lifecycles[1]
    if (second !== undefined) {
      const detail = `This resource already has a lifecycle block at line ${lifecycles[0]?.at.line ?? 0}.`
      context.report(resource.file, { ...second.at, summary: 'Duplicate lifecycle block', detail })
    }
  }

  private lifecycle(block: Block, resource: Resource, from: Standpoint): void {
    for (const finding of checkShape(block.body, block.at, LIFECYCLE)) this.context.report(resource.file, finding)
    const { attributes } = block.body
    for (const attribute of attributes.values()) {
      if (resource.mode !== 'resource') {
        const detail = `The lifecycle argument "${attribute.name}" is defined only for managed resources ("resource" blocks), and is not valid for ${resource.mode} resources.`
        this.context.report(resource.file, {
          ...attribute.at,
          summary: `Invalid ${resource.mode} resource lifecycle argument`,
          detail,
        })
      }
    }
    for (const name of ['create_before_destroy', 'prevent_destroy'] as const)
      this.constant(attributes.get(name), resource.file)
    const replace = attributes.get('replace_triggered_by')
    if (replace !== undefined) this.paths(traversalsOf(replace.value), from)
    for (const rule of block.body.blocks) {
      if (rule.type !== 'precondition' && rule.type !== 'postcondition') continue
      this.rule(rule, resource.file, { ...from, self: rule.type === 'postcondition' })
    }
  }

  /** Conditions with their messages: of variables, outputs, resources and checks. */
  private rule(block: Block, file: string, from: Standpoint): void {
    for (const finding of checkShape(block.body, block.at, RULE)) this.context.report(file, finding)
    const condition = block.body.attributes.get('condition')
    const message = block.body.attributes.get('error_message')
    if (condition !== undefined) {
      const paths = traversalsOf(condition.value)
      this.paths(paths, from)
      if (paths.length === 0) {
        const detail =
          'The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.'
        this.context.report(file, { ...condition.value.at, summary: `Invalid ${block.type} expression`, detail })
      }
      const scope = this.values.fresh()
      const value = evaluate(condition.value, scope)
      const done = convert(value, { is: 'bool' })
      if (scope.problems.length === 0 && !done.ok) {
        const detail = `Condition expression must return either true or false: ${done.why}.`
        scope.problems.push({ ...condition.value.at, summary: 'Invalid condition result', detail })
      }
      this.settle(scope, file)
    }
    if (message === undefined) return
    this.paths(traversalsOf(message.value), from)
    const scope = this.values.fresh()
    const value = evaluate(message.value, scope)
    const done = convert(value, STRING)
    if (scope.problems.length === 0 && !done.ok) {
      const detail = `Unsuitable value for error message: ${done.why}.`
      scope.problems.push({ ...message.value.at, summary: 'Invalid error message', detail })
    }
    this.settle(scope, file)
  }

  private dependsOn(attribute: Attribute | undefined, from: Standpoint): void {
    if (attribute === undefined) return
    const invalid = (at: Place): void => {
      const detail =
        'References in depends_on must be to a whole object (resource, etc), not to an attribute of an object.'
      this.context.report(from.file, {
        line: at.line,
        column: at.column,
        summary: 'Invalid depends_on reference',
        detail,
      })
    }
    if (attribute.value.is !== 'tuple') {
      const detail = 'A static list expression is required.'
      this.context.report(from.file, { ...attribute.value.at, summary: 'Invalid expression', detail })
      return
    }
    for (const part of attribute.value.parts) {
      if (part.is !== 'traversal') {
        if (!(part.is === 'literal' && typeof part.value === 'string')) invalid(part.at)
        continue
      }
      const whole = part.root === 'data' || part.root === 'ephemeral' || part.root === 'resource' ? 2 : 1
      const rest = part.steps.slice(whole)
      if (rest.some((step) => step.is === 'attribute')) invalid(part.at)
      else if (part.root !== 'local') this.paths([{ ...part, steps: part.steps.slice(0, whole) }], from)
    }
  }

  /** Blocks that declare nothing and yet refer to things. */
  private others(): void {
    for (const { path: file, blocks } of this.context.module.files) {
      for (const block of blocks) {
        if (block.type === 'check') {
          const from = { file, ...NOWHERE, within: block.labels[0]?.text ?? '' }
          for (const rule of block.body.blocks) if (rule.type === 'assert') this.rule(rule, file, from)
        } else if (block.type === 'import') {
          const each = block.body.attributes.has('for_each')
          const skip = new Set(['to', 'provider'])
          this.paths(traversalsOfBody(block.body, skip), { file, ...NOWHERE, each })
        }
      }
    }
  }

  private expression(expression: Expression, from: Standpoint): void {
    this.paths(traversalsOf(expression), from)
    const scope = this.values.fresh()
    evaluate(expression, scope)
    this.settle(scope, from.file)
  }

  private paths(paths: ReturnType<typeof traversalsOf>, from: Standpoint): void {
    for (const path of paths) {
      if (['string', 'number', 'bool', 'any'].includes(keyword(path) ?? '')) continue
      this.references.check(path, from)
    }
  }

  private repeated(one: { count: Attribute | undefined; forEach: Attribute | undefined }): Omit<Standpoint, 'file'> {
    return { ...NOWHERE, count: one.count !== undefined, each: one.forEach !== undefined }
  }

  private settle(scope: Scope, file: string): void {
    for (const problem of scope.problems) this.context.report(file, problem)
  }
}

const NOT_IN_BODY: ReadonlySet<string> = new Set(['provider', 'depends_on', 'lifecycle', 'provisioner', 'connection'])
