import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import type { Traversal } from '../syntax/ast.ts'
import { DYNAMIC, listOf, mapOf, NUMBER, objectOf, STRING, type Type, withoutOptional } from '../values/type.ts'
import { ANY, object, text, unknown, unknownButThere, type Value } from '../values/value.ts'
import type { ScopeContext } from './context.ts'

/** Values of what a module's paths lead to, as far as they are known while nothing exists. */
export class ModuleScope {
  private readonly context: ScopeContext
  /** Variables that have a value all the same: what a caller gives. */
  private readonly given: ReadonlyMap<string, Value>
  private readonly locals = new Map<string, Value>()
  private readonly open = new Set<string>()

  constructor(context: ScopeContext, given: ReadonlyMap<string, Value> = new Map()) {
    this.context = context
    this.given = given
  }

  /** A scope to evaluate in, with a place of its own for what is wrong. */
  fresh(): Scope {
    const resolve = (path: Traversal): { value: Value; used: number } => this.resolve(path)
    return { names: new Map(), library: this.context.library, problems: [], resolve }
  }

  private resolve(path: Traversal): { value: Value; used: number } {
    const name = stepName(path, 0)
    const nothing = { value: ANY, used: path.steps.length }
    if (name === null) return nothing
    const { module } = this.context
    switch (path.root) {
      case 'var': {
        const variable = module.variables.get(name)
        if (variable === undefined) return nothing
        const value = this.given.get(name) ?? unknown(withoutOptional(variable.type), variable.sensitive)
        return { value: variable.ephemeral ? { ...value, ephemeral: true } : value, used: 1 }
      }
      case 'local':
        return { value: this.local(name), used: 1 }
      case 'module':
        return this.moduleObject(name) ?? nothing
      case 'each':
        return name === 'key' ? { value: unknown(STRING), used: 1 } : nothing
      case 'count':
        return name === 'index' ? { value: unknown(NUMBER), used: 1 } : nothing
      case 'path':
        return { value: name === 'cwd' ? unknownButThere(STRING) : text('.'), used: 1 }
      case 'terraform':
        if (name !== 'workspace') return { value: unknown(DYNAMIC), used: 1 }
        return {
          value: this.context.workspace === null ? unknownButThere(STRING) : text(this.context.workspace),
          used: 1,
        }
      case 'ephemeral':
        return { value: { ...ANY, ephemeral: true }, used: path.steps.length }
      default:
        // Resources have no value before they exist; what their schema says of a path is checked apart.
        return nothing
    }
  }

  /** Each local is evaluated once; what is wrong in it is reported where it stands. */
  private local(name: string): Value {
    const known = this.locals.get(name)
    if (known !== undefined) return known
    const local = this.context.module.locals.get(name)
    if (local === undefined || this.open.has(name)) return ANY
    this.open.add(name)
    const value = evaluate(local.value, this.fresh())
    this.open.delete(name)
    this.locals.set(name, value)
    return value
  }

  private moduleObject(name: string): { value: Value; used: number } | null {
    const call = this.context.module.calls.get(name)
    const child = call === undefined ? null : this.context.child(call)
    if (call === undefined || !child || child.partial) return null
    const type = objectOf(new Map([...child.outputs.keys()].map((output): [string, Type] => [output, DYNAMIC])))
    const all = call.count ? listOf(type) : call.forEach ? mapOf(type) : type
    return { value: unknown(all), used: 1 }
  }
}

export function stepName(path: Traversal, index: number): string | null {
  const step = path.steps[index]
  return step?.is === 'attribute' ? step.name : null
}

/** What a dynamic block or an iteration gives its content. */
export function iteration(key: Value, value: Value): Value {
  return object(
    new Map([
      ['key', key],
      ['value', value],
    ]),
  )
}
