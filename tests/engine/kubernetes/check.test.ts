import { describe, expect, test } from 'vitest'
import { kubernetesCheck } from '../../../src/engine/kubernetes/check.ts'
import { judge } from './judge.ts'

const said = async (text: string, facts: Record<string, string> = {}): Promise<string[]> =>
  (await judge(kubernetesCheck, { 'a.yaml': text }, facts)).lines

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: example.com/web:1.2.3
          imagePullPolicy: IfNotPresent
          ports: [{name: http, containerPort: 8080}]
`

describe('schemas', () => {
  test('a right object', async () => {
    expect(await said(DEPLOYMENT)).toEqual([])
  })

  test('an unknown field, with the nearest name', async () => {
    expect(await said(DEPLOYMENT.replace('replicas:', 'replica:'))).toEqual([
      'error a.yaml:6:3 Deployment web: spec has no field "replica" (did you mean "replicas"?)',
    ])
    expect(await said(DEPLOYMENT.replace('image: ', 'imagee: '))).toEqual([
      'error a.yaml:15:11 Deployment web: spec.template.spec.containers[0] has no field "imagee" (did you mean "image"?)',
    ])
  })

  test('a wrong type', async () => {
    expect(await said(DEPLOYMENT.replace('replicas: 2', 'replicas: "2"'))).toEqual([
      'error a.yaml:6:13 Deployment web: spec.replicas must be a whole number, and is the text "2"',
    ])
    expect(await said(DEPLOYMENT.replace('{app: web}', '{app: yes}'))).toEqual([
      'error a.yaml:8:24 Deployment web: spec.selector.matchLabels.app must be a text, and is the word yes (put it in quotes: "yes")',
      'error a.yaml:8:5 Deployment web selects other pods than it makes: its template has the labels app=web',
    ])
    expect(await said(DEPLOYMENT.replace('[{name: http, containerPort: 8080}]', '8080'))).toEqual([
      'error a.yaml:17:18 Deployment web: spec.template.spec.containers[0].ports must be a list, and is the number 8080',
    ])
  })

  test('a word that is none of those a field permits', async () => {
    expect(await said(DEPLOYMENT.replace('IfNotPresent', 'ifNotPresent'))).toEqual([
      'error a.yaml:16:28 Deployment web: spec.template.spec.containers[0].imagePullPolicy is "ifNotPresent", which is none of Always, IfNotPresent, Never (did you mean "IfNotPresent"?)',
    ])
  })

  test('what must be there', async () => {
    expect(await said(DEPLOYMENT.replace('- name: web', '- command: [web]'))).toEqual([
      'error a.yaml:14:11 Deployment web: spec.template.spec.containers[0] lacks "name", which it must have',
    ])
    expect(await said('apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n')).toEqual([
      'error a.yaml:3:1 ConfigMap has no name',
    ])
    expect(await said('apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\nspec:\n')).toEqual([])
  })

  test('quantities and ports are numbers or texts; what is filled in later is not judged', async () => {
    const text = DEPLOYMENT.replace('replicas: 2', 'replicas: ${REPLICAS}')
    const resources = '          resources: {limits: {cpu: 2, memory: 1Gi, ephemeral-storage: 0.5}}\n'
    expect(await said(text + resources)).toEqual([])
  })

  test('every document of a stream and every item of a list', async () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  dat: {}\n'
    expect(await said(`${DEPLOYMENT}---\n${list}`)).toEqual([
      'error a.yaml:25:3 ConfigMap a has no field "dat" (did you mean "data"?)',
    ])
  })
})

describe('versions', () => {
  const ingress = 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n'
  const flow = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\n'

  test('a removed one, with what takes its place', async () => {
    expect(await said(ingress, { 'cluster.version': '1.33' })).toEqual([
      'error a.yaml:1:1 Ingress a: extensions/v1beta1 was removed in Kubernetes 1.22 (use networking.k8s.io/v1)',
    ])
    expect(await said(flow, { 'cluster.version': '1.33' })).toEqual([
      'error a.yaml:1:1 FlowSchema a: flowcontrol.apiserver.k8s.io/v1beta3 was removed in Kubernetes 1.32 (use flowcontrol.apiserver.k8s.io/v1)',
    ])
  })

  test('one that the target still serves, and without a target the newest', async () => {
    expect(await said(flow, { 'cluster.version': '1.31' })).toEqual([])
    expect((await said(flow))[0]).toMatch(
      /removed in Kubernetes 1\.32 \(no target version is known: judged for 1\.\d+\)/,
    )
  })

  test('a deprecated one', async () => {
    const endpoints = 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\n'
    expect(await said(endpoints, { 'cluster.version': '1.32' })).toEqual([])
    expect(await said(endpoints, { 'cluster.version': '1.33' })).toEqual([
      'warning a.yaml:2:1 Endpoints a: Endpoints is deprecated since Kubernetes 1.33 (use discovery.k8s.io/v1 EndpointSlice)',
    ])
  })

  test('a field that the target does not know yet', async () => {
    const text = DEPLOYMENT.replace('          image:', '          resizePolicy: []\n          image:')
    expect(await said(text, { 'cluster.version': '1.33' })).toEqual([])
    expect(await said(text, { 'cluster.version': '1.26' })).toEqual([
      'error a.yaml:15:11 Deployment web: spec.template.spec.containers[0].resizePolicy is known since 1.27, and not to Kubernetes 1.26',
    ])
  })

  test('a kind in an API version that never had it', async () => {
    expect(await said(DEPLOYMENT.replace('apps/v1', 'apps/v2'))).toEqual([
      'error a.yaml:1:1 Kubernetes has Deployment as apps/v1, not as apps/v2',
    ])
    expect(await said(DEPLOYMENT.replace('Deployment', 'Deploymnet'))).toEqual([
      'error a.yaml:2:1 Kubernetes has no kind Deploymnet in apps/v1 (did you mean "Deployment"?)',
    ])
  })
})

describe('custom resources', () => {
  const certificate = (field: string): string =>
    `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec:\n  secretName: a\n  issuerRef: {name: b}\n  ${field}\n`

  test('of known operators are judged; what may be newer than what is known is a warning', async () => {
    expect(await said(certificate('dnsNames: [a.example.com]'))).toEqual([])
    expect(await said(certificate('dnsName: [a.example.com]'))).toEqual([
      'error a.yaml:7:3 Certificate a: spec has no field "dnsName" (did you mean "dnsNames"?)',
    ])
    expect(await said(certificate('somethingQuiteNew: true'))).toEqual([
      'warning a.yaml:7:3 Certificate a: spec has no field "somethingQuiteNew" in the version that is known here',
    ])
  })

  test('of others are named as not judged', async () => {
    const { lines, unjudged } = await judge(kubernetesCheck, {
      'a.yaml': 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n',
    })
    expect([lines, unjudged]).toEqual([[], ['no schema of example.com/v1 Thing']])
  })

  test('that the tree defines are judged by its own schema', async () => {
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size, colour]
              properties:
                size: {type: integer}
                colour: {type: string, enum: [red, blue], default: red}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
`
    const thing = (spec: string): string =>
      `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: ${spec}\n`
    const judged = async (spec: string) =>
      (await judge(kubernetesCheck, { 'crd.yaml': definition, 'thing.yaml': thing(spec) })).lines
    expect(await judged('{size: 1, free: {any: [1]}}')).toEqual([])
    expect(await judged('{size: a, color: red}')).toEqual([
      'error thing.yaml:4:14 Thing a: spec.size must be a whole number, and is the text "a"',
      'error thing.yaml:4:17 Thing a: spec has no field "color" (did you mean "colour"?)',
    ])
    expect(await judged('{colour: green}')).toEqual([
      'error thing.yaml:4:16 Thing a: spec.colour is "green", which is none of red, blue',
      'error thing.yaml:4:7 Thing a: spec lacks "size", which it must have',
    ])
  })
})

test('templates and files that are no objects are left alone', async () => {
  const { lines } = await judge(kubernetesCheck, {
    'a.yaml': 'apiVersion: v1\nkind: ConfigMap\n{{- if .Values.a }}\nmetadata: {}\n{{- end }}\n',
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    'b.yaml': 'apiVersion: 1\nkind: true\n',
  })
  expect(lines).toEqual([])
})
