import { didYouMean } from '../../../skills/nearest.ts'
import { hasRoom } from '../derive/machines.ts'
import { hasTag } from '../expand.ts'
import { secondsOf } from '../values/measure.ts'
import { type FactProblem, finding, type Rule } from './rule.ts'

const K8S = 'operating-kubernetes'

// End of standard support of EKS versions (public calendar, read 2026-11-20). Later versions are not judged.
const SUPPORT_ENDS: Readonly<Record<string, string>> = { '1.34': '2026-12-02', '1.35': '2027-03-31' }
const OLDEST_KNOWN = 34

export const servicesAreUnique: Rule = ({ facts }) => {
  const names = facts.services.map((service) => service.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return finding(
    twice !== undefined,
    'error',
    ['services'],
    `two services are named ${twice}`,
    'name each service once',
  )
}

/** Hosts that are there already have addresses: each its own, in the plan or answered. */
export const hostsHaveAddresses: Rule = ({ facts, envs }) => {
  if (facts['linux.platform'] !== 'existing') return []
  const unplanned = facts.hosts.filter((group) => group.address === null)
  const problems = finding(
    unplanned.length > 0 && !hasRoom(facts['network.cidr'], facts.hosts),
    'error',
    ['hosts', 'network.cidr'],
    `${facts['network.cidr']} has no room for ${facts.hosts.length} groups of hosts`,
    'give each group its first address, or network.cidr a shorter prefix',
  )
  if (problems.length > 0) return problems
  const addresses = (envs[0]?.machines ?? []).map((machine) => machine.address)
  const twice = addresses.find((address, index) => addresses.indexOf(address) !== index)
  return finding(
    twice !== undefined,
    'error',
    ['hosts'],
    `two hosts have the address ${twice}`,
    'a group takes as many addresses as it has hosts, from its first one on',
  )
}

export const callsExist: Rule = ({ facts }) => {
  const names = facts.services.map((service) => service.name)
  const problems: FactProblem[] = []
  for (const service of facts.services) {
    const unknown = service.calls.find((name) => !names.includes(name))
    const near = unknown === undefined ? undefined : didYouMean(unknown, names)
    problems.push(
      ...finding(
        unknown !== undefined,
        'error',
        ['services'],
        `${service.name} calls ${unknown}, and no service has this name${near ? `; ${near}` : ''}`,
        `services are ${names.join(', ')}`,
      ),
      ...finding(
        service.calls.includes(service.name),
        'warning',
        ['services'],
        `${service.name} calls itself`,
        'leave it out: a service may always reach its own pods',
      ),
    )
  }
  return problems
}

export const replicasMakeSense: Rule = ({ facts }) =>
  facts.services.flatMap((service) => [
    ...finding(
      service.max < service.min,
      'error',
      ['services'],
      `${service.name} has at least ${service.min} and at most ${service.max} replicas`,
      `set max to ${service.min} or more`,
    ),
    ...finding(
      service.class === 'critical' && service.min < 3 && service.max >= service.min,
      'warning',
      ['services'],
      `${service.name} is critical with ${service.min} replicas: one drained node and one failure stop it`,
      'set min to 3',
    ),
  ])

export const imagesArePinned: Rule = ({ facts, get }) => {
  const versions = get('versions')
  const table = versions !== null && typeof versions === 'object' && !Array.isArray(versions) ? versions : {}
  return facts.services.flatMap((service) => {
    const { image } = service
    const floating = /:latest$/.test(image)
    const known = Object.hasOwn(table, image.slice(image.lastIndexOf('/') + 1))
    return finding(
      floating || (!hasTag(image) && !known),
      'error',
      ['services'],
      `the image of ${service.name}, ${image}, ${floating ? 'follows latest' : 'has no tag'}: tomorrow it is another program`,
      `name a version, like ${image.replace(/:latest$/, '')}:1.4.2`,
    )
  })
}

export const groupsAreUnique: Rule = ({ facts }) => {
  const names = facts.hosts.map((host) => host.group)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return finding(
    twice !== undefined,
    'error',
    ['hosts'],
    `two groups of hosts are named ${twice}`,
    'name each group once',
  )
}

export const sshNeedsKeys: Rule = ({ facts, has }) =>
  finding(
    has('administering-linux') && facts['linux.access'] === 'ssh' && facts['linux.admins'].length === 0,
    // A host that is there already lets somebody in, or nothing could be done to it.
    facts['linux.platform'] === 'existing' ? 'warning' : 'error',
    ['linux.admins', 'linux.access'],
    facts['linux.platform'] === 'existing'
      ? 'people come by SSH, and nobody has a key: the account ansible is the only way in'
      : 'people come by SSH, and nobody has a key: everybody is locked out',
    facts['linux.platform'] === 'existing'
      ? 'add administrators with their public keys'
      : 'add administrators with their public keys, or set linux.access to ssm',
  )

export const drainWithinGrace: Rule = ({ facts, has }) =>
  finding(
    has(K8S) && secondsOf(facts['lb.drain']) >= secondsOf(facts['cluster.grace']),
    'error',
    ['lb.drain', 'cluster.grace'],
    `a pod is killed after ${facts['cluster.grace']} while the balancer still drains it for ${facts['lb.drain']}: every deploy cuts requests off`,
    'set lb.drain below cluster.grace, with time left to stop',
  )

export const endpointHasAdmins: Rule = ({ facts, has }) =>
  finding(
    has(K8S) && facts['cluster.endpoint'] === 'public-restricted' && facts['network.admin_cidrs'].length === 0,
    'error',
    ['cluster.endpoint', 'network.admin_cidrs'],
    'the API of the cluster is restricted to the admin networks, and there are none',
    'set network.admin_cidrs, or cluster.endpoint to private',
  )

export const ciReachesCluster: Rule = ({ facts, has }) =>
  finding(
    has(K8S) &&
      has('writing-infrastructure-code') &&
      facts['cluster.endpoint'] === 'private' &&
      facts['ci.provider'] === 'github',
    'warning',
    ['cluster.endpoint', 'ci.provider'],
    'runners that GitHub hosts cannot reach a private cluster: CI applies the infrastructure, and workloads are deployed from inside the VPC',
    'run scripts/deploy.sh from the VPC or a runner of your own, or set cluster.endpoint to public-restricted',
  )

export const meshFitsController: Rule = ({ facts, has }) => {
  const mesh = facts['mesh.kind']
  const controller = facts['ingress.controller']
  if (!has(K8S)) return []
  return [
    ...finding(
      has('implementing-service-mesh') && mesh === 'linkerd' && controller === 'envoy-gateway',
      'warning',
      ['mesh.kind', 'ingress.controller'],
      'Envoy Gateway brings the Gateway API 1.6, and Linkerd is tested with 1.2 to 1.5',
      'set ingress.controller to aws-lbc, or mesh.kind to istio-ambient',
    ),
    ...finding(
      has('implementing-service-mesh') && mesh !== 'none' && facts['cluster.compute'] === 'fargate',
      'error',
      ['cluster.compute', 'mesh.kind'],
      'a mesh sets up the network of pods from a DaemonSet or with NET_ADMIN, and Fargate permits neither',
      'set cluster.compute to managed-nodes or karpenter, or leave the mesh out',
    ),
  ]
}

export const versionIsSupported: Rule = ({ facts, has, date }) => {
  const version = facts['cluster.version']
  const end = SUPPORT_ENDS[version]
  const ended = end === undefined ? Number(version.slice(2)) < OLDEST_KNOWN : end <= date
  return finding(
    has(K8S) && ended,
    'warning',
    ['cluster.version'],
    `standard support of Kubernetes ${version} on EKS ${end === undefined ? 'has ended' : `ended on ${end}`}; extended support costs six times as much`,
    `set cluster.version to ${Object.keys(SUPPORT_ENDS).at(-1)} or later`,
  )
}
