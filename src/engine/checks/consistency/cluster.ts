import type { KubeObject } from '../../kubernetes/objects.ts'
import { titleOf } from '../../kubernetes/objects.ts'
import { itemsOf, nodeAt, placeOf, YamlMap, type YamlNode } from '../read/yaml-node.ts'
import type { Hit } from '../rule.ts'
import { scalar, workloadIn } from '../security/kubernetes/pods.ts'
import { BUILT_IN, namespacesOf } from './kubectl.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'

/** Routes, ingresses and autoscalers that lead to nothing. */
export function* clusterReferences(repository: Repository): Generator<Hit> {
  const { objects } = repository.objects
  const spaces = repository.isOwn ? namespacesOf(repository) : null
  const services = objects.filter((one) => one.kind === 'Service')
  for (const object of objects) {
    for (const one of backendsOf(object)) {
      // Where no service is written down, charts or operators make them.
      if (services.length > 0) yield* judgeBackend(one, object, services)
    }
    yield* judgeScaling(object, objects)
    yield* judgePolicy(object, objects)
    if (spaces !== null) yield* judgeSpaces(object, spaces)
  }
}

interface Backend {
  name: YamlNode
  namespace: string
  port: YamlNode | undefined
}

function backendsOf({ kind, apiVersion, namespace, node }: KubeObject): Backend[] {
  if (kind === 'Ingress') {
    const paths = itemsOf(nodeAt(node, 'spec', 'rules')).flatMap((rule) => itemsOf(nodeAt(rule, 'http', 'paths')))
    return [nodeAt(node, 'spec', 'defaultBackend'), ...paths.map((path) => nodeAt(path, 'backend'))].flatMap(
      (backend) => {
        const name = nodeAt(backend, 'service', 'name')
        const port = nodeAt(backend, 'service', 'port', 'number') ?? nodeAt(backend, 'service', 'port', 'name')
        return name === undefined ? [] : [{ name, namespace, port }]
      },
    )
  }
  if (!/Route$/.test(kind) || !apiVersion.startsWith('gateway.networking.k8s.io/')) return []
  return itemsOf(nodeAt(node, 'spec', 'rules'))
    .flatMap((rule) => itemsOf(nodeAt(rule, 'backendRefs')))
    .flatMap((reference) => {
      const name = nodeAt(reference, 'name')
      const other = scalar(nodeAt(reference, 'kind')) ?? 'Service'
      if (name === undefined || other !== 'Service') return []
      return [{ name, namespace: scalar(nodeAt(reference, 'namespace')) ?? namespace, port: nodeAt(reference, 'port') }]
    })
}

function* judgeBackend(
  { name, namespace, port }: Backend,
  object: KubeObject,
  services: readonly KubeObject[],
): Generator<Hit> {
  const wanted = scalar(name)
  if (wanted === undefined || /[{}$]/.test(wanted)) return
  const found = services.filter((one) => one.name === wanted && sameSpace(one.namespace, namespace))
  if (found.length === 0) {
    const message = `${titleOf(object)} leads to the service ${wanted}, which nothing here makes.`
    yield { rule: CONSISTENCY.backendService, at: placeOf(name), message }
    return
  }
  const text = scalar(port)
  if (port === undefined || text === undefined) return
  const ports = found.flatMap((one) => itemsOf(nodeAt(one.node, 'spec', 'ports')))
  if (
    ports.length === 0 ||
    ports.some((one) => [scalar(nodeAt(one, 'port')), scalar(nodeAt(one, 'name'))].includes(text))
  )
    return
  const has = ports.map((one) => scalar(nodeAt(one, 'port'))).join(', ')
  const [service] = found
  const message = `${titleOf(object)} leads to port ${text} of the service ${wanted}, which has ${has} (${service?.file}).`
  yield { rule: CONSISTENCY.backendService, at: placeOf(port), message }
}

/** Without a namespace it is put into one by whoever deploys it. */
function sameSpace(one: string, other: string): boolean {
  return one === other || one === '' || other === ''
}

function* judgeScaling(object: KubeObject, objects: readonly KubeObject[]): Generator<Hit> {
  if (object.kind !== 'HorizontalPodAutoscaler' && object.kind !== 'ScaledObject') return
  const target = nodeAt(object.node, 'spec', 'scaleTargetRef')
  const name = nodeAt(target, 'name')
  const wanted = scalar(name)
  const kind = scalar(nodeAt(target, 'kind')) ?? 'Deployment'
  const same = objects.filter((one) => one.kind === kind)
  if (name === undefined || wanted === undefined || same.length === 0) return
  if (same.some((one) => one.name === wanted && sameSpace(one.namespace, object.namespace))) return
  const message = `${titleOf(object)} scales the ${kind} ${wanted}, which nothing here makes.`
  yield { rule: CONSISTENCY.backendService, at: placeOf(name), message }
}

