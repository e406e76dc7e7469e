import { itemsOf, nodeAt, placeOf, YamlMap, type YamlNode } from '../../read/yaml-node.ts'
import type { Hit, Rule } from '../../rule.ts'
import { IN_ENVIRONMENT, isSecretText, LATEST, movingTag, PRIVILEGED, SECRET_NAME } from '../containers.ts'
import type { Deployed, ObjectJudge } from './judge.ts'
import { type Container, isFalse, isTrue, scalar, type Workload } from './pods.ts'

const CONTEXT: Rule = {
  id: 'weak-security-context',
  severity: 'warning',
  what: 'Containers that may run as root, gain privileges or keep capabilities they do not need',
  why: 'A hole in the program then opens more than the program; clusters that enforce the restricted standard refuse the pod.',
  fix: 'Set runAsNonRoot: true, allowPrivilegeEscalation: false and capabilities.drop: [ALL].',
}

const HOST: Rule = {
  id: 'host-namespace',
  severity: 'warning',
  what: 'Pods in the network, process or IPC namespace of their node',
  why: 'They see the traffic and the processes of everything on the node, and network policies do not count for them.',
  fix: 'Remove hostNetwork, hostPID and hostIPC; agents of the node say why they need it in an ignore comment.',
}

const HOST_PATH: Rule = {
  id: 'host-path',
  severity: 'warning',
  what: 'Pods that mount folders of their node; an error for its root, its sockets and its secrets',
  why: 'What is written there stays on one node, and a way to the files of the node is a way out of the container.',
  fix: 'Use a claim, an emptyDir or a projected volume.',
}

const LIMITS: Rule = {
  id: 'no-limits',
  severity: 'warning',
  what: 'Containers without a memory limit or without requests',
  why: 'One leak takes the node down with everything on it, and the scheduler packs blindly.',
  fix: 'Set resources.requests for cpu and memory, and resources.limits.memory.',
}

const PROBES: Rule = {
  id: 'no-probes',
  severity: 'warning',
  what: 'Containers with a port and neither a readiness nor a liveness probe',
  why: 'Traffic is sent to them before they answer and after they hang.',
  fix: 'Add a readinessProbe for what they serve.',
}

export const containers: ObjectJudge = {
  rules: [PRIVILEGED, CONTEXT, LATEST, LIMITS, PROBES, IN_ENVIRONMENT],
  *judge(deployed) {
    const retagged = retaggedImages(deployed)
    // Defaults of a namespace count for every container in it.
    const hasDefaults = deployed.objects.some((one) => one.kind === 'LimitRange')
    for (const workload of deployed.workloads) {
      for (const container of workload.containers) {
        yield* judgePrivileges(container, workload)
        yield* judgeImage(container, workload, retagged)
        if (!hasDefaults) yield* judgeLimits(container, workload)
        yield* judgeProbes(container, workload)
        yield* judgeVariables(container, workload)
      }
    }
  },
}

const at = (node: YamlNode): Hit['at'] => placeOf(node)
const called = ({ name }: Container, { title }: Workload): string => `${name === '' ? 'A container' : name} of ${title}`

function* judgePrivileges(container: Container, workload: Workload): Generator<Hit> {
  const context = container.node.get('securityContext')
  const privileged = nodeAt(context, 'privileged')
  if (privileged !== undefined && isTrue(privileged)) {
    yield { rule: PRIVILEGED, at: at(privileged), message: `${called(container, workload)} is privileged.` }
    return
  }
  const own = (name: string): YamlNode | undefined => nodeAt(context, name)
  const ofPod = (name: string): YamlNode | undefined => nodeAt(workload.pod, 'securityContext', name)
  const user = scalar(own('runAsUser')) ?? scalar(ofPod('runAsUser'))
  const notRoot = isTrue(own('runAsNonRoot') ?? ofPod('runAsNonRoot')) || (user !== undefined && user !== '0')
  const missing = [
    notRoot ? '' : 'may run as root',
    isFalse(own('allowPrivilegeEscalation')) ? '' : 'may gain privileges',
    dropsAll(own('capabilities')) ? '' : 'keeps capabilities',
  ].filter(Boolean)
  if (missing.length === 0) return
  const place = context ?? container.node
  yield { rule: CONTEXT, at: at(place), message: `${called(container, workload)} ${list(missing)}.` }
}

