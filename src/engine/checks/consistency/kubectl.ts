import type { KubeObject } from '../../kubernetes/objects.ts'
import { itemsOf, nodeAt } from '../read/yaml-node.ts'
import type { Hit } from '../rule.ts'
import { scalar } from '../security/kubernetes/pods.ts'
import { baseName, dirName } from '../tree.ts'
import type { Piece } from './pieces.ts'
import type { Repository } from './repository.ts'
import { CONSISTENCY } from './rules.ts'

const KINDS: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  deployments: 'Deployment',
  deploy: 'Deployment',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  ds: 'DaemonSet',
  service: 'Service',
  svc: 'Service',
  gateway: 'Gateway',
  httproute: 'HTTPRoute',
  ingress: 'Ingress',
  cronjob: 'CronJob',
}

const NAMED = new RegExp(
  `(?<![\\w./-])(${Object.keys(KINDS).join('|')})/([a-z0-9][a-z0-9.-]*[a-z0-9])(?![\\w./$<-])`,
  'g',
)
const FORWARD = /port-forward[^\n|;&`]{0,200}?(?:service|svc)\/([a-z0-9][a-z0-9.-]*)((?:[ \t]+(?:\d+:)?\d+)+)/g
const NAMESPACE = /(?:--namespace|(?<=\s)-n)[= \t]+["']?([a-z0-9][a-z0-9-]*[a-z0-9])(?![\w./$<-])/g
export const BUILT_IN = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease'])

/** Objects and namespaces that commands name and nothing makes. */
export function* kubectlMentions(repository: Repository): Generator<Hit> {
  const { objects, pieces } = repository
  if (objects.objects.length === 0) return
  const outside = madeOutside(repository)
  const spaces = namespacesOf(repository)
  for (const piece of pieces) {
    if (piece.voice === 'comment' || !/\bkubectl\b|\bhelm\b/.test(piece.text)) continue
    // What charts and operators of a stranger make is not known.
    for (const found of repository.isOwn ? piece.text.matchAll(NAMED) : [])
      yield* judgeName(found, piece, objects.objects, outside)
    for (const found of piece.text.matchAll(FORWARD)) yield* judgePorts(found, piece, objects.objects)
    for (const found of repository.isOwn ? piece.text.matchAll(NAMESPACE) : []) {
      const name = found[1] ?? ''
      const command = commandAround(piece.text, found.index)
      if (spaces.has(name) || BUILT_IN.has(name) || !/\bkubectl\b|\bhelm\b/.test(command) || /create/.test(command))
        continue
      const at = piece.at(found.index + found[0].length - name.length)
      yield { rule: CONSISTENCY.object, at, message: `Nothing here makes the namespace ${name}.` }
    }
  }
}

/** From the last pipe or semicolon to the end of the line. */
function commandAround(text: string, at: number): string {
  const line = text.slice(0, at)
  const start = Math.max(line.lastIndexOf('\n'), line.lastIndexOf('|'), line.lastIndexOf(';'), line.lastIndexOf('&'))
  const end = text.indexOf('\n', at)
  return text.slice(start + 1, end === -1 ? undefined : end)
}

function lineAround(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(text.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end)
}

function* judgeName(
  found: RegExpMatchArray,
  piece: Piece,
  objects: readonly KubeObject[],
  outside: readonly string[],
): Generator<Hit> {
  const [kind, name] = [KINDS[found[1] ?? ''], found[2] ?? '']
  const index = found.index ?? 0
  const same = objects.filter((one) => one.kind === kind)
  // The line says whether it is about the system's own.
  if (same.length === 0 || same.some((one) => one.name === name) || /kube-system/.test(lineAround(piece.text, index)))
    return
  if (outside.some((one) => name.startsWith(one))) return
  const at = piece.at(index + found[0].length - name.length)
  const names = [...new Set(same.map((one) => one.name))].slice(0, 3).join(', ')
  yield { rule: CONSISTENCY.object, at, message: `Nothing here makes the ${kind} ${name}; there is ${names}.` }
}

function* judgePorts(found: RegExpMatchArray, piece: Piece, objects: readonly KubeObject[]): Generator<Hit> {
  const service = objects.find((one) => one.kind === 'Service' && one.name === found[1])
  if (service === undefined) return
  const ports = itemsOf(nodeAt(service.node, 'spec', 'ports')).map((one) => scalar(nodeAt(one, 'port')))
  for (const pair of (found[2] ?? '').trim().split(/\s+/)) {
    const port = pair.split(':').at(-1) ?? ''
    if (ports.includes(port)) continue
    const at = piece.at((found.index ?? 0) + found[0].lastIndexOf(pair))
    yield {
      rule: CONSISTENCY.object,
      at,
      message: `The Service ${service.name} has no port ${port}; it has ${ports.join(', ')} (${service.file}).`,
    }
  }
}

/** Beginnings of names that charts and operators make. */
function madeOutside({ files, objects }: Repository): string[] {
  const names = new Set<string>()
  for (const { path, text } of files) {
    if (/^Chart\.ya?ml$/.test(baseName(path))) names.add(baseName(dirName(path)))
    if (/(?:^|\/)values?(?:[/-][\w.-]+)?\.ya?ml$/.test(path)) names.add(baseName(path).replace(/\.ya?ml$/, ''))
    for (const found of text.matchAll(
      /\bhelm (?:upgrade|install)[^\n]{0,200}?[ \t]([a-z0-9][a-z0-9-]+)[ \t]+[\w./-]+/g,
    ))
      names.add(found[1] ?? '')
  }
  for (const { kind, name } of objects.objects)
    if (/^(?:HelmRelease|HelmChart|Application)$/.test(kind)) names.add(name)
  return [...names].filter((one) => one.length > 2)
}

/** A namespace that something other than a document knows. */
export function namespacesOf({ objects, files }: Repository): Set<string> {
  const names = new Set<string>()
  for (const { kind, name, namespace } of objects.objects) names.add(kind === 'Namespace' ? name : namespace)
  for (const { node } of objects.kustomizations) names.add(scalar(node.get('namespace')) ?? '')
  for (const { path, text } of files) {
    if (path.endsWith('.md')) continue
    for (const found of text.matchAll(/\bnamespace["']?[:=][ \t]*["']?([a-z0-9][a-z0-9-]*)/gi))
      names.add(found[1] ?? '')
    for (const found of text.matchAll(/create (?:namespace|ns)[ \t]+([a-z0-9][a-z0-9-]*)/g)) names.add(found[1] ?? '')
    // A function that is given the namespace of what it installs.
    if (/--create-namespace/.test(text))
      for (const found of text.matchAll(/(?<![\w./-])[a-z_]\w*[ \t]+([a-z0-9][a-z0-9-]+)[ \t]/g))
        names.add(found[1] ?? '')
  }
  return names
}
