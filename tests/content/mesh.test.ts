import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { renderRepository, writeRepository } from './render.ts'
import { at, type Manifest, manifests, run, scratch, toolTest } from './tools.ts'

const folder = scratch()
const CHAIN = [
  'writing-infrastructure-code',
  'architecting-networks',
  'operating-kubernetes',
  'implementing-service-mesh',
]
const service = (name: string, calls: string[]) => ({
  name,
  image: 'ghcr.io/stefanprodan/podinfo',
  port: 9898,
  live: '/healthz',
  ready: '/readyz',
  host: null,
  class: 'standard',
  min: 2,
  max: 6,
  calls,
})
const CALLING = { services: [service('web', ['api']), service('api', ['store']), service('store', [])] }

const mesh = (maturity: Maturity, set: Record<string, FactValue> = {}) => {
  const repository = renderRepository({ skills: CHAIN, maturity, set: { ...CALLING, ...set } })
  expect(repository.problems).toEqual([])
  return repository
}

const objects = (repository: ReturnType<typeof mesh>, path: string): Manifest[] =>
  manifests(repository.files.find((file) => file.path === path)?.content ?? '')

const VARIANTS: readonly (readonly [string, Maturity, Record<string, FactValue>])[] = [
  ['ambient', 'starter', {}],
  [
    'ambient with a waypoint and named ways out',
    'advanced',
    { 'mesh.l7': true, 'mesh.egress_hosts': ['api.stripe.com'] },
  ],
  ['sidecars', 'intermediate', { 'mesh.kind': 'istio-sidecar' }],
  ['Linkerd', 'advanced', { 'mesh.kind': 'linkerd', 'mesh.egress_hosts': ['api.stripe.com'] }],
]

describe('the mesh is a part of every overlay', () => {
  for (const [name, maturity, set] of VARIANTS) {
    toolTest(name, ['kubectl'], () => {
      const dir = join(folder, name.replaceAll(' ', '-'))
      const repository = mesh(maturity, set)
      writeRepository(repository, dir)
      for (const overlay of repository.files.flatMap(
        (file) => /^k8s\/overlays\/([^/]+)\/kustomization/.exec(file.path)?.[1] ?? [],
      )) {
        const built = run('kubectl', ['kustomize', `k8s/overlays/${overlay}`], { cwd: dir })
        expect(built.status, built.stderr).toBe(0)
        expect(built.stderr).toBe('')
        const namespace = manifests(built.stdout).find((one) => one.kind === 'Namespace')
        if (set['mesh.kind'] === 'linkerd') {
          expect(at(namespace, 'metadata.annotations')).toMatchObject({ 'linkerd.io/inject': 'enabled' })
          continue
        }
        const label = set['mesh.kind'] === 'istio-sidecar' ? 'istio-injection' : 'istio.io/dataplane-mode'
        expect(namespace?.metadata.labels?.[label]).toBe(label === 'istio-injection' ? 'enabled' : 'ambient')
      }
    })
  }
})

describe('who may call whom', () => {
  test('is what the services say, and nobody else', () => {
    const policies = objects(mesh('starter'), 'k8s/components/mesh/authorization.yaml')
    expect(policies.map((one) => one.metadata.name)).toEqual([
      'deny-all',
      'web-callers',
      'api-callers',
      'store-callers',
    ])
    expect(policies[0]?.spec).toEqual({})
    const principals = policies.slice(1).map((one) => JSON.stringify(one.spec).match(/sa\/[a-z]+/g) ?? [])
    expect(principals).toEqual([[], ['sa/web'], ['sa/api']])
  })

  test('the balancer reaches a port from the public subnets of every environment', () => {
    const repository = mesh('intermediate')
    const [, , web] = objects(repository, 'k8s/components/mesh/authorization.yaml')
    expect(JSON.stringify(web?.spec)).toContain('10.20.0.0/22')
    expect(JSON.stringify(web?.spec)).toContain('10.21.0.0/22')
    const strict = objects(repository, 'k8s/components/mesh/mutual-tls.yaml')
    expect(at(strict[0], 'spec.mtls.mode')).toBe('STRICT')
  })

  test('a route gives up after its tries, and before its caller does', () => {
    const routes = objects(mesh('advanced', { 'mesh.l7': true }), 'k8s/components/mesh/routes.yaml')
    expect(routes.map((one) => one.metadata.name)).toEqual(['api-inside', 'store-inside'])
    expect(at(routes[0], 'spec.rules.0.timeouts')).toEqual({ request: '2000ms', backendRequest: '900ms' })
  })
})

