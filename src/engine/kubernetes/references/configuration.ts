import { didYouMean } from '../../../skills/nearest.ts'
import { entriesOf, nodeAt, textOf, type YamlMap, type YamlNode } from '../../checks/read/yaml-node.ts'
import type { Reports } from '../../kustomize/reports.ts'
import { mapsIn, type Pods, podsOf, WORKLOADS } from './pods.ts'
import { type ObjectSet, type SetObject, titleOf } from './set.ts'
import { isTemplated } from './workloads.ts'

/** Config maps, secrets, accounts and claims that pods ask for. */
export function checkConfiguration(set: ObjectSet, reports: Reports): void {
  const secrets = new MadeSecrets(set)
  for (const owner of set.of(...WORKLOADS)) {
    const pods = podsOf(owner)
    if (pods === null) continue
    for (const use of usesOf(pods)) checkUse(use, owner, set, secrets, reports)
  }
}

interface Use {
  kind: 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret' | 'ServiceAccount'
  at: YamlNode
  name: string
  /** One of its entries, where one is named. */
  key: YamlNode | undefined
}

function usesOf({ spec, all }: Pods): Use[] {
  const uses: Use[] = []
  const add = (kind: Use['kind'], holder: YamlNode | undefined, nameKey = 'name', key?: YamlNode): void => {
    if (holder?.kind !== 'map' || isTrue(holder.get('optional'))) return
    const at = holder.get(nameKey)
    const name = textOf(at)
    if (at !== undefined && name !== undefined && name !== '' && !isTemplated(name)) uses.push({ kind, at, name, key })
  }
  for (const container of all) {
    for (const one of mapsIn(container.get('envFrom'))) {
      add('ConfigMap', one.get('configMapRef'))
      add('Secret', one.get('secretRef'))
    }
    for (const one of mapsIn(container.get('env'))) {
      const from = one.get('valueFrom')
      add('ConfigMap', nodeAt(from, 'configMapKeyRef'), 'name', nodeAt(from, 'configMapKeyRef', 'key'))
      add('Secret', nodeAt(from, 'secretKeyRef'), 'name', nodeAt(from, 'secretKeyRef', 'key'))
    }
  }
  for (const volume of mapsIn(spec.get('volumes'))) {
    add('ConfigMap', volume.get('configMap'))
    add('Secret', volume.get('secret'), 'secretName')
    add('PersistentVolumeClaim', volume.get('persistentVolumeClaim'), 'claimName')
    for (const source of mapsIn(nodeAt(volume, 'projected', 'sources'))) {
      add('ConfigMap', source.get('configMap'))
      add('Secret', source.get('secret'))
    }
  }
  for (const one of mapsIn(spec.get('imagePullSecrets'))) add('Secret', one)
  add('ServiceAccount', spec, 'serviceAccountName')
  return uses
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

/** What every namespace has, or what well-known parts of a cluster put into it. */
const GIVEN = new Set([
  ...['ConfigMap kube-root-ca.crt', 'ConfigMap istio-ca-root-cert', 'ConfigMap openshift-service-ca.crt'],
  'ServiceAccount default',
])

function checkUse(
  { kind, at, name, key }: Use,
  owner: SetObject,
  set: ObjectSet,
  secrets: MadeSecrets,
  reports: Reports,
): void {
  if (GIVEN.has(`${kind} ${name}`)) return
  const found = set.find(kind, name, owner.namespace)
  if (found.length > 0) {
    if (key !== undefined) checkKey(found, key, `${kind} ${name}`, titleOf(owner), reports)
    return
  }
  if (!set.isComplete || set.mayBeMadeByOther(name)) return
  if (kind === 'Secret' && secrets.has(name)) return
  const near = set.near(kind, name, kind === 'Secret' ? secrets.names : [])
  const message = `${titleOf(owner)} needs the ${kind} ${name}, which is not in this tree`
  // Secrets are often, and rightly, made by hand.
  if (kind !== 'Secret' || near !== undefined) reports.warning(at, 'reference', message, near)
  else reports.info(at, 'reference', message, 'it must be there before the pods start')
}

function checkKey(found: readonly SetObject[], at: YamlNode, what: string, title: string, reports: Reports): void {
  const key = textOf(at)
  if (key === undefined || isTemplated(key)) return
  const keys = found.flatMap(({ node }) => keysOf(node) ?? [key])
  if (keys.includes(key)) return
  reports.warning(at, 'reference', `${title} needs "${key}" of ${what}, which has no such entry`, didYouMean(key, keys))
}

/** null when not all can be seen. */
function keysOf(node: YamlMap): string[] | null {
  // Made from files of variables, whose names nobody read.
  if (node.has('envs')) return null
  return ['data', 'stringData', 'binaryData'].flatMap((part) => entriesOf(node.get(part)).map((one) => one.key))
}

/** Secrets that something else in the tree makes. */
class MadeSecrets {
  readonly names: readonly string[]

  constructor(set: ObjectSet) {
    const names: (string | undefined)[] = []
    const own = (one: SetObject): readonly string[] => one.names
    for (const one of set.everywhere('ExternalSecret', 'ClusterExternalSecret')) {
      const spec = one.kind === 'ExternalSecret' ? one.node.get('spec') : nodeAt(one.node, 'spec', 'externalSecretSpec')
      names.push(textOf(nodeAt(spec, 'target', 'name')), ...own(one))
    }
    for (const one of set.everywhere('SealedSecret'))
      names.push(textOf(nodeAt(one.node, 'spec', 'template', 'metadata', 'name')), ...own(one))
    for (const one of set.everywhere('Certificate')) names.push(textOf(nodeAt(one.node, 'spec', 'secretName')))
    for (const one of set.everywhere('SecretProviderClass'))
      for (const made of mapsIn(nodeAt(one.node, 'spec', 'secretObjects'))) names.push(textOf(made.get('secretName')))
    // cert-manager makes what a gateway or an ingress with its annotation asks for.
    for (const one of set.everywhere('Ingress'))
      for (const tls of mapsIn(nodeAt(one.node, 'spec', 'tls'))) names.push(textOf(tls.get('secretName')))
    for (const one of set.everywhere('Gateway'))
      for (const listener of mapsIn(nodeAt(one.node, 'spec', 'listeners')))
        for (const reference of mapsIn(nodeAt(listener, 'tls', 'certificateRefs')))
          names.push(textOf(reference.get('name')))
    for (const one of set.everywhere('Issuer', 'ClusterIssuer'))
      names.push(textOf(nodeAt(one.node, 'spec', 'acme', 'privateKeySecretRef', 'name')))
    this.names = names.filter((name) => name !== undefined)
  }

  has(name: string): boolean {
    return this.names.includes(name)
  }
}
