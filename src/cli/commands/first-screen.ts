import { basename } from 'node:path'
import type { Catalog } from '../../engine/chain/context.ts'
import { matchGoal } from '../../engine/chain/match/index.ts'
import { glance, isUnfinished, listRuns, type RunGlance } from '../../engine/journal/index.ts'
import type { GoalMatch } from '../../engine/protocol/index.ts'
import type { RecentRun, Started } from '../../ui/index.ts'
import type { Environment } from '../environment.ts'
import { askStart } from '../hosts/sheets.ts'
import type { Watching } from '../hosts/watching.ts'

const SHOWN = 5
/** Journals that are looked at: most were written in other folders. */
const LOOKED_AT = 40

const EXAMPLES = [
  'production kubernetes on AWS with DNS',
  'private network with VPN to the office, 3 AZs',
  'linux web servers behind a load balancer with nginx',
]

/** What to build, asked on a screen: every keystroke is read as the engine would read it. */
export async function firstScreen(environment: Environment, watching: Watching, catalog: Catalog): Promise<Started> {
  const recent = recentRuns(environment)
  let last: { goal: string; match: GoalMatch } | null = null
  return askStart(environment, watching, {
    understand(goal) {
      if (last?.goal !== goal) last = { goal, match: matchGoal(goal, catalog.skills, catalog.blueprints) }
      return last.match
    },
    recent,
    edited: () => editedSince(recent),
    examples: EXAMPLES,
    folder: basename(environment.cwd),
  })
}

function recentRuns(environment: Environment): RecentRun[] {
  return listRuns(environment.stateDir)
    .slice(0, LOOKED_AT)
    .flatMap((entry) => glance(entry, (started) => started.origin.cwd === environment.cwd) ?? [])
    .slice(0, SHOWN)
    .map((run) => ({
      run: run.run,
      when: dayOf(run.at),
      goal: run.started.goal,
      out: run.started.origin.out,
      state: stateOf(run),
      resumable: isUnfinished(run),
    }))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** `2026-11-09T…` is ` 9 Nov`. */
const dayOf = (at: string): string =>
  `${String(Number(at.slice(8, 10))).padStart(2)} ${MONTHS[Number(at.slice(5, 7)) - 1]}`

function stateOf({ finished, reached }: RunGlance): string {
  const where = reached === null ? '' : ` at step ${reached.step}/${reached.of}`
  switch (finished?.outcome) {
    case undefined:
    case 'interrupted':
      return `stopped${where}`
    case 'unanswered':
      return `waits for an answer${where}`
    case 'done':
      return 'complete'
    case 'failed':
    case 'incomplete':
      return finished.outcome
  }
}

/** Of the newest result in each folder: how many of its files were edited since. */
async function editedSince(recent: readonly RecentRun[]): Promise<Record<string, number>> {
  const { openWorkspace, status } = await import('../../engine/workspace/index.ts')
  const seen = new Set<string>()
  const edited: Record<string, number> = {}
  for (const { run, out, resumable } of recent) {
    if (resumable || seen.has(out)) continue
    seen.add(out)
    try {
      edited[run] = status(openWorkspace(out)).edited.length
    } catch {
      // A folder that cannot be read any more says nothing here.
    }
  }
  return edited
}
