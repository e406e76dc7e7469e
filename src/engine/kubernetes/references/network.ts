import { didYouMean } from '../../../skills/nearest.ts'
import { nodeAt, textOf, type YamlMap, type YamlNode } from '../../checks/read/yaml-node.ts'
import type { Reports } from '../../kustomize/reports.ts'
import { almostSelected, labelsAt, mapsIn, matches, type Pods, podsBeside, queryOf, shownLabels } from './pods.ts'
import { type ObjectSet, type SetObject, textIn, titleOf } from './set.ts'
import { isTemplated, portNames, portNumbers } from './workloads.ts'

/** Services, what leads to them, and what selects pods. */
export function checkNetwork(set: ObjectSet, reports: Reports): void {
  for (const service of set.of('Service')) checkService(service, set, reports)
  for (const policy of set.of('NetworkPolicy', 'PodDisruptionBudget')) {
    const selector = nodeAt(policy.node, 'spec', policy.kind === 'NetworkPolicy' ? 'podSelector' : 'selector')
    selected(policy, selector, set, reports)
  }
  for (const ingress of set.of('Ingress')) checkIngress(ingress, set, reports)
  for (const route of set.of('HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'))
    checkRoute(route, set, reports)
  for (const monitor of set.of('ServiceMonitor')) checkMonitor(monitor, set, reports)
}

function checkService(service: SetObject, set: ObjectSet, reports: Reports): void {
  if (textIn(service.node, 'spec', 'type') === 'ExternalName') return
  const pods = selected(service, nodeAt(service.node, 'spec', 'selector'), set, reports)
  if (pods === null || pods.length === 0) return
  for (const port of mapsIn(nodeAt(service.node, 'spec', 'ports'))) {
    const at = port.get('targetPort')
    if (at?.kind !== 'scalar' || isTemplated(at.text)) continue
    const containers = pods.flatMap((one) => one.all)
    const names = containers.flatMap(portNames)
    const numbers = containers.flatMap(portNumbers)
    if (typeof at.value === 'string' && !/^\d+$/.test(at.value)) {
      if (!names.includes(at.value))
        reports.warning(
          at,
          'port',
          `${titleOf(service)} leads to the port "${at.value}", and its pods have none of that name`,
          some(names) ?? didYouMean(at.value, names),
        )
    } else if (numbers.length > 0 && !numbers.includes(Number(at.text)))
      reports.warning(
        at,
        'port',
        `${titleOf(service)} leads to the port ${at.text}, and no container of its pods has it`,
        `they have ${[...new Set(numbers)].join(', ')}`,
      )
  }
}

function some(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `they have ${[...new Set(names)].join(', ')}`
}

/** The pods that a selector picks; null where it picks all, or nothing that can be judged. */
function selected(object: SetObject, selector: YamlNode | undefined, set: ObjectSet, reports: Reports): Pods[] | null {
  const query = queryOf(selector)
  if (selector === undefined || query === null || [...query.labels.values()].some(isTemplated)) return null
  const beside = podsBeside(set, object)
  const found = beside.filter((one) => matches(query, one.labels))
  if (found.length > 0) return found
  const meant = almostSelected(
    query,
    beside.map((one) => one.labels),
  )
  const named = beside.find((one) => one.owner.names.some((name) => object.names.includes(name)))
  const labels = meant ?? named?.labels
  if (labels !== undefined && labels !== null && set.isComplete)
    reports.warning(
      selector,
      'selector',
      `${titleOf(object)} selects no pods of this tree: ${shownLabels(query.labels)}`,
      `there are pods with ${shownLabels(labels)}`,
    )
  return []
}

function checkIngress(ingress: SetObject, set: ObjectSet, reports: Reports): void {
  const backends = [nodeAt(ingress.node, 'spec', 'defaultBackend')]
  for (const rule of mapsIn(nodeAt(ingress.node, 'spec', 'rules')))
    for (const path of mapsIn(nodeAt(rule, 'http', 'paths'))) backends.push(path.get('backend'))
  for (const backend of backends) {
    const service = nodeAt(backend, 'service')
    const port = nodeAt(service, 'port', 'number') ?? nodeAt(service, 'port', 'name')
    leadsTo(ingress, nodeAt(service, 'name'), port, '', set, reports)
  }
}

function checkRoute(route: SetObject, set: ObjectSet, reports: Reports): void {
  for (const rule of mapsIn(nodeAt(route.node, 'spec', 'rules'))) {
    const references = mapsIn(rule.get('backendRefs'))
    for (const filter of mapsIn(rule.get('filters'))) {
      const mirror = nodeAt(filter, 'requestMirror', 'backendRef')
      if (mirror?.kind === 'map') references.push(mirror)
    }
    for (const reference of references) {
      if ((textOf(reference.get('kind')) ?? 'Service') !== 'Service') continue
      leadsTo(
        route,
        reference.get('name'),
        reference.get('port'),
        textOf(reference.get('namespace')) ?? '',
        set,
        reports,
      )
    }
  }
  for (const parent of mapsIn(nodeAt(route.node, 'spec', 'parentRefs'))) checkParent(route, parent, set, reports)
}

