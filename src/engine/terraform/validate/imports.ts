import { evaluate } from '../evaluate/evaluate.ts'
import type { Scope } from '../evaluate/scope.ts'
import { withNames } from '../evaluate/scope.ts'
import { type Address, readAddress } from '../module/addresses.ts'
import { resourceKey } from '../module/load.ts'
import type { Module, Moved } from '../module/types.ts'
import type { Expression, Place } from '../syntax/ast.ts'
import { traversalsOf } from '../syntax/references.ts'
import { convert } from '../values/convert.ts'
import { STRING } from '../values/type.ts'
import { ANY, elementsOf, isNull, namedPartsOf, sortedEntries, text, unknown, type Value } from '../values/value.ts'
import type { Refer } from './body.ts'
import type { ModuleContext } from './context.ts'
import { targetOf } from './cycles.ts'
import { iteration } from './scope.ts'

/** What `import` blocks say: where to, of which id, and all of it in the root. */
export function checkImports(context: ModuleContext, scopes: { fresh(): Scope; refer(file: string): Refer }): void {
  const seen = new Set<string>()
  for (const moved of context.module.moves) {
    if (moved.block.type !== 'import') continue
    const to = moved.block.body.attributes.get('to')?.value
    const target = to === undefined ? null : readAddress(to, [], true)
    if (to === undefined || target === null) continue
    const report = reporter(context, moved)
    if (context.isCalled) {
      report(moved, 'Invalid import configuration', 'Import blocks are only allowed in the root module.')
      continue
    }
    if (to.is === 'traversal' && target.resource !== null) {
      const key = JSON.stringify([target.modules, target.resource])
      if (seen.has(key)) {
        const what = `${target.resource.type}.${target.resource.name}`
        report(moved, `Duplicate import configuration for "${what}"`, 'A resource can have only one import block.')
      }
      seen.add(key)
    }
    checkTarget(context, moved, to, target, report)
    checkId(moved, target, scopes, report)
  }
}

type Report = (at: Place, summary: string, detail: string) => void

function reporter(context: ModuleContext, { file }: Moved): Report {
  return (at, summary, detail) => context.report(file, { line: at.line, column: at.column, summary, detail })
}

function checkTarget(context: ModuleContext, moved: Moved, to: Expression, target: Address, report: Report): void {
  const { resource } = target
  if (resource === null) return
  const module = moduleAt(context, target.modules)
  if (module === null || module?.partial) return
  const found = module?.resources.get(resourceKey(resource.mode, resource.type, resource.name))
  const missing = 'Configuration for import target does not exist'
  const repeated = moved.block.body.attributes.has('for_each')
  if (found === undefined) {
    if (target.modules.length > 0) {
      report(to.at, missing, 'All target instances must have an associated configuration to be imported.')
    } else if (resource.key !== null || repeated || to.is !== 'traversal') {
      report(
        to.at,
        missing,
        'Configuration can be generated only for resources without count or for_each, and without for_each in the import block.',
      )
    }
    return
  }
  const provider = moved.block.body.attributes.get('provider')
  if (provider !== undefined && target.modules.length === 0) {
    const detail = 'The provider argument can only be specified in import blocks that will generate configuration.'
    report(provider.at, 'Invalid import provider argument', detail)
  }
  if (to.is !== 'traversal') return
  const uses = found.count ? 'count' : found.forEach ? 'for_each' : null
  const needs = typeof resource.key === 'number' ? 'count' : typeof resource.key === 'string' ? 'for_each' : null
  if (uses === needs) return
  const detail = needs === null ? `The target resource is using ${uses}.` : `The target resource does not use ${needs}.`
  report(to.at, "Invalid import 'to' expression", detail)
}

/** null when it is not on this disk, undefined when there is no such call. */
function moduleAt(context: ModuleContext, names: readonly string[]): Module | null | undefined {
  let module: Module | null | undefined = context.module
  for (const name of names) {
    const call: ReturnType<Module['calls']['get']> = module?.calls.get(name)
    if (!module || call === undefined) return undefined
    module = context.childOf(module, call)
    if (module === null) return null
  }
  return module
}

function checkId(
  moved: Moved,
  target: Address,
  scopes: { fresh(): Scope; refer(file: string): Refer },
  report: Report,
): void {
  const { attributes } = moved.block.body
  const id = attributes.get('id')?.value
  const forEach = attributes.get('for_each')?.value
  const refer = scopes.refer(moved.file)
  const own =
    target.resource === null ? '' : resourceKey(target.resource.mode, target.resource.type, target.resource.name)
  if (id !== undefined && target.modules.length === 0 && traversalsOf(id).some((path) => targetOf(path) === own)) {
    report(id.at, 'Invalid import id argument', 'The import ID cannot reference the resource being imported.')
    return
  }
  let entries: readonly [Value, Value][] = [[unknown(STRING), ANY]]
  if (forEach !== undefined) {
    refer(forEach, new Map())
    const scope = scopes.fresh()
    const all = evaluate(forEach, scope)
    for (const { summary, detail, ...at } of scope.problems) report(at, summary, detail)
    if (scope.problems.length > 0) return
    if (['string', 'number', 'bool'].includes(all.type.is) && all.content !== undefined) {
      report(forEach.at, 'Invalid for_each argument', 'The "for_each" expression must be a collection.')
      return
    }
    const named = namedPartsOf(all)
    if (named !== null) entries = sortedEntries(named).map(([name, value]) => [text(name), value])
    else entries = elementsOf(all)?.map((value) => [value, value]) ?? entries
  }
  if (id === undefined) return
  for (const [key, value] of entries.slice(0, 20)) {
    const fresh = scopes.fresh()
    const scope = forEach === undefined ? fresh : withNames(fresh, [['each', iteration(key, value)]])
    refer(id, scope.names)
    checkIdValue(id, evaluate(id, scope), scope, report)
  }
}

function checkIdValue(id: Expression, value: Value, scope: Scope, report: Report): void {
  for (const { summary, detail, ...at } of scope.problems) report(at, summary, detail)
  if (scope.problems.length > 0) return
  const done = convert(value, STRING)
  if (!done.ok) report(id.at, 'Incorrect value type', `Invalid expression value: ${done.why}.`)
  else if (isNull(done.value)) report(id.at, 'Invalid import id argument', 'The import ID cannot be null.')
  else if (done.value.content === '') {
    const detail = 'The import ID value evaluates to an empty string, please provide a non-empty value.'
    report(id.at, 'Invalid import id argument', detail)
  }
}
