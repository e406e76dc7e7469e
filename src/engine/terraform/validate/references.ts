import { nearest } from '../../../skills/nearest.ts'
import type { Resource } from '../module/types.ts'
import type { Place, Step, Traversal } from '../syntax/ast.ts'
import { type ModuleContext, resourceFor, schemaOf } from './context.ts'
import { checkSchemaPath } from './schema-path.ts'
import { stepName } from './scope.ts'

/** What the place of an expression lets it refer to. */
export interface Standpoint {
  file: string
  each: boolean
  count: boolean
  self: boolean
  /** The check block it stands in. */
  within: string | null
  /** The resource it stands in. */
  of?: Resource
}

/** Judges every path by what the module declares, whatever its value will be. */
export class References {
  private readonly context: ModuleContext

  constructor(context: ModuleContext) {
    this.context = context
  }

  check(path: Traversal, from: Standpoint): void {
    const report = (at: Place, summary: string, detail: string): void => {
      this.context.report(from.file, { line: at.line, column: at.column, summary, detail })
    }
    const name = stepName(path, 0)
    switch (path.root) {
      case 'var':
      case 'local':
      case 'module':
      case 'path':
      case 'terraform':
      case 'each':
      case 'count':
        if (name === null) {
          const detail = `The "${path.root}" object cannot be accessed directly. Instead, access one of its attributes.`
          report(path.at, 'Invalid reference', detail)
        } else this.named(path.root, name, path, from, report)
        return
      case 'self':
        if (from.self) {
          this.self(path, from)
          return
        }
        report(
          path.at,
          'Invalid "self" reference',
          'The "self" object is not available in this context. This object can be used only in resource provisioner, connection, and postcondition blocks.',
        )
        return
      case 'data':
      case 'ephemeral':
      case 'resource': {
        const second = stepName(path, 1)
        if (name !== null && second !== null) {
          this.resource(path.root, name, second, path, path.steps.slice(2), from, report)
          return
        }
        const type = path.root === 'data' ? 'the data source type' : `the ${path.root} type`
        const detail = `The "${path.root}" object must be followed by two attribute names: ${type} and the resource name.`
        report(path.at, 'Invalid reference', detail)
        return
      }
      case 'template':
      case 'lazy':
      case 'arg': {
        const detail = `The symbol name "${path.root}" is reserved for use in a future Terraform version.`
        report(path.at, 'Reserved symbol name', detail)
        return
      }
      default:
        if (name === null) {
          const detail =
            'A reference to a resource type must be followed by at least one attribute access, specifying the resource name.'
          report(path.at, 'Invalid reference', detail)
        } else this.resource('resource', path.root, name, path, path.steps.slice(1), from, report)
    }
  }

  private named(root: string, name: string, path: Traversal, from: Standpoint, report: Report): void {
    const { module } = this.context
    switch (root) {
      case 'var':
        if (module.variables.has(name) || module.partial) return
        report(
          path.at,
          'Reference to undeclared input variable',
          `An input variable with the name "${name}" has not been declared. ${near(name, module.variables.keys()) ?? `This variable can be declared with a variable "${name}" {} block.`}`,
        )
        return
      case 'local':
        if (module.locals.has(name) || module.partial) return
        report(
          path.at,
          'Reference to undeclared local value',
          `A local value with the name "${name}" has not been declared.${suggestion(name, module.locals.keys())}`,
        )
        return
      case 'module':
        this.module(name, path, report)
        return
      case 'path':
        if (!['module', 'root', 'cwd'].includes(name)) {
          report(path.at, 'Invalid "path" attribute', `The "path" object does not have an attribute named "${name}".`)
        }
        return
      case 'terraform':
        if (name !== 'workspace' && name !== 'applying') {
          const detail = `The "terraform" object does not have an attribute named "${name}". The only supported attributes are terraform.workspace, the name of the currently-selected workspace, and terraform.applying.`
          report(path.at, 'Invalid "terraform" attribute', detail)
        }
        return
      case 'each':
        this.each(name, path, from, report)
        return
      default:
        if (name !== 'index') {
          const detail = `The "count" object does not have an attribute named "${name}". The only supported attribute is count.index.`
          report(path.at, 'Invalid "count" attribute', detail)
        } else if (!from.count) {
          report(
            path.at,
            'Reference to "count" in non-counted context',
            'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.',
          )
        }
    }
  }

  private each(name: string, path: Traversal, from: Standpoint, report: Report): void {
    if (name !== 'key' && name !== 'value') {
      const detail = `The "each" object does not have an attribute named "${name}". The supported attributes are each.key and each.value, the current key and value pair of the "for_each" attribute set.`
      report(path.at, 'Invalid "each" attribute', detail)
    } else if (!from.each) {
      report(
        path.at,
        'Reference to "each" in context without for_each',
        'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.',
      )
    }
  }

