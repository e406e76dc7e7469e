import { describe, expect, test } from 'vitest'
import { checklist, factView, memoryTree, type Tree } from '../../../../src/engine/checks/index.ts'
import type { FactValue } from '../../../../src/engine/protocol/facts.ts'
import { facts, GOOD, good } from '../sample.ts'

const LINES = {
  labels: 'All resources properly namespaced/tagged',
  segmentation: 'Network segmentation and security groups',
  availability: 'High availability and redundancy where needed',
  monitoring: 'Monitoring and health checks configured',
  secrets: 'Secrets management (not hardcoded)',
  recovery: 'Disaster recovery procedures documented',
  scripts: 'Automation scripts are idempotent',
  runbooks: 'Documentation for runbooks and operations',
  cost: 'Cost optimization considerations noted',
  compliance: 'Compliance and security best practices',
} as const
type Name = keyof typeof LINES

function line(name: Name, tree: Tree, more: Record<string, FactValue> = {}) {
  const found = checklist(tree, facts(more)).find((one) => one.line === LINES[name])
  if (!found) throw new Error(`no line ${name}`)
  return found
}

const changed = (path: string, from: string, to: string): Record<string, string> => {
  const text = GOOD[path] ?? ''
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`)
  return { [path]: text.replace(from, to) }
}

test('the ten lines of the specification, in its order and words', () => {
  expect(checklist(good(), facts()).map((one) => one.line)).toEqual(Object.values(LINES))
})

test('a good repository keeps every line, with evidence that stands in its files', () => {
  for (const result of checklist(good(), facts())) {
    expect(result, result.because).toMatchObject({ status: 'met' })
    expect(result.evidence.length).toBeGreaterThan(0)
    for (const { file, line: at, text } of result.evidence) expect(GOOD[file]?.split('\n')[at - 1]?.trim()).toBe(text)
  }
})

test('an empty folder keeps no line and breaks none', () => {
  expect(checklist(memoryTree({}), factView([])).map((one) => one.status)).toEqual(Array(10).fill('not-applicable'))
})

/** What is broken, the line that notices, and the words it says. */
const BROKEN: [what: string, line: Name, changes: Record<string, string | null>, says: RegExp, where?: string][] = [
  [
    'no default tags',
    'labels',
    changed('terraform/providers.tf', 'default_tags', 'ignore_tags'),
    /tags: 0 of \d+ cloud resources/i,
  ],
  [
    'default tags in a comment',
    'labels',
    changed('terraform/providers.tf', '  default_tags {', '  # default_tags {'),
    /tags: 0 of/i,
  ],
  [
    'labels taken away',
    'labels',
    changed('k8s/base/kustomization.yaml', 'app.kubernetes.io/part-of: acme', 'team: acme'),
    /labels app\.kubernetes\.io\/\*: 0 of 7/i,
    'k8s/base/network-policies.yaml',
  ],
  [
    'no namespace',
    'labels',
    changed('k8s/overlays/prod/kustomization.yaml', 'namespace: acme\n', ''),
    /namespace of their own: 0 of 7/,
  ],
  [
    'no default deny',
    'segmentation',
    changed('k8s/base/network-policies.yaml', 'podSelector: {}', 'podSelector: { matchLabels: { a: b } }'),
    /no NetworkPolicy denies all ingress and egress/i,
  ],
  [
    'only ingress denied',
    'segmentation',
    changed('k8s/base/network-policies.yaml', '[Ingress, Egress]', '[Ingress]'),
    /denies all egress by default/,
  ],
  [
    'default group open',
    'segmentation',
    changed(
      'terraform/network/main.tf',
      'vpc_id = aws_vpc.this.id\n}',
      'vpc_id = aws_vpc.this.id\n  ingress {\n    self = true\n  }\n}',
    ),
    /closed: 0 of 1 default security group/i,
    'terraform/network/main.tf',
  ],
  [
    'ssh open to all',
    'segmentation',
    {
      'terraform/x.tf':
        'resource "aws_vpc_security_group_ingress_rule" "ssh" {\n  cidr_ipv4 = "0.0.0.0/0"\n  from_port = 22\n  to_port = 22\n}\n',
    },
    /open to the whole internet.*1 rule \(aws_vpc_security_group_ingress_rule\.ssh\)/i,
    'terraform/x.tf',
  ],
  [
    'inline rule open to all',
    'segmentation',
    {
      'terraform/x.tf':
        'resource "aws_security_group" "x" {\n  ingress {\n    cidr_blocks = ["0.0.0.0/0"]\n    from_port = 0\n    to_port = 65535\n  }\n}\n',
    },
    /1 rule/,
  ],
  [
    'data tier with a way out',
    'segmentation',
    changed('terraform/network/main.tf', 'aws_route_table.private.id', 'aws_route_table.data.id'),
    /from the data tier to the internet: 1 route/i,
  ],
  [
    'one zone',
    'availability',
    changed(
      'terraform/environments/prod.tfvars',
      '"eu-west-1a" = 0, "eu-west-1b" = 1, "eu-west-1c" = 2',
      '"eu-west-1a" = 0',
    ),
    /subnets span 1 availability zone/i,
  ],
  [
    'one replica',
    'availability',
    changed('k8s/base/shop/hpa.yaml', 'minReplicas: 3', 'minReplicas: 1'),
    /at least two replicas: 0 of 1 workload \(not: shop\)/i,
  ],
  ['no disruption budget', 'availability', { 'k8s/base/shop/pdb.yaml': null }, /disruption budget: 0 of 1/i],
  [
    'a budget that picks nothing',
    'availability',
    changed(
      'k8s/base/shop/pdb.yaml',
      'metadata: { name: shop }\nspec:\n  maxUnavailable: 1\n  selector: { matchLabels: { app.kubernetes.io/name: shop } }',
      'metadata: { name: other }\nspec:\n  selector: { matchLabels: { app.kubernetes.io/name: other } }',
    ),
    /disruption budget: 0 of 1/i,
  ],
  [
    'a database in one zone',
    'availability',
    changed('terraform/storage/main.tf', 'multi_az                = var.multi_az', 'multi_az = false'),
    /failover to a second zone: 0 of 1/i,
  ],
  [
    'no readiness probe',
    'monitoring',
    changed('k8s/base/shop/deployment.yaml', 'readinessProbe:', '# readinessProbe:'),
    /liveness and readiness probes: 0 of 1/i,
  ],
  ['no alert', 'monitoring', { 'k8s/base/rules.yaml': null }, /no alert rule/i],
  ['no flow log', 'monitoring', changed('terraform/network/main.tf', 'aws_flow_log', 'aws_route_table'), /no flow log/],
  [
    'a password',
    'secrets',
    { 'terraform/x.tfvars': 'db_password = "hunter2!"\n' },
    /looks like a credential: 1 line/i,
    'terraform/x.tfvars',
  ],
  [
    'a Secret object',
    'secrets',
    { 'k8s/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { a: b }\n' },
    /values written into 1 Secret object/i,
  ],
  [
    'a reference to nothing',
    'secrets',
    { 'k8s/base/shop/external-secret.yaml': null },
    /resolved: 0 of 1 secret reference \(not: shop-database\)/i,
  ],
  [
    'a sensitive variable with a default',
    'secrets',
    { 'terraform/v.tf': 'variable "x" {\n  sensitive = true\n  default   = "abc"\n}\n' },
    /default written into 1 sensitive variable/i,
  ],
  ['no plan', 'recovery', { 'disaster-recovery/plan.md': null }, /no recovery plan names an RTO or RPO/i],
  [
    'no restore runbook',
    'recovery',
    { 'docs/runbooks/restore-orders.md': null },
    /no runbook says with which commands/i,
  ],
  [
    'a restore page without commands',
    'recovery',
    { 'docs/runbooks/restore-orders.md': '# Restore\nAsk somebody.\n' },
    /no runbook says/i,
  ],
  [
    'no backups',
    'recovery',
    changed('terraform/storage/main.tf', 'backup_retention_period = 14', 'backup_retention_period = 0'),
    /no backup schedule/i,
  ],
  [
    'a script that creates',
    'scripts',
    { 'scripts/setup.sh': '#!/bin/bash\nkubectl create namespace acme\nmkdir out\n' },
    /not safe to run twice: 2 commands/i,
    'scripts/setup.sh',
  ],
  [
    'a task that always changes',
    'scripts',
    { 'ansible/roles/web/tasks/main.yml': '---\n- name: Reload\n  ansible.builtin.command: systemctl reload nginx\n' },
    /changed on every run: 1 Ansible command/i,
  ],
  [
    'an alert without a page',
    'runbooks',
    { 'docs/runbooks/shop-down.md': null },
    /a runbook that exists: 0 of 1 alert \(not: ShopDown\)/i,
    'k8s/base/rules.yaml',
  ],
  ['no README', 'runbooks', { 'README.md': null }, /there is no README/i],
  ['no figures', 'cost', changed('README.md', '$99', 'some'), /no document has a cost section with figures/i],
  [
    'an open bucket',
    'compliance',
    changed(
      'terraform/storage/main.tf',
      'resource "aws_s3_bucket_public_access_block" "logs"',
      'resource "aws_s3_bucket_versioning" "logs"',
    ),
    /public access blocked and encryption named: 0 of 1 bucket/i,
  ],
  [
    'an unencrypted database',
    'compliance',
    changed('terraform/storage/main.tf', 'storage_encrypted       = true\n', ''),
    /encrypted and not public: 0 of 1/i,
  ],
  [
    'a root container',
    'compliance',
    changed('k8s/base/shop/deployment.yaml', 'runAsNonRoot: true', 'runAsNonRoot: false'),
    /ordinary user, no extra capabilities: 0 of 1/i,
  ],
  ['no map for a regulation', 'compliance', { 'disaster-recovery/compliance.md': null }, /no files mapped for gdpr/i],
  [
    'all actions on everything',
    'compliance',
    {
      'terraform/iam.tf':
        'data "aws_iam_policy_document" "x" {\n  statement {\n    actions   = ["*"]\n    resources = ["*"]\n  }\n}\n',
    },
    /actions named: 0 of 1/i,
  ],
  [
    'IMDSv1',
    'compliance',
    { 'terraform/i.tf': 'resource "aws_instance" "x" {\n  ami = "a"\n}\n' },
    /IMDSv2 required: 0 of 1/,
  ],
]

describe('each line notices what is broken, and where', () => {
  test.each(BROKEN)('%s', (_what, name, changes, says, where) => {
    const result = line(name, good(changes))
    expect(result.because).toMatch(says)
    expect(result.status).toBe('unmet')
    if (where !== undefined) expect(result.evidence.map((one) => one.file)).toContain(where)
  })

  test('and no other line is dragged along by a change that does not concern it', () => {
    const before = checklist(good(), facts())
    const after = checklist(good({ 'docs/notes.md': '# Notes\n' }), facts())
    expect(after.map((one) => one.status)).toEqual(before.map((one) => one.status))
  })
})

describe('where an answer decides', () => {
  test('an RPO that the schedule does not keep', () => {
    const tree = good({
      'terraform/storage/main.tf': null,
      'terraform/backup/main.tf':
        'resource "aws_backup_plan" "this" {\n  rule {\n    schedule = "cron(0 5 ? * * *)"\n  }\n}\n',
    })
    expect(line('recovery', tree, { 'backup.rpo': '24h' })).toMatchObject({ status: 'met' })
    expect(line('recovery', tree, { 'backup.rpo': '1h' }).because).toMatch(/every 1 day, slower than the RPO of 1 hour/)
  })

  test('monitoring that was answered with "none" is not demanded', () => {
    expect(line('monitoring', good({ 'k8s/base/rules.yaml': null }), { 'observability.stack': 'none' }).status).toBe(
      'met',
    )
  })

  test('a batch service needs no second replica', () => {
    const tree = good({ 'k8s/base/shop/hpa.yaml': null })
    expect(line('availability', tree).status).toBe('unmet')
    expect(line('availability', tree, { services: [{ name: 'shop', class: 'batch' }] }).status).toBe('met')
  })
})

describe('what is safe is not accused', () => {
  test.each([
    ['kubectl create namespace acme --dry-run=client -o yaml | kubectl apply -f -'],
    ['helm upgrade --install shop ./chart'],
    ['mkdir -p out'],
    ['if ! aws s3api head-bucket --bucket x; then\n  aws s3api create-bucket --bucket x\nfi'],
    ['ln -sfn a b'],
    ['# kubectl create namespace acme'],
    ['id app >/dev/null 2>&1 || useradd app'],
  ])('%s', (code) => {
    expect(line('scripts', good({ 'scripts/x.sh': `#!/bin/bash\nset -eu\n${code}\n` })).status).toBe('met')
  })

  test('a test that runs a script twice is better proof than reading it', () => {
    const tree = good({
      'scripts/setup.sh': '#!/bin/bash\nkubectl create namespace acme\n',
      'tests/setup.bats': '@test "setup.sh: a second run changes nothing" {\n  run scripts/setup.sh\n}\n',
    })
    const result = line('scripts', tree)
    expect(result.status).toBe('met')
    expect(result.evidence[0]).toMatchObject({ file: 'tests/setup.bats', line: 1 })
  })

  test('a patch is judged where it lands, a chart template is not read as YAML', () => {
    const tree = good({
      'k8s/overlays/prod/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: acme\nresources: [../../base]\npatches: [{ path: patch.yaml }]\n',
      'k8s/overlays/prod/patch.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { replicas: 5 }\n',
      'k8s/helm/shop/templates/deployment.yaml': '{{- if .Values.x }}\nkind: Deployment\n{{- end }}\n',
    })
    for (const result of checklist(tree, facts())) expect(result.status, result.because).toBe('met')
  })
})

