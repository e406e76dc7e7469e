import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import { quotedPath, STATIC_PATH } from '../module/addresses.ts'
import { resourceKey } from '../module/load.ts'
import { NO_LIST } from '../module/resource-blocks.ts'
import type { ModuleCall, Output, Resource, Variable } from '../module/types.ts'
import { mayBeTerraform } from '../module/version.ts'
import type { Attribute, Block, Expression, Place, Traversal } from '../syntax/ast.ts'
import { traversalsOf } from '../syntax/references.ts'
import { convert } from '../values/convert.ts'
import { BOOL } from '../values/type.ts'
import { hasEphemeral, hasSensitive, isNull, type Value } from '../values/value.ts'
import type { Refer } from './body.ts'
import { checkCall } from './calls.ts'
import type { ModuleContext } from './context.ts'
import { findCycles, targetOf } from './cycles.ts'
import { checkImports } from './imports.ts'
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
    for (const call of module.calls.values()) this.call(call)
    checkProviders(this.context, {
      fresh: () => this.values.fresh(),
      refer: (file) => this.refer({ file, ...NOWHERE }),
    })
    this.others()
    for (const { file, at, names } of findCycles(module)) {
      const [only] = names
      const itself = names.length === 1
      const summary = itself ? 'Self-referencing local value' : 'Cycle'
      const detail = itself
        ? `${only} uses its own result as part of its expression.`
        : `${names.sort().join(', ')} need each other.`
      this.context.report(file, { ...at, summary, detail })
    }
    reportUnused(this.context)
  }

  private variable(variable: Variable): void {
    for (const block of variable.block.body.blocks) {
      if (block.type === 'validation') this.rule(block, variable.file, { file: variable.file, ...NOWHERE })
    }
  }

  private output(output: Output): void {
    const from = { file: output.file, ...NOWHERE }
    const { attributes, blocks } = output.block.body
    const value = attributes.get('value')
    if (value !== undefined) {
      this.paths(traversalsOf(value.value), from)
      const scope = this.values.fresh()
      const result = evaluate(value.value, scope)
      this.settle(scope, output.file)
      this.openness(output, result)
    }
    this.dependsOn(attributes.get('depends_on'), from)
    for (const block of blocks) if (block.type === 'precondition') this.rule(block, output.file, from)
  }

  /** What a root gives away is shown and kept, unless it says otherwise. */
  private openness(output: Output, result: Value): void {
    const report = (summary: string, detail: string): void => {
      this.context.report(output.file, { line: output.line, column: output.column, summary, detail })
    }
    if (hasEphemeral(result) && !output.ephemeral) {
      report(
        'Ephemeral value not allowed',
        'This output value is not declared as returning an ephemeral value, so it cannot be set to a result derived from an ephemeral value.',
      )
    }
    if (this.context.isCalled) return
    if (output.ephemeral) {
      report('Ephemeral output not allowed', 'Ephemeral outputs are not allowed in context of a root module')
    }
    if (!output.sensitive && hasSensitive(result)) {
      report(
        'Output refers to sensitive values',
        'To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Terraform requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent. If you do intend to export this data, annotate the output value as sensitive by adding the following argument: sensitive = true',
      )
    }
  }

  private call(call: ModuleCall): void {
    const { attributes } = call.block.body
    const from: Standpoint = { ...NOWHERE, file: call.file }
    for (const { name, value } of attributes.values()) {
      if (['source', 'version', 'providers', 'depends_on'].includes(name)) continue
      const repetition = name === 'count' || name === 'for_each'
      // What each and count are in an argument shows when there is a plan.
      this.paths(traversalsOf(value), repetition ? from : { ...from, each: true, count: true })
    }
    this.dependsOn(attributes.get('depends_on'), from)
    const scope = this.values.fresh()
    checkRepetition(call, scope)
    checkCall(this.context, call, scope)
    this.settle(scope, call.file)
  }

  private resource(resource: Resource): void {
    const { context } = this
    const { body } = resource.block
    const from: Standpoint = { ...this.repeated(resource), file: resource.file, within: resource.within, of: resource }
    for (const repetition of [resource.count, resource.forEach]) {
      if (repetition !== undefined) this.paths(traversalsOf(repetition.value), { ...from, each: false, count: false })
    }
    this.dependsOn(body.attributes.get('depends_on'), from)
    const scope = this.values.fresh()
    checkRepetition(resource, scope)
    checkResource(context, resource, scope, (self) => this.refer({ ...from, self }))
    this.settle(scope, resource.file)
    for (const block of body.blocks) if (block.type === 'lifecycle') this.lifecycle(block, resource, from)
  }

  private lifecycle(block: Block, resource: Resource, from: Standpoint): void {
    for (const rule of block.body.blocks) {
      if (rule.type !== 'precondition' && rule.type !== 'postcondition') continue
      this.rule(rule, resource.file, { ...from, self: rule.type === 'postcondition' }, resource)
    }
  }

  /** Conditions with their messages: of variables, outputs, resources and checks. */
  private rule(block: Block, file: string, from: Standpoint, of?: Resource): void {
    for (const name of ['condition', 'error_message'] as const) {
      const expression = block.body.attributes.get(name)?.value
      if (expression === undefined) continue
      const paths = traversalsOf(expression)
      this.paths(paths, from)
      if (of !== undefined) this.selfReference(block, expression, paths, of)
      const scope = this.values.fresh()
      const value = evaluate(expression, scope)
      if (name === 'condition') conditionResult(block, expression, value, scope, of === undefined)
      this.settle(scope, file)
    }
  }

  /** A rule of a resource looks at the resource as self. */
  private selfReference(block: Block, expression: Expression, paths: readonly Traversal[], of: Resource): void {
    const own = resourceKey(of.mode, of.type, of.name)
    if (!paths.some((path) => targetOf(path) === own)) return
    const detail = `Configuration for ${own} may not refer to itself.`
    const summary = `Invalid reference in ${block.type}`
    this.context.report(of.file, { ...expression.at, summary, detail })
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
      this.context.report(from.file, { ...attribute.value.at, ...NO_LIST })
      return
    }
    for (const part of attribute.value.parts) {
      const path = part.is === 'traversal' ? part : quotedPath(part)
      if (path === null) {
        this.context.report(from.file, { ...part.at, summary: 'Invalid expression', detail: STATIC_PATH })
        continue
      }
      const end = wholeObject(path)
      const rest = path.steps[end]
      if (rest !== undefined) invalid(rest.at)
      else this.paths([{ ...path, steps: path.steps.slice(0, end) }], from)
    }
  }

  /** Blocks that declare nothing and yet refer to things. */
  private others(): void {
    const { context } = this
    for (const { path: file, blocks } of context.module.files) {
      for (const block of blocks) {
        if (block.type !== 'check') continue
        const from = { file, ...NOWHERE, within: block.labels[0]?.text ?? '' }
        for (const rule of block.body.blocks) if (rule.type === 'assert') this.assertion(rule, file, from)
      }
    }
    checkImports(context, { fresh: () => this.values.fresh(), refer: (file) => this.refer({ file, ...NOWHERE }) })
    const { coreVersions } = context.module
    const [first] = coreVersions
    if (first === undefined || mayBeTerraform(coreVersions.map((one) => one.constraint))) return
    const detail = `No release of Terraform satisfies ${coreVersions.map((one) => one.constraint).join(' and ')}.`
    context.report(first.file, {
      line: first.line,
      column: first.column,
      summary: 'Unsupported Terraform Core version',
      detail,
    })
  }

  /** An assertion is evaluated when there is a plan; before that it is only looked at. */
  private assertion(block: Block, file: string, from: Standpoint): void {
    for (const name of ['condition', 'error_message'] as const) {
      const expression = block.body.attributes.get(name)?.value
      if (expression === undefined) continue
      this.paths(traversalsOf(expression), from)
      const scope = this.values.fresh()
      if (name === 'error_message') evaluate(expression, scope)
      this.settle(scope, file)
    }
  }

  private expression(expression: Expression, from: Standpoint): void {
    this.paths(traversalsOf(expression), from)
    const scope = this.values.fresh()
    evaluate(expression, scope)
    this.settle(scope, from.file)
  }

  private refer(from: Standpoint): Refer {
    return (expression, own) =>
      this.paths(
        traversalsOf(expression).filter((path) => !own.has(path.root)),
        from,
      )
  }

  private paths(paths: ReturnType<typeof traversalsOf>, from: Standpoint): void {
    for (const path of paths) this.references.check(path, from)
  }

  private repeated(one: { count: Attribute | undefined; forEach: Attribute | undefined }): Omit<Standpoint, 'file'> {
    return { ...NOWHERE, count: one.count !== undefined, each: one.forEach !== undefined }
  }

  private settle(scope: Scope, file: string): void {
    for (const problem of scope.problems) this.context.report(file, problem)
  }
}

