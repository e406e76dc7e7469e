import { describe, expect, test } from 'vitest'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { type Repository, renderRepository } from './render.ts'
import { at, type Manifest, manifests } from './tools.ts'

const CHAIN = ['architecting-networks', 'writing-infrastructure-code', 'operating-kubernetes', 'managing-dns']

function platform(maturity: Maturity, set: Record<string, FactValue>): Repository {
  const repository = renderRepository({ skills: CHAIN, maturity, set })
  expect(repository.problems).toEqual([])
  return repository
}

const paths = (repository: Repository): string[] => repository.files.map((file) => file.path)

function text(repository: Repository, path: string): string {
  const file = repository.files.find((one) => one.path === path)
  if (file === undefined) throw new Error(`no ${path}`)
  return file.content
}

const one = (repository: Repository, path: string, kind: string): Manifest | undefined =>
  manifests(text(repository, path)).find((object) => object.kind === kind)

const ofNodes = (repository: Repository): string[] =>
  paths(repository).filter((path) =>
    /(nodes|karpenter|fargate|auto-mode|jump-host)[^/]*\.tf$|^k8s\/compute\/prod/.test(path),
  )

describe('each answer to who runs the nodes writes its own files', () => {
  test.each([
    ['managed-nodes', ['terraform/kubernetes/nodes.tf']],
    [
      'karpenter',
      [
        ...['kustomization', 'node-class', 'node-pool'].map((name) => `k8s/compute/prod/${name}.yaml`),
        ...['karpenter-nodes', 'karpenter', 'nodes'].map((name) => `terraform/kubernetes/${name}.tf`),
      ],
    ],
    ['auto-mode', ['terraform/kubernetes/auto-mode.tf', 'terraform/kubernetes/jump-host.tf']],
    [
      'fargate',
      [
        ...['kustomization', 'logging'].map((name) => `k8s/compute/prod/${name}.yaml`),
        ...['fargate', 'jump-host'].map((name) => `terraform/kubernetes/${name}.tf`),
      ],
    ],
  ])('%s', (compute, expected) => {
    expect(ofNodes(platform('intermediate', { 'cluster.compute': compute })).sort()).toEqual(expected)
  })

  test('an API that people reach without a tunnel needs no jump host', () => {
    const open = { 'cluster.compute': 'fargate', 'network.admin_cidrs': ['203.0.113.0/24'] }
    expect(ofNodes(platform('starter', open))).not.toContain('terraform/kubernetes/jump-host.tf')
  })
})

describe('Karpenter', () => {
  const repository = platform('intermediate', { 'cluster.compute': 'karpenter', environments: ['prod', 'staging'] })

  test('finds role, subnets and group of its own cluster in each environment', () => {
    for (const name of ['prod', 'staging']) {
      const spec = one(repository, `k8s/compute/${name}/node-class.yaml`, 'EC2NodeClass')?.spec
      expect(at(spec, 'role')).toBe(`shop-${name}-karpenter-node`)
      expect(at(spec, 'subnetSelectorTerms.0.tags')).toEqual({ 'karpenter.sh/discovery': `shop-${name}` })
      expect(at(spec, 'securityGroupSelectorTerms.0.tags')).toEqual({ 'aws:eks:cluster-name': `shop-${name}` })
      expect(at(spec, 'metadataOptions.httpPutResponseHopLimit')).toBe(1)
    }
    expect(text(repository, 'terraform/network.tf')).toContain('"karpenter.sh/discovery"')
  })

  test('may cost what the services ask for, and half of that in rehearsal', () => {
    const cores = (name: string) =>
      at(one(repository, `k8s/compute/${name}/node-pool.yaml`, 'NodePool'), 'spec.limits.cpu')
    expect(Number(cores('prod'))).toBeGreaterThanOrEqual(Number(cores('staging')))
    const many = { name: 'big', class: 'critical', min: 2, max: 99 }
    const larger = platform('intermediate', { 'cluster.compute': 'karpenter', services: [many] })
    expect(at(one(larger, 'k8s/compute/prod/node-pool.yaml', 'NodePool'), 'spec.limits.cpu')).toBe('54')
  })

  test('is there before anything that needs its nodes, and its machines are gone before the cluster', () => {
    const deploy = text(repository, 'scripts/deploy.sh')
    expect(deploy.indexOf('oci://public.ecr.aws/karpenter')).toBeLessThan(
      deploy.indexOf('kube-system aws-load-balancer'),
    )
    expect(text(repository, 'scripts/destroy.sh')).toContain('delete nodepools.karpenter.sh')
  })
})

