import { didYouMean } from '../../skills/nearest.ts'
import { entriesOf, isNull, nodeAt, type YamlEntry, type YamlNode } from '../checks/read/yaml-node.ts'
import type { Reports } from '../kustomize/reports.ts'
import type { Chart } from './chart.ts'
import type { ValueUse } from './uses.ts'

export interface PlacedUse extends ValueUse {
  at: YamlNode
}

/** Values that templates use and the chart does not have, and the other way round. */
export function checkValues(chart: Chart, uses: readonly PlacedUse[], isOpen: boolean, reports: Reports): void {
  if (chart.values !== null && chart.values.kind !== 'map') {
    reports.error(chart.values, 'values', 'values.yaml must hold a map')
    return
  }
  for (const use of uses) checkUse(chart, use, reports)
  if (!isOpen && chart.values !== null) unused(chart, uses, reports)
}

function checkUse({ values, given, dependencies }: Chart, { path, at, isGuarded }: PlacedUse, reports: Reports): void {
  const [first = ''] = path
  if (isGuarded || first === 'global' || dependencies.some((one) => one.name === first)) return
  if (nodeAt(given, ...path) !== undefined) return
  let here: YamlNode | undefined = values ?? undefined
  for (const [depth, key] of path.entries()) {
    // A function, a list or a text: what stands below it is another language's.
    if (here !== undefined && here.kind !== 'map' && !isNull(here)) return
    const next: YamlNode | undefined = here?.kind === 'map' ? here.get(key) : undefined
    const shown = `.Values.${path.slice(0, depth + 1).join('.')}`
    if (next === undefined) {
      const keys = entriesOf(here).map((one) => one.key)
      const isLast = depth === path.length - 1
      const message = isLast
        ? `${shown} is not in values.yaml, and has no default`
        : `${shown} is not in values.yaml: looking for ${path[depth + 1]} in it fails unless it is given`
      reports.warning(at, 'values', message, didYouMean(key, keys))
      return
    }
    here = next
  }
}

function unused(chart: Chart, uses: readonly PlacedUse[], reports: Reports): void {
  const used = new Set(uses.map((one) => one.path.join('.')))
  for (const { condition } of chart.dependencies) for (const path of (condition ?? '').split(',')) used.add(path.trim())
  const own = new Set(['global', ...chart.dependencies.map((one) => one.name)])
  const walk = (entry: YamlEntry, before: readonly string[]): void => {
    const path = [...before, entry.key]
    const text = path.join('.')
    // It, or all of what it stands in, is used.
    if (path.some((_, depth) => used.has(path.slice(0, depth + 1).join('.')))) return
    const isPartly = [...used].some((one) => one.startsWith(`${text}.`))
    if (isPartly) for (const inside of entriesOf(entry.value)) walk(inside, path)
    else reports.warning(entry.keyNode, 'unused', `no template uses the value ${text}`)
  }
  for (const entry of entriesOf(chart.values)) if (!own.has(entry.key)) walk(entry, [])
}

/** Values may hold templates themselves, which `tpl` fills in. */
export function textsIn(node: YamlNode | null): YamlNode[] {
  if (node === null) return []
  if (node.kind === 'scalar') return node.text.includes('{{') ? [node] : []
  return node.kind === 'list' ? node.items.flatMap(textsIn) : node.entries.flatMap(({ value }) => textsIn(value))
}
