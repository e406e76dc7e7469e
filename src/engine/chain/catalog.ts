import type { SkillWords } from './match/types.ts'

/**
 * Words of the skills that belong to the vocabulary. A goal that names one of them is understood even where no folder
 * of that name is installed; a folder that is found always takes its place.
 */
const VOCABULARY: readonly SkillWords[] = [
  {
    name: 'designing-distributed-systems',
    title: 'Distributed system design',
    priority: 5,
    dependencies: [],
    keywords: {
      primary: ['distributed systems', 'microservices', 'consensus', 'raft', 'paxos'],
      secondary: [
        'cap theorem',
        'eventual consistency',
        'sharding',
        'partitioning',
        'saga',
        'idempotency',
        'event driven',
        'message queue',
        'kafka',
        'replication',
        'distributed',
        'circuit breaker',
      ],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'administering-linux',
    title: 'Linux administration',
    priority: 20,
    dependencies: [],
    keywords: {
      primary: ['linux', 'ubuntu', 'debian', 'rhel', 'centos', 'systemd'],
      secondary: [
        'sysadmin',
        'unix',
        'server',
        'ssh hardening',
        'hardening',
        'patching',
        'sysctl',
        'selinux',
        'apparmor',
        'auditd',
        'journald',
        'fail2ban',
        'logrotate',
        'kernel',
        'bare metal',
        'virtual machine',
      ],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'managing-configuration',
    title: 'Configuration management',
    priority: 25,
    dependencies: [],
    keywords: {
      primary: ['configuration management', 'ansible', 'chef', 'puppet', 'salt'],
      secondary: ['playbook', 'idempotent', 'inventory', 'config', 'configuration', 'molecule'],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'load-balancing-patterns',
    title: 'Load balancing',
    priority: 35,
    dependencies: ['architecting-networks'],
    keywords: {
      primary: ['load balancer', 'alb', 'nlb', 'haproxy', 'traefik'],
      secondary: [
        'round robin',
        'sticky sessions',
        'health checks',
        'target group',
        'distribute traffic',
        'keepalived',
        'layer 7',
        'layer 4',
      ],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'configuring-nginx',
    title: 'nginx',
    priority: 40,
    dependencies: [],
    keywords: {
      primary: ['nginx', 'reverse proxy', 'web server'],
      secondary: [
        'upstream',
        'location',
        'proxy_pass',
        'ssl termination',
        'virtual hosts',
        'rate limiting',
        'static site',
        'websocket',
        'https',
        'hsts',
        'caching',
      ],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'implementing-service-mesh',
    title: 'Service mesh',
    priority: 50,
    dependencies: ['operating-kubernetes'],
    keywords: {
      primary: ['service mesh', 'istio', 'linkerd', 'consul connect', 'envoy'],
      secondary: ['sidecar', 'traffic management', 'mtls between services', 'mtls', 'canary', 'circuit breaker'],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'planning-disaster-recovery',
    title: 'Disaster recovery',
    priority: 55,
    dependencies: [],
    keywords: {
      primary: ['disaster recovery', 'backup', 'failover', 'rpo', 'rto'],
      secondary: [
        'business continuity',
        'point in time recovery',
        'velero',
        'warm standby',
        'restore',
        'high availability',
        'replication',
        'multi region',
        'active passive',
        'snapshot',
      ],
      exclusions: [],
      requiresAny: [],
    },
  },
  {
    name: 'shell-scripting',
    title: 'Shell scripts',
    priority: 60,
    dependencies: [],
    keywords: {
      primary: ['bash script', 'shell script'],
      secondary: ['shellcheck', 'zsh', 'script', 'automate tasks', 'shell', 'bats', 'sh', 'automation', 'cron'],
      exclusions: [],
      requiresAny: [],
    },
  },
]

/** The skills of the vocabulary that are not among those found. */
export function catalogSkills(found: readonly { name: string }[]): SkillWords[] {
  const names = new Set(found.map((skill) => skill.name))
  return VOCABULARY.filter((skill) => !names.has(skill.name))
}
