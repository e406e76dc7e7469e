import { type FactView, field, fieldText } from '../../checks/index.ts'
import type { FactValue } from '../../protocol/facts.ts'

/** What the picture shows, in words; where it stands is the layout's business. */
export interface Scene {
  title: string
  region: string
  /** Who comes from outside, and how. */
  visitors: { title: string; detail: string } | null
  dns: Card | null
  entrance: Card | null
  network: NetworkScene | null
  /** Things that run: a cluster with its services, groups of hosts. */
  runtimes: Runtime[]
  databases: Card[]
  /** Regional services that the others lean on. */
  around: Card[]
  otherEnvironments: Card[]
}

export interface Card {
  title: string
  details: string[]
}

export interface Runtime extends Card {
  members: Card[]
}

export interface NetworkScene {
  title: string
  gateway: string
  zones: { name: string; nat: boolean; subnets: { tier: string; cidr: string }[] }[]
  tiers: string[]
}

const MOST_ZONES = 4
const MOST_MEMBERS = 12
const MOST_ENVIRONMENTS = 6

export function sceneOf(facts: FactView, skills: readonly string[]): Scene {
  const has = (skill: string): boolean => skills.includes(skill)
  const env = productionOf(facts)
  const network = has('architecting-networks') ? networkOf(facts, env) : null
  const runtimes = [
    has('operating-kubernetes') ? clusterOf(facts, env) : null,
    ...hostGroups(facts, has('administering-linux') || has('managing-configuration')),
  ]
  const runs = runtimes.filter((one) => one !== null)
  const entrance = entranceOf(facts, has)
  const isPrivate = facts.text('dns.visibility') === 'private' || facts.text('lb.scheme') === 'internal'
  const name = facts.text('project.name') ?? 'project'
  return {
    title: `${name} ${environmentName(facts, env)}`.trim(),
    // Hosts that are there already stand in no region.
    region: has('writing-infrastructure-code') || has('architecting-networks') ? (facts.text('aws.region') ?? '') : '',
    visitors: entrance
      ? { title: 'Users', detail: isPrivate ? 'from the private network' : 'from the internet' }
      : network
        ? { title: 'Internet', detail: 'outbound through NAT' }
        : null,
    dns: has('managing-dns') ? dnsOf(facts) : null,
    entrance,
    network,
    runtimes: runs,
    databases: facts.list('databases').slice(0, MOST_MEMBERS).map(databaseOf),
    around: aroundOf(facts, has),
    otherEnvironments: othersOf(facts, env),
  }
}

function productionOf(facts: FactView): FactValue {
  const env = facts.get('env')
  return env ?? facts.list('envs')[0] ?? null
}

function environmentName(facts: FactView, env: FactValue): string {
  return fieldText(env, 'name') ?? String(facts.list('environments')[0] ?? '')
}

function networkOf(facts: FactView, env: FactValue): NetworkScene {
  const cidr = fieldText(env, 'cidr') ?? facts.text('network.cidr') ?? ''
  const subnets = field(env, 'subnets')
  const tiers = ['public', 'private', 'data'].filter((tier) => members(field(subnets, tier)).length > 0)
  const nat = fieldText(env, 'nat') ?? facts.text('network.nat') ?? 'none'
  const known = members(field(env, 'zones')).length > 0 ? members(field(env, 'zones')) : facts.list('network.zones')
  const zones = known.slice(0, MOST_ZONES).map((zone, index) => {
    const name = fieldText(zone, 'name') ?? String(zone)
    return {
      name,
      nat: nat === 'per-az' || (nat === 'single' && index === 0),
      subnets: tiers.map((tier) => {
        const all = members(field(subnets, tier))
        const own = all.find((one) => fieldText(one, 'zone') === name) ?? all[index]
        return { tier, cidr: fieldText(own, 'cidr') ?? '' }
      }),
    }
  })
  const environment = environmentName(facts, env)
  return { title: ['VPC', environment, cidr].filter(Boolean).join(' '), gateway: 'Internet gateway', zones, tiers }
}

function clusterOf(facts: FactView, env: FactValue): Runtime {
  const name = fieldText(env, 'cluster') ?? ''
  const services = facts.list('services')
  const compute = facts.text('cluster.compute')
  const mesh = facts.text('mesh.kind')
  return {
    title: ['EKS', name, facts.text('cluster.version')].filter(Boolean).join(' '),
    details: [
      [
        compute,
        facts.text('namespace') ? `namespace ${facts.text('namespace')}` : '',
        mesh && mesh !== 'none' ? `mesh ${mesh}` : '',
      ]
        .filter(Boolean)
        .join(' · '),
    ].filter(Boolean),
    members: capped(services.map((service) => serviceOf(service, facts.text('dns.domain')))),
  }
}

function serviceOf(service: FactValue, domain: string | null): Card {
  const name = fieldText(service, 'name') ?? 'service'
  const port = fieldText(service, 'port')
  const min = fieldText(service, 'min')
  const max = fieldText(service, 'max')
  const host = fieldText(service, 'host') ?? (domain ? `${name}.${domain}` : '')
  const scale = min && max ? `${min}–${max} pods` : min ? `${min} pods` : ''
  return { title: port ? `${name} :${port}` : name, details: [host, scale].filter(Boolean) }
}

