import { describe, expect, test } from 'vitest'
import { kubernetesCheck } from '../../../src/engine/kubernetes/check.ts'
import { judge } from './judge.ts'

const said = async (files: Record<string, string> | string): Promise<string[]> => {
  const { diagnostics } = await judge(kubernetesCheck, typeof files === 'string' ? { 'a.yaml': files } : files)
  return diagnostics.map(
    ({ severity, file, line, message, hint }) => `${severity} ${file}:${line} ${message}${hint ? ` (${hint})` : ''}`,
  )
}

/** A workload with one container; more of its pod and of its container. */
const web = (pod = '', container = '', name = 'web'): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${pod}
      containers:
        - name: web
          image: example.com/web:1
          ports: [{name: http, containerPort: 8080}]
          ${container}
`

const object = (kind: string, name: string, spec = '', apiVersion = 'v1'): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${spec}\n`

const service = (spec: string, name = 'web'): string => object('Service', name, `spec: ${spec}`)

describe('within a workload', () => {
  test('its selector picks its own pods', async () => {
    expect(await said(web().replace('{app: web}}', '{app: wep}}'))).toEqual([
      'error a.yaml:5 Deployment web selects other pods than it makes: its template has the labels app=web',
    ])
  })

  test('what is mounted is a volume', async () => {
    const mount = 'volumeMounts: [{name: data, mountPath: /data}]'
    expect(await said(web('volumes: [{name: data, emptyDir: {}}]', mount))).toEqual([])
    expect(await said(web('volumes: [{name: date, emptyDir: {}}]', mount))).toEqual([
      'error a.yaml:14 Deployment web mounts the volume "data", and has no such volume (it has date)',
    ])
  })

  test('probes go to ports that are there', async () => {
    expect(await said(web('', 'readinessProbe: {httpGet: {path: /, port: http}}'))).toEqual([])
    expect(await said(web('', 'readinessProbe: {httpGet: {path: /, port: htpp}}'))).toEqual([
      'warning a.yaml:14 Deployment web probes the port "htpp", and its container has no port of that name (it has http)',
    ])
  })
})

describe('configuration', () => {
  const uses = 'envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: keys}}]'

  test('config maps and secrets that the tree has', async () => {
    const there = object('ConfigMap', 'settings') + object('Secret', 'keys')
    expect(await said(web('', uses) + there)).toEqual([])
    expect(await said({ 'a.yaml': web('', uses), 'b/c.yaml': there })).toEqual([])
  })

  test('and those that it does not have; a secret may well be made by hand', async () => {
    expect(await said(web('', uses) + object('ConfigMap', 'setting'))).toEqual([
      'warning a.yaml:14 Deployment web needs the ConfigMap settings, which is not in this tree (did you mean "setting"?)',
      'info a.yaml:14 Deployment web needs the Secret keys, which is not in this tree (it must be there before the pods start)',
    ])
  })

  test('what is optional, and what operators make', async () => {
    expect(await said(web('', 'envFrom: [{configMapRef: {name: a, optional: true}}]'))).toEqual([])
    const made = object(
      'ExternalSecret',
      'other',
      'spec: {target: {name: keys}, secretStoreRef: {name: a}}',
      'external-secrets.io/v1',
    )
    expect(await said(web('', 'envFrom: [{secretRef: {name: keys}}]') + made)).toEqual([])
    const certificate = object(
      'Certificate',
      'a',
      'spec: {secretName: keys, issuerRef: {name: b}}',
      'cert-manager.io/v1',
    )
    expect(await said(web('volumes: [{name: a, secret: {secretName: keys}}]') + certificate)).toEqual([])
    const database = object('Cluster', 'shop', 'spec: {}', 'postgresql.cnpg.io/v1')
    expect(await said(web('', 'envFrom: [{secretRef: {name: shop-app}}]') + database)).toEqual([])
  })

  test('single entries', async () => {
    const key = (name: string): string =>
      `env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: ${name}}}}]`
    const map = object('ConfigMap', 'settings', 'data: {level: info}')
    expect(await said(web('', key('level')) + map)).toEqual([])
    expect(await said(web('', key('levels')) + map)).toEqual([
      'warning a.yaml:14 Deployment web needs "levels" of ConfigMap settings, which has no such entry (did you mean "level"?)',
    ])
  })

  test('accounts and claims', async () => {
    expect(await said(web('serviceAccountName: web'))).toEqual([
      'warning a.yaml:9 Deployment web needs the ServiceAccount web, which is not in this tree',
    ])
    expect(await said(web('serviceAccountName: default'))).toEqual([])
    expect(await said(web('volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]'))).toEqual([
      'warning a.yaml:9 Deployment web needs the PersistentVolumeClaim data, which is not in this tree',
    ])
  })
})

