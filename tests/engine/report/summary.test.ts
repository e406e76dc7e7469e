import { describe, expect, test } from 'vitest'
import { factView, memoryTree } from '../../../src/engine/checks/index.ts'
import type { Diagnostic } from '../../../src/engine/protocol/index.ts'
import {
  isComplete,
  remediation,
  renderDetails,
  renderHtml,
  renderProof,
  renderSummary,
  wantsDialog,
} from '../../../src/engine/report/index.ts'
import { good } from '../checks/sample.ts'
import { deliverable, outputs, report } from './sample-report.ts'

const steps = (files: Record<string, string>, root = 'infra', environments: string[] = ['prod']) =>
  report({ tree: memoryTree(files), root, facts: [{ name: 'environments', value: environments, origin: 'default' }] })
    .nextSteps

describe('the end of a run', () => {
  test('as spec 1 §4.6 writes it', () => {
    expect(renderSummary(report(), { root: 'infra' })).toEqual([
      '═══════════════════════════════════════════════════════════',
      '  INFRASTRUCTURE CONFIGURATION COMPLETE',
      '═══════════════════════════════════════════════════════════',
      '',
      'Generated 22 files across 5 infrastructure skills:',
      '',
      'KEY FILES:',
      '  infra/terraform/main.tf                    - Core infrastructure resources',
      '  infra/k8s/overlays/prod/kustomization.yaml - Kubernetes deployment specs',
      '  infra/terraform/network/main.tf            - Network architecture',
      '  infra/scripts/deploy.sh                    - Setup and deployment scripts',
      '  infra/disaster-recovery/plan.md            - Recovery plan',
      '  infra/docs/architecture.md                 - Architecture and decisions',
      '  infra/README.md                            - Where an operator begins',
      '',
      'NEXT STEPS:',
      '  1. Review generated configurations, beginning with infra/README.md',
      '  2. Update infra/terraform/environments/prod.tfvars with your values',
      '  3. Initialize: terraform -chdir=infra/terraform init -backend-config=environments/prod.s3.tfbackend',
      '  4. Plan: terraform -chdir=infra/terraform plan -var-file=environments/prod.tfvars -out=prod.tfplan',
      '  5. Apply: terraform -chdir=infra/terraform apply prod.tfplan',
      '  6. Deploy to the cluster: infra/scripts/deploy.sh --env prod',
      '',
      '═══════════════════════════════════════════════════════════',
    ])
  })

  test('"complete" is said of nothing that is not', () => {
    const missing = report({ tree: good({ 'terraform/network/main.tf': null }) })
    const broken = report({ tree: good({ 'disaster-recovery/plan.md': null }) })
    const failed = report({ checks: [{ check: 'yaml', status: 'failed', diagnostics: [] }] })
    const unknown = report({ checks: [{ check: 'yaml', status: 'not-run', diagnostics: [], note: 'it broke' }] })
    expect(renderSummary(unknown)[1]).toBe('  INFRASTRUCTURE CONFIGURATION: 1 CHECK COULD NOT RUN')
    for (const one of [missing, broken, failed, unknown]) {
      expect(isComplete(one)).toBe(false)
      expect(renderSummary(one).join('\n')).not.toMatch(/complete/i)
    }
    expect(renderSummary(missing)[1]).toBe('  INFRASTRUCTURE CONFIGURATION: 1 OF 2 REQUIRED PARTS MISSING')
  })

  test('what proved it, and what did not run', () => {
    expect(renderProof(report())).toEqual([
      'Proved by: terraform validate ✓',
      'Not run:   helm lint (not installed)',
      'Outputs:   6 of 6 as the skills promise',
      'Checklist: 10 met, 0 not applicable',
    ])
  })

  test('the detailed report names every piece of evidence by file and line', () => {
    const lines = renderDetails(report({ tree: good({ 'k8s/base/shop/pdb.yaml': null }) }))
    expect(lines).toContain('      terraform/network/main.tf:1  resource "aws_vpc" "this" {')
    expect(lines.join('\n')).toMatch(
      /✗ High availability and redundancy where needed \(unmet\)\n {6}Disruption budget: 0 of 1 workload/,
    )
  })
})

describe('what a check found', () => {
  const found = (line: number): Diagnostic => ({
    check: 'yaml',
    severity: 'error',
    file: 'k8s/a.yaml',
    line,
    column: 3,
    message: 'deficient <indentation>',
    fix: { title: 'indent', edits: [] },
  })
  const one = report({
    checks: [{ check: 'yaml', status: 'failed', diagnostics: Array.from({ length: 60 }, (_, at) => found(at + 1)) }],
  })

  test('stands in the report, as far as a person reads', () => {
    expect(one.checks).toMatchObject([{ findings: 60 }])
    expect(one.checks?.[0]?.diagnostics).toHaveLength(50)
    expect(JSON.stringify(one.checks)).not.toContain('edits')
  })

  test('is in the details and on the page', () => {
    const lines = renderDetails(one)
    expect(lines).toContain('  ✗ yaml (failed)')
    expect(lines).toContain('      k8s/a.yaml:1:3: error: deficient <indentation>')
    expect(lines.at(-1)).toBe('      and 10 more: skillchain check')
    const page = renderHtml(one, good(), factView([]))
    expect(page).toContain('k8s/a.yaml:1:3: error: deficient &lt;indentation&gt;')
  })
})