  private module(name: string, path: Traversal, report: Report): void {
    const { module } = this.context
    const call = module.calls.get(name)
    if (call === undefined) {
      if (module.partial) return
      const detail = `No module call named "${name}" is declared in this module.${suggestion(name, module.calls.keys())}`
      report(path.at, 'Reference to undeclared module', detail)
      return
    }
    const child = this.context.child(call)
    const second = path.steps[1]
    // Of what an index makes of a module that is there once, nothing is known.
    if (second?.is === 'index' && !call.count && !call.forEach) return
    const output = second?.is === 'index' ? stepName(path, 2) : stepName(path, 1)
    if (!child || child.partial || output === null || child.outputs.has(output)) return
    const detail = `This object does not have an attribute named "${output}".${suggestion(output, child.outputs.keys())}`
    const at = path.steps[second?.is === 'index' ? 2 : 1]?.at ?? path.at
    report(at, 'Unsupported attribute', detail)
  }

  private resource(
    mode: Resource['mode'],
    type: string,
    name: string,
    path: Traversal,
    rest: readonly Step[],
    from: Standpoint,
    report: Report,
  ): void {
    const { module } = this.context
    const resource = resourceFor(module, mode, type, name)
    if (resource === undefined) {
      if (!module.partial)
        report(path.at, 'Reference to undeclared resource', undeclared(mode, type, name, this.context))
      return
    }
    if (resource.within !== null && resource.within !== from.within) {
      const detail = `The referenced ${adjective(mode)} resource "${type}" "${name}" is not available from this context.`
      report(path.at, 'Reference to scoped resource', detail)
      return
    }
    const steps = this.instance(resource, path, rest, report)
    const [first] = steps
    if (first?.is === 'attribute' && first.name === 'count') {
      const detail = `The special "count" attribute is no longer supported after Terraform v0.12. Instead, use length(${type}.${name}) to count resource instances.`
      report(path.at, 'Invalid resource count attribute', detail)
      return
    }
    const found = schemaOf(this.context, resource)
    if (found === null || steps.length === 0) return
    const problems = checkSchemaPath(found.schema, steps)
    const [problem] = problems
    if (problem === undefined || found.others().some((other) => checkSchemaPath(other, steps).length === 0)) return
    const isNewer = found.newest !== null && !problem.detail.includes('Did you mean')
    this.context.report(from.file, problem, isNewer ? 'warning' : 'error')
  }

  private self(path: Traversal, from: Standpoint): void {
    const found = from.of === undefined ? null : schemaOf(this.context, from.of)
    if (found === null || path.steps.length === 0) return
    const [problem] = checkSchemaPath(found.schema, path.steps)
    if (problem === undefined || found.others().some((other) => checkSchemaPath(other, path.steps).length === 0)) return
    this.context.report(from.file, problem, found.newest === null ? 'error' : 'warning')
  }

  /** The steps behind the instance, which the key must fit. */
  private instance(resource: Resource, path: Traversal, rest: readonly Step[], report: Report): readonly Step[] {
    const [first] = rest
    const address = `${resource.mode === 'resource' ? '' : `${resource.mode}.`}${resource.type}.${resource.name}`
    const repeated = resource.count ? 'count' : resource.forEach ? 'for_each' : null
    if (first?.is === 'index') {
      if (repeated === null) {
        const detail = `Because ${address} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this resource.`
        report(path.at, 'Unexpected resource instance key', detail)
      }
      return rest.slice(1)
    }
    if (repeated === null || first === undefined) return rest
    const key = repeated === 'count' ? 'count.index' : 'each.key'
    const detail = `Because ${address} has "${repeated}" set, its attributes must be accessed on specific instances. For example, to correlate with indices of a referring resource, use: ${address}[${key}]`
    report(path.at, 'Missing resource instance key', detail)
    return []
  }
}

type Report = (at: Place, summary: string, detail: string) => void

function adjective(mode: Resource['mode']): string {
  return mode === 'resource' ? 'managed' : mode
}

function undeclared(mode: Resource['mode'], type: string, name: string, context: ModuleContext): string {
  const { resources } = context.module
  const asData = mode === 'resource' ? resourceFor(context.module, 'data', type, name) : undefined
  const key = mode === 'resource' ? `${type}.${name}` : `${mode}.${type}.${name}`
  const hint =
    asData === undefined ? suggestion(key, resources.keys()) : ` Did you mean the data resource data.${type}.${name}?`
  return `A ${adjective(mode)} resource "${type}" "${name}" has not been declared in this module.${hint}`
}

function near(name: string, known: Iterable<string>): string | null {
  const found = nearest(name, known)
  return found === null ? null : `Did you mean "${found}"?`
}

function suggestion(name: string, known: Iterable<string>): string {
  const found = near(name, known)
  return found === null ? '' : ` ${found}`
}
