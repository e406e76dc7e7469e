import { isNull, itemsOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../../checks/read/yaml-node.ts'
import type { Reports } from '../../kustomize/reports.ts'
import { mapsIn, matches, type Pods, podsOf, queryOf, shownLabels, WORKLOADS } from './pods.ts'
import { type ObjectSet, titleOf } from './set.ts'

/** What a cluster refuses within one workload, whatever else there is. */
export function checkWorkloads(set: ObjectSet, reports: Reports): void {
  for (const owner of set.of(...WORKLOADS)) {
    const pods = podsOf(owner)
    if (pods === null) continue
    checkSelector(pods, reports)
    checkVolumes(pods, reports)
    checkContainers(pods, reports)
  }
}

function checkSelector({ owner, labels }: Pods, reports: Reports): void {
  if (!/^(?:DaemonSet|Deployment|ReplicaSet|StatefulSet)$/.test(owner.kind)) return
  const selector = nodeAt(owner.node, 'spec', 'selector')
  const query = queryOf(selector)
  if (selector === undefined || query === null || matches(query, labels)) return
  const given = labels.size === 0 ? 'none' : shownLabels(labels)
  reports.error(
    selector,
    'selector',
    `${titleOf(owner)} selects other pods than it makes: its template has the labels ${given}`,
  )
}

function checkVolumes({ owner, spec, all }: Pods, reports: Reports): void {
  const names = mapsIn(spec.get('volumes')).flatMap((one) => textOf(one.get('name')) ?? [])
  for (const claim of mapsIn(nodeAt(owner.node, 'spec', 'volumeClaimTemplates'))) {
    const name = textOf(nodeAt(claim, 'metadata', 'name'))
    if (name !== undefined) names.push(name)
  }
  for (const container of all)
    for (const mount of [...mapsIn(container.get('volumeMounts')), ...mapsIn(container.get('volumeDevices'))]) {
      const at = mount.get('name')
      const name = textOf(at)
      if (at !== undefined && name !== undefined && !names.includes(name) && !isTemplated(name))
        reports.error(
          at,
          'volume',
          `${titleOf(owner)} mounts the volume "${name}", and has no such volume`,
          listed(names),
        )
    }
}

function checkContainers({ owner, containers, all }: Pods, reports: Reports): void {
  const seen = new Set<string>()
  for (const container of all) {
    const at = container.get('name')
    const name = textOf(at)
    if (at !== undefined && name !== undefined && seen.has(name))
      reports.error(at, 'container', `${titleOf(owner)} has two containers named "${name}"`)
    if (name !== undefined) seen.add(name)
    // A misspelled one is reported as such.
    const isMisspelled = container.entries.some(
      ({ key }) => /^ima?ge?/i.test(key) && !/^image(?:PullPolicy)?$/.test(key),
    )
    if (isNull(container.get('image')) && !isMisspelled)
      reports.warning(container, 'image', `${titleOf(owner)}: container ${name ?? ''} has no image`)
  }
  for (const container of containers) checkProbes(container, titleOf(owner), reports)
}

function checkProbes(container: YamlMap, title: string, reports: Reports): void {
  const names = portNames(container)
  const used: (YamlNode | undefined)[] = []
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    for (const way of ['httpGet', 'tcpSocket']) used.push(nodeAt(container, probe, way, 'port'))
  for (const hook of ['postStart', 'preStop']) used.push(nodeAt(container, 'lifecycle', hook, 'httpGet', 'port'))
  for (const at of used) {
    const name = textOf(at)
    if (at === undefined || name === undefined || names.includes(name) || /^\d+$/.test(name) || isTemplated(name))
      continue
    reports.warning(
      at,
      'port',
      `${title} probes the port "${name}", and its container has no port of that name`,
      listed(names),
    )
  }
}

export function portNames(container: YamlMap): string[] {
  return mapsIn(container.get('ports')).flatMap((one) => textOf(one.get('name')) ?? [])
}

export function portNumbers(container: YamlMap): number[] {
  return itemsOf(container.get('ports')).flatMap((one) => {
    const number = nodeAt(one, 'containerPort')
    return number?.kind === 'scalar' && typeof number.value === 'number' ? [number.value] : []
  })
}

function listed(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `it has ${names.join(', ')}`
}

export function isTemplated(text: string): boolean {
  return /\$\{|\{\{|\$\(/.test(text)
}