describe('Fargate', () => {
  const repository = platform('intermediate', { 'cluster.compute': 'fargate' })

  test('has a profile for every namespace that a chart is installed into', () => {
    const namespaces = [...text(repository, 'scripts/deploy.sh').matchAll(/(?:install|upgrade)_chart ([a-z]\S+) /g)]
    const tfvars = text(repository, 'terraform/environments/prod.tfvars')
    for (const namespace of [...namespaces.map((found) => found[1]), 'shop']) expect(tfvars).toContain(`"${namespace}"`)
  })

  test('asks for no more than it limits, so that pods get what they pay for', () => {
    const deployment = one(repository, 'k8s/base/podinfo/deployment.yaml', 'Deployment')
    const { requests, limits } = at(deployment, 'spec.template.spec.containers.0.resources') as Record<
      string,
      Record<string, string>
    >
    expect([requests?.cpu, requests?.memory]).toEqual([limits?.cpu, limits?.memory])
  })

  test('has nothing that runs on every node, mounts a volume or asks the agent of Pod Identity', () => {
    const all = repository.files.map((file) => file.content).join('\n')
    expect(all).not.toMatch(/aws_eks_pod_identity_association|storageClassName|kind: (?:StorageClass|DaemonSet)/)
    expect(text(repository, 'terraform/environments/prod.tfvars')).not.toMatch(
      /vpc-cni|ebs-csi|kube-proxy|pod-identity/,
    )
    expect(text(repository, 'k8s/helm/values/kube-prometheus-stack.yaml')).toMatch(/nodeExporter:\n {2}enabled: false/)
  })

  test('leaves the port of the kubelet alone', () => {
    const set = { 'cluster.compute': 'fargate', 'ingress.controller': 'envoy-gateway', 'dns.domain': 'acme.dev' }
    const values = text(
      platform('starter', { ...set, 'dns.visibility': 'public' }),
      'k8s/helm/values/cert-manager.yaml',
    )
    expect(values).toContain('securePort: 10260')
  })

  test('says what does not work', () => {
    expect(text(repository, 'docs/architecture.md')).toMatch(/\*\*Fargate enforces no NetworkPolicy\*\*/)
  })

  test('every role that a pod takes is one that the issuer hands out', () => {
    const accounts = text(repository, 'terraform/kubernetes.tf')
    const roles = [...text(repository, 'scripts/deploy.sh').matchAll(/role_of ([a-z-]+)/g)].map((found) => found[1])
    expect(roles.toSorted()).toEqual(['alertmanager', 'external-dns', 'load-balancer-controller'])
    for (const role of roles) expect(accounts).toContain(role)
  })
})

describe('Envoy Gateway', () => {
  const internal = platform('intermediate', { 'ingress.controller': 'envoy-gateway' })
  const open = platform('advanced', {
    'ingress.controller': 'envoy-gateway',
    'dns.domain': 'acme.dev',
    'dns.visibility': 'public',
  })

  test('makes an NLB by the class of the controller, and the controller may make nothing else', () => {
    const service = at(
      one(internal, 'k8s/base/gateway/proxy.yaml', 'EnvoyProxy'),
      'spec.provider.kubernetes.envoyService',
    )
    expect(at(service, 'loadBalancerClass')).toBe('service.k8s.aws/nlb')
    const rights = text(internal, 'terraform/kubernetes/load-balancer-controller.tf')
    expect(rights).toContain('loadbalancer/net/*')
    expect(rights).not.toContain('loadbalancer/app/*')
  })

  test('is the only one that reaches the pods', () => {
    const [policy] = manifests(text(internal, 'k8s/overlays/prod/balancer-access.yaml'))
    expect(at(policy, 'spec.ingress.0.from')).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
        podSelector: {
          matchLabels: {
            'gateway.envoyproxy.io/owning-gateway-name': 'gateway',
            'gateway.envoyproxy.io/owning-gateway-namespace': 'shop',
          },
        },
      },
    ])
  })

  test('has a certificate for exactly the names of its routes, which the zone admits', () => {
    expect(paths(internal)).not.toContain('k8s/cluster/issuer.yaml')
    const certificate = one(open, 'k8s/overlays/staging/certificate.yaml', 'Certificate')
    expect(at(certificate, 'spec.dnsNames')).toEqual(['podinfo.staging.acme.dev'])
    const https = at(
      one(open, 'k8s/base/gateway/gateway.yaml', 'Gateway'),
      'spec.listeners.1.tls.certificateRefs.0.name',
    )
    expect(https).toBe(at(certificate, 'spec.secretName'))
    expect(text(open, 'terraform/dns/records.tf')).toContain('letsencrypt.org')
  })
})
