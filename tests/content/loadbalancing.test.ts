import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { filesBelow, HOST_TOOLS, judgeHosts } from './estate.ts'
import { placeHaproxy } from './haproxy-server.ts'
import { renderRepository, writeRepository } from './render.ts'
import { at, manifests, run, scratch, terraformChecks, toolTest } from './tools.ts'

const folder = scratch()
const LEVELS: readonly Maturity[] = ['starter', 'intermediate', 'advanced']
const HOSTS = ['administering-linux', 'load-balancing-patterns']
const PUBLIC = { 'dns.domain': 'acme.dev', 'dns.visibility': 'public' }
/** The one that runs Ansible here, and not the newest that is found. */
const INTERPRETER = 'ansible_python_interpreter={{ ansible_playbook_python }}'
const THREE = [
  { name: 'web', calls: ['api'] },
  { name: 'api', class: 'critical', min: 3, max: 9, port: 8081, host: 'api.elsewhere.dev' },
  { name: 'nightly', class: 'batch' },
]

const existing = (maturity: Maturity, set: Record<string, FactValue> = {}, skills: readonly string[] = HOSTS) => {
  const repository = renderRepository({ skills, maturity, set: { 'linux.platform': 'existing', ...set } })
  expect(repository.problems).toEqual([])
  return repository
}

function written(name: string, repository: ReturnType<typeof existing>): string {
  const dir = join(folder, name.replaceAll(/\W+/g, '-'))
  writeRepository(repository, dir)
  return dir
}

const text = (repository: ReturnType<typeof existing>, path: string): string =>
  repository.files.find((file) => file.path === path)?.content ?? ''

const NGINX = [...HOSTS, 'configuring-nginx']
const VARIANTS: readonly (readonly [string, Maturity, Record<string, FactValue>, readonly string[]])[] = [
  ['starter', 'starter', {}, HOSTS],
  ['three services and certbot', 'intermediate', { ...PUBLIC, services: THREE, 'tls.source': 'certbot' }, HOSTS],
  ['a cookie, modern TLS', 'advanced', { 'lb.session': 'cookie', 'tls.profile': 'modern' }, HOSTS],
  ['by path', 'advanced', { 'lb.algorithm': 'hash' }, HOSTS],
  ['nginx behind it', 'advanced', { 'lb.session': 'source' }, NGINX],
  ['nginx ends TLS', 'advanced', { ...PUBLIC, 'lb.tls': 'passthrough', 'tls.source': 'certbot' }, NGINX],
  ['both end TLS', 'intermediate', { 'lb.tls': 'reencrypt', 'lb.session': 'cookie' }, NGINX],
  [
    'one large balancer',
    'advanced',
    {
      hosts: [
        { group: 'lb', role: 'lb', count: 1, size: 'large' },
        { group: 'app', role: 'app', count: 3 },
      ],
    },
    HOSTS,
  ],
]

describe('HAProxy reads what is written, without a warning', () => {
  for (const [name, maturity, set, skills] of VARIANTS) {
    toolTest(name, ['haproxy', 'openssl'], () => {
      const dir = written(name, existing(maturity, set, skills))
      for (const env of maturity === 'starter' ? ['prod'] : ['prod', 'staging']) {
        const place = join(dir, `place-${env}`)
        const conf = placeHaproxy(join(dir, `haproxy/${env}/haproxy.cfg`), place, 'shop.internal')
        const { status, stdout, stderr } = run('haproxy', ['-c', '-f', conf])
        expect(status, stderr).toBe(0)
        expect(stdout + stderr).not.toMatch(/WARNING|ALERT/)
      }
    })
  }
})

describe('the tools of the field find nothing', () => {
  for (const maturity of LEVELS)
    toolTest(`${maturity}, alone`, HOST_TOOLS, () => judgeHosts(written(`judged-${maturity}`, existing(maturity))))
  toolTest('advanced, with everything around it', [...HOST_TOOLS, 'bats'], () => {
    const skills = [...HOSTS, 'managing-configuration', 'configuring-nginx', 'managing-dns', 'shell-scripting']
    const set = { ...PUBLIC, 'linux.os': 'rhel-10', 'tls.source': 'certbot', 'dns.provider': ['bind'] }
    const dir = written('judged-whole', existing('advanced', set, skills))
    judgeHosts(dir)
    const tested = run('bats', ['tests/scripts'], { cwd: dir })
    expect(tested.status, tested.stdout).toBe(0)
  })
})

