import type { Blueprint } from '../../skills/blueprint.ts'
import { holds } from '../../skills/condition.ts'
import type { Skill } from '../../skills/types.ts'
import type { CheckOutcome, Tree } from '../checks/index.ts'
import type { DialogRequest, Fact, Report } from '../protocol/index.ts'
import { buildReport, isComplete, remediation, renderDetails, wantsDialog, withChecks } from '../report/index.ts'
import { type CheckWork, checkTree, workOf } from './check-tree.ts'
import type { RunContext } from './context.ts'
import { incomplete } from './dialogs.ts'
import type { Knowledge } from './knowledge.ts'

export interface Judging {
  knowledge: Knowledge
  /** The skills whose promises count; asked again after a repair. */
  skills: () => Skill[]
  blueprint: Blueprint | null
  /** What stands on disk now, or would stand there after a dry run. */
  tree: () => Tree
  owner: (path: string) => string | undefined
  /** The output folder as the user would type it. */
  root: string
  /** The user stopped the run: what is missing is known, and nothing more is asked. */
  stopped: boolean
}

/** Every fact a reader of the report may ask about: given, defaulted and computed. */
export function allFacts(knowledge: Knowledge): Fact[] {
  const { facts, scope } = knowledge.resolve()
  const named = new Set(Object.keys(facts))
  const computed = Object.entries(scope).flatMap(([name, value]): Fact[] =>
    named.has(name) || HIDDEN.has(name) ? [] : [{ name, value, origin: 'derived' }],
  )
  return [...Object.values(facts), ...computed]
}

/** Names of the template language that are no facts. */
const HIDDEN = new Set(['has', 'level', 'skills', 'versions', 'goal', 'links', 'link_pairs'])

async function judge(ctx: RunContext, judging: Judging): Promise<Report> {
  const { scope, maturity } = judging.knowledge.resolve()
  const chain = ctx.session.state().chain
  const tree = judging.tree()
  const facts = allFacts(judging.knowledge)
  const work = workOf(tree, facts, ctx.origin.date)
  // Begun before the rest of the report is worked out, which takes its time too.
  ctx.checking.beside?.begin(work)
  const report = buildReport({
    goal: ctx.goal,
    maturity,
    tree,
    facts,
    skills: judging.skills(),
    blueprint: judging.blueprint,
    holds: (condition) => holds(condition, scope),
    owner: judging.owner,
    root: judging.root,
    ...(chain === null ? {} : { chain }),
  })
  return withChecks(report, await check(ctx, work))
}

function check({ session, checking }: RunContext, work: CheckWork): Promise<CheckOutcome[]> {
  return checkTree(checking, work, {
    planned: (checks) => session.emit({ type: 'checks.started', checks }),
    started: (name) => session.emit({ type: 'check.started', check: name }),
    finished: (outcome) => session.emit({ type: 'check.finished', ...outcome }),
  })
}

/** How often answer A may try: a second failure of the same kind will not go away by itself. */
const TRIES = 2

export interface Judged {
  report: Report
  complete: boolean
}

/** Reports, and below the bar opens spec 1's dialog: A generates exactly what is missing and judges again. */
export async function reportRun(
  ctx: RunContext,
  judging: Judging,
  repair: (paths: string[]) => Promise<void>,
): Promise<Judged> {
  let report = await judge(ctx, judging)
  ctx.session.emit({ type: 'report.ready', report })
  for (let tries = 0; tries < TRIES && !judging.stopped && wantsDialog(report); ) {
    const missing = remediation(report)
    if (missing === null) break
    const choice = await ctx.session.ask<DialogRequest>(incomplete(missing.missing))
    if (choice === 'B') break
    if (choice === 'C') {
      ctx.session.emit({ type: 'note', level: 'info', text: renderDetails(report).join('\n') })
      continue
    }
    tries++
    await repair(missing.skills.flatMap((skill) => skill.paths))
    report = await judge(ctx, judging)
    ctx.session.emit({ type: 'report.ready', report })
  }
  return { report, complete: isComplete(report) }
}
