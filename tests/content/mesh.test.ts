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
