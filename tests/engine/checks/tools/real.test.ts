import { describe, expect, test } from 'vitest'
import { TOOL_NAMES, TOOLS } from '../../../../src/engine/checks/tools/index.ts'
import { needTool } from '../../../helpers/tools.ts'
import { ask } from './ask.ts'

interface Case {
  id: string
  program: string
  /** Nothing to find. */
  good: Record<string, string>
  bad: Record<string, string>
  finds: (string | RegExp)[]
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "nginx:latest"}]
`

const CASES: Case[] = [
  {
    id: 'terraform-fmt',
    program: 'terraform',
    good: { 'a/main.tf': 'locals {\n  a = 1\n}\n' },
    bad: { 'a/main.tf': 'locals {\n  a   = 1\n}\n', 'b.tfvars': 'a  = 1\n' },
    finds: [/^a\/main\.tf:0: warning: It is not formatted/, /^b\.tfvars:0: warning/],
  },
  {
    id: 'terraform-validate',
    program: 'terraform',
    good: { 'main.tf': 'output "a" {\n  value = 1\n}\n', 'mod/a.tf': 'variable "a" {}\n' },
    bad: {
      'main.tf': 'module "m" {\n  source = "./mod"\n}\n',
      'mod/main.tf': 'output "a" {\n  value = local.none\n}\n',
      'other/main.tf': 'locals {\n  a = {\n}\n',
    },
    finds: [/^mod\/main\.tf:2: error: Reference to undeclared local value/, /^other\/main\.tf:\d: error: /],
  },
  {
    id: 'tflint',
    program: 'tflint',
    good: { 'main.tf': 'terraform {\n  required_version = ">= 1.9"\n}\n' },
    bad: { 'a/main.tf': 'terraform {\n  required_version = ">= 1.9"\n}\nlocals {\n  a = 1\n}\n' },
    finds: ['a/main.tf:5: warning: local.a is declared but not used [terraform_unused_declarations]'],
  },
  {
    id: 'kubectl-kustomize',
    program: 'kubectl',
    good: { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': DEPLOYMENT },
    bad: {
      'base/kustomization.yaml': 'resources: [gone.yaml]\n',
      'part/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
    },
    finds: [/^base\/kustomization\.yaml:0: error: .*gone\.yaml/],
  },
  {
    id: 'kube-score',
    program: 'kube-score',
    good: { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {}\n' },
    bad: {
      'web.yaml': DEPLOYMENT,
      'kustomization.yaml': 'resources: [web.yaml]\npatches: [{path: patch.yaml}]\n',
      'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
    },
    finds: [/^web\.yaml:1: warning: .*web: Image with latest tag \[container-image-tag\]/],
  },
  {
    id: 'helm-lint',
    program: 'helm',
    good: {
      'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
      'chart/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
    },
    bad: {
      'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
      'chart/templates/a.yaml': 'kind: ConfigMap\na: {{ .Values.x | nothing }}\n',
    },
    finds: [/^chart\/templates\/a\.yaml:2: error: .*function "nothing" not defined/],
  },
  {
    id: 'nginx-t',
    program: 'nginx',
    good: {
      'nginx/nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
      'nginx/conf.d/a.conf': 'server {\n  listen 8080;\n}\n',
    },
    bad: {
      'nginx/nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
      'nginx/conf.d/a.conf': 'server {\n  listne 8080;\n}\n',
    },
    finds: ['nginx/conf.d/a.conf:2: error: unknown directive "listne"'],
  },
  {
    id: 'haproxy-c',
    program: 'haproxy',
    good: {
      'haproxy.cfg':
        'global\n  maxconn 100\ndefaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s\nfrontend a\n  bind :8080\n  default_backend b\nbackend b\n  server one 10.0.0.1:80\n',
    },
    bad: { 'lb/haproxy.cfg': 'global\n  maxcon 100\n' },
    finds: [/^lb\/haproxy\.cfg:2: error: unknown keyword 'maxcon' in 'global' section/],
  },
  {
    id: 'named-checkzone',
    program: 'named-checkzone',
    good: {
      'db.example.com': '$TTL 3600\n@ IN SOA ns1 admin 1 2 3 4 5\n@ IN NS ns1\nns1 IN A 192.0.2.1\n',
    },
    bad: {
      'zones/example.com.zone': '$TTL 3600\n@ IN SOA ns1 admin 1 2 3 4 5\n@ IN NS ns1\nns1 IN A 192.0.2.300\n',
      'zones/db.example.org': '$TTL 3600\n@ IN SOA ns1 admin 1 2 3 4 5\n@ IN NS ns1\n',
    },
    finds: [
      /^zones\/db\.example\.org:0: error: NS 'ns1\.example\.org' has no address records/,
      /^zones\/example\.com\.zone:4: error: near '192\.0\.2\.300': bad dotted quad/,
    ],
  },
  {
    id: 'systemd-analyze',
    program: 'systemd-analyze',
    good: { 'a.service': '[Unit]\nDescription=a\n[Service]\nExecStart=/usr/bin/not-on-this-machine\n' },
    bad: { 'units/a.service': '[Unit]\nDescripton=a\n[Service]\nExecStart=/bin/true\n' },
    finds: [/^units\/a\.service:2: warning: Unknown key/],
  },
  {
    id: 'docker-compose',
    program: 'docker-compose',
    good: { 'compose.yaml': 'services:\n  web:\n    image: nginx\n' },
    bad: { 'compose.yaml': 'services:\n  web:\n    image: nginx\n    imge: nginx\n' },
    finds: [/^compose\.yaml:0: error: .*imge/],
  },
  {
    id: 'ansible-playbook',
    program: 'ansible-playbook',
    good: { 'site.yml': '- hosts: all\n  tasks:\n    - ansible.builtin.debug:\n        msg: hi\n' },
    bad: {
      'play/ansible.cfg': '[defaults]\nroles_path = roles\n',
      'play/site.yml': '- name: site\n  hosts: all\n  taks: []\n',
      'play/roles/web/tasks/main.yml': '- ansible.builtin.debug:\n    msg: hi\n',
    },
    finds: [/^play\/site\.yml:\d: error: 'taks' is not a valid attribute for a Play/],
  },
  {
    id: 'ansible-lint',
    program: 'ansible-lint',
    good: {
      'site.yml':
        '---\n- name: Site\n  hosts: all\n  tasks:\n    - name: Say hi\n      ansible.builtin.debug:\n        msg: hi\n',
    },
    bad: {
      'site.yml': '---\n- name: Site\n  hosts: all\n  tasks:\n    - name: say hi\n      debug:\n        msg: hi\n',
    },
    finds: [/^site\.yml:6: \w+: .*FQCN.* \[fqcn/, /^site\.yml:5: \w+: .*uppercase letter.* \[name/],
  },
  {
    id: 'shellcheck',
    program: 'shellcheck',
    good: { 'a.sh': '#!/bin/bash\necho "$1"\n', 'b.conf': 'a = $x\n' },
    bad: { 'bin/run': '#!/bin/bash\necho $1\n' },
    finds: [/^bin\/run:2: info: Double quote .* \[SC2086\]/],
  },
  {
    id: 'yamllint',
    program: 'yamllint',
    good: { 'a.yaml': `a: ${'long'.repeat(40)}\n` },
    bad: { 'a.yaml': 'a: 1\n b: [\n', 'b.yaml': 'a: 1\na: 2\n' },
    finds: [
      /^a\.yaml:2: error: syntax error: .* \[syntax\]/,
      /^b\.yaml:2: warning: duplication of key "a" in mapping \[key-duplicates\]/,
    ],
  },
  {
    id: 'actionlint',
    program: 'actionlint',
    good: {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo hi\n',
    },
    bad: {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n',
    },
    finds: [/^\.github\/workflows\/a\.yml:6: error: property "nothing" is not defined .* \[expression\]/],
  },
  {
    id: 'cfn-lint',
    program: 'cfn-lint',
    good: { 'a.yaml': 'Resources:\n  A:\n    Type: AWS::SNS::Topic\n', 'b.yaml': 'a: 1\n' },
    bad: { 'stacks/a.yaml': 'Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      Nme: a\n' },
    finds: [/^stacks\/a\.yaml:5: error: .*'Nme' was unexpected.* \[E3002\]/],
  },
  {
    id: 'promtool',
    program: 'promtool',
    good: { 'rules.yml': 'groups:\n  - name: a\n    rules:\n      - alert: B\n        expr: up == 0\n' },
    bad: {
      'a/rules.yml': 'groups:\n  - name: a\n    rules:\n      - alert: B\n        expr: sum(up\n',
      'b/rules.yml': 'groups:\n  - name: a\n    rules:\n      - alert: B\n        exprr: up\n',
    },
    finds: [/^a\/rules\.yml:5: error: .*unclosed left parenthesis/, /^b\/rules\.yml:5: error: .*field exprr not found/],
  },
]

describe.each(CASES)('$id', ({ id, program, good, bad, finds }) => {
  test('finds nothing in what is right', async (ctx) => {
    needTool(ctx, program)
    const { found, outcome } = await ask(id, good)
    expect(found).toEqual([])
    expect(outcome).toMatchObject({ status: 'passed', outside: true })
  }, 60_000)

  test('says what is wrong and where, in paths of the tree', async (ctx) => {
    needTool(ctx, program)
    const { found, outcome } = await ask(id, bad)
    for (const one of finds)
      expect(found, outcome.note).toContainEqual(typeof one === 'string' ? one : expect.stringMatching(one))
    expect(JSON.stringify(outcome)).not.toMatch(/skillchain-check-|\/tmp\//)
    expect(outcome.status).toBe(finds.some((one) => String(one).includes('error')) ? 'failed' : 'passed')
  }, 60_000)
})

test('the names that can be typed are those of the tools', () => {
  expect(TOOLS.map((tool) => tool.id)).toEqual(TOOL_NAMES)
  expect(new Set(TOOL_NAMES).size).toBe(TOOL_NAMES.length)
})