const interfaceHere = (): string => Object.keys(networkInterfaces()).find((name) => name !== 'lo') ?? 'eth0'

toolTest('keepalived reads what the role writes', ['keepalived', 'ansible-playbook'], () => {
  const dir = written('keepalived', existing('intermediate'))
  const playbook = join(dir, 'ansible/write.yml')
  const target = join(dir, 'keepalived')
  mkdirSync(target)
  const source = join(dir, 'ansible/roles/keepalived/templates/keepalived.conf.j2')
  // This machine may have no way out, and then no interface that leads there.
  const template = readFileSync(source, 'utf8').replace(
    "{{ ansible_facts['default_ipv4']['interface'] }}",
    interfaceHere(),
  )
  writeFileSync(source, template.replace('keepalived_script', 'nobody'))
  const task = `template: {src: ${source}, dest: "${target}/{{ inventory_hostname_short }}.conf"}`
  const check = 'keepalived_check: http://127.0.0.1:8404/healthz'
  writeFileSync(
    playbook,
    `- {hosts: lb, connection: local, gather_facts: false, vars: {${check}}, tasks: [{${task}}]}\n`,
  )
  const ran = run('ansible-playbook', ['--inventory', 'inventory/prod', '--extra-vars', INTERPRETER, playbook], {
    cwd: join(dir, 'ansible'),
  })
  expect(ran.status, ran.stdout + ran.stderr).toBe(0)
  const files = filesBelow(target)
  expect(files).toEqual(['lb-1.conf', 'lb-2.conf'])
  const [first, second] = files.map((file) => readFileSync(join(target, file), 'utf8'))
  expect(first).toContain('unicast_src_ip 10.20.128.138')
  expect(first).toContain('priority 200')
  expect(second).toMatch(/unicast_peer \{\s+10\.20\.128\.138\s+\}/)
  expect(second).toContain('priority 190')
  // Its status says nothing: 2.2.7 ends itself when a file has a script (acassen/keepalived#2587).
  const said = (file: string): string => {
    const { stdout, stderr } = run('keepalived', ['--config-test', '--use-file', file, '--log-console'])
    return stdout + stderr
  }
  for (const file of files) expect(said(join(target, file))).toBe('')
  const broken = join(target, 'broken.conf')
  writeFileSync(broken, (first ?? '').replace('state BACKUP', 'stat BACKUP'))
  expect(said(broken)).toContain("Unknown keyword 'stat'")
})

