import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MATURITIES, type Maturity } from '../../src/engine/protocol/facts.ts'
import { type Repository, renderRepository, writeRepository } from './render.ts'
import { at, foldersWith, installed, type Manifest, manifests, notRun, run, scratch } from './tools.ts'

const CHAIN = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']
const SERVICES = [
  service({
    name: 'shop',
    image: 'registry.acme.io:5000/shop:2.3.1',
    port: 8080,
    calls: ['stock'],
    class: 'critical',
    min: 3,
    max: 9,
  }),
  service({ name: 'stock', image: 'registry.acme.io/stock:1.0.0', port: 7000 }),
  service({ name: 'mailer', image: 'registry.acme.io/mailer:0.4.2', port: 9000, class: 'batch', min: 1, max: 2 }),
]

function service(own: object): { [key: string]: string | number | string[] | null } {
  return { live: '/live', ready: '/ready', host: null, class: 'standard', min: 2, max: 6, calls: [], ...own }
}

function platform(maturity: Maturity, set: Parameters<typeof renderRepository>[0]['set'] = {}): Repository {
  const repository = renderRepository({ skills: CHAIN, maturity, set })
  expect(repository.problems).toEqual([])
  return repository
}

const text = (repository: Repository, path: string): string => {
  const file = repository.files.find((one) => one.path === path)
  if (file === undefined) throw new Error(`no ${path} among ${repository.files.map((one) => one.path).join(', ')}`)
  return file.content
}

describe.each(MATURITIES)('kubernetes at %s', (maturity) => {
  const repository = platform(maturity)
  const root = scratch()
  writeRepository(repository, root)

  test('names no placeholder and keeps every file reviewable', () => {
    for (const file of repository.files) {
      expect(file.content, file.path).not.toMatch(
        /example\.com|changeme|your-app|123456789012|\bfoo\b|TODO|image: \S+:latest/,
      )
      expect(file.content, file.path).not.toMatch(/<:|<%/)
      const lines = file.content.split('\n').length - 1
      if (file.owner === 'operating-kubernetes') expect(lines, file.path).toBeLessThanOrEqual(300)
    }
  })

  test('every runbook that is named exists', () => {
    const paths = new Set(repository.files.map((file) => file.path))
    for (const file of repository.files) {
      for (const [, runbook] of file.content.matchAll(/(docs\/runbooks\/[a-z-]+\.md)/g)) {
        expect(paths, `${file.path} names ${runbook}`).toContain(runbook)
      }
    }
  })

  test('kustomize builds every folder without a word on stderr', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    for (const folder of foldersWith(join(root, 'k8s'), 'kustomization.yaml')) {
      if (folder.includes('/components/')) continue
      const built = run('kubectl', ['kustomize', folder])
      expect(built.stderr, folder).toBe('')
      expect(built.status, folder).toBe(0)
    }
  })

  test('every object has its namespace and the six labels', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    for (const object of built(root, 'prod')) {
      if (object.kind !== 'Namespace') expect(object.metadata.namespace, object.kind).toBe('shop')
      const labels = Object.keys(object.metadata.labels ?? {})
      for (const label of ['name', 'instance', 'component', 'part-of', 'managed-by']) {
        expect(labels, `${object.kind}/${object.metadata.name}`).toContain(`app.kubernetes.io/${label}`)
      }
    }
  })

  test('the version table decides what runs', () => {
    expect(text(repository, 'k8s/base/podinfo/deployment.yaml')).toMatch(
      /image: ghcr\.io\/stefanprodan\/podinfo:\d+\.\d+\.\d+$/m,
    )
    expect(text(repository, 'terraform/environments/prod.tfvars')).toMatch(/vpc-cni\s+= "v\d+\.\d+\.\d+-eksbuild\.\d+"/)
  })
})

