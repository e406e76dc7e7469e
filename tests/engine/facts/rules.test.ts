import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../../src/engine/facts/index.ts'
import type { Maturity } from '../../../src/engine/protocol/facts.ts'
import { expectRefused, type Given, problemsIn, type Row, service } from './given.ts'

const K8S = 'operating-kubernetes'
const IAC = 'writing-infrastructure-code'
const DNS = 'managing-dns'
const DR = 'planning-disaster-recovery'
const LB = 'load-balancing-patterns'

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
    given: { 'aws.region': 'us-west-1', 'network.azs': 3 },
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
]

describe('contradictions of addresses, names and places', () => {
  test.each(rows)('$title', expectRefused)
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
