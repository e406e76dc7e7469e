import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { type FactValue, MATURITIES, type Maturity } from '../../src/engine/protocol/facts.ts'
import { renderRepository, writeRepository } from './render.ts'
import { at, coreSchemas, manifests, notRun, run, scratch, terraformChecks, toolTest } from './tools.ts'

const CHAIN = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']
const CORE = [
  'configmap-v1',
  'deployment-apps-v1',
  'horizontalpodautoscaler-autoscaling-v2',
  'limitrange-v1',
  'namespace-v1',
  'networkpolicy-networking-v1',
  'pod-v1',
  'poddisruptionbudget-policy-v1',
  'priorityclass-scheduling-v1',
  'resourcequota-v1',
  'role-rbac-v1',
  'rolebinding-rbac-v1',
  'service-v1',
  'serviceaccount-v1',
  'storageclass-storage-v1',
  'validatingadmissionpolicy-admissionregistration-v1',
  'validatingadmissionpolicybinding-admissionregistration-v1',
]
/** Kinds of other projects; no package has their schemas, so only this list may go unchecked. */
const CUSTOM = [
  'Certificate',
  'ClientTrafficPolicy',
  'ClusterIssuer',
  'EC2NodeClass',
  'EnvoyProxy',
  'Gateway',
  'GatewayClass',
  'HTTPRoute',
  'LoadBalancerConfiguration',
  'NodePool',
  'PrometheusRule',
  'ServiceMonitor',
  'TargetGroupConfiguration',
]

interface Variant {
  name: string
  maturity: Maturity
  set: Record<string, FactValue>
}

const PUBLIC = { 'dns.domain': 'acme.dev', 'dns.visibility': 'public' }
const VARIANTS: readonly Variant[] = [
  ...MATURITIES.map((maturity) => ({ name: maturity, maturity, set: {} })),
  { name: 'advanced with Karpenter', maturity: 'advanced', set: { 'cluster.compute': 'karpenter' } },
  { name: 'intermediate on Fargate', maturity: 'intermediate', set: { 'cluster.compute': 'fargate' } },
  { name: 'starter in Auto Mode', maturity: 'starter', set: { 'cluster.compute': 'auto-mode' } },
  {
    name: 'advanced behind Envoy Gateway',
    maturity: 'advanced',
    set: { 'ingress.controller': 'envoy-gateway', ...PUBLIC },
  },
]

