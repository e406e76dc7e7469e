import { factView, memoryTree, type Tree } from '../../../src/engine/checks/index.ts'
import type { Fact, FactValue } from '../../../src/engine/protocol/facts.ts'

/** A small repository that keeps every line of the checklist; tests take a copy and break one thing. */
export const GOOD: Readonly<Record<string, string>> = {
  'README.md': `# acme

Production network and cluster of acme. The picture is in docs/architecture.md.

## First deploy

\`\`\`sh
terraform -chdir=terraform init
\`\`\`

## Cost drivers

| what | a month | decided by |
|---|---|---|
| NAT gateways | $99 | network.nat |
`,
  'terraform/providers.tf': `provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}
`,
  'terraform/main.tf': `locals {
  tags = { Project = "acme", Environment = var.environment }
}

module "network" {
  source = "./network"
  zones  = var.zones
}
`,
  'terraform/variables.tf': `variable "region" {
  type        = string
  description = "Region of every resource."
  nullable    = false
}
`,
  'terraform/environments/prod.tfvars': `region = "eu-west-1"
zones  = { "eu-west-1a" = 0, "eu-west-1b" = 1, "eu-west-1c" = 2 }
`,
  'terraform/environments/prod.s3.tfbackend': `bucket       = "acme-state"
use_lockfile = true
`,
  'terraform/network/main.tf': `resource "aws_vpc" "this" {
  cidr_block = var.cidr
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "private" {
  for_each   = var.zones
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(var.cidr, 3, 4 + each.value)
}

resource "aws_route_table" "data" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
}

resource "aws_security_group" "lb" {
  name        = "acme-prod-lb"
  description = "Entrance"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.lb.id
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_flow_log" "this" {
  vpc_id = aws_vpc.this.id
}
`,
  'terraform/storage/main.tf': `resource "aws_db_instance" "orders" {
  multi_az                = var.multi_az
  storage_encrypted       = true
  backup_retention_period = 14
}

resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket = aws_s3_bucket.logs.id
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
}
`,
  'k8s/base/shop/deployment.yaml': `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    metadata:
      labels:
        app.kubernetes.io/name: shop
    spec:
      securityContext:
        runAsNonRoot: true
      containers:
        - name: shop
          image: ghcr.io/stefanprodan/podinfo:6.9.2
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          livenessProbe: { httpGet: { path: /healthz, port: http } }
          readinessProbe: { httpGet: { path: /readyz, port: http } }
          env:
            - name: DATABASE_URL
              valueFrom: { secretKeyRef: { name: shop-database, key: url } }
`,
  'k8s/base/shop/hpa.yaml': `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 3
  maxReplicas: 9
`,
  'k8s/base/shop/pdb.yaml': `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app.kubernetes.io/name: shop } }
`,
  'k8s/base/shop/external-secret.yaml': `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: shop }
spec: { target: { name: shop-database } }
`,
  'k8s/base/network-policies.yaml': `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: allow-shop }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: shop } }
  policyTypes: [Ingress]
  ingress: [{ ports: [{ port: 8080 }] }]
`,
  'k8s/base/kustomization.yaml': `---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [shop/deployment.yaml, shop/hpa.yaml, shop/pdb.yaml, shop/external-secret.yaml, network-policies.yaml, rules.yaml]
labels:
  - pairs: { app.kubernetes.io/part-of: acme }
    includeTemplates: true
`,
  'k8s/base/rules.yaml': `---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: shop }
spec:
  groups:
    - name: shop
      rules:
        - alert: ShopDown
          expr: up{job="shop"} == 0
          annotations: { runbook: docs/runbooks/shop-down.md }
`,
  'k8s/overlays/prod/kustomization.yaml': `---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: acme
resources: [../../base]
`,
  'scripts/deploy.sh': `#!/usr/bin/env bash
# usage: deploy.sh --env NAME
set -Eeuo pipefail
mkdir -p out
kubectl apply -k "k8s/overlays/$env"
`,
  'docs/runbooks/shop-down.md': '# ShopDown\n\n```sh\nkubectl -n acme get pods\n```\n',
  'docs/runbooks/restore-orders.md': '# Restore orders\n\n```sh\naws rds restore-db-instance-to-point-in-time\n```\n',
  'docs/architecture.md': '# Architecture\n',
  'disaster-recovery/plan.md': '# Plan\n\nRTO 4 h, RPO 1 h.\n',
  'disaster-recovery/compliance.md': '# Compliance\n\n| gdpr | `terraform/storage/main.tf` |\n',
}

