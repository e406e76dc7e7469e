import { matchGoal } from '../../engine/chain/match/index.ts'
import { loadCatalog, tellBroken } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { matchText } from '../match-text.ts'

/** What a goal means, before anything is asked or written. */
export async function match(
  environment: Environment,
  goal: string,
  options: { json: boolean; skills?: string[] },
): Promise<void> {
  const { catalog, problems } = await loadCatalog(environment, options.skills ?? [])
  tellBroken(environment, problems)
  environment.stdout.write(matchText(matchGoal(goal, catalog.skills, catalog.blueprints), options.json))
}