function hostGroups(facts: FactView, drawn: boolean): Runtime[] {
  const hosts = facts.list('hosts')
  if (!drawn || hosts.length === 0) return []
  const cards = hosts.map((host) => ({
    title: [fieldText(host, 'group') ?? 'hosts', fieldText(host, 'count') ? `× ${fieldText(host, 'count')}` : '']
      .filter(Boolean)
      .join(' '),
    details: [fieldText(host, 'role') ?? '', fieldText(host, 'size') ?? ''].filter(Boolean),
  }))
  return [{ title: 'Hosts', details: [facts.text('linux.os') ?? ''].filter(Boolean), members: capped(cards) }]
}

function capped(cards: Card[]): Card[] {
  if (cards.length <= MOST_MEMBERS) return cards
  return [...cards.slice(0, MOST_MEMBERS - 1), { title: `${cards.length - MOST_MEMBERS + 1} more`, details: [] }]
}

function databaseOf(database: FactValue): Card {
  return {
    title: fieldText(database, 'engine') ?? 'database',
    details: [[fieldText(database, 'placement'), fieldText(database, 'size')].filter(Boolean).join(' · ')].filter(
      Boolean,
    ),
  }
}

const CONTROLLERS = new Map([
  ['aws-lbc', 'AWS Load Balancer Controller'],
  ['envoy-gateway', 'Envoy Gateway'],
])

function entranceOf(facts: FactView, has: (skill: string) => boolean): Card | null {
  const scheme =
    facts.text('lb.scheme') ??
    (facts.get('dns.public') === false || facts.text('dns.visibility') === 'private' ? 'internal' : '')
  const kind = facts.text('lb.kind')
  if (has('load-balancing-patterns') && kind)
    return { title: `Load balancer (${kind.toUpperCase()})`, details: [scheme, 'HTTPS 443'].filter(Boolean) }
  if (has('operating-kubernetes')) {
    const controller = facts.text('ingress.controller')
    return {
      title: 'Gateway',
      details: [controller ? (CONTROLLERS.get(controller) ?? controller) : '', scheme, 'HTTPS 443'].filter(Boolean),
    }
  }
  if (has('configuring-nginx')) return { title: 'nginx', details: ['HTTPS 443'] }
  return null
}

function dnsOf(facts: FactView): Card {
  const providers = facts.list('dns.provider').map(String)
  const names = new Map([
    ['route53', 'Route 53'],
    ['bind', 'BIND'],
  ])
  const visibility = facts.text('dns.visibility')
  return {
    title: facts.text('dns.domain') ?? 'DNS zone',
    details: [
      [visibility ? `${visibility} zone` : 'zone', ...providers.map((one) => names.get(one) ?? one)].join(' · '),
    ],
  }
}

function aroundOf(facts: FactView, has: (skill: string) => boolean): Card[] {
  const cards: Card[] = []
  const stores = new Map([
    ['secrets-manager', 'Secrets Manager'],
    ['ssm', 'SSM Parameter Store'],
    ['vault', 'Vault'],
  ])
  const store = facts.text('secrets.store')
  if (store && store !== 'none') cards.push({ title: 'Secrets', details: [stores.get(store) ?? store] })
  const stack = facts.text('observability.stack')
  if (stack && stack !== 'none')
    cards.push({
      title: 'Monitoring',
      details: [stack === 'cloudwatch' ? 'CloudWatch' : stack === 'prometheus' ? 'Prometheus' : stack],
    })
  if (has('planning-disaster-recovery')) {
    const rpo = facts.text('backup.rpo')
    const rto = facts.text('backup.rto')
    const copy = facts.text('aws.dr_region')
    const goals = [rpo ? `RPO ${rpo}` : '', rto ? `RTO ${rto}` : ''].filter(Boolean).join(' · ')
    cards.push({ title: 'Backups', details: [goals, copy ? `copy in ${copy}` : ''].filter(Boolean) })
  }
  if (has('writing-infrastructure-code'))
    cards.push({ title: 'Terraform state', details: ['S3, locked and encrypted'] })
  return cards
}

function othersOf(facts: FactView, env: FactValue): Card[] {
  const own = fieldText(env, 'name')
  return facts
    .list('envs')
    .filter((one) => fieldText(one, 'name') !== own)
    .slice(0, MOST_ENVIRONMENTS)
    .map((one) => {
      const zones = members(field(one, 'zones')).length
      const nat = fieldText(one, 'nat')
      return {
        title: [fieldText(one, 'name') ?? '', fieldText(one, 'cidr') ?? ''].filter(Boolean).join(' '),
        details: [
          [zones > 0 ? `${zones} zones` : '', nat ? `NAT ${nat}` : '', fieldText(one, 'cluster') ?? '']
            .filter(Boolean)
            .join(' · '),
        ].filter(Boolean),
      }
    })
}

function members(value: FactValue): FactValue[] {
  return Array.isArray(value) ? value : []
}
