import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Catalog } from '../../engine/chain/context.ts'
import { createJournal, forgetOldRuns, journalFile, newRunId } from '../../engine/journal/index.ts'
import type { RunOptions, RunOrigin } from '../../engine/protocol/index.ts'
import { nearest } from '../../skills/nearest.ts'
import { loadCatalog, loadVersions, tellBroken } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { COMMANDS } from '../goal-alone.ts'
import { openHost } from '../hosts/open.ts'
import { hasScreen, type Watching } from '../hosts/watching.ts'
import { interruptible } from '../interruptible.ts'
import { DEFAULT_OUT, projectNameFor, readOptions, type TypedOptions } from '../options.ts'
import { conduct, gitRemote, randomTail } from '../session.ts'

declare const __VERSION__: string

/** `skillchain "goal"`: from a goal to a repository and its report. */
export async function run(environment: Environment, typedGoal: string, typed: TypedOptions): Promise<void> {
  refuseMistypedCommand(typedGoal)
  const { catalog, problems } = await loadCatalog(environment, typed.skills ?? [])
  tellBroken(environment, problems)
  if (typedGoal.trim() === '' && hasScreen(environment, typed)) {
    await begin(environment, typed, catalog)
    return
  }
  const goal = typedGoal.trim() === '' ? await askGoal(environment, typed) : typedGoal
  await startHere(environment, goal, typed, catalog)
}

/** From the first screen: a goal, or a run to go on with. */
async function begin(environment: Environment, typed: TypedOptions, catalog: Catalog): Promise<void> {
  const { firstScreen } = await import('./first-screen.ts')
  const started = await firstScreen(environment, typed, catalog)
  if (started.is === 'left') {
    process.exitCode = EXIT.interrupted
    return
  }
  if (started.is === 'resume') {
    const { resume } = await import('./resume.ts')
    await resume(environment, started.run, { ...typed, skipAll: typed.skipAll === true })
    return
  }
  const blueprint = started.blueprint === null ? {} : { blueprint: started.blueprint }
  await startHere(environment, started.goal, { ...typed, ...blueprint }, catalog)
}

async function startHere(environment: Environment, goal: string, typed: TypedOptions, catalog: Catalog): Promise<void> {
  const options = readOptions(environment, typed, catalog)
  const out = resolve(environment.cwd, typed.out ?? DEFAULT_OUT)
  const origin: RunOrigin = {
    cwd: environment.cwd,
    out,
    shown: typed.out ?? DEFAULT_OUT,
    date: environment.now().toISOString().slice(0, 10),
    projectName: projectNameFor(environment, out),
    repository: gitRemote(out),
  }
  await start(environment, goal, options, origin, typed, { ...catalog, versions: await loadVersions() })
}

export async function start(
  environment: Environment,
  goal: string,
  options: RunOptions,
  origin: RunOrigin,
  typed: Watching,
  catalog: Catalog,
): Promise<void> {
  // A fixed date is for what is written into files; two runs never have one name.
  const id = newRunId(new Date(), randomTail())
  const journal = options.dryRun ? null : createJournal(journalFile(environment.stateDir, id), environment.now)
  const interrupt = interruptible(environment)
  const { signal, done } = interrupt
  const opened = await openHost(environment, typed, interrupt, catalog.skills)
  try {
    const conducted = await conduct({
      environment,
      catalog,
      host: opened.host,
      journal,
      run: id,
      goal,
      options,
      origin,
      signal,
      begin: { type: 'run.started', run: id, version: __VERSION__, goal, options, origin },
    })
    const { conclude } = await import('./conclude.ts')
    await conclude(environment, opened, { run: id, conducted, options, origin, watching: typed, catalog })
    if (!options.dryRun) forgetOldRuns(environment.stateDir)
  } finally {
    await opened.close()
    done()
  }
}

async function askGoal(environment: Environment, typed: TypedOptions): Promise<string> {
  if (environment.stdin.isTTY !== true || typed.json) {
    throw new UsageError('no goal was given', 'Say what to build: skillchain "production kubernetes on AWS with dns"')
  }
  const { createInterface } = await import('node:readline/promises')
  const reader = createInterface({ input: environment.stdin, output: environment.stdout })
  try {
    const goal = await reader.question('What do you want to build? ')
    if (goal.trim() === '') throw new UsageError('no goal was given')
    return goal
  } finally {
    reader.close()
  }
}

/** One word that is nearly a command is a typing mistake, not a goal. */
function refuseMistypedCommand(goal: string): void {
  const word = goal.trim()
  if (!/^[a-z]+$/.test(word) || existsSync(word)) return
  const near = nearest(word, COMMANDS)
  if (near !== null)
    throw new UsageError(
      `there is no command '${word}'`,
      `did you mean 'skillchain ${near}'? A goal has more words than that.`,
    )
}
