import { PATTERNS } from './patterns.ts'
import {
  arn,
  cases,
  choice,
  domain,
  duration,
  fact,
  integer,
  list,
  nullable,
  object,
  preset,
  slug,
  text,
  value,
} from './spec.ts'

const K8S = ['operating-kubernetes']
const LB = ['load-balancing-patterns']
const LINUX = ['administering-linux']

const EXISTING = "linux.platform == 'existing'"
const BALANCED = "skills contains 'load-balancing-patterns'"
const NAMED = "skills contains 'managing-dns' and dns.provider contains 'bind'"
const SERVING = "(skills contains 'configuring-nginx' or skills contains 'managing-configuration')"

/** Two small hosts that do one thing. */
const hostGroup = (role: string) => ({ group: role, role, count: 2, size: 'small', address: null })

const SERVICE = object({
  name: slug(20),
  image: preset(text({ min: 1, max: 200, pattern: PATTERNS.image }), 'ghcr.io/stefanprodan/podinfo'),
  port: preset(integer(1, 65535), 9898),
  live: preset(text({ pattern: PATTERNS.path }), '/healthz'),
  ready: preset(text({ pattern: PATTERNS.path }), '/readyz'),
  host: preset(nullable(domain()), null),
  class: preset(choice('critical', 'standard', 'batch'), 'standard'),
  min: preset(integer(1, 1000), 2),
  max: preset(integer(1, 1000), 6),
  calls: preset(list(slug(20)), []),
})

