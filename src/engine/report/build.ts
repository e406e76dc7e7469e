import type { Deliverable } from '../../skills/types.ts'
import {
  type CheckOutcome,
  checklist,
  completeness,
  factView,
  type PromisingSkill,
  type Tree,
} from '../checks/index.ts'
import type { Chain } from '../protocol/chain.ts'
import type { Diagnostic } from '../protocol/diagnostic.ts'
import type { Fact, Maturity } from '../protocol/facts.ts'
import type { CheckSummary, Report } from '../protocol/report.ts'
import { keyFiles } from './key-files.ts'
import { nextSteps } from './next-steps.ts'

export interface ReportInput {
  goal: string
  maturity: Maturity
  tree: Tree
  /** All facts, the computed ones too. */
  facts: readonly Fact[]
  /** Skills that ran; those that were skipped or failed promise nothing. */
  skills: readonly PromisingSkill[]
  blueprint: { name: string; deliverables: readonly Deliverable[] } | null
  /** Evaluates a `when:` over the facts; throws when it cannot be read. */
  holds(condition: string): boolean
  /** Which skill wrote a path; what nobody wrote is the user's. */
  owner?(path: string): string | undefined
  /** The tree's folder as the user would type it from where they stand: `infra`. */
  root: string
  checks?: readonly CheckOutcome[]
  chain?: Chain
}

export function buildReport(input: ReportInput): Report {
  const facts = factView(input.facts)
  const complete = completeness({
    tree: input.tree,
    maturity: input.maturity,
    skills: input.skills,
    deliverables: input.blueprint?.deliverables ?? null,
    holds: input.holds,
    fact: facts.get,
  })
  const report: Report = {
    goal: input.goal,
    blueprint: input.blueprint?.name ?? null,
    maturity: input.maturity,
    required: complete.required,
    fulfilled: complete.fulfilled,
    completeness: complete.percent,
    skills: complete.skills,
    deliverables: complete.deliverables,
    checklist: checklist(input.tree, facts),
    files: input.tree.paths().map((path) => ({
      path,
      owner: input.owner?.(path) ?? 'you',
      bytes: Buffer.byteLength(input.tree.text(path) ?? ''),
    })),
    keyFiles: keyFiles(input.tree.paths()),
    nextSteps: nextSteps(input.tree, facts, input.root),
    diagnostics: 0,
    ...(input.chain ? { chain: input.chain } : {}),
  }
  return input.checks === undefined ? report : withChecks(report, input.checks)
}

/** The same report with what the checks found. */
export function withChecks(report: Report, outcomes: readonly CheckOutcome[]): Report {
  return {
    ...report,
    diagnostics: outcomes.reduce((sum, one) => sum + one.diagnostics.length, 0),
    checks: outcomes.map(inShort),
  }
}

/** More of them are found by the check itself. */
const MOST_SHOWN = 50

function inShort({ check, status, diagnostics, note, outside }: CheckOutcome): CheckSummary {
  return {
    check,
    status,
    findings: diagnostics.length,
    ...(note === undefined ? {} : { note }),
    ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.slice(0, MOST_SHOWN).map(withoutFix) }),
    ...(outside === true ? { outside } : {}),
  }
}

function withoutFix({ fix: _fix, ...found }: Diagnostic): Diagnostic {
  return found
}
