import { emptyMapLike, listWith, mapWith, withoutKey } from '../checks/read/yaml-edit.ts'
import { textOf, type YamlEntry, type YamlList, type YamlMap, type YamlNode } from '../checks/read/yaml-node.ts'
import type { Type } from '../kubernetes/schema/type.ts'

/** A strategic merge patch applied: the merged value, or null when the patch deletes it. */
export function strategicMerge(base: YamlNode | undefined, patch: YamlNode, type: Type | null): YamlNode | null {
  if (patch.kind === 'scalar') return patch.value === null ? null : patch
  if (patch.kind === 'list') return mergeLists(base, patch, type)
  const directive = textOf(patch.get('$patch'))
  if (directive === 'delete') return null
  if (directive === 'replace') return withoutKey(patch, '$patch')
  return mergeMaps(base?.kind === 'map' ? base : emptyMapLike(patch), patch, type)
}

function mergeMaps(base: YamlMap, patch: YamlMap, type: Type | null): YamlMap {
  const entries: YamlEntry[] = []
  for (const entry of base.entries) {
    const change = patch.entry(entry.key)
    if (change === undefined) entries.push(entry)
    else {
      const value = strategicMerge(entry.value, change.value, memberType(type, entry.key))
      if (value !== null) entries.push({ ...entry, value })
    }
  }
  for (const entry of patch.entries) {
    if (base.has(entry.key) || entry.key.startsWith('$')) continue
    const value = strategicMerge(undefined, entry.value, memberType(type, entry.key))
    if (value !== null) entries.push({ ...entry, value })
  }
  return mapWith(base, entries)
}

function memberType(type: Type | null, key: string): Type | null {
  if (type?.is === 'map') return type.of
  return type?.is === 'object' ? (type.fields.get(key)?.type ?? type.rest) : null
}

function mergeLists(base: YamlNode | undefined, patch: YamlList, type: Type | null): YamlNode {
  const [merge, of] = type?.is === 'list' ? [type.merge, type.of] : [null, null]
  const replaces = patch.items.some((item) => item.kind === 'map' && textOf(item.get('$patch')) === 'replace')
  const added = patch.items.filter((item) => !(item.kind === 'map' && item.has('$patch') && item.entries.length === 1))
  if (merge === null || base?.kind !== 'list' || replaces) {
    const kept = added.flatMap((item) => strategicMerge(undefined, item, of) ?? [])
    return listWith(patch, kept)
  }
  if (merge === '') {
    const known = new Set(base.items.map((one) => (one.kind === 'scalar' ? one.text : '')))
    return listWith(base, [...base.items, ...added.filter((one) => one.kind !== 'scalar' || !known.has(one.text))])
  }
  const items: (YamlNode | null)[] = [...base.items]
  for (const change of added) {
    const index = items.findIndex((item) => item !== null && isSameMember(item, change, merge))
    const merged = strategicMerge(index < 0 ? undefined : (items[index] ?? undefined), change, of)
    if (index < 0) items.push(merged)
    else items[index] = merged
  }
  return listWith(
    base,
    items.filter((one) => one !== null),
  )
}

/** Ports are told apart by their protocol too, where both say it. */
function isSameMember(one: YamlNode, other: YamlNode, key: string): boolean {
  const value = (node: YamlNode, name: string): string | undefined => {
    const found = node.kind === 'map' ? node.get(name) : undefined
    return found?.kind === 'scalar' ? found.text : undefined
  }
  if (value(one, key) === undefined || value(one, key) !== value(other, key)) return false
  const [protocol, otherProtocol] = [value(one, 'protocol'), value(other, 'protocol')]
  return !/[pP]ort$/.test(key) || protocol === undefined || otherProtocol === undefined || protocol === otherProtocol
}
