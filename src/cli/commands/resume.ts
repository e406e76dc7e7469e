import {
  isUnfinished,
  journalFile,
  latestUnfinished,
  listRuns,
  openJournal,
  type RunSummary,
  summarize,
} from '../../engine/journal/index.ts'
import { didYouMean } from '../../skills/nearest.ts'
import { loadCatalog, loadVersions } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'
import { openHost } from '../hosts/open.ts'
import { conduct, interruptible } from '../session.ts'
import { conclude } from './conclude.ts'

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
  const journal = openJournal(run.file, environment.now)
  const interrupt = interruptible(environment)
  const { signal, done } = interrupt
  const opened = await openHost(environment, typed, interrupt, catalog.skills)
  try {
    const conducted = await conduct({
      environment,
      catalog: { ...catalog, versions: await loadVersions() },
      host: opened.host,
      journal,
      run: run.run,
      goal,
      options,
      origin,
      signal,
      begin: { type: 'run.resumed', run: run.run, goal, version: __VERSION__ },
    })
    await conclude(environment, opened, run.run, conducted, origin)
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
  const entry = { run: name, file: journalFile(environment.stateDir, name) }
  const names = listRuns(environment.stateDir).map((one) => one.run)
  if (!names.includes(name))
    throw new UsageError(`there is no run '${name}'`, didYouMean(name, names) ?? 'skillchain status lists the runs.')
  const run = summarize(entry)
  if (run === null) {
    openJournal(entry.file, environment.now).close() // says what is wrong with it
    throw new UsageError(`run ${name} has no beginning: it was stopped before it started`)
  }
  if (!isUnfinished(run))
    throw new UsageError(
      `run ${name} is finished`,
      `Its result is in ${run.started.origin.out}; change it with: skillchain regenerate ${run.started.origin.out}`,
    )
  return run
}