describe('several services', () => {
  const repository = platform('advanced', { services: SERVICES, 'dns.domain': 'acme.io' })
  const root = scratch()
  writeRepository(repository, root)

  test('ports, selectors and names agree from the container to the route', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    const objects = built(root, 'prod')
    for (const { name, port, class: kind } of SERVICES) {
      const pods = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'shop' }
      const deployment = named(objects, 'Deployment', String(name))
      expect(at(deployment, 'spec.selector.matchLabels')).toEqual(pods)
      expect(at(deployment, 'spec.template.spec.containers.0.ports.0.containerPort')).toBe(port)
      expect(at(deployment, 'spec.replicas')).toBeUndefined()
      expect(at(named(objects, 'Service', String(name)), 'spec.selector')).toEqual(pods)
      expect(at(named(objects, 'PodDisruptionBudget', String(name)), 'spec.selector.matchLabels')).toEqual(pods)
      expect(at(named(objects, 'HorizontalPodAutoscaler', String(name)), 'spec.scaleTargetRef.name')).toBe(name)
      const route = objects.find((one) => one.kind === 'HTTPRoute' && one.metadata.name === name)
      expect(route === undefined).toBe(kind === 'batch')
      if (route) expect(at(route, 'spec.rules.0.backendRefs.0')).toEqual({ name, port: 80 })
    }
  })

  test('a call is allowed on both ends, and nothing else is', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    const policies = built(root, 'prod').filter((one) => one.kind === 'NetworkPolicy')
    expect(policies.map((one) => one.metadata.name).sort()).toEqual([
      'allow-dns',
      'default-deny',
      'shop-from-balancer',
      'shop-to-stock',
      'stock-from-balancer',
      'stock-from-shop',
    ])
    expect(at(named(policies, 'NetworkPolicy', 'shop-to-stock'), 'spec.egress.0.ports.0.port')).toBe(7000)
    expect(at(named(policies, 'NetworkPolicy', 'stock-from-shop'), 'spec.ingress.0.ports.0.port')).toBe(7000)
  })

  test('the balancer is admitted by the public subnets of its own environment', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    const cidrs = (environment: string): unknown[] => {
      const policy = named(built(root, environment), 'NetworkPolicy', 'shop-from-balancer')
      const from = at(policy, 'spec.ingress.0.from')
      return Array.isArray(from) ? from.map((peer) => at(peer, 'ipBlock.cidr')) : []
    }
    expect(cidrs('prod')).toEqual(['10.20.0.0/22', '10.20.4.0/22', '10.20.8.0/22'])
    expect(cidrs('staging')).toEqual(['10.21.0.0/22', '10.21.4.0/22', '10.21.8.0/22'])
  })

  test('the quota holds every service at its ceiling with one more pod, and a fifth', () => {
    const quota = manifests(text(repository, 'k8s/base/namespace/quota.yaml'))[0]
    // shop 10 × 250m, stock 7 × 100m, mailer 3 × 100m = 3500m
    expect(at(quota, 'spec.hard.pods')).toBe('24')
    expect(at(quota, 'spec.hard')).toMatchObject({ 'requests.cpu': '4200m' })
  })

  test('a registry with a port keeps its name when the tag moves', () => {
    const overlay = text(repository, 'k8s/overlays/prod/kustomization.yaml')
    expect(overlay).toContain('- name: registry.acme.io:5000/shop\n    newTag: "2.3.1"')
  })

  test('environments differ in host names and ceilings, not in code', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    const staging = built(root, 'staging')
    expect(at(named(staging, 'HTTPRoute', 'shop'), 'spec.hostnames')).toEqual([
      'shop.staging.acme.io',
      'shop.apps.staging.acme.io',
    ])
    expect(at(named(staging, 'HorizontalPodAutoscaler', 'shop'), 'spec.maxReplicas')).toBe(5)
    expect(kinds(staging)).toEqual(kinds(built(root, 'prod')))
  })

  test('a public domain brings TLS, and plain HTTP is only a redirect', (context) => {
    if (!installed('kubectl')) return notRun(context, 'kubectl not installed')
    const objects = built(root, 'prod')
    const listeners = at(named(objects, 'Gateway', 'gateway'), 'spec.listeners')
    expect(Array.isArray(listeners) ? listeners.map((one) => at(one, 'name')) : []).toEqual(['http', 'https'])
    expect(at(named(objects, 'HTTPRoute', 'shop'), 'spec.parentRefs.0.sectionName')).toBe('https')
    expect(at(named(objects, 'HTTPRoute', 'redirect-to-https'), 'spec.parentRefs.0.sectionName')).toBe('http')
    expect(at(named(objects, 'LoadBalancerConfiguration', 'gateway'), 'spec.scheme')).toBe('internet-facing')
  })
})

test('a private API has a tunnel, an open one has none', () => {
  const paths = (set: object): string[] => platform('starter', { ...set }).files.map((file) => file.path)
  expect(paths({})).toContain('scripts/cluster-tunnel.sh')
  expect(paths({ 'network.admin_cidrs': ['192.0.2.0/24'] })).not.toContain('scripts/cluster-tunnel.sh')
})

test('a higher maturity keeps every path of a lower one', () => {
  const paths = MATURITIES.map((maturity) => platform(maturity).files.map((file) => file.path))
  for (const [i, lower] of paths.slice(0, -1).entries()) {
    const higher = new Set(paths[i + 1])
    expect(lower.filter((path) => !higher.has(path))).toEqual([])
  }
})

function built(root: string, environment: string): Manifest[] {
  const result = run('kubectl', ['kustomize', join(root, 'k8s/overlays', environment)])
  expect(result.stderr).toBe('')
  return manifests(result.stdout)
}

function named(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const object = objects.find((one) => one.kind === kind && one.metadata.name === name)
  if (object === undefined) throw new Error(`no ${kind}/${name}`)
  return object
}

function kinds(objects: readonly Manifest[]): string[] {
  return objects.map((one) => `${one.kind}/${one.metadata.name}`).sort()
}
