import { type Case, OWN, route, service } from './case.ts'

const deployment = (name: string, port: number): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template:\n    metadata:\n      labels:\n        app: ${name}\n    spec:\n      containers:\n        - name: app\n          image: ghcr.io/acme/${name}:1.0.0\n          ports:\n            - { name: http, containerPort: ${port} }\n`
const policy = (port: number | string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n    - ports:\n        - port: ${port}\n`
const images = (name: string): string => `resources: [web.yaml]\nimages:\n  - name: ${name}\n    newTag: "1.2.3"\n`
const SPACE_POLICY = (name: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector: { matchLabels: { "${'kubernetes.io/metadata.name'}": ${name} } }\n`

export const CLUSTER: Case[] = [
  {
    rule: 'missing-object',
    at: 'README.md:1:32',
    facts: OWN,
    fails: { 'README.md': '`kubectl rollout status deploy/wbe`\n', 'k8s/a.yaml': deployment('web', 80) },
    passes: { 'README.md': '`kubectl rollout status deploy/web`\n', 'k8s/a.yaml': deployment('web', 80) },
    nearMiss: {
      'README.md': '`kubectl --namespace kube-system rollout status deploy/coredns`, `kubectl get deploy/NAME`\n',
      'k8s/a.yaml': deployment('web', 80),
    },
  },
  {
    rule: 'missing-object',
    name: 'a namespace',
    at: 'README.md:1:22',
    facts: OWN,
    fails: {
      'README.md': '`kubectl --namespace shpo get pods`\n',
      'k8s/a.yaml': `${deployment('web', 80).replace('name: web\n', 'name: web\n  namespace: shop\n')}`,
    },
    passes: {
      'README.md': '`kubectl --namespace shop get pods`\n',
      'k8s/a.yaml': `${deployment('web', 80).replace('name: web\n', 'name: web\n  namespace: shop\n')}`,
    },
    nearMiss: {
      'README.md': '`kubectl get pods | grep -n https`, `kubectl -n kube-system get pods`\n',
      'k8s/a.yaml': deployment('web', 80),
    },
  },
  {
    rule: 'missing-object',
    name: 'a port of a service',
    at: 'README.md:1:35',
    fails: { 'README.md': '`kubectl port-forward service/web 8080:8080`\n', 'k8s/a.yaml': service('web', 80) },
    passes: { 'README.md': '`kubectl port-forward service/web 8080:80`\n', 'k8s/a.yaml': service('web', 80) },
    nearMiss: { 'README.md': '`kubectl port-forward service/other 8080:8080`\n', 'k8s/a.yaml': service('web', 80) },
  },
  {
    rule: 'missing-backend',
    at: 'k8s/route.yaml:9:17',
    severity: 'error',
    fails: { 'k8s/route.yaml': route('wbe', 80), 'k8s/a.yaml': service('web', 80) },
    passes: { 'k8s/route.yaml': route('web', 80), 'k8s/a.yaml': service('web', 80) },
    // Without any service written down, a chart makes them.
    nearMiss: { 'k8s/route.yaml': route('wbe', 80) },
  },
  {
    rule: 'missing-backend',
    name: 'a port',
    at: 'k8s/route.yaml:10:17',
    fails: { 'k8s/route.yaml': route('web', 8080), 'k8s/a.yaml': service('web', 80) },
    passes: { 'k8s/route.yaml': route('web', 80), 'k8s/a.yaml': service('web', 80) },
    nearMiss: { 'k8s/route.yaml': route('web', 80), 'k8s/a.yaml': `${service('web', 80)}    - port: 9090\n` },
  },
  {
    rule: 'policy-port',
    at: 'k8s/policy.yaml:11:17',
    fails: { 'k8s/policy.yaml': policy(80), 'k8s/a.yaml': deployment('web', 8080) },
    passes: { 'k8s/policy.yaml': policy(8080), 'k8s/a.yaml': deployment('web', 8080) },
    nearMiss: { 'k8s/policy.yaml': policy('http'), 'k8s/a.yaml': deployment('web', 8080) },
  },
  {
    rule: 'unused-image',
    at: 'k8s/kustomization.yaml:3:11',
    fails: { 'k8s/kustomization.yaml': images('ghcr.io/acme/wbe'), 'k8s/web.yaml': deployment('web', 80) },
    passes: { 'k8s/kustomization.yaml': images('ghcr.io/acme/web'), 'k8s/web.yaml': deployment('web', 80) },
    nearMiss: {
      'k8s/kustomization.yaml': images('ghcr.io/acme/job'),
      'k8s/web.yaml': deployment('web', 80),
      'k8s/custom.yaml': 'spec:\n  image: ghcr.io/acme/job\n',
    },
  },
  {
    rule: 'missing-object',
    name: 'a namespace that a policy lets in',
    at: 'k8s/policy.yaml:9:78',
    facts: OWN,
    fails: { 'k8s/policy.yaml': SPACE_POLICY('monitorng') },
    passes: {
      'k8s/policy.yaml': SPACE_POLICY('monitoring'),
      'k8s/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: monitoring\n',
    },
    nearMiss: { 'k8s/policy.yaml': SPACE_POLICY('kube-system') },
  },
]
