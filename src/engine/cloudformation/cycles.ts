import type { YamlNode } from '../checks/read/yaml-node.ts'
import type { Problems } from './problems.ts'

/** Resources that need each other cannot be made. Each ring is reported once, at the reference that closes it. */
export function checkCycles(needs: ReadonlyMap<string, ReadonlyMap<string, YamlNode>>, problems: Problems): void {
  const done = new Set<string>()
  for (const start of needs.keys()) {
    if (done.has(start)) continue
    // An own stack: a template may chain more resources than the machine's holds.
    const path: string[] = [start]
    const on = new Set(path)
    const pending = [iterator(needs, start)]
    while (pending.length > 0) {
      const next = pending.at(-1)?.next()
      if (next === undefined || next.done === true) {
        pending.pop()
        const left = path.pop()
        if (left !== undefined) {
          on.delete(left)
          done.add(left)
        }
        continue
      }
      const [id, at] = next.value
      if (on.has(id)) {
        const ring = [...path.slice(path.indexOf(id)), id]
        problems.error(at, 'cycle', `resources need each other: ${ring.join(' → ')}`)
      } else if (!done.has(id)) {
        path.push(id)
        on.add(id)
        pending.push(iterator(needs, id))
      }
    }
  }
}

function iterator(needs: ReadonlyMap<string, ReadonlyMap<string, YamlNode>>, id: string): Iterator<[string, YamlNode]> {
  return (needs.get(id) ?? new Map<string, YamlNode>()).entries()
}