/** Ports of a policy are those of the containers, whatever the service calls them. */
function* judgePolicy(object: KubeObject, objects: readonly KubeObject[]): Generator<Hit> {
  if (object.kind !== 'NetworkPolicy') return
  const selector = nodeAt(object.node, 'spec', 'podSelector')
  if (!(selector instanceof YamlMap) || selector.has('matchExpressions')) return
  const wanted = nodeAt(selector, 'matchLabels')
  if (!(wanted instanceof YamlMap) || wanted.entries.length === 0) return
  const pods = objects.filter((one) => sameSpace(one.namespace, object.namespace) && isSelected(one, wanted))
  const ports = pods.flatMap((one) => containerPorts(one) ?? [])
  // Pods that name no ports may listen on any.
  if (pods.length === 0 || pods.some((one) => containerPorts(one) === null)) return
  for (const rule of itemsOf(nodeAt(object.node, 'spec', 'ingress'))) {
    for (const one of itemsOf(nodeAt(rule, 'ports'))) {
      const port = nodeAt(one, 'port')
      const text = scalar(port)
      if (port === undefined || text === undefined || nodeAt(one, 'endPort') !== undefined || ports.includes(text))
        continue
      const names = pods.map(titleOf).join(', ')
      const message = `${titleOf(object)} opens port ${text}, and ${names} has ${[...new Set(ports)].join(', ')} (${pods[0]?.file}).`
      yield { rule: CONSISTENCY.policyPort, at: placeOf(port), message }
    }
  }
}

const SPACE = 'kubernetes.io/metadata.name'

/** Namespaces that a policy lets in or lets reach. */
function* judgeSpaces(object: KubeObject, spaces: ReadonlySet<string>): Generator<Hit> {
  if (object.kind !== 'NetworkPolicy') return
  const rules = ['ingress', 'egress'].flatMap((key) => itemsOf(nodeAt(object.node, 'spec', key)))
  for (const peer of rules.flatMap((rule) => [...itemsOf(nodeAt(rule, 'from')), ...itemsOf(nodeAt(rule, 'to'))])) {
    const name = nodeAt(peer, 'namespaceSelector', 'matchLabels', SPACE)
    const text = scalar(name)
    if (name === undefined || text === undefined || spaces.has(text) || BUILT_IN.has(text)) continue
    yield { rule: CONSISTENCY.object, at: placeOf(name), message: `Nothing here makes the namespace ${text}.` }
  }
}

function isSelected(object: KubeObject, wanted: YamlMap): boolean {
  if (workloadIn(object) === null) return false
  const path = object.kind === 'Pod' ? ['metadata', 'labels'] : ['spec', 'template', 'metadata', 'labels']
  const labels = nodeAt(object.node, ...path)
  return wanted.entries.every(({ key, value }) => scalar(nodeAt(labels, key)) === scalar(value))
}

/** Numbers and names; null when a container names none. */
function containerPorts(object: KubeObject): string[] | null {
  const containers = workloadIn(object)?.containers.filter((one) => !one.isInit) ?? []
  const ports = containers.flatMap((one) => itemsOf(one.node.get('ports')))
  if (ports.length === 0) return null
  return ports
    .flatMap((one) => [scalar(nodeAt(one, 'containerPort')), scalar(nodeAt(one, 'name'))])
    .filter((one) => one !== undefined)
}

/** Images that a kustomization sets and no container runs. */
export function* unusedImages({ objects: { objects, kustomizations }, files }: Repository): Generator<Hit> {
  const images = new Set<string>()
  for (const object of objects) {
    for (const { node } of workloadIn(object)?.containers ?? [])
      images.add((scalar(node.get('image')) ?? '').replace(/@.*$|:[\w.-]+$/, ''))
  }
  if (images.size === 0) return
  for (const { node } of kustomizations) {
    // Charts, remote resources and custom objects may run it.
    const outside = ['helmCharts', 'helmChartInflationGenerator', 'configurations'].some((key) => node.has(key))
    const remote = itemsOf(node.get('resources')).some((one) => /^https?:|^git@|^github\.com/.test(scalar(one) ?? ''))
    if (outside || remote) continue
    for (const one of itemsOf(node.get('images'))) {
      const name = nodeAt(one, 'name')
      const text = scalar(name)
      if (name === undefined || text === undefined || images.has(text)) continue
      if (files.some((file) => file.path !== name.source.path && file.text.includes(text))) continue
      yield { rule: CONSISTENCY.image, at: placeOf(name), message: `No container runs the image ${text}.` }
    }
  }
}
