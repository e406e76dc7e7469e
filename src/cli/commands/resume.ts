import {
  isUnfinished,
  latestUnfinished,
  listRuns,
  openJournal,
  type RunSummary,
  runsNamed,
  summarize,
} from '../../engine/journal/index.ts'
import { didYouMean } from '../../skills/nearest.ts'
import { loadCatalog, loadVersions } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'
import { openHost } from '../hosts/open.ts'
import { interruptible } from '../interruptible.ts'
import { conduct } from '../session.ts'

declare const __VERSION__: string

interface Typed {
  json: boolean
  plain: boolean
  ascii?: boolean
  screenReader?: boolean
  skipAll: boolean
  onConflict: 'ask' | 'mine' | 'new' | 'both'
}

/** Goes on with a run: the flow runs again and finds the answers given so far in the journal. */
export async function resume(environment: Environment, name: string | undefined, typed: Typed): Promise<void> {
  const run = findRun(environment, name)
  const { options: before, origin, goal } = run.started
  const options = {
    ...before,
    ask: typed.skipAll ? ('nothing' as const) : before.ask,
    onConflict: typed.onConflict === 'ask' ? before.onConflict : typed.onConflict,
  }
  const { catalog } = await loadCatalog(environment, before.skillDirs)
  const complete = { ...catalog, versions: await loadVersions() }
  const journal = openJournal(run.file, environment.now)
  const interrupt = interruptible(environment)
  const { signal, done } = interrupt
  const opened = await openHost(environment, typed, interrupt, catalog.skills)
  try {
    const conducted = await conduct({
      environment,
      catalog: complete,
      host: opened.host,
      journal,
      run: run.run,
      goal,
      options,
      origin,
      signal,
      begin: { type: 'run.resumed', run: run.run, goal, version: __VERSION__ },
    })
    const { conclude } = await import('./conclude.ts')
    await conclude(environment, opened, {
      run: run.run,
      conducted,
      options,
      origin,
      watching: typed,
      catalog: complete,
    })
  } finally {
    await opened.close()
    done()
  }
}

export function findRun(environment: Environment, name: string | undefined): RunSummary {
  if (name === undefined) {
    const latest = latestUnfinished(environment.stateDir, environment.cwd)
    if (latest !== null) return latest
    throw new UsageError('no unfinished run was started from this folder', 'skillchain status lists the runs.')
  }
  const named = runsNamed(environment.stateDir, name)
  const [entry] = named
  if (entry === undefined) {
    const names = listRuns(environment.stateDir).map((one) => one.run)
    throw new UsageError(`there is no run '${name}'`, didYouMean(name, names) ?? 'skillchain status lists the runs.')
  }
  if (named.length > 1) {
    const runs = named.slice(0, 5).map((one) => one.run)
    throw new UsageError(
      `${named.length} runs begin with '${name}'`,
      `Type more of the name: ${runs.join(', ')}${named.length > 5 ? ', …' : ''}`,
    )
  }
  const run = summarize(entry)
  if (run === null) {
    openJournal(entry.file, environment.now).close() // says what is wrong with it
    throw new UsageError(`run ${entry.run} has no beginning: it was stopped before it started`)
  }
  if (!isUnfinished(run))
    throw new UsageError(
      `run ${entry.run} is finished`,
      `Its result is in ${run.started.origin.out}; change it with: skillchain regenerate ${run.started.origin.out}`,
    )
  return run
}
