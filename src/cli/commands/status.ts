import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readProject } from '../../engine/chain/project-record.ts'
import { isUnfinished, listRuns, type RunSummary, summarize } from '../../engine/journal/index.ts'
import { openWorkspace, status as workspaceStatus } from '../../engine/workspace/index.ts'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'
import { plainText } from '../hosts/text.ts'
import { shownPath, titleOf } from '../hosts/title.ts'
import { DEFAULT_OUT } from '../options.ts'

const SHOWN = 10

/** Without a folder: the runs that were started here. With one, or where the default one stands: what you changed in it. */
export async function status(
  environment: Environment,
  dir: string | undefined,
  options: { json: boolean },
): Promise<void> {
  const folder = dir ?? (existsSync(resolve(environment.cwd, DEFAULT_OUT, '.skillchain')) ? DEFAULT_OUT : undefined)
  const result = folder === undefined ? null : resultStatus(environment, folder)
  const runs = dir === undefined ? runsHere(environment) : []
  if (options.json) {
    environment.stdout.write(`${JSON.stringify({ runs: runs.map(runJson), result })}\n`)
    return
  }
  const lines = [
    ...(dir === undefined && runs.length === 0 ? ['no run was started from this folder'] : []),
    ...runs
      .slice(0, SHOWN)
      .map((run) => `${run.run}   ${stateOf(run)}   ${titleOf(run.started.goal, 80)}   → ${run.started.origin.shown}`),
    ...(result === null ? [] : resultLines(folder ?? '', result)),
  ]
  environment.stdout.write(`${lines.map(plainText).join('\n')}\n`)
}

function runsHere(environment: Environment): RunSummary[] {
  return listRuns(environment.stateDir).flatMap((entry) => {
    const run = summarize(entry)
    return run !== null && run.started.origin.cwd === environment.cwd ? [run] : []
  })
}

const stateOf = (run: RunSummary): string => {
  if (run.finished === null) return 'stopped; resume goes on'
  if (run.finished.outcome === 'unanswered')
    return run.waits === null ? 'answered; resume goes on' : `waits for an answer to ${run.waits}`
  if (isUnfinished(run)) return `${run.finished.outcome}; resume goes on`
  return run.finished.outcome
}
const runJson = (run: RunSummary): object => ({
  run: run.run,
  at: run.at,
  goal: run.started.goal,
  out: run.started.origin.out,
  outcome: run.finished?.outcome ?? null,
  unfinished: isUnfinished(run),
})

function resultStatus(
  environment: Environment,
  folder: string,
): Record<string, unknown> & { counts: [string, string[]][] } {
  const found = workspaceStatus(openWorkspace(resolve(environment.cwd, folder)))
  if (found.records === null)
    throw new UsageError(`${folder} is not a result of skillchain`, 'It has no .skillchain/manifest.json.')
  const project = readProject(found.records.manifest)
  const { untouched, edited, chmod, deleted, moved, yours, orphans, unresolved, unknown } = found
  const texts = (list: unknown[]): string[] =>
    list.map((one) => (typeof one === 'string' ? one : Object.values(one as object).join(' → ')))
  return {
    goal: project?.goal ?? null,
    maturity: project?.maturity ?? null,
    counts: [
      ['as generated', texts(untouched)],
      ['edited by you', texts(edited)],
      ['rights changed by you', texts(chmod)],
      ['deleted by you', texts(deleted)],
      ['moved by you', texts(moved)],
      ['kept as yours', texts(yours)],
      ['no longer generated', texts(orphans)],
      ['with conflict markers', texts(unresolved)],
      ['not ours', texts(unknown)],
    ],
  }
}

function resultLines(folder: string, result: { counts: [string, string[]][]; [key: string]: unknown }): string[] {
  return [
    `${folder}: ${titleOf(String(result.goal ?? 'no goal recorded'), 80)} (${String(result.maturity ?? 'unknown')})`,
    ...result.counts.flatMap(([what, paths]) => {
      if (paths.length === 0) return []
      const listed = what === 'as generated' ? [] : paths.slice(0, 20).map((path) => `     ${shownPath(path)}`)
      return [
        `  ${paths.length} ${what}`,
        ...listed,
        ...(listed.length < paths.length && listed.length > 0 ? [`     and ${paths.length - listed.length} more`] : []),
      ]
    }),
  ]
}