describe('a repository that somebody else wrote', () => {
  test('broken, odd and hostile files are read as far as they go', () => {
    const tree = memoryTree({
      'bad.tf': 'resource "aws_vpc" {{{ "',
      'bad.yaml': 'a: [1\n---\nkind: Deployment\napiVersion: apps/v1\n---\n- : : :\n\t- x',
      'bomb.yaml':
        'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d]\n',
      'deep.yaml': '['.repeat(5000),
      'proto.yaml': '__proto__: { polluted: true }\nkind: Deployment\napiVersion: apps/v1\nspec: null\n',
      'odd.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: 7\nspec: { template: { spec: { containers: [null, 3, { securityContext: 9 }] } } }\n',
      'policy.yaml': 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: text\n',
      'kustomization.yaml': 'resources: 5\npatches: [1, null, {}]\nlabels: x\n',
      'rules.yaml': 'groups: [{ rules: [{ alert: A, annotations: 4 }, null] }, 3]\n',
      'binary.sh': '#!/bin/sh\0\0',
      'crlf.sh': '#!/bin/bash\r\nmkdir x\r\n',
      'long.md': 'cost '.repeat(100_000),
    })
    const started = performance.now()
    const results = checklist(tree, factView([]))
    expect(results).toHaveLength(10)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('text made to be slow to search is not', () => {
    const n = 60_000
    const slow = [
      ' '.repeat(n),
      '\n'.repeat(n),
      'eyJ-'.repeat(n / 4),
      'kubectl '.repeat(n / 8),
      'slice('.repeat(n / 6),
      '- '.repeat(n / 2),
      '"cron('.repeat(n / 6),
      '$ '.repeat(n / 2),
      'a/'.repeat(n / 2),
      'password=1a'.repeat(n / 11),
      '<<a '.repeat(n / 4),
      'a: |'.repeat(n / 4),
      '#'.repeat(n),
      '---\n'.repeat(n / 4),
      'hook input '.repeat(n / 11),
      '`a/'.repeat(n / 3),
      '"${'.repeat(n / 3),
      '/*'.repeat(n / 2),
      "'".repeat(n),
    ]
    const endings = ['tf', 'yaml', 'sh', 'md', 'nft', 'conf', 'tfvars']
    const tree = memoryTree(
      slow.flatMap((text, at) =>
        endings.map((ending): [string, string] => [
          `docs/runbooks/restore-backup-${at}.${ending}`,
          `#!/bin/sh\n${text}`,
        ]),
      ),
    )
    const started = performance.now()
    checklist(tree, facts())
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test('no piece of evidence is longer than a line of a report', () => {
    const tree = good({ 'terraform/x.tf': `resource "aws_instance" "x" { ami = "${'a'.repeat(5000)}" }\n` })
    for (const { evidence } of checklist(tree, facts())) {
      expect(evidence.length).toBeLessThanOrEqual(8)
      for (const { text } of evidence) expect(text.length).toBeLessThanOrEqual(160)
    }
  })
})
