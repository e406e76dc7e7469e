import { entriesOf, itemsOf, nodeAt, textOf, YamlMap, type YamlNode } from '../../checks/read/yaml-node.ts'
import type { ObjectSet, SetObject } from './set.ts'

/** Where the pods of a kind are described. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
}

export const WORKLOADS = Object.keys(TEMPLATES)

/** The pods that an object makes. */
export interface Pods {
  owner: SetObject
  spec: YamlMap
  labels: ReadonlyMap<string, string>
  containers: readonly YamlMap[]
  /** Of all containers, those that run to their end before the others included. */
  all: readonly YamlMap[]
}

export function podsOf(owner: SetObject): Pods | null {
  const path = TEMPLATES[owner.kind]
  if (path === undefined) return null
  const template = path.length === 0 ? owner.node : nodeAt(owner.node, ...path)
  const spec = nodeAt(template, 'spec')
  if (!(spec instanceof YamlMap)) return null
  const containers = mapsIn(spec.get('containers'))
  const all = [...containers, ...mapsIn(spec.get('initContainers'))]
  return { owner, spec, labels: labelsAt(nodeAt(template, 'metadata', 'labels')), containers, all }
}

export function mapsIn(node: YamlNode | undefined): YamlMap[] {
  return itemsOf(node).filter((one): one is YamlMap => one.kind === 'map')
}

export function labelsAt(node: YamlNode | undefined): Map<string, string> {
  const labels = new Map<string, string>()
  for (const { key, value } of entriesOf(node)) if (value.kind === 'scalar') labels.set(key, value.text)
  return labels
}

/** Which labels a selector asks for, and how; null for one that asks for nothing. */
export interface LabelQuery {
  labels: ReadonlyMap<string, string>
  expressions: readonly { key: string; operator: string; values: readonly string[] }[]
}

/** `matchLabels` with `matchExpressions`, or a plain map of labels as Services have. */
export function queryOf(node: YamlNode | undefined): LabelQuery | null {
  if (node?.kind !== 'map') return null
  const isFull = node.has('matchLabels') || node.has('matchExpressions')
  const labels = labelsAt(isFull ? node.get('matchLabels') : node)
  const expressions = mapsIn(isFull ? node.get('matchExpressions') : undefined).map((one) => ({
    key: textOf(one.get('key')) ?? '',
    operator: textOf(one.get('operator')) ?? '',
    values: itemsOf(one.get('values')).flatMap((value) => (value.kind === 'scalar' ? [value.text] : [])),
  }))
  return labels.size === 0 && expressions.length === 0 ? null : { labels, expressions }
}

export function matches({ labels, expressions }: LabelQuery, given: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of labels) if (given.get(key) !== value) return false
  return expressions.every(({ key, operator, values }) => {
    const value = given.get(key)
    if (operator === 'Exists') return value !== undefined
    if (operator === 'DoesNotExist') return value === undefined
    const isIn = value !== undefined && values.includes(value)
    return operator === 'NotIn' ? !isIn : isIn
  })
}

/** Pods that may run beside an object: those of its namespace, or of none that is said. */
export function podsBeside(set: ObjectSet, { namespace }: SetObject): Pods[] {
  return set
    .everywhere(...WORKLOADS)
    .filter((one) => namespace === '' || one.namespace === '' || one.namespace === namespace)
    .flatMap((one) => podsOf(one) ?? [])
}

/** Nothing is selected, and something looks as if it had been meant: one that asks for the same labels with other values. */
export function almostSelected(
  query: LabelQuery,
  others: readonly ReadonlyMap<string, string>[],
): ReadonlyMap<string, string> | null {
  const keys = [...query.labels.keys()]
  if (keys.length === 0) return null
  // Labels that all parts of an application share say nothing about which part is meant.
  return (
    others.find(
      (one) => keys.every((key) => one.has(key)) && keys.some((key) => one.get(key) === query.labels.get(key)),
    ) ??
    others.find((one) => keys.length === 1 && isNear(one.get(keys[0] ?? ''), query.labels.get(keys[0] ?? ''))) ??
    null
  )
}

function isNear(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return one.startsWith(other) || other.startsWith(one) || editsWithin(one, other)
}

/** One letter more, less or other. */
function editsWithin(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++
  return Math.max(one.length, other.length) - start - end <= 1
}

export function shownLabels(labels: ReadonlyMap<string, string>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(', ')
}
