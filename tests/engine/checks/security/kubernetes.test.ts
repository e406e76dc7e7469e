import { describe, expect, test } from 'vitest'
import { securityCheck } from '../../../../src/engine/checks/security/check.ts'
import { KUBERNETES } from '../../../../src/engine/checks/security/kubernetes/rules.ts'
import { judgeWith, places } from '../judge.ts'

/** A container that nothing is wrong with. */
const GOOD = {
  image: 'nginx:1.29.3',
  securityContext: '{ runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }',
  resources: '{ requests: { cpu: 10m, memory: 32Mi }, limits: { memory: 64Mi } }',
  ports: '[{ containerPort: 80 }]',
  readinessProbe: '{ httpGet: { path: /, port: 80 } }',
}

function deployment(container: Partial<Record<string, string>>, pod = '', kind = 'Deployment'): string {
  const fields = Object.entries({ ...GOOD, ...container }).filter(([, value]) => value !== '')
  const lines = fields.map(([key, value]) => `          ${key}: ${value}\n`).join('')
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n${pod}      containers:\n        - name: app\n${lines}`
}

const POLICY =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\nspec:\n  podSelector: {}\n'

interface Case {
  rule: string
  name?: string
  fails: string
  passes: string
  nearMiss: string
  severity?: string
}

const binding = (name: string, subject: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: a\nroleRef:\n  name: ${name}\nsubjects:\n  - kind: ServiceAccount\n    name: ${subject}\n`
const role = (resources: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: a\nrules:\n  - { apiGroups: ["*"], resources: ["${resources}"], verbs: ["*"] }\n`
const secret = (data: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n${data}`
const volume = (path: string): string => `      volumes:\n        - name: a\n          ${path}\n`

const CASES: Case[] = [
  {
    rule: 'privileged-container',
    severity: 'error',
    fails: deployment({ securityContext: '{ privileged: true }' }),
    passes: deployment({}),
    nearMiss: deployment({
      securityContext:
        '{ privileged: false, runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }',
    }),
  },
  {
    rule: 'weak-security-context',
    severity: 'warning',
    fails: deployment({ securityContext: '{ allowPrivilegeEscalation: false }' }),
    passes: deployment({}),
    // The pod may say it for all of its containers.
    nearMiss: deployment(
      { securityContext: '{ allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }' },
      '      securityContext: { runAsUser: 10001 }\n',
    ),
  },
  {
    rule: 'moving-image-tag',
    fails: deployment({ image: 'nginx' }),
    passes: deployment({ image: 'registry.acme.dev:5000/nginx:1.29.3' }),
    nearMiss: deployment({ image: 'nginx@sha256:0b3c5f1e9a7d2468ace013579bdf02468ace013579bdf02468ace013579bdf02' }),
  },
  {
    rule: 'no-limits',
    fails: deployment({ resources: '{ requests: { cpu: 10m } }' }),
    passes: deployment({}),
    // What is limited is requested.
    nearMiss: deployment({ resources: '{ limits: { cpu: 1, memory: 64Mi } }' }),
  },
  {
    rule: 'no-probes',
    fails: deployment({ readinessProbe: '' }),
    passes: deployment({}),
    nearMiss: deployment({ readinessProbe: '', ports: '' }),
  },
  {
    rule: 'secret-in-environment',
    severity: 'error',
    fails: deployment({ env: '[{ name: DB_PASSWORD, value: correct-horse }]' }),
    passes: deployment({ env: '[{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]' }),
    nearMiss: deployment({
      env: '[{ name: DB_PASSWORD_FILE, value: /run/secrets/password }, { name: TOKEN, value: $(NAME) }]',
    }),
  },
  {
    rule: 'host-namespace',
    fails: deployment({}, '      hostNetwork: true\n'),
    passes: deployment({}),
    nearMiss: deployment({}, '      hostNetwork: false\n'),
  },
  {
    rule: 'host-path',
    severity: 'warning',
    fails: deployment({}, volume('hostPath: { path: /var/log }')),
    passes: deployment({}, volume('emptyDir: {}')),
    nearMiss: deployment({ volumeMounts: '[{ name: a, mountPath: /var/log }]' }, volume('emptyDir: {}')),
  },
  {
    rule: 'host-path',
    name: 'to what runs the containers',
    severity: 'error',
    fails: deployment({}, volume('hostPath: { path: /var/run/docker.sock }')),
    passes: deployment({}, volume('emptyDir: {}')),
    nearMiss: deployment({}, volume('persistentVolumeClaim: { claimName: etc }')),
  },
  {
    rule: 'cluster-admin',
    fails: binding('cluster-admin', 'app'),
    passes: binding('view', 'app'),
    nearMiss: binding('cluster-admin', 'system:masters'),
  },
  {
    rule: 'cluster-admin',
    name: 'by a role of its own',
    fails: role('*'),
    passes: role('pods'),
    nearMiss: role('*/scale'),
  },
  {
    rule: 'secret-in-manifest',
    fails: secret('data:\n  password: Y29ycmVjdA==\n'),
    passes: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: a\nspec:\n  data: []\n',
    nearMiss: secret('type: kubernetes.io/service-account-token\n'),
  },
  {
    rule: 'no-network-policy',
    fails: deployment({}),
    passes: `${deployment({})}---\n${POLICY}`,
    nearMiss: role('pods'),
  },
]

const ruleOf = async (text: string, rule: string) =>
  (await judgeWith(securityCheck, { 'k8s/a.yaml': text })).filter((one) => one.rule === rule)

describe('security rules on Kubernetes', () => {
  test('every rule has a case', () => {
    const rules = new Set(KUBERNETES.flatMap((judge) => judge.rules.map((rule) => rule.id)))
    expect([...new Set(CASES.map((one) => one.rule))].sort()).toEqual([...rules].sort())
  })

  test.each(CASES)('$rule $name', async ({ rule, fails, passes, nearMiss, severity }) => {
    const [found] = await ruleOf(fails, rule)
    expect(found).toMatchObject({ rule, ...(severity === undefined ? {} : { severity }) })
    expect(found?.hint).toBeTruthy()
    expect(await ruleOf(passes, rule)).toEqual([])
    expect(await ruleOf(nearMiss, rule)).toEqual([])
  })

  test('a good deployment has no findings at all', async () => {
    expect(await judgeWith(securityCheck, { 'a.yaml': `${deployment({})}---\n${POLICY}` })).toEqual([])
  })

  test('a kustomization that sets the tag, and a patch that is a piece of an object', async () => {
    const files = {
      'base/web.yaml': `${deployment({ image: 'ghcr.io/acme/web' })}---\n${POLICY}`,
      'base/patch.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n',
      'base/kustomization.yaml':
        'resources: [web.yaml]\npatches:\n  - path: patch.yaml\nimages:\n  - name: ghcr.io/acme/web\n    newTag: "1.2.3"\n',
    }
    expect(await judgeWith(securityCheck, files)).toEqual([])
  })

  test('defaults of a namespace count', async () => {
    const limits = 'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: a\nspec:\n  limits: []\n'
    const files = { 'a.yaml': `${deployment({ resources: '' })}---\n${POLICY}---\n${limits}` }
    expect(await judgeWith(securityCheck, files)).toEqual([])
  })

  test('templates are judged by what they become, and not here', async () => {
    const files = {
      'chart/templates/a.yaml': deployment({
        image: '{{ .Values.image }}',
        resources: '{{ toYaml .Values.resources | nindent 12 }}',
      }),
    }
    expect(places(await judgeWith(securityCheck, files))).toEqual([])
  })
})
