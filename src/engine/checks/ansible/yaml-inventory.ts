import { didYouMean } from '../../../skills/nearest.ts'
import type { YamlFindings } from '../read/yaml-findings.ts'
import { entriesOf, isNull, type YamlEntry, type YamlNode } from '../read/yaml-node.ts'

const PARTS = ['hosts', 'children', 'vars']

const INVENTORY = /(?:^|\/)inventor(?:y|ies)\/(?:[^/]+\/)*[^/]+\.ya?ml$/

/** A file with hosts in an inventory's folder; variables and the settings of plugins lie there too. */
export function isYamlInventory(path: string, root: YamlNode): boolean {
  if (!INVENTORY.test(path) || /(?:^|\/)(?:group|host)_vars\//.test(path) || root.kind !== 'map') return false
  return (
    !root.has('plugin') &&
    root.entries.some(({ value }) => PARTS.some((part) => value.kind === 'map' && value.has(part)))
  )
}

/** Groups, each with hosts, children and variables. */
export function judgeYamlInventory(file: YamlFindings, root: YamlNode): void {
  for (const group of entriesOf(root)) judgeGroup(file, group, 0)
}

const DEEPEST = 50

function judgeGroup(file: YamlFindings, { key: name, value }: YamlEntry, depth: number): void {
  if (isNull(value) || depth > DEEPEST) return
  if (value.kind !== 'map') {
    file.error(value, 'inventory', `Invalid '${name}' group: it needs a map with hosts, children and vars`)
    return
  }
  for (const { key, keyNode, value: part } of value.entries) {
    if (!PARTS.includes(key)) {
      const hint = didYouMean(key, PARTS) ?? 'a host or a variable is indented below hosts or vars'
      file.warning(
        keyNode,
        'inventory',
        `Skipping unexpected key "${key}" in group "${name}", only "vars", "children" and "hosts" are valid`,
        hint,
      )
    } else if (!isNull(part) && part.kind !== 'map')
      file.error(
        part,
        'inventory',
        `Invalid "${key}" entry for "${name}" group, requires a map`,
        'every name ends with a colon',
      )
    else if (key === 'children') for (const child of entriesOf(part)) judgeGroup(file, child, depth + 1)
  }
}
