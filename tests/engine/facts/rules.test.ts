import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../../src/engine/facts/index.ts'
import type { Maturity } from '../../../src/engine/protocol/facts.ts'
import { type Given, problemsIn } from './given.ts'

const K8S = 'operating-kubernetes'
const IAC = 'writing-infrastructure-code'
const DNS = 'managing-dns'
const DR = 'planning-disaster-recovery'
const LB = 'load-balancing-patterns'
const LINUX = 'administering-linux'

const service = (more: Given = {}) => ({
  name: 'web',
  image: 'ghcr.io/acme/web:1.2.3',
  port: 8080,
  live: '/healthz',
  ready: '/readyz',
  host: null,
  class: 'standard',
  min: 2,
  max: 6,
  calls: [],
  ...more,
})

interface Row {
  title: string
  given: Given
  skills?: string[]
  maturity?: Maturity
  fact: string
  severity?: 'error' | 'warning'
  says: string
}

const rows: Row[] = [
  {
    title: 'addresses of the internet',
    given: { 'network.cidr': '8.8.0.0/16' },
    fact: 'network.cidr',
    severity: 'warning',
    says: '8.8.0.0/16 is not private',
  },
  {
    title: 'the bridge of Docker',
    given: { 'network.cidr': '172.16.0.0/16' },
    fact: 'network.cidr',
    severity: 'warning',
    says: '172.17.0.0/16 of staging overlaps 172.17.0.0/16',
  },
  {
    title: 'environments that leave the private range',
    given: { 'network.cidr': '192.168.0.0/16' },
    fact: 'network.cidr',
    says: 'staging would get 192.169.0.0/16',
  },
  {
    title: 'environments past the end of IPv4',
    given: { 'network.cidr': '255.255.0.0/16' },
    fact: 'network.cidr',
    says: 'leave the IPv4 addresses: staging would get 0.0.0.0/16',
  },
  {
    title: 'administrators inside the VPC',
    given: { 'network.admin_cidrs': ['10.21.4.0/24'] },
    fact: 'network.admin_cidrs',
    says: '10.21.4.0/24 overlaps 10.21.0.0/16 of staging',
  },
  {
    title: 'an office with the same addresses',
    given: { 'hybrid.cidrs': ['10.0.0.0/8'] },
    fact: 'hybrid.cidrs',
    says: '10.0.0.0/8 overlaps 10.20.0.0/16 of prod',
  },
  {
    title: 'administrators everywhere',
    given: { 'network.admin_cidrs': ['64.0.0.0/8'] },
    fact: 'network.admin_cidrs',
    severity: 'warning',
    says: 'a large part of the internet',
  },
  {
    title: 'more zones than an account gets',
    given: { 'aws.region': 'us-west-1' },
    fact: 'network.azs',
    says: 'us-west-1 (N. California) gives an account 2 zones, 3 are asked for',
  },
  {
    title: 'a majority of two',
    given: { 'network.azs': 2, databases: [{ engine: 'mysql', placement: 'hosts', size: 'small' }] },
    fact: 'network.azs',
    severity: 'warning',
    says: 'two zones cannot hold a majority',
  },
  {
    title: 'more pods than addresses',
    given: { 'network.cidr': '10.20.0.0/20', services: [service({ max: 1000 }), service({ name: 'api', max: 400 })] },
    skills: [K8S],
    fact: 'services',
    says: '1900 addresses for pods',
  },
  {
    title: 'nodes without a way out',
    given: { 'network.nat': 'none' },
    skills: [K8S],
    maturity: 'starter',
    fact: 'network.nat',
    says: 'nodes in private subnets cannot fetch images',
  },
  {
    title: 'nodes with endpoints alone',
    given: { 'network.nat': 'none' },
    skills: [K8S],
    fact: 'network.nat',
    severity: 'warning',
    says: 'must come from ECR',
  },
  {
    title: 'hosts without a way out',
    given: { 'network.nat': 'none', world: ['hosts'] },
    maturity: 'starter',
    fact: 'network.nat',
    says: 'hosts in private subnets',
  },
  {
    title: 'one environment twice',
    given: { environments: ['prod', 'dev', 'dev'] },
    fact: 'environments',
    says: 'dev is named twice',
  },
  {
    title: 'an environment named as a root',
    given: { environments: ['prod', 'global'] },
    fact: 'environments',
    says: 'global is the name of a folder or state',
  },
  {
    title: 'two productions',
    given: { environments: ['prod', 'live'] },
    fact: 'environments',
    severity: 'warning',
    says: 'prod and live both count as production',
  },
  {
    title: 'names without room for a role',
    given: { 'project.name': 'a-project-of-twenty1', environments: ['prod', 'integration1'] },
    fact: 'project.name',
    says: 'load balancer names end at 32',
  },
  {
    title: 'a group of hosts with a long name',
    given: {
      'project.name': 'a-project-of-twenty1',
      environments: ['prod'],
      world: ['hosts'],
      hosts: [{ group: 'frontends', role: 'web', count: 2, size: 'small' }],
    },
    skills: [LB],
    fact: 'hosts',
    says: 'a-project-of-twenty1-prod-frontends has 35 characters',
  },
  {
    title: 'copies beside the original',
    given: { 'aws.dr_region': 'eu-west-1' },
    fact: 'aws.dr_region',
    says: 'fail together with what they copy',
  },
  {
    title: 'copies in another partition',
    given: { 'aws.dr_region': 'cn-north-1' },
    fact: 'aws.dr_region',
    says: 'separate partitions',
  },
  {
    title: 'personal data out of Europe',
    given: { 'aws.dr_region': 'us-east-1', compliance: ['gdpr'] },
    skills: [DR],
    fact: 'aws.dr_region',
    severity: 'warning',
    says: 'would leave Europe for us-east-1 (N. Virginia)',
  },
  {
    title: 'a region that is off',
    given: { 'aws.region': 'eu-south-1' },
    fact: 'aws.region',
    severity: 'warning',
    says: 'eu-south-1 (Milan) is off in a new account',
  },
  {
    title: 'workflows for another forge',
    given: { 'project.repository': 'https://gitlab.com/acme/infra' },
    skills: [IAC],
    fact: 'ci.provider',
    severity: 'warning',
    says: 'is not on GitHub',
  },
  {
    title: 'a public zone nobody can reach',
    given: { 'dns.visibility': 'public', 'dns.domain': 'shop.internal' },
    fact: 'dns.visibility',
    says: 'its last label is not delegated',
  },
  {
    title: 'multicast names',
    given: { 'dns.domain': 'shop.local', 'dns.visibility': 'private' },
    fact: 'dns.domain',
    severity: 'warning',
    says: '.local belongs to multicast DNS',
  },
  {
    title: 'a TTL longer than the RTO',
    given: { 'backup.rto': '5m', 'dns.ttl': 3600 },
    skills: [DNS, DR],
    fact: 'backup.rto',
    says: 'resolvers keep a name for 3600s',
  },
  {
    title: 'failover of private names',
    given: { 'dns.failover': 'weighted', 'dns.visibility': 'private' },
    skills: [DNS],
    fact: 'dns.failover',
    severity: 'warning',
    says: 'cannot reach private endpoints',
  },
  {
    title: 'failover by BIND',
    given: { 'dns.failover': 'weighted', 'dns.provider': ['bind'], 'dns.domain': 'acme.io' },
    skills: [DNS],
    fact: 'dns.failover',
    says: 'BIND answers the same to everybody',
  },
  {
    title: 'a public balancer with a private name',
    given: { 'lb.scheme': 'public' },
    skills: [LB],
    fact: 'lb.scheme',
    severity: 'warning',
    says: 'nobody can resolve shop.internal',
  },
  {
    title: 'a public certificate for a private name',
    given: { 'tls.source': 'acm' },
    skills: [K8S],
    fact: 'tls.source',
    says: 'ACM issues no certificate for shop.internal',
  },
  {
    title: 'two services of one name',
    given: { services: [service(), service()] },
    fact: 'services',
    says: 'two services are named web',
  },
  {
    title: 'a call to nobody',
    given: { services: [service({ calls: ['apj'] }), service({ name: 'api' })] },
    fact: 'services',
    says: 'web calls apj, and no service has this name; did you mean "api"?',
  },
  {
    title: 'a call to itself',
    given: { services: [service({ calls: ['web'] })] },
    fact: 'services',
    severity: 'warning',
    says: 'web calls itself',
  },
  {
    title: 'fewer at most than at least',
    given: { services: [service({ min: 4, max: 2 })] },
    fact: 'services',
    says: 'at least 4 and at most 2',
  },
  {
    title: 'a critical pair',
    given: { services: [service({ class: 'critical' })] },
    fact: 'services',
    severity: 'warning',
    says: 'web is critical with 2 replicas',
  },
  {
    title: 'an image that moves',
    given: { services: [service({ image: 'nginx:latest' })] },
    fact: 'services',
    says: 'follows latest',
  },
  {
    title: 'an image without a tag',
    given: { services: [service({ image: 'registry.acme.io:5000/web' })] },
    fact: 'services',
    says: 'has no tag',
  },
  {
    title: 'two groups of one name',
    given: {
      hosts: [
        { group: 'web', role: 'web', count: 1, size: 'small' },
        { group: 'web', role: 'db', count: 1, size: 'small' },
      ],
    },
    fact: 'hosts',
    says: 'two groups of hosts are named web',
  },
  {
    title: 'SSH without keys',
    given: { 'linux.access': 'ssh' },
    skills: [LINUX],
    fact: 'linux.admins',
    says: 'everybody is locked out',
  },
  {
    title: 'a drain longer than the grace',
    given: { 'lb.drain': '2m' },
    skills: [K8S],
    fact: 'lb.drain',
    says: 'killed after 1m while the balancer still drains it for 2m',
  },
  {
    title: 'an endpoint for nobody',
    given: { 'cluster.endpoint': 'public-restricted' },
    skills: [K8S],
    fact: 'cluster.endpoint',
    says: 'and there are none',
  },
  {
    title: 'hosted CI before a private cluster',
    given: { 'cluster.endpoint': 'private' },
    skills: [K8S, IAC],
    fact: 'cluster.endpoint',
    severity: 'warning',
    says: 'cannot reach a private cluster',
  },
  {
    title: 'Linkerd behind the AWS controller',
    given: { 'mesh.kind': 'linkerd' },
    skills: [K8S],
    fact: 'mesh.kind',
    says: 'different versions of the Gateway API',
  },
  {
    title: 'Linkerd behind Istio',
    given: { 'mesh.kind': 'linkerd', 'ingress.controller': 'istio' },
    skills: [K8S],
    fact: 'ingress.controller',
    says: 'does not speak',
  },
  {
    title: 'a version without support',
    given: { 'cluster.version': '1.29' },
    skills: [K8S],
    fact: 'cluster.version',
    severity: 'warning',
    says: 'standard support of Kubernetes 1.29 on EKS has ended',
  },
  {
    title: 'objectives the wrong way round',
    given: { 'backup.rto': '1h', 'backup.rpo': '24h' },
    skills: [DR],
    fact: 'backup.rpo',
    severity: 'warning',
    says: 'are the two swapped?',
  },
  {
    title: 'minutes without a log',
    given: { 'backup.rpo': '5m' },
    skills: [DR],
    fact: 'backup.rpo',
    severity: 'warning',
    says: 'backed up hourly at best',
  },
]

