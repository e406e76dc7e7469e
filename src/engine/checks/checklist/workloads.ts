import { dig, isMap, type Manifest, maps, type YamlMap } from '../read/manifests.ts'
import type { Survey } from '../survey.ts'

/** Something that runs pods, and the pods' description. */
export interface Workload {
  manifest: Manifest
  kind: string
  name: string
  pod: YamlMap
  containers: YamlMap[]
  podLabels: YamlMap
}

const LONG_RUNNING = new Set(['Deployment', 'StatefulSet', 'DaemonSet'])

export function workloads(survey: Survey): Workload[] {
  return survey.manifests.filter((manifest) => LONG_RUNNING.has(manifest.kind)).flatMap(workloadOf)
}

function workloadOf(manifest: Manifest): Workload[] {
  const pod = dig(manifest.value, 'spec', 'template', 'spec')
  if (!isMap(pod)) return []
  const labels = dig(manifest.value, 'spec', 'template', 'metadata', 'labels')
  return [
    {
      manifest,
      kind: manifest.kind,
      name: manifest.name,
      pod,
      containers: maps(pod.containers),
      podLabels: isMap(labels) ? labels : {},
    },
  ]
}

/** The most replicas any overlay or autoscaler guarantees; null when nobody says. */
export function guaranteedReplicas(survey: Survey, workload: Workload): number | null {
  const found: number[] = []
  for (const part of survey.yaml) {
    if (!isMap(part.value)) continue
    const { kind } = part.value
    const own = kind === workload.kind && dig(part.value, 'metadata', 'name') === workload.name
    if (own) push(found, dig(part.value, 'spec', 'replicas'))
    const scaled = dig(part.value, 'spec', 'scaleTargetRef', 'name') === workload.name
    if (kind === 'HorizontalPodAutoscaler' && scaled) push(found, dig(part.value, 'spec', 'minReplicas'))
    if (kind === 'ScaledObject' && scaled) push(found, dig(part.value, 'spec', 'minReplicaCount'))
  }
  for (const { value } of survey.kustomizations)
    for (const entry of maps(value.replicas)) if (entry.name === workload.name) push(found, entry.count)
  return found.length > 0 ? Math.max(...found) : null
}

function push(into: number[], value: unknown): void {
  if (typeof value === 'number') into.push(value)
}

/** Whether a label selector picks a workload's pods. */
export function selects(selector: unknown, labels: YamlMap): boolean {
  const wanted = dig(selector, 'matchLabels')
  if (!isMap(wanted)) return false
  const entries = Object.entries(wanted)
  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value)
}