/** Clusters, hosts, services and what stands in front of them. */
export const WORKLOADS = {
  'cluster.version': fact(text({ pattern: PATTERNS.minorVersion }), 'Kubernetes minor version', value('1.35'), K8S),
  'cluster.compute': fact(
    choice(
      ['managed-nodes', 'Managed node groups'],
      ['auto-mode', 'EKS Auto Mode'],
      ['karpenter', 'Karpenter'],
      ['fargate', 'Fargate'],
    ),
    'Who provides and patches nodes',
    value('managed-nodes'),
    K8S,
  ),
  'cluster.endpoint': fact(
    choice(['private', 'From the VPC only'], ['public-restricted', 'From the admin networks too']),
    'Who reaches the API of the cluster',
    cases({ when: 'size(network.admin_cidrs) > 0', value: 'public-restricted' }, { value: 'private' }),
    K8S,
  ),
  'cluster.admins': fact(
    list(arn()),
    'Roles that administer the cluster; empty means the role that applies',
    value([]),
    K8S,
  ),
  'cluster.grace': fact(duration(10, 3600), 'Time a pod gets to stop; longer than lb.drain', value('1m')),
  services: fact(
    list(SERVICE, { max: 50 }),
    'Services that run; without an image, podinfo at the version of the table',
    value([
      {
        name: 'podinfo',
        image: 'ghcr.io/stefanprodan/podinfo',
        port: 9898,
        live: '/healthz',
        ready: '/readyz',
        host: null,
        class: 'standard',
        min: 2,
        max: 6,
        calls: [],
      },
    ]),
    ['designing-distributed-systems', ...K8S],
  ),
  'ingress.controller': fact(
    choice(['aws-lbc', 'AWS Load Balancer Controller'], ['envoy-gateway', 'Envoy Gateway']),
    'Who owns the balancer of the cluster and its certificate',
    value('aws-lbc'),
    K8S,
  ),
  'secrets.store': fact(
    choice(['secrets-manager', 'AWS Secrets Manager'], ['ssm', 'SSM Parameter Store'], ['vault', 'Vault']),
    'Where the values of secrets live',
    cases({ when: `${EXISTING} and not (world contains 'kubernetes')`, value: 'vault' }, { value: 'secrets-manager' }),
    ['managing-configuration', ...K8S],
  ),
  hosts: fact(
    list(
      object({
        group: slug(15),
        role: preset(slug(15), 'web'),
        count: preset(integer(1, 100), 2),
        size: preset(choice('small', 'medium', 'large'), 'small'),
        address: preset(nullable(text({ pattern: PATTERNS.address })), null),
      }),
      { max: 30 },
    ),
    'Groups of Linux hosts; address is the first one of the group, where the hosts are there already',
    cases(
      { when: "not (world contains 'hosts')", value: [] },
      {
        when: `${EXISTING} and ${BALANCED} and ${NAMED}`,
        value: [hostGroup('web'), hostGroup('lb'), hostGroup('dns')],
      },
      { when: `${EXISTING} and ${BALANCED}`, value: [hostGroup('web'), hostGroup('lb')] },
      { when: `${EXISTING} and ${NAMED} and ${SERVING}`, value: [hostGroup('web'), hostGroup('dns')] },
      { when: `${EXISTING} and ${NAMED}`, value: [hostGroup('dns')] },
      { value: [hostGroup('web')] },
    ),
    LINUX,
  ),
  'linux.os': fact(
    choice(
      ['ubuntu-24.04', 'Ubuntu 24.04'],
      ['debian-13', 'Debian 13'],
      ['al2023', 'Amazon Linux 2023'],
      ['rhel-10', 'RHEL 10'],
    ),
    'Operating system of the hosts',
    value('ubuntu-24.04'),
    LINUX,
  ),
  'linux.access': fact(
    choice(['ssm', 'Session Manager'], ['ssh', 'SSH']),
    'How people get onto hosts',
    cases({ when: EXISTING, value: 'ssh' }, { value: 'ssm' }),
    LINUX,
  ),
  'linux.admins': fact(
    list(
      object({
        name: slug(31),
        key: text({
          pattern: PATTERNS.publicKey,
          max: 1000,
        }),
      }),
    ),
    'People with an account and their public keys; empty means Session Manager only',
    value([]),
    LINUX,
  ),
  'lb.kind': fact(
    choice(['alb', 'ALB'], ['nlb', 'NLB'], ['haproxy', 'HAProxy'], ['envoy', 'Envoy']),
    'Load balancer',
    cases({ when: `${EXISTING} and not (world contains 'kubernetes')`, value: 'haproxy' }, { value: 'alb' }),
    LB,
  ),
  'lb.scheme': fact(
    choice(['public', 'The internet'], ['internal', 'The VPC and what is joined to it']),
    'Who reaches the load balancer',
    cases({ when: "dns.visibility == 'private'", value: 'internal' }, { value: 'public' }),
    LB,
  ),
  'lb.vip': fact(
    nullable(text({ pattern: PATTERNS.address })),
    'Address that balancers on hosts share in production; computed where their own addresses are',
    value(null),
    LB,
  ),
  'lb.drain': fact(duration(0, 3600), 'Time open requests get when a backend leaves', value('30s'), LB),
  'tls.source': fact(
    choice(
      ['acm', 'ACM'],
      ['certbot', "Let's Encrypt with certbot"],
      ['cert-manager', 'cert-manager'],
      ['provided', 'Files we are given'],
    ),
    'Who issues and renews certificates',
    cases(
      { when: `${EXISTING} and dns.visibility != 'private'`, value: 'certbot' },
      { when: `${EXISTING} and not (world contains 'kubernetes')`, value: 'provided' },
      { when: "dns.visibility != 'private'", value: 'acm' },
      { when: "world contains 'kubernetes'", value: 'cert-manager' },
      { value: 'provided' },
    ),
    ['configuring-nginx', ...LB],
  ),
  'tls.profile': fact(
    choice(['intermediate', 'TLS 1.2 and 1.3'], ['modern', 'TLS 1.3 only']),
    'Oldest clients that are served',
    value('intermediate'),
    ['configuring-nginx', ...LB],
  ),
  'mesh.kind': fact(
    choice(
      ['none', 'None'],
      ['istio-ambient', 'Istio, ambient'],
      ['istio-sidecar', 'Istio, sidecars'],
      ['linkerd', 'Linkerd'],
    ),
    'Service mesh',
    cases({ when: "skills contains 'implementing-service-mesh'", value: 'istio-ambient' }, { value: 'none' }),
    ['implementing-service-mesh'],
  ),
}
