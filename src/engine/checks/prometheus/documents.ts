import { distance } from '../../../skills/nearest.ts'
import type { YamlFile } from '../read/yaml.ts'
import { itemsOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../read/yaml-node.ts'
import type { FileRef } from '../tree.ts'
import { mayHoldRules } from './paths.ts'

/** Groups of rules, and whether Prometheus itself reads the map that they stand in. */
export interface RuleSet {
  /** The whole file, or the spec of an object. */
  holder: YamlMap
  isFile: boolean
}

const RULE = /^[ \t]*(?:- +)?(?:alert|record) *:/m

/** Whether a file may hold rules: cheap, and before it is read. */
export function isRuleFile({ path, text }: FileRef): boolean {
  if (!mayHoldRules(path) || /\{%|<%|<:/.test(text)) return false
  if (/^[ \t]*(?:- +)?kind: *["']?PrometheusRule\b/m.test(text)) return true
  return !/^(?:apiVersion|kind):/m.test(text) && RULE.test(text) && /^[ \t]*(?:- +)?expr *:/m.test(text)
}

/** The first document of a rule file, or all objects of a manifest. */
export function ruleSets({ documents }: YamlFile): RuleSet[] {
  const objects = documents.flatMap(({ root }): (YamlNode | null)[] => {
    const list = nodeAt(root, 'items')
    return list === undefined ? [root] : [...itemsOf(list)]
  })
  const specs = objects
    .filter((object) => textOf(nodeAt(object, 'kind')) === 'PrometheusRule')
    .map((object) => nodeAt(object, 'spec'))
    .filter(isMap)
  if (specs.length > 0) return specs.map((holder) => ({ holder, isFile: false }))
  const root = documents[0]?.root
  if (!isMap(root) || root.has('kind') || !root.entries.some(({ key }) => distance(key, 'groups') <= 1)) return []
  return [{ holder: root, isFile: true }]
}

export function isMap(node: YamlNode | null | undefined): node is YamlMap {
  return node?.kind === 'map'
}

/** Other programs have rules of the same shape: Loki's and VictoriaMetrics' expressions are no PromQL. */
export function isForeign(text: string, { holder }: RuleSet): boolean {
  if (
    /\}\s*(?:\|[=~>]|!~|!=|\|\s*(?:json|logfmt|pattern|regexp|unwrap|unpack|line_format|label_format|decolorize))/.test(
      text,
    )
  )
    return true
  const groups = itemsOf(holder.get('groups')).filter(isMap)
  return groups.some((group) => FOREIGN_FIELDS.some((field) => group.has(field)))
}

const FOREIGN_FIELDS = [
  'type',
  'concurrency',
  'params',
  'headers',
  'notifier_headers',
  'eval_offset',
  'eval_delay',
  'eval_alignment',
  'tenant',
  'remote_write',
  'extra_filter_labels',
]
