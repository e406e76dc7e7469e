import { describe, expect, test } from 'vitest'
import { consistencyCheck } from '../../../../src/engine/checks/consistency/check.ts'
import { CONSISTENCY } from '../../../../src/engine/checks/consistency/rules.ts'
import type { Fact } from '../../../../src/engine/protocol/index.ts'
import { judgeWith } from '../judge.ts'

type Files = Record<string, string>

interface Case {
  rule: string
  name?: string
  /** Where it is found: `file:line:column`. */
  at: string
  fails: Files
  passes: Files
  nearMiss: Files
  severity?: string
  facts?: readonly Fact[]
}

const fact = (name: string, value: Fact['value']): Fact => ({ name, value, origin: 'flag' })
const OWN = [fact('project.name', 'shop')]
const ROOT = 'provider "aws" {\n}\noutput "vpc_id" {\n  value = 1\n}\n'
const required = (...names: string[]): string => names.map((name) => `variable "${name}" {\n}\n`).join('')
const service = (name: string, port: number): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n    - port: ${port}\n`
const deployment = (name: string, port: number): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template:\n    metadata:\n      labels:\n        app: ${name}\n    spec:\n      containers:\n        - name: app\n          image: ghcr.io/acme/${name}:1.0.0\n          ports:\n            - { name: http, containerPort: ${port} }\n`
const route = (name: string, port: number, host = 'shop.acme.dev'): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\nspec:\n  hostnames: [${host}]\n  rules:\n    - backendRefs:\n        - name: ${name}\n          port: ${port}\n`
const policy = (port: number | string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n    - ports:\n        - port: ${port}\n`
const images = (name: string): string => `resources: [web.yaml]\nimages:\n  - name: ${name}\n    newTag: "1.2.3"\n`
const ZONE = '@ IN SOA ns1 hostmaster 1 2 3 4 5\n@ IN NS ns1\nns1 IN A 10.0.0.2\ndb IN A 10.0.0.4\nlab IN NS ns1\n'
const SPACE_POLICY = (name: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector: { matchLabels: { "${'kubernetes.io/metadata.name'}": ${name} } }\n`
const SCRIPT = '#!/bin/sh\ncase "$1" in\n  --check) check=true ;;\nesac\n'
const overlay = (name: string): Files => ({ [`k8s/overlays/${name}/kustomization.yaml`]: 'resources: []\n' })
const values = (name: string): Files => ({ [`environments/${name}.tfvars`]: '' })

const CASES: Case[] = [
  {
    rule: 'missing-path',
    name: 'through a variable of the script',
    at: 'scripts/deploy.sh:3:14',
    severity: 'error',
    fails: {
      'scripts/deploy.sh':
        '#!/bin/bash\nROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\nkubectl -k  "${ROOT}/k8s/prod"\n',
      'k8s/dev/a.yaml': '',
    },
    passes: {
      'scripts/deploy.sh':
        '#!/bin/bash\nROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\nkubectl -k "${ROOT}/k8s/dev"\n',
      'k8s/dev/a.yaml': '',
    },
    nearMiss: {
      'scripts/deploy.sh':
        '#!/bin/bash\nROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\nmkdir -p "${ROOT}/k8s/out"\ncat "${ROOT}/k8s/out/a.yaml" "${ROOT}/k8s/${1}"\n',
      'k8s/dev/a.yaml': '',
    },
  },
  {
    rule: 'missing-path',
    name: 'in a document',
    at: 'README.md:1:6',
    severity: 'warning',
    fails: { 'README.md': 'Run `scripts/setup.sh`.\n', 'scripts/deploy.sh': '' },
    passes: { 'README.md': 'Run `scripts/deploy.sh`.\n', 'scripts/deploy.sh': '' },
    nearMiss: {
      'README.md':
        'See `https://acme.dev/scripts/setup.sh`, `/etc/scripts/setup.sh`, `scripts/<name>.sh`, `scripts/*.sh` and `other/setup.sh`.\n',
      'scripts/deploy.sh': '',
    },
  },
  {
    rule: 'missing-path',
    name: 'in a comment, a runbook of an alert',
    at: 'terraform/alarms.tf:1:7',
    fails: { 'terraform/alarms.tf': '# See docs/runbooks/nat.md\n', 'docs/runbooks/dns.md': '' },
    passes: { 'terraform/alarms.tf': '# See docs/runbooks/dns.md\n', 'docs/runbooks/dns.md': '' },
    nearMiss: {
      'terraform/alarms.tf': '# See docs/runbooks/nat.md\n',
      'docs/runbooks/dns.md': '',
      '.gitignore': 'nat.md\n',
    },
  },
  {
    rule: 'missing-path',
    name: 'in a workflow',
    at: '.github/workflows/ci.yml:5:14',
    fails: {
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      # what\n      - run: scripts/test.sh\n',
      'scripts/deploy.sh': '',
    },
    passes: {
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: scripts/deploy.sh\n',
      'scripts/deploy.sh': '',
    },
    nearMiss: {
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - name: scripts/test.sh\n',
      'scripts/deploy.sh': '',
    },
  },
  {
    rule: 'missing-output',
    at: 'deploy.sh:2:33',
    severity: 'error',
    fails: { 'deploy.sh': '#!/bin/sh\nid="$(terraform output -raw     vpc_ident)"\n', 'main.tf': ROOT },
    passes: { 'deploy.sh': '#!/bin/sh\nid="$(terraform output -raw vpc_id)"\n', 'main.tf': ROOT },
    nearMiss: {
      'deploy.sh': '#!/bin/sh\nterraform output\nterraform output -json | jq .\nterraform output -raw "$1"\n',
      'main.tf': ROOT,
    },
  },
  {
    rule: 'missing-output',
    name: 'through a function of the scripts',
    at: 'deploy.sh:3:11',
    fails: {
      'deploy.sh': '#!/bin/sh\ntf_output() { terraform output -raw "$1" || exit; }\ntf_output cluster_name\n',
      'main.tf': ROOT,
    },
    passes: {
      'deploy.sh': '#!/bin/sh\ntf_output() { terraform output -raw "$1" || exit; }\ntf_output vpc_id\n',
      'main.tf': ROOT,
    },
    nearMiss: { 'deploy.sh': '#!/bin/sh\nsay() { echo "output of $1"; }\nsay cluster_name\n', 'main.tf': ROOT },
  },
  {
    rule: 'missing-output',
    name: 'of the root that is named',
    at: 'README.md:1:37',
    severity: 'warning',
    fails: {
      'README.md': '`terraform -chdir=bootstrap output  vpc_id`\n',
      'main.tf': ROOT,
      'bootstrap/main.tf': 'output "bucket" {\n  value = 1\n}\n',
    },
    passes: {
      'README.md': '`terraform -chdir=bootstrap output bucket`\n',
      'main.tf': ROOT,
      'bootstrap/main.tf': 'output "bucket" {\n  value = 1\n}\n',
    },
    nearMiss: { 'README.md': '`terraform -chdir="$DIR" output vpc_id`\n', 'main.tf': ROOT, 'bootstrap/main.tf': '' },
  },
  {
    rule: 'missing-resource',
    at: 'fix.sh:2:20',
    fails: { 'fix.sh': '#!/bin/sh\nterraform state rm aws_vpc.main\n', 'main.tf': 'resource "aws_vpc" "this" {\n}\n' },
    passes: { 'fix.sh': '#!/bin/sh\nterraform state rm aws_vpc.this\n', 'main.tf': 'resource "aws_vpc" "this" {\n}\n' },
    nearMiss: { 'UPGRADE.md': '`terraform state rm aws_vpc.main`\n', 'main.tf': 'resource "aws_vpc" "this" {\n}\n' },
  },
  {
    rule: 'undeclared-value',
    at: 'prod.tfvars:1:1',
    severity: 'warning',
    fails: { 'prod.tfvars': 'regin = "a"\n', 'main.tf': required('region') },
    passes: { 'prod.tfvars': 'region = "a"\n', 'main.tf': required('region') },
    nearMiss: { 'other/prod.tfvars': 'regin = "a"\n', 'infra/main.tf': required('region') },
  },
  {
    rule: 'missing-value',
    at: 'environments/dev.tfvars:1:1',
    severity: 'error',
    fails: {
      'environments/dev.tfvars': '',
      'environments/prod.tfvars': 'region = "a"\n',
      'main.tf': required('region'),
    },
    passes: {
      'environments/dev.tfvars': 'region = "b"\n',
      'environments/prod.tfvars': 'region = "a"\n',
      'main.tf': required('region'),
    },
    // What none of them sets comes from somewhere else.
    nearMiss: {
      'environments/dev.tfvars': '',
      'environments/prod.tfvars': '',
      'terraform.tfvars': 'region = "a"\n',
      'main.tf': required('region', 'image'),
    },
  },
  {
    rule: 'backend-file',
    at: 'prod.s3.tfbackend:1:1',
    fails: { 'prod.s3.tfbackend': 'key = "a"\n', 'main.tf': ROOT },
    passes: { 'prod.s3.tfbackend': 'key = "a"\n', 'main.tf': `terraform {\n  backend "s3" {\n  }\n}\n${ROOT}` },
    nearMiss: { 'prod.tfbackend': 'key = "a"\n', 'main.tf': `terraform {\n  backend "gcs" {\n  }\n}\n${ROOT}` },
  },
  {
    rule: 'version-mismatch',
    at: '.github/workflows/ci.yml:1:20',
    severity: 'error',
    fails: {
      '.github/workflows/ci.yml': 'terraform_version: 1.5.7\n',
      'main.tf': 'terraform {\n  required_version = "~> 1.11"\n}\n',
    },
    passes: {
      '.github/workflows/ci.yml': 'terraform_version: 1.11.4\n',
      'main.tf': 'terraform {\n  required_version = "~> 1.11"\n}\n',
    },
    nearMiss: {
      '.github/workflows/ci.yml': 'tflint_version: 0.5.7\n',
      'main.tf': 'terraform {\n  required_version = "~> 1.11"\n}\n',
    },
  },
  {
    rule: 'missing-target',
    at: '.github/workflows/ci.yml:4:19',
    severity: 'error',
    fails: {
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: make tset\n',
      Makefile: 'test:\n\techo\n',
    },
    passes: {
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: make test\n',
      Makefile: 'test:\n\techo\n',
    },
    nearMiss: {
      'README.md': 'To `make sure` it works, run `make -C tools build` or `make stop`.\n',
      Makefile: 'test:\n\techo\n',
      'otel/Makefile': 'stop: ## what\n\techo\n',
    },
  },
  {
    rule: 'missing-target',
    name: 'of npm',
    at: 'README.md:1:10',
    severity: 'warning',
    fails: { 'README.md': '`npm run buid`\n', 'package.json': '{ "scripts": { "build": "x" } }' },
    passes: { 'README.md': '`npm run build`\n', 'package.json': '{ "scripts": { "build": "x" } }' },
    nearMiss: { 'README.md': '`npm run`, `npm run $NAME`\n', 'package.json': '{ "scripts": { "build": "x" } }' },
  },
  {
    rule: 'missing-option',
    at: 'README.md:1:18',
    fails: { 'README.md': '`scripts/plan.sh --chek`\n', 'scripts/plan.sh': SCRIPT },
    passes: { 'README.md': '`scripts/plan.sh --check`\n', 'scripts/plan.sh': SCRIPT },
    // What is handed on may be known to another.
    nearMiss: { 'README.md': '`scripts/plan.sh --chek`\n', 'scripts/plan.sh': '#!/bin/sh\nexec terraform plan "$@"\n' },
  },
  {
    rule: 'missing-environment',
    at: 'k8s/overlays/stage/kustomization.yaml:1:1',
    severity: 'warning',
    fails: { ...values('prod'), ...overlay('prod'), ...overlay('stage') },
    passes: { ...values('prod'), ...values('stage'), ...overlay('prod'), ...overlay('stage') },
    nearMiss: { ...values('prod'), ...overlay('canary') },
  },
  {
    rule: 'missing-environment',
    name: 'in a matrix',
    at: '.github/workflows/ci.yml:1:20',
    severity: 'error',
    fails: { '.github/workflows/ci.yml': 'environment: [dev, prd]\n', ...values('dev'), ...values('prod') },
    passes: { '.github/workflows/ci.yml': 'environment: [dev, prod]\n', ...values('dev'), ...values('prod') },
    nearMiss: { '.github/workflows/ci.yml': 'environment: [blue, green]\n', ...values('dev'), ...values('prod') },
  },
  {
    rule: 'missing-environment',
    name: 'as the argument of a script of ours',
    at: 'README.md:1:20',
    facts: OWN,
    fails: {
      'README.md': '`scripts/deploy.sh prd`\n',
      'scripts/deploy.sh': 'echo "Usage: scripts/deploy.sh ENVIRONMENT"\n',
      ...values('prod'),
    },
    passes: {
      'README.md': '`scripts/deploy.sh prod`\n',
      'scripts/deploy.sh': 'echo "Usage: scripts/deploy.sh ENVIRONMENT"\n',
      ...values('prod'),
    },
    nearMiss: {
      'README.md': '`scripts/deploy.sh prd`\n',
      'scripts/deploy.sh': 'echo "Usage: scripts/deploy.sh SERVICE"\n',
      ...values('prod'),
    },
  },
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
    rule: 'address-mismatch',
    at: 'dns/db.acme.dev:1:1',
    severity: 'error',
    fails: { 'dns/db.acme.dev': 'web1 IN A 10.0.0.5\n', 'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n' },
    passes: { 'dns/db.acme.dev': 'web1 IN A 10.0.0.4\n', 'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n' },
    nearMiss: {
      'dns/db.acme.dev': 'web2 IN A 10.0.0.5\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
  },
  {
    rule: 'address-mismatch',
    name: 'in a load balancer',
    at: 'haproxy/haproxy.cfg:2:3',
    fails: {
      'haproxy/haproxy.cfg': 'backend web\n  server web1 10.0.0.5:80 check\n',
      'inventory/prod/hosts.yml': 'web:\n  hosts:\n    web1.acme.dev:\n      ansible_host: 10.0.0.4\n',
    },
    passes: {
      'haproxy/haproxy.cfg': 'backend web\n  server web1 10.0.0.4:80 check\n',
      'inventory/prod/hosts.yml': 'web:\n  hosts:\n    web1.acme.dev:\n      ansible_host: 10.0.0.4\n',
    },
    nearMiss: {
      'haproxy/haproxy.cfg': 'backend web\n  # server web1 10.0.0.5:80\n',
      'inventory/prod/hosts.yml': 'web:\n  hosts:\n    web1.acme.dev:\n      ansible_host: 10.0.0.4\n',
    },
  },
  {
    rule: 'missing-path',
    name: 'in the runbook of an alert',
    at: 'rules.yaml:1:10',
    fails: { 'rules.yaml': 'runbook: docs/runbooks/nat.md\n', 'docs/runbooks/dns.md': '' },
    passes: { 'rules.yaml': 'runbook: docs/runbooks/dns.md\n', 'docs/runbooks/dns.md': '' },
    nearMiss: { 'rules.yaml': 'runbook: https://wiki.acme.dev/docs/runbooks/nat.md\n', 'docs/runbooks/dns.md': '' },
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
  {
    rule: 'missing-host',
    at: 'app.conf:1:8',
    fails: { 'app.conf': 'server dbb.acme.dev;\n', 'dns/db.acme.dev': ZONE },
    passes: { 'app.conf': 'server db.acme.dev;\n', 'dns/db.acme.dev': ZONE },
    nearMiss: {
      'app.conf': 'mail ops@dbb.acme.dev; x.lab.acme.dev; ${name}.acme.dev; acme.dev; dbb.acme.dev.example\n',
      'dns/db.acme.dev': ZONE,
    },
  },
  {
    rule: 'missing-host',
    name: 'behind a proxy',
    at: 'nginx/app.conf:2:10',
    fails: {
      'nginx/app.conf': 'upstream app {\n  server web2:8080;\n}\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
    passes: {
      'nginx/app.conf': 'upstream app {\n  server web1:8080;\n}\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
    nearMiss: {
      'nginx/app.conf':
        'upstream app {\n  server 10.0.0.5:8080;\n}\nserver {\n  location / {\n    proxy_pass http://app;\n  }\n}\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
  },
  {
    rule: 'fact-region',
    at: 'deploy.sh:1:8',
    facts: [fact('aws.region', 'eu-west-1')],
    fails: { 'deploy.sh': 'REGION=eu-west-2\n' },
    passes: { 'deploy.sh': 'REGION=eu-west-1 ZONE=eu-west-1a\n' },
    nearMiss: { 'deploy.sh': 'CERTIFICATES=us-east-1 NAME=queue-west-2\n' },
  },
  {
    rule: 'fact-network',
    at: 'docs/plan.md:1:1',
    facts: [fact('network.cidr', '10.20.0.0/16')],
    fails: { 'docs/plan.md': '10.30.0.0/20 is private\n' },
    passes: { 'docs/plan.md': '10.20.16.0/20 is private\n' },
    nearMiss: {
      'docs/plan.md': '0.0.0.0/0, 10.0.0.0/8, 203.0.113.0/24 and 172.20.0.0/16\n',
      'main.tf': 'variable "services" {\n  default = "172.20.0.0/16"\n}\n',
    },
  },
  {
    rule: 'fact-domain',
    at: 'k8s/route.yaml:6:15',
    facts: [fact('dns.domain', 'acme.dev')],
    fails: { 'k8s/route.yaml': route('web', 80, 'shop.acme.com'), 'k8s/a.yaml': service('web', 80) },
    passes: { 'k8s/route.yaml': route('web', 80, 'shop.acme.dev'), 'k8s/a.yaml': service('web', 80) },
    nearMiss: { 'k8s/route.yaml': route('web', 80, '"*.acme.dev"'), 'k8s/a.yaml': service('web', 80) },
  },
]

const found = async (rule: string, files: Files, facts: readonly Fact[] = []) =>
  (await judgeWith(consistencyCheck, files, facts)).filter((one) => one.rule === rule)

describe('what one file says of another', () => {
  test('every rule has cases', () => {
    const rules = Object.values(CONSISTENCY).map((rule) => rule.id)
    expect([...new Set(CASES.map((one) => one.rule))].sort()).toEqual([...rules].sort())
  })

  test.each(CASES)('$rule $name', async ({ rule, at, fails, passes, nearMiss, severity, facts }) => {
    const [failing, ...more] = await found(rule, fails, facts)
    expect(more).toEqual([])
    expect(`${failing?.file}:${failing?.line}:${failing?.column}`).toBe(at)
    if (severity !== undefined) expect(failing?.severity).toBe(severity)
    expect(await found(rule, passes, facts)).toEqual([])
    expect(await found(rule, nearMiss, facts)).toEqual([])
  })

  test('facts are asked only where there are any', async () => {
    const files = { 'deploy.sh': 'REGION=eu-west-2 NETWORK=10.1.0.0/16\n' }
    expect(await judgeWith(consistencyCheck, files)).toEqual([])
  })

  test('both places are named', async () => {
    const files = { 'k8s/route.yaml': route('web', 8080), 'k8s/a.yaml': service('web', 80) }
    const [one] = await found('missing-backend', files)
    expect(one?.message).toBe('HTTPRoute a leads to port 8080 of the service web, which has 80 (k8s/a.yaml).')
  })
})
