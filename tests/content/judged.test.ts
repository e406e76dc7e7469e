import { describe, expect, test } from 'vitest'
import { shippedSchemas } from '../../src/cli/check/schemas.ts'
import { CHECKS, factView, memoryTree, runCatalog, treeSurroundings } from '../../src/engine/checks/index.ts'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { renderRepository } from './render.ts'

const CLOUD = ['writing-infrastructure-code', 'architecting-networks', 'operating-kubernetes', 'managing-dns']
const HOSTS = ['writing-infrastructure-code', 'architecting-networks', 'administering-linux', 'configuring-nginx']

const CHAINS: readonly { name: string; skills: readonly string[]; set?: Record<string, FactValue> }[] = [
  { name: 'a platform', skills: CLOUD },
  { name: 'three environments', skills: CLOUD, set: { environments: ['dev', 'staging', 'prod'] } },
  { name: 'a public domain', skills: CLOUD, set: { 'dns.domain': 'acme.dev', 'dns.visibility': 'public' } },
  { name: 'Karpenter', skills: CLOUD, set: { 'cluster.compute': 'karpenter' } },
  { name: 'Fargate', skills: CLOUD, set: { 'cluster.compute': 'fargate' } },
  { name: 'Auto Mode', skills: CLOUD, set: { 'cluster.compute': 'auto-mode' } },
  {
    name: 'Envoy Gateway',
    skills: CLOUD,
    set: { 'ingress.controller': 'envoy-gateway', 'dns.domain': 'acme.dev', 'dns.visibility': 'public' },
  },
  { name: 'a network', skills: CLOUD.slice(0, 2) },
  {
    name: 'name servers',
    skills: ['writing-infrastructure-code', 'managing-dns'],
    set: { 'dns.provider': ['route53', 'bind'] },
  },
  {
    name: 'name servers of hosts',
    skills: ['administering-linux', 'managing-dns'],
    set: { 'linux.platform': 'existing' },
  },
  { name: 'hosts', skills: HOSTS },
  { name: 'a mesh', skills: [...CLOUD.slice(0, 3), 'implementing-service-mesh'] },
  { name: 'Linkerd', skills: [...CLOUD, 'implementing-service-mesh'], set: { 'mesh.kind': 'linkerd' } },
  { name: 'scripts', skills: ['shell-scripting'] },
  {
    name: 'recovery of a platform',
    skills: [...CLOUD, 'planning-disaster-recovery'],
    set: { databases: [{ engine: 'postgresql', placement: 'managed' }] },
  },
  { name: 'recovery of hosts', skills: [...HOSTS.slice(0, 3), 'planning-disaster-recovery'] },
  { name: 'recovery alone', skills: ['writing-infrastructure-code', 'planning-disaster-recovery'] },
]
const LEVELS: readonly Maturity[] = ['starter', 'intermediate', 'advanced']
const JUDGING = new Set([
  ...['iam', 'security', 'cost', 'portability', 'consistency', 'secrets'],
  ...['kubernetes', 'kustomize', 'helm', 'cloudformation'],
])

async function findings(files: Record<string, string>, scope: Record<string, FactValue>): Promise<string[]> {
  const tree = memoryTree(files)
  const facts = Object.entries(scope).map(([name, value]) => ({ name, value, origin: 'derived' as const }))
  const context = {
    ...{ tree, facts: factView(facts), surroundings: treeSurroundings(tree), schemas: shippedSchemas() },
    today: '2026-11-20',
  }
  const outcomes = await runCatalog(
    CHECKS.filter((one) => JUDGING.has(one.id)),
    context,
  )
  return outcomes.flatMap(({ check, status, note, diagnostics }) => [
    ...(status === 'not-run' ? [`${check}: ${note}`] : []),
    ...diagnostics.map((one) => `${one.file}:${one.line} ${one.rule}: ${one.message}`),
  ])
}

const rendered = (skills: readonly string[], maturity: Maturity, set?: Record<string, FactValue>) => {
  const { files, scope } = renderRepository({ skills, maturity, ...(set === undefined ? {} : { set }) })
  return { files: Object.fromEntries(files.map((file) => [file.path, file.content])), scope }
}

describe('what is written names nothing that is not there, and breaks no rule', () => {
  for (const { name, skills, set } of CHAINS) {
    test.each(LEVELS)(`${name} at %s`, async (maturity) => {
      const { files, scope } = rendered(skills, maturity, set)
      expect(await findings(files, scope)).toEqual([])
    })
  }
})

test('a file that another names is missed when it is gone', async () => {
  const { files, scope } = rendered(CLOUD, 'advanced')
  for (const path of [
    'scripts/plan.sh',
    'terraform/network/endpoints.tf',
    'terraform/moves.tf',
    'scripts/lib/common.sh',
    'terraform/dns.tf',
  ]) {
    const { [path]: gone, ...rest } = files
    expect(gone).toBeDefined()
    const found = await findings(rest, scope)
    expect(found.join('\n')).toContain(`There is no ${path} in the tree.`)
  }
})

test('a name that changes in one place is missed in the others', async () => {
  const { files, scope } = rendered(CLOUD, 'advanced')
  const changes: readonly [path: string, from: string | RegExp, to: string, rule: string][] = [
    ['terraform/outputs.tf', /output "vpc_id"/, 'output "network_id"', 'missing-output'],
    ['terraform/environments/prod.tfvars', /^environment\b/m, 'enviroment', 'undeclared-value'],
    ['k8s/base/podinfo/service.yaml', /^ {2}name: podinfo$/m, '  name: podinfos', 'missing-backend'],
    ['k8s/overlays/prod/kustomization.yaml', 'stefanprodan/podinfo', 'stefanprodan/podinfos', 'unused-image'],
    ['README.md', 'scripts/plan.sh prod --check', 'scripts/plan.sh prod --verify', 'missing-option'],
    ['README.md', 'scripts/deploy.sh prod`', 'scripts/deploy.sh production`', 'missing-environment'],
    ['docs/cidr-plan.md', '10.20.128.0/19', '10.99.128.0/19', 'fact-network'],
    ['scripts/lib/common.sh', /^REGION=.*$/m, 'REGION=eu-north-1', 'fact-region'],
  ]
  for (const [path, from, to, rule] of changes) {
    const before = files[path] ?? ''
    const after = before.replace(from, to)
    expect(after, `${path} has no ${from}`).not.toBe(before)
    const found = await findings({ ...files, [path]: after }, scope)
    expect(
      found.filter((one) => one.includes(` ${rule}: `)),
      `${path}: ${from}`,
    ).not.toEqual([])
  }
})
