import { describe, test } from 'vitest'
import { expectRefused, type Row, service } from './given.ts'

const host = (role: string, count: number) => ({ group: role, role, count, size: 'small', address: null })

const K8S = 'operating-kubernetes'
const MESH = 'implementing-service-mesh'
const IAC = 'writing-infrastructure-code'
const DNS = 'managing-dns'
const DR = 'planning-disaster-recovery'
const LB = 'load-balancing-patterns'
const LINUX = 'administering-linux'

const rows: Row[] = [
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
    title: 'zones of hosts without a name server',
    given: { 'linux.platform': 'existing', 'dns.provider': ['bind'], hosts: [host('web', 2)] },
    skills: [DNS],
    fact: 'hosts',
    severity: 'warning',
    says: 'no host has the role dns',
  },
  {
    title: 'one name server',
    given: { 'linux.platform': 'existing', 'dns.provider': ['bind'], hosts: [host('dns', 1)] },
    skills: [DNS],
    fact: 'hosts',
    severity: 'warning',
    says: 'one name server',
  },
  {
    title: 'a public zone with private glue',
    given: {
      'linux.platform': 'existing',
      'dns.provider': ['bind'],
      'dns.domain': 'acme.io',
      hosts: [host('dns', 2)],
    },
    skills: [DNS],
    fact: 'dns.outside_servers',
    severity: 'warning',
    says: 'the world cannot ask 10.20.128.10',
  },
  {
    title: 'an ALB before hosts elsewhere',
    given: { 'lb.kind': 'alb', 'linux.platform': 'existing', world: ['hosts'] },
    skills: [LB],
    fact: 'lb.kind',
    says: 'an ALB stands in a VPC, and the hosts are elsewhere',
  },
  {
    title: 'an address that moves in a VPC',
    given: { 'lb.kind': 'haproxy', 'linux.platform': 'aws', world: ['hosts'] },
    skills: [LB],
    fact: 'lb.kind',
    says: 'which no VPC allows',
  },
  {
    title: 'Envoy on hosts',
    given: { 'lb.kind': 'envoy', 'linux.platform': 'existing', world: ['hosts'] },
    skills: [LB],
    fact: 'lb.kind',
    says: 'on hosts HAProxy does',
  },
  {
    title: 'an NLB before two services',
    given: { 'lb.kind': 'nlb', world: ['hosts'], services: [service({ name: 'shop' }), service({ name: 'api' })] },
    skills: [LB],
    fact: 'lb.kind',
    says: 'cannot tell shop and api apart',
  },
  {
    title: 'a balancer that no host runs',
    given: { 'linux.platform': 'existing', world: ['hosts'], hosts: [{ group: 'web', role: 'web', count: 2 }] },
    skills: [LB],
    fact: 'hosts',
    severity: 'warning',
    says: 'no host has the role lb',
  },
  {
    title: 'a balancer with nothing behind it',
    given: { 'linux.platform': 'existing', world: ['hosts'], hosts: [{ group: 'lb', role: 'lb', count: 2 }] },
    skills: [LB],
    fact: 'hosts',
    says: 'nowhere to send requests',
  },
  {
    title: 'balancers with addresses of their own and none that they share',
    given: {
      'linux.platform': 'existing',
      world: ['hosts'],
      hosts: [
        { group: 'web', role: 'web', count: 2, address: '192.168.7.21' },
        { group: 'lb', role: 'lb', count: 2, address: '192.168.7.11' },
      ],
    },
    skills: [LB],
    fact: 'lb.vip',
    says: 'none that they share',
  },
  {
    title: 'a shared address that is taken',
    given: {
      'linux.platform': 'existing',
      world: ['hosts'],
      'lb.vip': '192.168.7.12',
      hosts: [
        { group: 'web', role: 'web', count: 2, address: '192.168.7.21' },
        { group: 'lb', role: 'lb', count: 2, address: '192.168.7.11' },
      ],
    },
    skills: [LB],
    fact: 'lb.vip',
    says: '192.168.7.12 is the address of lb-2',
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
    title: 'Linkerd behind Envoy Gateway',
    given: { 'mesh.kind': 'linkerd', 'ingress.controller': 'envoy-gateway' },
    skills: [K8S, MESH],
    fact: 'mesh.kind',
    severity: 'warning',
    says: 'brings the Gateway API 1.6',
  },
  {
    title: 'a mesh on Fargate',
    given: { 'cluster.compute': 'fargate' },
    skills: [K8S, MESH],
    fact: 'cluster.compute',
    says: 'Fargate permits neither',
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
  {
    title: 'a database on hosts that are not there',
    given: { databases: [{ engine: 'postgresql', placement: 'hosts', size: 'small' }], 'linux.platform': 'existing' },
    skills: [LINUX, DR],
    fact: 'hosts',
    severity: 'error',
    says: 'no group of hosts has the role db',
  },
]

describe('contradictions of what runs', () => {
  test.each(rows)('$title', expectRefused)
})