describe('what the files say', () => {
  test('each environment has its own address, names, servers and group number', () => {
    const repository = existing('intermediate')
    const staging = text(repository, 'haproxy/staging/haproxy.cfg')
    expect(staging).toContain('server web-1 10.21.128.10:9898')
    expect(staging).toContain('-m str podinfo.staging.shop.internal')
    const values = text(repository, 'ansible/inventory/staging/group_vars/lb/balancer.yml')
    expect(values).toContain('keepalived_address: 10.21.128.133')
    expect(values).toContain('keepalived_router: 52')
    expect(text(repository, 'ansible/inventory/prod/group_vars/lb/balancer.yml')).toContain('keepalived_router: 51')
  })

  test('the address that was answered is the one of production', () => {
    const hosts = [
      { group: 'lb', role: 'lb', count: 2, address: '192.168.7.11' },
      { group: 'web', role: 'web', count: 2, address: '192.168.7.21' },
    ]
    const repository = existing('starter', { hosts, 'lb.vip': '192.168.7.10' })
    expect(text(repository, 'ansible/inventory/prod/group_vars/lb/balancer.yml')).toContain(
      'keepalived_address: 192.168.7.10',
    )
    expect(text(repository, 'haproxy/prod/haproxy.cfg')).toContain('server web-2 192.168.7.22:9898')
  })

  test('names of the zone lead to the shared address', () => {
    const repository = existing('starter', { 'dns.provider': ['bind'] }, [...HOSTS, 'managing-dns'])
    const zone = text(repository, 'dns/prod/zones/db.shop.internal')
    expect(zone).toMatch(/^podinfo\.shop\.internal\. 300 IN A 10\.20\.128\.133$/m)
  })

  test('a check finds a server after what was answered, and a batch service has none', () => {
    const set = { services: THREE, 'lb.health': { interval: '5s', healthy: 4, unhealthy: 2 } }
    const cfg = text(existing('intermediate', set), 'haproxy/prod/haproxy.cfg')
    expect(cfg).toMatch(/inter 5s .* fall 2 rise 4 /)
    expect(cfg).not.toContain('nightly')
    expect(cfg).toContain('-m str api.elsewhere.dev')
  })

  test('every alert names a runbook that is there', () => {
    const { files } = existing('advanced')
    const paths = new Set(files.map((file) => file.path))
    const rules = files.find((file) => file.path === 'monitoring/rules/load-balancer.yaml')?.content ?? ''
    const named = [...rules.matchAll(/runbook: (\S+)/g)].map((match) => match[1] ?? '')
    expect(named.length).toBeGreaterThan(4)
    expect(named.filter((path) => !paths.has(path))).toEqual([])
  })
})

describe('in front of hosts of AWS', () => {
  // In the order of the chain: zones come before balancers, and nginx after them.
  const ORDER = ['writing-infrastructure-code', 'architecting-networks', 'managing-dns', ...HOSTS, 'configuring-nginx']
  const OPTIONAL = ['managing-dns', 'configuring-nginx']
  const cloud = (maturity: Maturity, set: Record<string, FactValue> = {}, more: readonly string[] = []) => {
    const repository = renderRepository({
      skills: ORDER.filter((skill) => !OPTIONAL.includes(skill) || more.includes(skill)),
      maturity,
      set,
    })
    expect(repository.problems).toEqual([])
    return repository
  }

  for (const [name, maturity, set, more] of [
    [
      'nginx ends TLS behind an NLB',
      'intermediate',
      { 'lb.tls': 'passthrough', 'lb.session': 'source' },
      ['configuring-nginx'],
    ],
    ['an NLB ends TLS', 'starter', { 'lb.kind': 'nlb' }, []],
    [
      'both end TLS, a cookie, names in two zones',
      'advanced',
      {
        ...PUBLIC,
        'dns.visibility': 'split',
        'lb.tls': 'reencrypt',
        'lb.session': 'cookie',
        'lb.algorithm': 'round-robin',
      },
      ['configuring-nginx', 'managing-dns'],
    ],
  ] as const)
    toolTest(`${name}: valid without a warning, and its tests pass`, ['terraform'], (context) => {
      terraformChecks(context, written(name, cloud(maturity, set, more)), [
        'load-balancer.tftest.hcl',
        'root.tftest.hcl',
      ])
    })

  test('targets are hosts of the role web; a check asks nginx for each service', () => {
    const repository = cloud('intermediate', { services: THREE }, ['configuring-nginx'])
    expect(text(repository, 'terraform/load-balancer.tf')).toContain('var.host_groups[group].role == "web"')
    const values = text(repository, 'terraform/environments/staging.tfvars')
    expect(values).toMatch(
      /web = \{ hosts = \["web\.staging\.shop\.internal"\], port = 80, health_path = "\/balancer\/web" \}/,
    )
    expect(values).not.toContain('nightly')
    expect(text(repository, 'nginx/conf.d/00-default.conf')).toContain('location = /balancer/api {')
  })

  test('without nginx a service is reached on its own port, and the group lets it in', () => {
    const values = text(cloud('starter', { services: THREE }), 'terraform/environments/prod.tfvars')
    expect(values).toMatch(/api = \{ hosts = \["api\.elsewhere\.dev"\], port = 8081, health_path = "\/readyz" \}/)
    expect(values).toMatch(/app_ports\s+= \[9898, 8081\]/)
  })

  test('a firewall stands in an ALB at advanced, and nowhere else', () => {
    const file = 'terraform/load-balancer/firewall.tf'
    expect(text(cloud('advanced'), file)).toContain('AWSManagedRulesCommonRuleSet')
    expect(text(cloud('intermediate'), file)).toBe('')
    expect(text(cloud('advanced', { 'lb.kind': 'nlb' }), file)).toBe('')
  })

  test('names of the zone are aliases of the balancer', () => {
    const root = text(cloud('starter', PUBLIC, ['managing-dns']), 'terraform/load-balancer.tf')
    expect(root).toContain('resource "aws_route53_record" "balanced_public"')
    expect(root).toContain('certificate_arn = module.dns.certificate_arn')
    expect(root).not.toContain('balanced_private')
  })
})

