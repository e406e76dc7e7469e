import { resourceKey } from '../module/load.ts'
import type { Module, Resource } from '../module/types.ts'
import type { Place, Traversal } from '../syntax/ast.ts'
import { traversalsOf, traversalsOfBody } from '../syntax/references.ts'
import { stepName } from './scope.ts'

interface Node extends Place {
  file: string
  needs: Set<string>
}

/** Values and resources that need each other before either can be. */
export function findCycles(module: Module): { file: string; at: Place; names: string[] }[] {
  const nodes = new Map<string, Node>()
  const add = (name: string, file: string, at: Place, paths: readonly Traversal[]): void => {
    const needs = new Set(paths.flatMap((path) => targetOf(path) ?? []))
    // A resource that refers to itself is told of when there is a plan.
    if (!name.startsWith('local.')) needs.delete(name)
    nodes.set(name, { file, line: at.line, column: at.column, needs })
  }
  for (const local of module.locals.values()) add(`local.${local.name}`, local.file, local, traversalsOf(local.value))
  for (const one of module.resources.values()) {
    const key = resourceKey(one.mode, one.type, one.name)
    add(key, one.file, one, [...traversalsOfBody(one.block.body, IGNORED), ...lifecycleOf(one)])
  }
  return strongParts(nodes).map((names) => {
    const first = nodes.get(names[0] ?? '')
    return { file: first?.file ?? '', at: { line: first?.line ?? 1, column: first?.column ?? 1 }, names }
  })
}

const IGNORED: ReadonlySet<string> = new Set(['provider', 'lifecycle'])

export function targetOf(path: Traversal): string | null {
  const name = stepName(path, 0)
  if (name === null) return null
  if (path.root === 'local') return `local.${name}`
  if (path.root !== 'data' && path.root !== 'ephemeral' && path.root !== 'resource') return `${path.root}.${name}`
  const second = stepName(path, 1)
  return second === null ? null : resourceKey(path.root, name, second)
}

/** What has to be there before it is decided whether a resource is replaced, or is as it should be. */
function lifecycleOf({ block }: Resource): Traversal[] {
  return block.body.blocks
    .filter((inner) => inner.type === 'lifecycle')
    .flatMap((inner) => traversalsOfBody(inner.body, new Set(['ignore_changes'])))
}

/** Tarjan's algorithm, without recursion: chains of locals can be long. */
function strongParts(nodes: ReadonlyMap<string, Node>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const parts: string[][] = []
  for (const root of nodes.keys()) {
    if (index.has(root)) continue
    const work: { name: string; rest: string[] }[] = [enter(root)]
    while (work.length > 0) {
      const top = work.at(-1)
      if (top === undefined) break
      const next = top.rest.pop()
      if (next !== undefined) {
        if (!index.has(next)) work.push(enter(next))
        else if (onStack.has(next)) lower(top.name, index.get(next) ?? 0)
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent !== undefined) lower(parent.name, low.get(top.name) ?? 0)
      if (low.get(top.name) === index.get(top.name)) close(top.name)
    }
  }
  return parts

  function enter(name: string): { name: string; rest: string[] } {
    index.set(name, index.size)
    low.set(name, index.get(name) ?? 0)
    stack.push(name)
    onStack.add(name)
    return { name, rest: [...(nodes.get(name)?.needs ?? [])].filter((one) => nodes.has(one)) }
  }

  function lower(name: string, to: number): void {
    low.set(name, Math.min(low.get(name) ?? to, to))
  }

  function close(name: string): void {
    const part = stack.splice(stack.indexOf(name))
    for (const one of part) onStack.delete(one)
    if (part.length > 1 || nodes.get(name)?.needs.has(name)) parts.push(part)
  }
}