describe('Linkerd', () => {
  const repository = mesh('advanced', { 'mesh.kind': 'linkerd' })
  const policies = objects(repository, 'k8s/components/mesh/linkerd-authorization.yaml')
  const one = (kind: string, name: string) => policies.find((each) => each.kind === kind && each.metadata.name === name)

  test('closes the port of every service, and opens it to those who say that they call it', () => {
    for (const name of ['web', 'api', 'store']) {
      const server = one('Server', `${name}-http`)
      expect(at(server, 'spec.podSelector.matchLabels')).toMatchObject({ 'app.kubernetes.io/name': name })
      expect(at(server, 'spec.port')).toBe('http')
      expect(at(one('AuthorizationPolicy', `${name}-callers`), 'spec.targetRef.name')).toBe(`${name}-http`)
    }
    const callers = (name: string) =>
      (at(one('MeshTLSAuthentication', `${name}-callers`), 'spec.identityRefs') as { name: string }[]).map(
        (ref) => ref.name,
      )
    const prometheus = 'kube-prometheus-stack-prometheus'
    expect([callers('web'), callers('api'), callers('store')]).toEqual([
      [prometheus],
      ['web', prometheus],
      ['api', prometheus],
    ])
  })

  test('a service that nobody calls and nobody watches is closed to all but the balancer', () => {
    const quiet = mesh('starter', { 'mesh.kind': 'linkerd', 'observability.stack': 'none' })
    const names = objects(quiet, 'k8s/components/mesh/linkerd-authorization.yaml').map((each) => each.metadata.name)
    expect(names).not.toContain('web-callers')
    expect(names).toContain('web-behind-balancer')
  })

  test('the anchor is made by cert-manager, and its public half alone is handed out', () => {
    const trust = objects(repository, 'k8s/mesh/trust.yaml')
    const bundle = trust.find((each) => each.kind === 'Bundle')
    const anchor = trust.find((each) => each.metadata.name === 'linkerd-trust-anchor' && each.kind === 'Certificate')
    expect(bundle?.metadata.name).toBe('linkerd-identity-trust-roots')
    expect(at(bundle, 'spec.sources')).toEqual([{ secret: { name: at(anchor, 'spec.secretName'), key: 'tls.crt' } }])
    const all = repository.files.map((file) => file.content).join('\n')
    expect(all).not.toMatch(/BEGIN (?:CERTIFICATE|[A-Z ]*PRIVATE KEY)|crtPEM: \S|keyPEM: \S/)
  })

  test('is installed after its trust, and Prometheus reads its proxies', () => {
    const deploy = repository.files.find((file) => file.path === 'scripts/deploy.sh')?.content ?? ''
    const order = [
      'jetstack.io "v',
      'trust-manager',
      '/k8s/mesh"',
      'linkerd2-cni',
      'linkerd-control-plane',
      'linkerd-viz',
    ]
    const places = order.map((word) => deploy.indexOf(word))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    const control = repository.files.find((file) => file.path === 'k8s/helm/values/linkerd-control-plane.yaml')?.content
    expect(control).toMatch(/podMonitor:\n {2}enabled: true\n {2}scrapeInterval: 30s\n {2}labels:\n {4}release: /)
    const open = objects(repository, 'k8s/components/mesh/network-policies.yaml')
    expect(JSON.stringify(open)).toContain('"port":4191')
  })
})

test('what an alert of sidecars counts is scraped, and let through', () => {
  const sidecars = mesh('intermediate', { 'mesh.kind': 'istio-sidecar' })
  const watched = objects(sidecars, 'k8s/components/mesh/observability.yaml')
  expect(watched.map((each) => `${each.kind}/${each.metadata.name}`)).toContain('PodMonitor/mesh-proxies')
  const open = objects(sidecars, 'k8s/components/mesh/network-policies.yaml')
  expect(
    at(
      open.find((each) => each.metadata.name === 'mesh-metrics'),
      'spec.ingress.0.ports.0.port',
    ),
  ).toBe(15090)
})

describe('ways out', () => {
  test.each(['istio-ambient', 'istio-sidecar', 'linkerd'])(
    '%s: what is named gets past the closed namespace',
    (kind) => {
      const named = { 'mesh.kind': kind, 'mesh.egress_hosts': ['api.stripe.com'] }
      const names = (set: Record<string, FactValue>) =>
        objects(mesh('intermediate', set), 'k8s/components/mesh/network-policies.yaml').map(
          (each) => each.metadata.name,
        )
      expect(names(named)).toContain('mesh-ways-out')
      expect(names({ 'mesh.kind': kind })).not.toContain('mesh-ways-out')
    },
  )
})

describe('a release in steps', () => {
  toolTest('the script refuses what it does not understand', ['bash'], () => {
    const dir = join(folder, 'canary')
    writeRepository(mesh('advanced', { 'mesh.kind': 'linkerd' }), dir)
    const script = join(dir, 'scripts/mesh-canary.sh')
    expect(run(script, ['--help'])).toMatchObject({ status: 0 })
    for (const args of [[], ['prod'], ['prod', 'api', 'grow'], ['prod', 'api', 'start'], ['--weight', '101']])
      expect(run(script, args), args.join(' ')).toMatchObject({ status: 2 })
  })
})
