import type { Report } from '../../../src/engine/protocol/report.ts'
import { buildReport, type ReportInput } from '../../../src/engine/report/index.ts'
import type { Deliverable, SkillOutputs } from '../../../src/skills/types.ts'
import { FACTS, good, SKILLS } from '../checks/sample.ts'

export function deliverable(name: string, more: Partial<Deliverable> = {}): Deliverable {
  return {
    name,
    skill: 'architecting-networks',
    requiredFiles: [],
    contentChecks: [],
    maturityRequired: [],
    line: 1,
    ...more,
  }
}

export function outputs(...paths: string[]): SkillOutputs {
  const base = paths.map((path) => ({
    path,
    kind: path.endsWith('/') ? ('directory' as const) : ('file' as const),
    mustContain: [],
    description: '',
    line: 1,
  }))
  return { base, conditional: {}, dimensions: {}, scaffolding: [], metadata: {} }
}

const PROMISED: Readonly<Record<string, string[]>> = {
  'architecting-networks': ['terraform/network/', 'terraform/network/main.tf'],
  'writing-infrastructure-code': ['terraform/main.tf', 'terraform/providers.tf'],
  'operating-kubernetes': ['k8s/base/'],
  'managing-dns': [],
  'planning-disaster-recovery': ['disaster-recovery/plan.md'],
}

export const GOAL = 'production kubernetes on AWS with DNS, 3 AZs in eu-west-1, acme.io'

export const DELIVERABLES = [
  deliverable('Network', {
    requiredFiles: ['terraform/network/'],
    contentChecks: [{ pattern: 'resource "aws_vpc"', in: 'terraform/network/' }],
  }),
  deliverable('Cluster', {
    skill: 'operating-kubernetes',
    requiredFiles: ['k8s/base/'],
    contentChecks: [{ pattern: 'kind:\\s*Deployment', in: 'k8s/base/' }],
  }),
  deliverable('Service mesh', {
    skill: 'implementing-service-mesh',
    requiredFiles: ['mesh/'],
    maturityRequired: ['advanced'],
  }),
]

export function input(more: Partial<ReportInput> = {}): ReportInput {
  return {
    goal: GOAL,
    maturity: 'starter',
    tree: good(),
    facts: FACTS,
    skills: SKILLS.map((name) => ({ name, outputs: outputs(...(PROMISED[name] ?? [])) })),
    blueprint: { name: 'platform', deliverables: DELIVERABLES },
    holds: () => true,
    owner: (path) => (path.startsWith('k8s/') ? 'operating-kubernetes' : 'writing-infrastructure-code'),
    root: 'infra',
    checks: [
      { check: 'terraform validate', status: 'passed', diagnostics: [] },
      { check: 'helm lint', status: 'not-run', diagnostics: [], note: 'not installed', outside: true },
    ],
    chain: {
      goal: GOAL,
      skills: SKILLS.map((name, at) => ({
        name,
        title: `What ${name} does`,
        priority: at + 1,
        score: 10,
        why: at === 0 ? ['operating-kubernetes needs it'] : ['kubernetes', 'dns'],
        inserted: at === 0,
        questions: 3,
      })),
      leftOut: [{ name: 'implementing-service-mesh', why: '"no mesh"' }],
      blueprint: { name: 'platform', confidence: 0.92, why: ['production', 'kubernetes'] },
      estimate: { questions: 15, withDefault: 11, minutes: 4 },
    },
    ...more,
  }
}

export function report(more: Partial<ReportInput> = {}): Report {
  return buildReport(input(more))
}