describe('next steps are commands for what is there', () => {
  test('Terraform without environments', () => {
    expect(steps({ 'terraform/main.tf': '', 'terraform/variables.tf': '' })).toEqual([
      'Review generated configurations',
      'Update infra/terraform/variables.tf with your values',
      'Initialize: terraform -chdir=infra/terraform init',
      'Plan: terraform -chdir=infra/terraform plan -out=main.tfplan',
      'Apply: terraform -chdir=infra/terraform apply main.tfplan',
    ])
  })

  test('Terraform in the folder itself', () => {
    expect(steps({ 'main.tf': '', 'network/main.tf': '' }, '.')).toContain('Plan: terraform plan -out=main.tfplan')
    expect(steps({ 'main.tf': '' }, 'my infra')).toContain("Initialize: terraform -chdir='my infra' init")
  })

  test('the state bucket comes before the state', () => {
    const found = steps({ 'terraform/main.tf': '', 'terraform/bootstrap/main.tf': '' })
    expect(found[1]).toBe(
      'Make the state bucket once: terraform -chdir=infra/terraform/bootstrap init && terraform -chdir=infra/terraform/bootstrap apply',
    )
  })

  test('manifests without a script, hosts with a playbook, the environment that exists', () => {
    expect(steps({ 'k8s/overlays/staging/kustomization.yaml': 'x: 1' }, 'infra', ['prod', 'staging'])).toContain(
      'Deploy to the cluster: kubectl apply -k infra/k8s/overlays/staging',
    )
    expect(steps({ 'ansible/playbooks/site.yml': '', 'ansible/inventory/prod/hosts.yml': '' })).toContain(
      'Configure the hosts, first without changing them: ansible-playbook -i infra/ansible/inventory/prod infra/ansible/playbooks/site.yml --check --diff',
    )
  })

  test('scripts of the result come before bare tools, called as they say themselves', () => {
    const usage = (line: string, code: string): string =>
      `#!/usr/bin/env bash\nusage() {\n  cat <<'HELP'\nUsage: ${line}\nHELP\n}\n${code}\n`
    const files = {
      'terraform/main.tf': 'x',
      'terraform/environments/prod.tfvars': 'x',
      'terraform/bootstrap/README.md': 'x',
      'k8s/overlays/prod/kustomization.yaml': 'x: 1',
      'scripts/setup.sh': usage('scripts/setup.sh [--dry-run]', 'terraform init'),
      'scripts/plan.sh': usage('scripts/plan.sh ENVIRONMENT [--check]', 'tf plan'),
      'scripts/deploy.sh': usage('scripts/deploy.sh ENVIRONMENT [--dry-run]', 'terraform apply\nkubectl apply'),
    }
    expect(steps(files).slice(2)).toEqual([
      'Initialize: infra/scripts/setup.sh',
      'Plan: infra/scripts/plan.sh prod',
      'Apply: infra/scripts/deploy.sh prod',
    ])
    expect(
      steps({ ...files, 'scripts/deploy.sh': usage('scripts/deploy.sh ENVIRONMENT', 'terraform apply') }).at(-1),
    ).toBe('Deploy to the cluster: kubectl apply -k infra/k8s/overlays/prod')
  })

  test('a backend whose bucket is not written down asks for it', () => {
    const files = { 'terraform/main.tf': 'x', 'terraform/environments/prod.s3.tfbackend': 'use_lockfile = true\n' }
    expect(steps(files)).toContain(
      'Initialize: terraform -chdir=infra/terraform init -backend-config=environments/prod.s3.tfbackend -backend-config=bucket=YOUR_STATE_BUCKET',
    )
  })

  test('nothing is promised of an empty folder', () => {
    expect(steps({})).toEqual(['Review generated configurations'])
  })
})

describe('what answer A generates again', () => {
  test('nothing when nothing is missing', () => {
    expect(remediation(report())).toBeNull()
    expect(wantsDialog(report())).toBe(false)
  })

  test('exactly the missing parts, by the skill that owns them', () => {
    const blueprint = {
      name: 'platform',
      deliverables: [
        deliverable('Backup schedule', {
          skill: 'planning-disaster-recovery',
          requiredFiles: ['terraform/backup.tf', 'README.md'],
        }),
        deliverable('Readme', { requiredFiles: ['README.md'] }),
      ],
    }
    const skills = [
      { name: 'architecting-networks', outputs: outputs('terraform/network/', 'terraform/network/nat.tf') },
    ]
    const found = report({ blueprint, skills })
    expect(wantsDialog(found)).toBe(true)
    expect(remediation(found)).toEqual({
      missing: ['Backup schedule'],
      skills: [
        { skill: 'architecting-networks', paths: ['terraform/network/nat.tf'] },
        { skill: 'planning-disaster-recovery', paths: ['terraform/backup.tf'] },
      ],
    })
  })
})
