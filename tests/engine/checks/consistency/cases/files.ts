import { type Case, type Files, OWN } from './case.ts'

const ROOT = 'provider "aws" {\n}\noutput "vpc_id" {\n  value = 1\n}\n'
const required = (...names: string[]): string => names.map((name) => `variable "${name}" {\n}\n`).join('')
const SCRIPT = '#!/bin/sh\ncase "$1" in\n  --check) check=true ;;\nesac\n'
const overlay = (name: string): Files => ({ [`k8s/overlays/${name}/kustomization.yaml`]: 'resources: []\n' })
const values = (name: string): Files => ({ [`environments/${name}.tfvars`]: '' })

export const FILES: Case[] = [
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
    rule: 'missing-path',
    name: 'in the runbook of an alert',
    at: 'rules.yaml:1:10',
    fails: { 'rules.yaml': 'runbook: docs/runbooks/nat.md\n', 'docs/runbooks/dns.md': '' },
    passes: { 'rules.yaml': 'runbook: docs/runbooks/dns.md\n', 'docs/runbooks/dns.md': '' },
    nearMiss: { 'rules.yaml': 'runbook: https://wiki.acme.dev/docs/runbooks/nat.md\n', 'docs/runbooks/dns.md': '' },
  },
]
