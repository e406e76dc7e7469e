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
  let last: { goal: string; match: GoalMatch } | null = null
  return askStart(environment, watching, {
    understand(goal) {
      if (last?.goal !== goal) last = { goal, match: matchGoal(goal, catalog.skills, catalog.blueprints) }
      return last.match
    },
    recent: recentRuns(environment),
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
      when: run.at.slice(0, 10),
      goal: run.started.goal,
      state: stateOf(run),
      resumable: isUnfinished(run),
    }))
}

const stateOf = (run: RunGlance): string => (run.finished === null ? 'stopped' : run.finished.outcome)
