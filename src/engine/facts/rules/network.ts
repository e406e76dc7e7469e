import { contains, formatCidr, isCidr, isPrivate, overlaps, parseCidr } from '../cidr.ts'
import { usableAddresses } from '../derive/addresses.ts'
import { regionNamed, showRegion } from '../regions.ts'
import { finding, type Rule } from './rule.ts'

const DOCKER = parseCidr('172.17.0.0/16')
const SHARED = parseCidr('100.64.0.0/10')
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseCidr)

export const networkIsPrivate: Rule = ({ facts }) => {
  const cidr = facts['network.cidr']
  const block = parseCidr(cidr)
  return finding(
    !isPrivate(block) && !contains(SHARED, block),
    'warning',
    ['network.cidr'],
    `${cidr} is not private: hosts on the internet have these addresses and could not be reached from the VPC`,
    'take a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
  )
}

export const networkAvoidsDocker: Rule = ({ facts, envs }) => {
  const hit = envs.find((env) => overlaps(parseCidr(env.cidr), DOCKER))
  return finding(
    hit !== undefined,
    'warning',
    ['network.cidr'],
    `${hit?.cidr} of ${hit?.name} overlaps 172.17.0.0/16, which Docker takes for itself on every host`,
    `choose another network.cidr than ${facts['network.cidr']}`,
  )
}

/** Every environment's block must lie in the private range that production's lies in. */
export const environmentsFitRange: Rule = ({ facts, envs }) => {
  const first = parseCidr(facts['network.cidr'])
  const around = PRIVATE.find((range) => contains(range, first))
  const range = around ?? { address: 0, prefix: 0 }
  const out = envs.find((env) => {
    const block = parseCidr(env.cidr)
    return !contains(range, block) || (around === undefined && block.address < first.address)
  })
  const where = around === undefined ? 'the IPv4 addresses' : formatCidr(around)
  return finding(
    out !== undefined,
    'error',
    ['network.cidr', 'environments'],
    `${envs.length} environments of ${facts['network.cidr']} and its next blocks leave ${where}: ${out?.name} would get ${out?.cidr}`,
    around === undefined
      ? 'choose a lower block'
      : `choose a lower block, or a longer prefix such as ${example(around, envs.length)}`,
  )
}

/** Networks on the other side, whether people or machines come from them. */
const REMOTE: readonly { fact: string; hint: string }[] = [
  { fact: 'network.admin_cidrs', hint: 'give the addresses people come from, or choose another network.cidr' },
  { fact: 'hybrid.cidrs', hint: 'choose another network.cidr: two networks with the same addresses cannot be joined' },
]

export const remoteNetworksAreElsewhere: Rule = ({ get, envs }) =>
  REMOTE.flatMap(({ fact, hint }) => {
    const listed = get(fact)
    const remote = (Array.isArray(listed) ? listed : []).filter((cidr) => typeof cidr === 'string' && isCidr(cidr))
    return remote.flatMap((cidr) => {
      const hit = envs.find((env) => overlaps(parseCidr(env.cidr), parseCidr(String(cidr))))
      return finding(
        hit !== undefined,
        'error',
        [fact, 'network.cidr', 'environments'],
        `${cidr} overlaps ${hit?.cidr} of ${hit?.name}: answers would stay inside the VPC`,
        hint,
      )
    })
  })

export const zonesOfRegion: Rule = ({ facts }) => {
  const region = regionNamed(facts['aws.region'])
  const wanted = facts['network.azs']
  return finding(
    region !== undefined && wanted > region.usable,
    'error',
    ['network.azs', 'aws.region'],
    `${showRegion(facts['aws.region'])} gives an account ${region?.usable} zones, ${wanted} are asked for`,
    `set network.azs to ${region?.usable} or choose another region`,
  )
}

export const majorityNeedsThree: Rule = ({ facts, maturity, has }) =>
  finding(
    facts['network.azs'] < 3 &&
      maturity !== 'starter' &&
      (has('designing-distributed-systems') || facts.databases.some((db) => db.placement !== 'managed')),
    'warning',
    ['network.azs'],
    'two zones cannot hold a majority: what votes (etcd, Kafka, a database of your own) stops when the wrong one fails',
    'set network.azs to 3',
  )

/** Pods take addresses from the private subnets, and a rolling update runs a quarter more of them. */
export const enoughAddresses: Rule = ({ facts, envs, has }) => {
  if (!has('operating-kubernetes')) return []
  const pods = facts.services.reduce((sum, service) => sum + service.max, 0)
  const needed = Math.ceil(pods * 1.25) + SYSTEM_PODS
  const smallest = envs.map((env) => env.subnets.private.reduce((sum, s) => sum + usableAddresses(s.cidr), 0))
  const there = Math.min(...smallest)
  return finding(
    envs.length > 0 && needed > there,
    'error',
    ['services', 'network.cidr', 'network.azs'],
    `${needed} addresses for pods (largest number of replicas, a quarter for updates, ${SYSTEM_PODS} for the system), the private subnets have ${there}`,
    facts['network.cidr'].endsWith('/16') ? 'lower the max of services' : 'choose a network.cidr with a shorter prefix',
  )
}

// Add-ons, DaemonSets on a few dozen nodes, and addresses the CNI keeps warm.
const SYSTEM_PODS = 150

export const nodesNeedAWayOut: Rule = ({ facts, maturity, has }) => {
  if (facts['network.nat'] !== 'none') return []
  const who = has('operating-kubernetes') ? 'nodes' : facts.world.includes('hosts') ? 'hosts' : null
  const starter = maturity === 'starter'
  return finding(
    who !== null,
    starter ? 'error' : 'warning',
    ['network.nat'],
    starter
      ? `without NAT and without interface endpoints ${who} in private subnets cannot fetch images and packages`
      : `without NAT ${who} reach AWS through endpoints alone: images and packages must come from ECR and S3`,
    starter ? 'set network.nat to single' : 'mirror images into ECR, or set network.nat to single',
  )
}

export const adminsAreNotEverybody: Rule = ({ facts }) => {
  const wide = facts['network.admin_cidrs'].find((cidr) => parseCidr(cidr).prefix < 16 && !isPrivate(parseCidr(cidr)))
  return finding(
    wide !== undefined,
    'warning',
    ['network.admin_cidrs'],
    `${wide} is a large part of the internet, not the network of administrators`,
    'give the addresses of offices and VPN gateways, usually /32 to /24',
  )
}

function example(range: { address: number; prefix: number }, count: number): string {
  const prefix = Math.min(20, Math.max(16, range.prefix + Math.ceil(Math.log2(count))))
  return formatCidr({ address: range.address, prefix })
}
