import type { KubeObject } from '../../../kubernetes/objects.ts'
import { titleOf } from '../../../kubernetes/objects.ts'
import { itemsOf, nodeAt, YamlMap, type YamlNode } from '../../read/yaml-node.ts'

/** What runs: an object and the pod that it makes. */
export interface Workload {
  object: KubeObject
  /** `Deployment web` */
  title: string
  pod: YamlMap
  containers: Container[]
}

export interface Container {
  name: string
  node: YamlMap
  isInit: boolean
}

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Rollout: ['spec', 'template', 'spec'],
}

export function workloadIn(object: KubeObject): Workload | null {
  const path = Object.hasOwn(TEMPLATES, object.kind) ? TEMPLATES[object.kind] : undefined
  const pod = path === undefined ? undefined : nodeAt(object.node, ...path)
  if (!(pod instanceof YamlMap)) return null
  const containers = (['containers', 'initContainers'] as const).flatMap((key) =>
    itemsOf(pod.get(key)).flatMap((node): Container[] =>
      node instanceof YamlMap ? [{ name: scalar(node.get('name')) ?? '', node, isInit: key !== 'containers' }] : [],
    ),
  )
  return { object, title: titleOf(object), pod, containers }
}

/** The text of any scalar. */
export function scalar(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined
}

export function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

export function isFalse(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === false
}