/** How many steps of a path lead to a whole object: a resource or an instance of it, a module or an output of it. */
function wholeObject({ root, steps }: Traversal): number {
  const named = ['data', 'ephemeral', 'resource'].includes(root) ? 2 : 1
  const instance =
    steps[named]?.is === 'index' && !['var', 'local', 'path', 'terraform'].includes(root) ? named + 1 : named
  return root === 'module' && steps[instance]?.is === 'attribute' ? instance + 1 : instance
}

/** A condition that is known has to be a yes or a no; of an output it has to be a yes. */
function conditionResult(block: Block, condition: Expression, value: Value, scope: Scope, decides: boolean): void {
  if (scope.problems.length > 0 || value.content === undefined || !decides) return
  const done = convert(value, BOOL)
  const about = block.type === 'validation' ? 'variable validation' : 'condition'
  const wrong = (summary: string, detail: string): void => {
    scope.problems.push({ ...condition.at, summary, detail })
  }
  if (!done.ok) wrong(`Invalid ${about} result`, `Invalid condition result value: ${done.why}.`)
  else if (isNull(done.value)) {
    wrong(`Invalid ${about} result`, 'Condition expression must return either true or false, not null.')
  } else if (done.value.content === false && block.type === 'precondition') {
    wrong('Module output value precondition failed', 'The condition is false whatever the inputs are.')
  }
}
