import { changedAt, emptyMapLike, listWith, scalarLike, withValue } from '../checks/read/yaml-edit.ts'
import {
  entriesOf,
  itemsOf,
  nodeAt,
  textOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../checks/read/yaml-node.ts'
import type { BuildFiles } from './files.ts'
import type { Kustomization } from './kustomization.ts'
import { type BuiltObject, moved, renamed } from './objects.ts'
import type { Reports } from './reports.ts'

export interface Transforming {
  kustomization: Kustomization
  files: BuildFiles
  reports: Reports
  isComplete: boolean
}

/** Namespace, names and labels, in kustomize's order. */
export function applyTransforms(objects: BuiltObject[], { kustomization }: Transforming): BuiltObject[] {
  const { node } = kustomization
  let all = objects
  const namespace = node.get('namespace')
  const namespaceText = textOf(namespace)
  if (namespace !== undefined && namespaceText !== undefined)
    all = all.map((one) => moved(one, namespaceText, namespace))
  for (const [key, named] of [
    ['namePrefix', (name: string, text: string) => text + name],
    ['nameSuffix', (name: string, text: string) => name + text],
  ] as const) {
    const at = node.get(key)
    const text = textOf(at)
    if (at !== undefined && text !== undefined) all = all.map((one) => prefixed(one, (name) => named(name, text), at))
  }
  const common = entriesOf(node.get('commonLabels'))
  if (common.length > 0) all = all.map((one) => ({ ...one, node: labelled(one, common, true, true) }))
  for (const one of itemsOf(node.get('labels'))) {
    const pairs = entriesOf(nodeAt(one, 'pairs'))
    const selectors = isTrue(nodeAt(one, 'includeSelectors'))
    const templates = selectors || isTrue(nodeAt(one, 'includeTemplates'))
    all = all.map((object) => ({ ...object, node: labelled(object, pairs, selectors, templates) }))
  }
  return all
}

/** Definitions and namespaces keep their names. */
function prefixed(object: BuiltObject, change: (name: string) => string, at: YamlNode): BuiltObject {
  if (/^(?:Namespace|CustomResourceDefinition|APIService)$/.test(object.kind)) return object
  return renamed(object, change(object.names.at(-1) ?? ''), at)
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

/** Where a kind keeps the labels of its pods. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'],
  DaemonSet: ['spec', 'template', 'metadata', 'labels'],
  Deployment: ['spec', 'template', 'metadata', 'labels'],
  Job: ['spec', 'template', 'metadata', 'labels'],
  ReplicaSet: ['spec', 'template', 'metadata', 'labels'],
  ReplicationController: ['spec', 'template', 'metadata', 'labels'],
  StatefulSet: ['spec', 'template', 'metadata', 'labels'],
}

/** Where a kind selects by labels; `create` says whether one that selects nothing is given a selector. */
const SELECTORS: Readonly<Record<string, readonly { path: readonly string[]; create: boolean }[]>> = {
  DaemonSet: [{ path: ['spec', 'selector', 'matchLabels'], create: true }],
  Deployment: [{ path: ['spec', 'selector', 'matchLabels'], create: true }],
  NetworkPolicy: [{ path: ['spec', 'podSelector', 'matchLabels'], create: false }],
  PodDisruptionBudget: [{ path: ['spec', 'selector', 'matchLabels'], create: false }],
  ReplicaSet: [{ path: ['spec', 'selector', 'matchLabels'], create: true }],
  ReplicationController: [{ path: ['spec', 'selector'], create: true }],
  Service: [{ path: ['spec', 'selector'], create: true }],
  StatefulSet: [{ path: ['spec', 'selector', 'matchLabels'], create: true }],
}

function labelled(object: BuiltObject, pairs: readonly YamlEntry[], selectors: boolean, templates: boolean): YamlMap {
  const add = (value: YamlNode | undefined): YamlNode | undefined => {
    let labels = value?.kind === 'map' ? value : emptyMapLike(object.node)
    for (const { key, value: label } of pairs) labels = withValue(labels, key, label)
    return labels
  }
  let node = changedAt(object.node, ['metadata', 'labels'], add)
  const template = TEMPLATES[object.kind]
  if (templates && template !== undefined) node = changedAt(node, template, add)
  if (selectors) for (const { path, create } of SELECTORS[object.kind] ?? []) node = changedAt(node, path, add, create)
  return node
}

const SCALED = /^(?:Deployment|ReplicaSet|ReplicationController|StatefulSet)$/

export function applyReplicas(
  objects: BuiltObject[],
  { kustomization, reports, isComplete }: Transforming,
): BuiltObject[] {
  let all = objects
  for (const one of itemsOf(kustomization.node.get('replicas'))) {
    const [name, count] = [nodeAt(one, 'name'), nodeAt(one, 'count')]
    const text = textOf(name)
    if (name === undefined || text === undefined || count === undefined) continue
    const fits = (object: BuiltObject): boolean => SCALED.test(object.kind) && object.names.includes(text)
    if (!all.some(fits) && isComplete && !all.some((object) => object.names.includes(text)))
      reports.error(name, 'replicas', `there is no Deployment, StatefulSet or ReplicaSet ${text} to scale`)
    all = all.map((object) =>
      fits(object) ? { ...object, node: changedAt(object.node, ['spec', 'replicas'], () => count) } : object,
    )
  }
  return all
}

export function applyImages(
  objects: BuiltObject[],
  { kustomization, reports, isComplete }: Transforming,
): BuiltObject[] {
  let all = objects
  for (const one of itemsOf(kustomization.node.get('images'))) {
    const at = nodeAt(one, 'name')
    const name = textOf(at)
    if (at === undefined || name === undefined) continue
    const change = imageChange(one, name)
    let isUsed = false
    all = all.map((object) => {
      const node = withImages(object.node, (image) => {
        const changed = change(image)
        isUsed ||= changed !== null
        return changed
      })
      return node === object.node ? object : { ...object, node }
    })
    // Custom resources keep images where nobody here looks.
    if (
      !isUsed &&
      isComplete &&
      all.length > 0 &&
      all.every(({ node }) => !textsOf(node).some((text) => text.includes(name)))
    )
      reports.warning(at, 'images', `no container of this build uses the image ${name}`)
  }
  return all
}

function imageChange(entry: YamlNode, name: string): (image: string) => string | null {
  const [newName, tag, digest] = ['newName', 'newTag', 'digest'].map((key) => {
    const found = nodeAt(entry, key)
    return found?.kind === 'scalar' && found.value !== null ? found.text : undefined
  })
  return (image) => {
    const [, base = '', rest = ''] = /^(.*?)((?::[^:/@]+)?(?:@.+)?)$/.exec(image) ?? []
    if (base !== name) return null
    return `${newName ?? base}${digest ? `@${digest}` : tag ? `:${tag}` : rest}`
  }
}

/** Every `image` of a list of containers, wherever it stands. */
function withImages(node: YamlMap, change: (image: string) => string | null): YamlMap {
  let changed = node
  for (const { key, value } of node.entries) {
    if (key === 'containers' || key === 'initContainers' || key === 'ephemeralContainers') {
      if (value.kind !== 'list') continue
      const items = value.items.map((item) => {
        const image = item.kind === 'map' ? item.get('image') : undefined
        const text = textOf(image)
        const next = text === undefined ? null : change(text)
        if (item.kind !== 'map' || image === undefined || next === null || next === text) return item
        return withValue(item, 'image', scalarLike(image, next))
      })
      if (items.some((item, index) => item !== value.items[index]))
        changed = withValue(changed, key, listWith(value, items))
    } else if (value.kind === 'map') {
      const inside = withImages(value, change)
      if (inside !== value) changed = withValue(changed, key, inside)
    }
  }
  return changed
}

function textsOf(node: YamlNode): string[] {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? [node.value] : []
  return node.kind === 'list' ? node.items.flatMap(textsOf) : node.entries.flatMap(({ value }) => textsOf(value))
}
