import { titleOf } from '../../../kubernetes/objects.ts'
import { entriesOf, itemsOf, nodeAt, placeOf, type YamlNode } from '../../read/yaml-node.ts'
import type { Rule } from '../../rule.ts'
import type { ObjectJudge } from './judge.ts'
import { scalar } from './pods.ts'

const ADMIN: Rule = {
  id: 'cluster-admin',
  severity: 'warning',
  what: 'Bindings to cluster-admin, and roles that may do everything to everything',
  why: 'Who takes over the account takes over the cluster, and reads every secret in it.',
  fix: 'List the resources and verbs that are used, in a Role of one namespace where that is enough.',
}

const SECRET: Rule = {
  id: 'secret-in-manifest',
  severity: 'warning',
  what: 'Secret objects whose values stand in the file',
  why: 'Base64 hides nothing: everybody who can read the repository reads them, and its history keeps them.',
  fix: 'Fetch the value from a store with an ExternalSecret, or seal it.',
}

const POLICY: Rule = {
  id: 'no-network-policy',
  severity: 'warning',
  what: 'Namespaces with workloads and without a network policy',
  why: 'Every pod of the cluster reaches every other: one break-in is enough for all.',
  fix: 'Deny by default, and permit what is needed.',
}

export const access: ObjectJudge = {
  rules: [ADMIN, SECRET],
  *judge({ objects }) {
    for (const object of objects) {
      const { kind, node } = object
      if (kind === 'ClusterRoleBinding' && scalar(nodeAt(node, 'roleRef', 'name')) === 'cluster-admin') {
        const role = nodeAt(node, 'roleRef') ?? node
        if (itemsOf(node.get('subjects')).some((one) => !/^system:/.test(scalar(nodeAt(one, 'name')) ?? '')))
          yield { rule: ADMIN, at: placeOf(role), message: `${titleOf(object)} gives cluster-admin.` }
      }
      if (kind === 'ClusterRole' || kind === 'Role') {
        const open = itemsOf(node.get('rules')).find((rule) =>
          ['verbs', 'resources', 'apiGroups'].every((key) => hasStar(rule, key)),
        )
        if (open !== undefined)
          yield { rule: ADMIN, at: placeOf(open), message: `${titleOf(object)} may do everything to everything.` }
      }
      if (kind === 'Secret' && object.apiVersion === 'v1') {
        const [value] = ['data', 'stringData']
          .flatMap((key) => entriesOf(node.get(key)))
          .flatMap((one) => filled(one.value))
        if (value !== undefined)
          yield { rule: SECRET, at: placeOf(value), message: `${titleOf(object)} holds its values in the file.` }
      }
    }
  },
}

function hasStar(rule: YamlNode, key: string): boolean {
  return itemsOf(nodeAt(rule, key)).some((one) => scalar(one) === '*')
}

/** What is filled in later, or encrypted, is no value. */
function filled(value: YamlNode): YamlNode[] {
  const text = scalar(value) ?? ''
  return text === '' || /^(?:ENC\[|<|\$|\{\{)/.test(text) ? [] : [value]
}

const POLICIES = new Set([
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
])

export const networks: ObjectJudge = {
  rules: [POLICY],
  *judge({ objects, workloads }) {
    const covered = new Set(objects.filter((one) => POLICIES.has(one.kind)).map((one) => one.namespace))
    // One without a namespace is put into one by whoever deploys it.
    if (covered.has('')) return
    const told = new Set<string>()
    for (const { object, title } of workloads) {
      const { namespace } = object
      if (covered.has(namespace) || told.has(namespace) || (namespace === '' && covered.size > 0)) continue
      told.add(namespace)
      const where = namespace === '' ? 'Nothing here' : `Nothing in the namespace ${namespace}`
      yield { rule: POLICY, at: placeOf(object.node), message: `${where} limits who may reach ${title}.` }
    }
  },
}