export const ENVS: FactValue = [
  environment('prod', '10.20.0.0/16', 20, 'per-az', ['a', 'b', 'c']),
  environment('staging', '10.21.0.0/16', 21, 'single', ['a', 'b']),
]

function environment(name: string, cidr: string, second: number, nat: string, letters: string[]): FactValue {
  const zone = (letter: string): string => `eu-west-1${letter}`
  const tier = (first: number, step: number, bits: number): FactValue =>
    letters.map((letter, slot) => ({ zone: zone(letter), slot, cidr: `10.${second}.${first + slot * step}.0/${bits}` }))
  return {
    name,
    cidr,
    nat,
    cluster: `acme-${name}`,
    production: name === 'prod',
    zones: letters.map((letter, slot) => ({ name: zone(letter), letter, slot })),
    subnets: { public: tier(0, 4, 22), private: tier(128, 32, 19), data: tier(16, 4, 22) },
  }
}

export function fact(name: string, value: FactValue, origin: Fact['origin'] = 'default', source?: string): Fact {
  return source === undefined ? { name, value, origin } : { name, value, origin, source }
}

export const FACTS: Fact[] = [
  fact('project.name', 'acme', 'flag'),
  fact('aws.region', 'eu-west-1', 'goal', 'eu-west-1'),
  fact('aws.dr_region', 'eu-central-1'),
  fact('environments', ['prod', 'staging']),
  fact('network.cidr', '10.20.0.0/16', 'answer'),
  fact('network.azs', 3, 'goal', '3 AZs'),
  fact('network.nat', 'per-az'),
  fact('envs', ENVS, 'derived'),
  fact('cluster.version', '1.35'),
  fact('cluster.compute', 'managed-nodes'),
  fact('namespace', 'acme', 'derived'),
  fact('services', [
    { name: 'shop', port: 8080, host: 'shop.acme.io', min: 3, max: 9, class: 'critical' },
    { name: 'search', port: 9090, min: 2, max: 6 },
    { name: 'mailer', port: 8081, min: 2 },
  ]),
  fact('ingress.controller', 'aws-lbc'),
  fact('dns.domain', 'acme.io', 'goal', 'acme.io'),
  fact('dns.visibility', 'public'),
  fact('dns.provider', ['route53']),
  fact('databases', [{ engine: 'postgresql', placement: 'rds', size: 'db.r7g.large' }]),
  fact('secrets.store', 'secrets-manager'),
  fact('observability.stack', 'prometheus'),
  fact('backup.rpo', '1h'),
  fact('backup.rto', '4h'),
  fact('compliance', ['gdpr']),
]

export const SKILLS = [
  'architecting-networks',
  'writing-infrastructure-code',
  'operating-kubernetes',
  'managing-dns',
  'planning-disaster-recovery',
]

/** The good repository with some files changed (a text) or taken away (null). */
export function good(changes: Record<string, string | null> = {}): Tree {
  const files = new Map(Object.entries(GOOD))
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) files.delete(path)
    else files.set(path, text)
  }
  return memoryTree(files)
}

export const facts = (changes: Record<string, FactValue> = {}) =>
  factView([
    ...FACTS.filter((one) => !(one.name in changes)),
    ...Object.entries(changes).map(([name, value]) => fact(name, value)),
  ])
