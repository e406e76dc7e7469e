import { type YamlEntry, YamlList, YamlMap, type YamlNode, YamlScalar } from './yaml-node.ts'
import type { ScalarValue } from './yaml-scalar.ts'

/** Changed copies of nodes: what is not changed is shared, and keeps its place in the text it comes from. */

export function mapWith(map: YamlMap, entries: Iterable<YamlEntry>): YamlMap {
  const copy = new YamlMap(map.tag, map.source, map.start)
  copy.end = map.end
  for (const entry of entries) copy.add(entry)
  return copy
}

export function listWith(list: YamlList, items: Iterable<YamlNode>): YamlList {
  const copy = new YamlList(list.tag, list.source, list.start)
  copy.end = list.end
  copy.items.push(...items)
  return copy
}

/** A value that stands nowhere, said to stand where a node does. */
export function scalarLike(node: YamlNode, value: ScalarValue): YamlScalar {
  return new YamlScalar(value, value === null ? '' : String(value), 'plain', null, node.source, node.start, node.end)
}

export function emptyMapLike(node: YamlNode): YamlMap {
  return new YamlMap(null, node.source, node.start)
}

export function withValue(map: YamlMap, key: string, value: YamlNode): YamlMap {
  const known = map.entry(key)
  if (known === undefined) {
    const added = { key, keyNode: scalarLike(value, key), value, merged: false }
    return mapWith(map, [...map.entries, added])
  }
  return mapWith(
    map,
    map.entries.map((one) => (one === known ? { ...one, value } : one)),
  )
}

export function withoutKey(map: YamlMap, key: string): YamlMap {
  return mapWith(
    map,
    map.entries.filter((one) => one.key !== key),
  )
}

/** Replaces the value at a path of keys. Missing maps are made, unless `create` is false; what is no map stays as it is. */
export function changedAt(
  map: YamlMap,
  path: readonly string[],
  change: (value: YamlNode | undefined) => YamlNode | undefined,
  create = true,
): YamlMap {
  const [key, ...rest] = path
  if (key === undefined) return map
  const value = map.get(key)
  if (rest.length === 0) {
    const changed = change(value)
    return changed === undefined || changed === value ? map : withValue(map, key, changed)
  }
  if (value === undefined && !create) return map
  const inside = value ?? emptyMapLike(map)
  if (inside.kind !== 'map') return map
  const changed = changedAt(inside, rest, change, create)
  return changed === inside ? map : withValue(map, key, changed)
}
