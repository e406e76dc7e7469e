import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { renderRepository, writeRepository } from './render.ts'
import { run, scratch, toolTest } from './tools.ts'

const folder = scratch()
const DESIGN = ['designing-distributed-systems']
const PLATFORM = ['writing-infrastructure-code', 'architecting-networks', 'operating-kubernetes']
const CALLING = {
  services: [
    {
      name: 'web',
      image: 'ghcr.io/stefanprodan/podinfo',
      port: 9898,
      live: '/healthz',
      ready: '/readyz',
      host: null,
      class: 'standard',
      min: 2,
      max: 6,
      calls: ['api'],
    },
    {
      name: 'api',
      image: 'ghcr.io/stefanprodan/podinfo',
      port: 9898,
      live: '/healthz',
      ready: '/readyz',
      host: null,
      class: 'critical',
      min: 3,
      max: 9,
      calls: [],
    },
  ],
}

const design = (maturity: Maturity, set: Record<string, FactValue> = {}, more: readonly string[] = []) => {
  const repository = renderRepository({ skills: [...more, ...DESIGN], maturity, set })
  expect(repository.problems).toEqual([])
  return repository
}

const text = (repository: ReturnType<typeof design>, path: string): string =>
  repository.files.find((file) => file.path === path)?.content ?? ''

describe('promises', () => {
  for (const availability of [99, 99.9, 99.95]) {
    toolTest(`${availability} %: the alerts read, fire and stay quiet`, ['promtool'], () => {
      const dir = join(folder, String(availability))
      writeRepository(design('advanced', { ...CALLING, 'slo.availability': availability }), dir)
      const checked = run('promtool', ['check', 'rules', 'monitoring/rules/slo.yaml'], { cwd: dir })
      expect(checked.status, checked.stderr).toBe(0)
      const tested = run('promtool', ['test', 'rules', 'monitoring/tests/slo.test.yaml'], { cwd: dir })
      expect(tested.status, tested.stdout + tested.stderr).toBe(0)
    })
  }

  toolTest('in a cluster they are a component of every overlay', ['kubectl'], () => {
    const dir = join(folder, 'cluster')
    writeRepository(design('advanced', CALLING, PLATFORM), dir)
    for (const overlay of ['prod', 'staging']) {
      const built = run('kubectl', ['kustomize', `k8s/overlays/${overlay}`], { cwd: dir })
      expect(built.status, built.stderr).toBe(0)
      expect(built.stdout).toContain('alert: ErrorBudgetBurnsFast')
    }
  })
})

describe('numbers that follow from each other', () => {
  test('a caller outlasts what it calls', () => {
    const page = text(design('starter', { 'slo.latency_ms': 200 }), 'docs/resilience-patterns.md')
    const waits = [...page.matchAll(/^\| [^|]+ \| [^|]+ \| (?:more than )?(\d+) ms \|$/gm)].map((match) =>
      Number(match[1]),
    )
    expect(waits).toEqual([600, 1400, 2800, 2800])
  })

  test('every call is on the map, and in an experiment', () => {
    const repository = design('advanced', CALLING)
    expect(text(repository, 'docs/service-map.md')).toContain('web -->|"9898"| api')
    expect(text(repository, 'tests/chaos/README.md')).toContain('| api is slow |')
  })

  test('a promise of agreement in two zones says what it cannot keep', () => {
    const page = text(
      design('starter', { 'design.consistency': 'linearizable', 'network.azs': 2 }),
      'docs/adr/consistency.md',
    )
    expect(page).toContain('a third zone is needed')
  })
})