describe('contradictions', () => {
  test.each(rows)('$title', ({ given, skills, maturity, fact, severity = 'error', says }) => {
    const found = problemsIn(given, skills, maturity).filter((problem) => problem.fact === fact)
    expect(found[0]).toMatchObject({
      severity,
      message: expect.stringContaining(says),
      hint: expect.stringMatching(/\w/),
    })
  })
})

describe('what goes together raises nothing', () => {
  test.each<[string, Given, string[], Maturity]>([
    ['the defaults', {}, [], 'intermediate'],
    ['the defaults of every level of Kubernetes', {}, [K8S, DNS], 'advanced'],
    [
      'a small network for one environment',
      { 'network.cidr': '192.168.0.0/16', environments: ['prod'] },
      [K8S],
      'starter',
    ],
    ['carrier-grade addresses', { 'network.cidr': '100.64.0.0/16' }, [], 'intermediate'],
    [
      'a public platform',
      { 'dns.domain': 'acme.io', 'network.admin_cidrs': ['203.0.113.0/24'] },
      [K8S, DNS, LB, DR],
      'intermediate',
    ],
    [
      'minutes with a managed database',
      { 'backup.rpo': '5m', databases: [{ engine: 'postgresql', placement: 'managed', size: 'small' }] },
      [DR],
      'intermediate',
    ],
    ['two zones where the region has two', { 'aws.region': 'us-west-1', 'network.azs': 2 }, [], 'intermediate'],
    ['copies within Europe', { 'aws.region': 'eu-west-2', compliance: ['gdpr'] }, [DR], 'intermediate'],
  ])('%s', (_title, given, skills, maturity) => {
    expect(problemsIn(given, skills, maturity)).toEqual([])
  })

  test('a rule about files that no skill of the chain writes is silent', () => {
    const given = {
      'lb.drain': '5m',
      'cluster.endpoint': 'public-restricted',
      'mesh.kind': 'linkerd',
      'network.nat': 'none',
    }
    expect(problemsIn({ ...given, world: [] })).toEqual([])
  })
})

test('errors come first, and a problem is found from each fact it is between', () => {
  const problems = problemsIn({ 'cluster.endpoint': 'private', 'lb.drain': '5m' }, [K8S, IAC])
  expect(problems.map((problem) => problem.severity)).toEqual(['error', 'warning'])
  expect(problemsOf('cluster.grace', problems).map((problem) => problem.fact)).toEqual(['lb.drain'])
  expect(problemsOf('ci.provider', problems).map((problem) => problem.fact)).toEqual(['cluster.endpoint'])
  expect(problemsOf('aws.region', problems)).toEqual([])
})