describe.each(VARIANTS)('real tools on kubernetes at $name', ({ maturity, set }) => {
  const root = scratch()
  const schemaFolder = scratch()
  const repository = renderRepository({ skills: CHAIN, maturity, set })
  writeRepository(repository, root)
  const environments = readdirSync(join(root, 'k8s/overlays'))
  const minor = String(at(repository.scope, 'cluster.version'))

  toolTest('kubeconform accepts what is applied', ['kubectl', 'kubeconform', 'python3'], (context) => {
    const schemas = coreSchemas(minor, CORE, schemaFolder)
    if (schemas === null) return notRun(context, 'the Python package kubernetes-validate is not installed')
    const compute = environments.map((name) => `k8s/compute/${name}`).filter((path) => existsSync(join(root, path)))
    for (const folder of ['k8s/cluster', ...compute, ...environments.map((name) => `k8s/overlays/${name}`)]) {
      const built = run('kubectl', ['kustomize', join(root, folder)])
      const args = ['-strict', '-skip', CUSTOM.join(','), '-schema-location', schemas, '-']
      const checked = run('kubeconform', args, { input: built.stdout })
      expect(checked.status, `${folder}: ${checked.stdout}${checked.stderr}`).toBe(0)
    }
  })

  toolTest('kube-score finds nothing critical and nothing to warn of', ['kubectl', 'kube-score'], () => {
    for (const name of environments) {
      const built = run('kubectl', ['kustomize', join(root, 'k8s/overlays', name)])
      const scored = run('kube-score', ['score', '--output-format', 'ci', '-'], { input: built.stdout })
      expect(scored.stdout.split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line))).toEqual([])
    }
  })

  toolTest('scripts are clean for shellcheck and shfmt', ['shellcheck', 'shfmt'], () => {
    const scripts = readdirSync(join(root, 'scripts')).filter((name) => name.endsWith('.sh'))
    const checked = run('shellcheck', ['-x', ...scripts.map((name) => `scripts/${name}`), 'scripts/lib/common.sh'], {
      cwd: root,
    })
    expect(checked.stdout).toBe('')
    expect(run('shfmt', ['-d', '-i', '2', '-ci', 'scripts'], { cwd: root }).stdout).toBe('')
  })

  toolTest('scripts explain themselves and refuse what they do not know', ['bash'], () => {
    for (const name of ['cluster-tunnel', 'node-drain', 'pin-images', 'dns-verify']) {
      const script = join(root, 'scripts', `${name}.sh`)
      if (!existsSync(script)) continue
      expect(run(script, ['--help']), name).toMatchObject({ status: 0 })
      expect(run(script, ['--no-such-option']), name).toMatchObject({ status: 2 })
      expect(run(script, []), name).toMatchObject({ status: 2 })
    }
  })

  toolTest('the chart is accepted and says the same as the overlay', ['helm', 'kubectl'], () => {
    const chart = join(root, 'k8s/helm/podinfo')
    if (maturity === 'starter') return expect(existsSync(chart)).toBe(false)
    const linted = run('helm', ['lint', '--strict', chart])
    expect(linted.status, linted.stdout).toBe(0)
    const args = ['template', 'shop', chart, '--namespace', 'shop', '--kube-version', `${minor}.0`]
    const own = ['--set', 'fullnameOverride=podinfo', '--set', 'route.hostnames[0]=podinfo.acme.dev']
    const rendered = run('helm', [...args, ...own])
    expect(rendered.status, rendered.stderr).toBe(0)
    const fromChart = manifests(rendered.stdout)
    const applied = manifests(run('kubectl', ['kustomize', join(root, 'k8s/overlays/prod')]).stdout)
    const shared = [
      'Deployment',
      'HorizontalPodAutoscaler',
      'HTTPRoute',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]
    for (const kind of shared) {
      const [mine, theirs] = [fromChart, applied].map((all) => all.find((one) => one.kind === kind))
      expect(mine?.metadata.name, kind).toBe(theirs?.metadata.name)
      for (const path of AGREE[kind] ?? []) expect(at(mine, path), `${kind} ${path}`).toEqual(at(theirs, path))
    }
    expect(run('helm', [...args, '--set', 'image.tag=latest']).status, 'latest is refused').not.toBe(0)
    expect(run('helm', [...args, '--set', 'imagee.tag=1']).status, 'an unknown value is refused').not.toBe(0)
  })

  toolTest('terraform validates without a word and its tests pass', ['terraform'], (context) => {
    terraformChecks(context, root, ['kubernetes.tftest.hcl', 'root.tftest.hcl'])
  })
})

const POD = 'spec.template.spec'
const AGREE: Record<string, string[]> = {
  Deployment: [
    'spec.selector',
    `${POD}.securityContext`,
    `${POD}.terminationGracePeriodSeconds`,
    `${POD}.containers.0.image`,
    `${POD}.containers.0.ports`,
    `${POD}.containers.0.resources`,
    `${POD}.containers.0.securityContext`,
    `${POD}.containers.0.livenessProbe`,
    `${POD}.containers.0.readinessProbe`,
    `${POD}.containers.0.lifecycle`,
  ],
  HorizontalPodAutoscaler: ['spec'],
  PodDisruptionBudget: ['spec'],
  Service: ['spec'],
  ServiceAccount: ['automountServiceAccountToken'],
  HTTPRoute: ['spec.rules', 'spec.parentRefs'],
}