describe('in front of a cluster', () => {
  const CLUSTER = [
    'writing-infrastructure-code',
    'architecting-networks',
    'operating-kubernetes',
    'load-balancing-patterns',
  ]
  const overlay = (set: Record<string, FactValue>) =>
    existing('intermediate', { 'linux.platform': 'aws', ...set }, CLUSTER)

  toolTest('the Gateway checks, spreads and keeps as was answered', ['kubectl'], () => {
    const set = {
      services: THREE,
      'lb.session': 'cookie',
      'lb.algorithm': 'round-robin',
      'lb.health': { interval: '5s', healthy: 3, unhealthy: 4 },
    }
    const dir = written('cluster', overlay(set))
    const built = run('kubectl', ['kustomize', 'k8s/overlays/prod'], { cwd: dir })
    expect(built.stderr).toBe('')
    const objects = manifests(built.stdout)
    const group = (name: string) =>
      objects.find((one) => one.kind === 'TargetGroupConfiguration' && one.metadata.name === name)
    expect(at(group('gateway'), 'spec.defaultConfiguration.targetGroupAttributes')).toEqual(
      expect.arrayContaining([
        { key: 'load_balancing.algorithm.type', value: 'round_robin' },
        { key: 'stickiness.enabled', value: 'true' },
      ]),
    )
    expect(at(group('api'), 'spec.defaultConfiguration.healthCheckConfig')).toMatchObject({
      healthCheckInterval: 5,
      healthCheckTimeout: 4,
      healthyThresholdCount: 3,
      unhealthyThresholdCount: 4,
    })
  })

  test('Terraform makes no second balancer, and another controller has no attributes of AWS', () => {
    const paths = overlay({}).files.map((file) => file.path)
    expect(paths.filter((path) => path.startsWith('terraform/load-balancer'))).toEqual([])
    expect(paths).toContain('k8s/components/balancing/kustomization.yaml')
    const other = overlay({ 'ingress.controller': 'envoy-gateway' }).files.map((file) => file.path)
    expect(other.filter((path) => path.includes('components/balancing'))).toEqual([
      'k8s/components/balancing/kustomization.yaml',
      'k8s/components/balancing/traffic.yaml',
    ])
  })

  test('Envoy takes out pods that fail, and retries within a budget', () => {
    const set = { services: THREE, 'ingress.controller': 'envoy-gateway', 'lb.session': 'cookie' }
    const policies = manifests(text(overlay(set), 'k8s/components/balancing/traffic.yaml'))
    expect(policies.map((policy) => at(policy, 'spec.targetRefs.0.name'))).toEqual(['web', 'api'])
    expect(at(policies[0], 'spec.loadBalancer.consistentHash.type')).toBe('Cookie')
    expect(at(policies[0], 'spec.healthCheck.active.http.path')).toBe('/readyz')
    expect(at(policies[0], 'spec.healthCheck.passive.maxEjectionPercent')).toBe(50)
    expect(at(policies[0], 'spec.circuitBreaker.retryBudget.percent.numerator')).toBe(20)
    expect(at(policies[0], 'spec.retry.numRetries')).toBe(1)
  })
})