describe('network', () => {
  test('services select pods, and lead to their ports', async () => {
    expect(await said(web() + service('{selector: {app: web}, ports: [{port: 80, targetPort: http}]}'))).toEqual([])
    expect(await said(web() + service('{selector: {app: wep}, ports: [{port: 80}]}'))).toEqual([
      'warning a.yaml:19 Service web selects no pods of this tree: app=wep (there are pods with app=web)',
    ])
    expect(await said(web() + service('{selector: {app: web}, ports: [{port: 80, targetPort: htpp}]}'))).toEqual([
      'warning a.yaml:19 Service web leads to the port "htpp", and its pods have none of that name (they have http)',
    ])
    expect(await said(web() + service('{selector: {app: web}, ports: [{port: 80, targetPort: 8081}]}'))).toEqual([
      'warning a.yaml:19 Service web leads to the port 8081, and no container of its pods has it (they have 8080)',
    ])
  })

  test('a service for pods of somebody else', async () => {
    expect(await said(web() + service('{selector: {app: database}, ports: [{port: 80}]}', 'database'))).toEqual([])
  })

  test('ingresses and routes lead to services and their ports', async () => {
    const backing = web() + service('{selector: {app: web}, ports: [{port: 80, targetPort: http}]}')
    const ingress = (name: string, port: number): string =>
      object(
        'Ingress',
        'web',
        `spec: {defaultBackend: {service: {name: ${name}, port: {number: ${port}}}}}`,
        'networking.k8s.io/v1',
      )
    expect(await said(backing + ingress('web', 80))).toEqual([])
    expect(await said(backing + ingress('webb', 80))).toEqual([
      'warning a.yaml:24 Ingress web leads to the Service webb, which is not in this tree (did you mean "web"?)',
    ])
    const route = (port: number): string =>
      object(
        'HTTPRoute',
        'web',
        `spec: {rules: [{backendRefs: [{name: web, port: ${port}}]}]}`,
        'gateway.networking.k8s.io/v1',
      )
    expect(await said(backing + route(8080))).toEqual([
      'warning a.yaml:24 HTTPRoute web leads to the port 8080 of the Service web, which it does not have (it has 80)',
    ])
  })

  test('autoscalers, budgets and bindings', async () => {
    const scaler = object(
      'HorizontalPodAutoscaler',
      'web',
      'spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wep}}',
      'autoscaling/v2',
    )
    expect(await said(web() + scaler)).toEqual([
      'warning a.yaml:19 HorizontalPodAutoscaler web scales the Deployment wep, which is not in this tree (did you mean "web"?)',
    ])
    const budget = object(
      'PodDisruptionBudget',
      'web',
      'spec: {minAvailable: 1, selector: {matchLabels: {app: wob}}}',
      'policy/v1',
    )
    expect(await said(web() + budget)).toEqual([
      'warning a.yaml:19 PodDisruptionBudget web selects no pods of this tree: app=wob (there are pods with app=web)',
    ])
    const binding = (name: string): string =>
      object(
        'RoleBinding',
        'web',
        `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}`,
        'rbac.authorization.k8s.io/v1',
      )
    expect(
      await said(binding('reader') + object('Role', 'reader', 'rules: []', 'rbac.authorization.k8s.io/v1')),
    ).toEqual([])
    expect(await said(binding('reader'))).toEqual([
      'warning a.yaml:5 RoleBinding web gives the Role reader, which is not in this tree',
    ])
  })
})

describe('through kustomize', () => {
  test('references are judged in what is built, with its new names', async () => {
    const files = {
      'base/web.yaml':
        web('', 'envFrom: [{configMapRef: {name: settings}}]') + service('{selector: {app: web}, ports: [{port: 80}]}'),
      'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
      'live/kustomization.yaml':
        'resources: [../base]\nnamePrefix: live-\nnamespace: shop\nlabels: [{pairs: {a: b}, includeSelectors: true}]\n',
    }
    expect(await said(files)).toEqual([])
  })

  test('what a patch adds is not missed in the file that it changes', async () => {
    const files = {
      'base/web.yaml': web().replace('  selector: {matchLabels: {app: web}}\n', ''),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'live/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
      'live/patch.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}}\n',
    }
    expect(await said(files)).toEqual([])
    const { 'live/patch.yaml': _, ...unpatched } = files
    expect(await said({ ...unpatched, 'live/kustomization.yaml': 'resources: [../base]\n' })).toEqual([
      'error base/web.yaml:5 Deployment web: spec lacks "selector", which it must have',
    ])
  })

  test('a patch breaks a reference', async () => {
    const files = {
      'web.yaml': web() + service('{selector: {app: web}, ports: [{port: 80}]}'),
      'kustomization.yaml':
        'resources: [web.yaml]\npatches:\n  - target: {kind: Service}\n    patch: |-\n      - {op: replace, path: /spec/selector/app, value: wep}\n',
    }
    expect(await said(files)).toEqual([
      'warning web.yaml:19 Service web selects no pods of this tree: app=wep (there are pods with app=web)',
    ])
  })
})

test('an object that stands twice in one file', async () => {
  expect(await said(object('ConfigMap', 'a') + object('ConfigMap', 'a'))).toEqual([
    'warning a.yaml:7 ConfigMap a is in this file a second time (the first is on line 2)',
  ])
})