/** Gateways may be somebody else's; where the tree has some, one of them is meant. */
function checkParent(route: SetObject, parent: YamlMap, set: ObjectSet, reports: Reports): void {
  const at = parent.get('name')
  const name = textOf(at)
  if (
    at === undefined ||
    name === undefined ||
    isTemplated(name) ||
    (textOf(parent.get('kind')) ?? 'Gateway') !== 'Gateway'
  )
    return
  const gateways = set.find('Gateway', name, textOf(parent.get('namespace')) ?? '')
  const names = set
    .everywhere('Gateway')
    .filter((one) => one.apiVersion.startsWith('gateway.'))
    .flatMap((one) => one.names)
  if (gateways.length === 0) {
    const near = didYouMean(name, names)
    if (near !== undefined && set.isComplete)
      reports.warning(
        at,
        'reference',
        `${titleOf(route)} belongs to the Gateway ${name}, which is not in this tree`,
        near,
      )
    return
  }
  const section = parent.get('sectionName')
  const sectionName = textOf(section)
  const listeners = gateways.flatMap((one) =>
    mapsIn(nodeAt(one.node, 'spec', 'listeners')).flatMap((listener) => textOf(listener.get('name')) ?? []),
  )
  if (section !== undefined && sectionName !== undefined && listeners.length > 0 && !listeners.includes(sectionName))
    reports.warning(
      section,
      'reference',
      `Gateway ${name} has no listener "${sectionName}"`,
      `it has ${listeners.join(', ')}`,
    )
}

/** From an ingress or a route to a service and one of its ports. */
function leadsTo(
  from: SetObject,
  at: YamlNode | undefined,
  port: YamlNode | undefined,
  namespace: string,
  set: ObjectSet,
  reports: Reports,
): void {
  const name = textOf(at)
  if (at === undefined || name === undefined || isTemplated(name)) return
  const found = set.find('Service', name, namespace || from.namespace)
  if (found.length === 0) {
    // A tree without services leads to those of others.
    if (set.isComplete && !set.mayBeMadeByOther(name) && set.names('Service').length > 0)
      reports.warning(
        at,
        'reference',
        `${titleOf(from)} leads to the Service ${name}, which is not in this tree`,
        set.near('Service', name),
      )
    return
  }
  if (port?.kind !== 'scalar' || isTemplated(port.text)) return
  const ports = found.flatMap((one) => mapsIn(nodeAt(one.node, 'spec', 'ports')))
  const known = ports.flatMap((one) =>
    [one.get('port'), one.get('name')].flatMap((value) => (value?.kind === 'scalar' ? [value.text] : [])),
  )
  if (ports.length > 0 && !known.includes(port.text))
    reports.warning(
      port,
      'port',
      `${titleOf(from)} leads to the port ${port.text} of the Service ${name}, which it does not have`,
      `it has ${known.join(', ')}`,
    )
}

function checkMonitor(monitor: SetObject, set: ObjectSet, reports: Reports): void {
  const selector = nodeAt(monitor.node, 'spec', 'selector')
  const query = queryOf(selector)
  if (selector === undefined || query === null) return
  const services = set
    .everywhere('Service')
    .map((one) => ({ one, labels: labelsAt(nodeAt(one.node, 'metadata', 'labels')) }))
  const found = services.filter(({ labels }) => matches(query, labels))
  if (found.length === 0) {
    const meant = almostSelected(
      query,
      services.map(({ labels }) => labels),
    )
    if (meant !== null && set.isComplete)
      reports.warning(
        selector,
        'selector',
        `${titleOf(monitor)} selects no Service of this tree: ${shownLabels(query.labels)}`,
        `there is one with ${shownLabels(meant)}`,
      )
    return
  }
  const names = found.flatMap(({ one }) =>
    mapsIn(nodeAt(one.node, 'spec', 'ports')).flatMap((port) => textOf(port.get('name')) ?? []),
  )
  for (const endpoint of mapsIn(nodeAt(monitor.node, 'spec', 'endpoints'))) {
    const at = endpoint.get('port')
    const name = textOf(at)
    if (at !== undefined && name !== undefined && !isTemplated(name) && !names.includes(name))
      reports.warning(
        at,
        'port',
        `${titleOf(monitor)} scrapes the port "${name}", and the Services it selects have none of that name`,
        some(names),
      )
  }
}