function list(all: readonly string[]): string {
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

function dropsAll(capabilities: YamlNode | undefined): boolean {
  return itemsOf(nodeAt(capabilities, 'drop')).some((one) => scalar(one)?.toUpperCase() === 'ALL')
}

/** Images that a kustomization gives a tag or a digest. */
function retaggedImages({ kustomizations }: Deployed): Set<string> {
  const names = new Set<string>()
  for (const { node } of kustomizations) {
    for (const image of itemsOf(node.get('images'))) {
      if (!(image instanceof YamlMap) || !(image.has('newTag') || image.has('digest'))) continue
      const name = scalar(image.get('name'))
      if (name !== undefined) names.add(name)
    }
  }
  return names
}

function* judgeImage(container: Container, workload: Workload, retagged: ReadonlySet<string>): Generator<Hit> {
  const image = container.node.get('image')
  const text = scalar(image)
  if (image === undefined || text === undefined || /[{}$]/.test(text)) return
  if (retagged.has(text.replace(/[:@].*$/, '')) || retagged.has(text.replace(/:[\w.-]+$/, ''))) return
  const moving = movingTag(text)
  if (moving !== null) yield { rule: LATEST, at: at(image), message: `${called(container, workload)} runs ${moving}.` }
}

function* judgeLimits(container: Container, workload: Workload): Generator<Hit> {
  const resources = container.node.get('resources')
  const has = (kind: string, what: string): boolean => nodeAt(resources, kind, what) !== undefined
  const missing = [
    has('limits', 'memory') ? '' : 'no memory limit',
    // A limit alone is a request of the same size.
    has('requests', 'memory') || has('limits', 'memory') ? '' : 'no memory request',
    has('requests', 'cpu') || has('limits', 'cpu') ? '' : 'no cpu request',
  ].filter(Boolean)
  if (missing.length === 0) return
  yield {
    rule: LIMITS,
    at: at(resources ?? container.node),
    message: `${called(container, workload)} has ${list(missing)}.`,
  }
}

const SERVING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'])

function* judgeProbes(container: Container, workload: Workload): Generator<Hit> {
  const { node } = container
  if (container.isInit || !SERVING.has(workload.object.kind) || itemsOf(node.get('ports')).length === 0) return
  if (node.has('readinessProbe') || node.has('livenessProbe')) return
  yield { rule: PROBES, at: at(node), message: `${called(container, workload)} has no probes.` }
}

function* judgeVariables(container: Container, workload: Workload): Generator<Hit> {
  for (const variable of itemsOf(container.node.get('env'))) {
    const name = scalar(nodeAt(variable, 'name'))
    const value = nodeAt(variable, 'value')
    const text = scalar(value)
    if (name === undefined || value === undefined || text === undefined) continue
    if (!SECRET_NAME.test(name) || !isSecretText(text)) continue
    yield { rule: IN_ENVIRONMENT, at: at(value), message: `${name} of ${workload.title} stands in plain text.` }
  }
}

const DANGEROUS =
  /^\/$|^\/(?:etc|root|proc|sys|boot)(?:\/|$)|(?:docker|containerd|crio)\.sock$|^\/var\/lib\/(?:kubelet|docker|etcd)(?:\/|$)/

export const hosts: ObjectJudge = {
  rules: [HOST, HOST_PATH],
  *judge({ workloads }) {
    for (const { pod, title } of workloads) {
      for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
        const node = pod.get(name)
        if (node !== undefined && isTrue(node)) yield { rule: HOST, at: at(node), message: `${title} has ${name}.` }
      }
      for (const volume of itemsOf(pod.get('volumes'))) {
        const path = nodeAt(volume, 'hostPath', 'path')
        const text = scalar(path)
        if (path === undefined || text === undefined) continue
        const severity = DANGEROUS.test(text) ? 'error' : 'warning'
        yield { rule: HOST_PATH, at: at(path), message: `${title} mounts ${text} of its node.`, severity }
      }
    }
  },
}
