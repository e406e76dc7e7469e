import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Catalog } from '../engine/chain/context.ts'
import { Stopped } from '../engine/chain/context.ts'
import { type RunResult, runChain } from '../engine/chain/run.ts'
import { createSession } from '../engine/chain/session.ts'
import type { Journal } from '../engine/journal/index.ts'
import {
  type Host,
  type Outcome,
  type Report,
  type RunEvent,
  type RunOptions,
  type RunOrigin,
  Unanswered,
} from '../engine/protocol/index.ts'
import { lock, WorkspaceError } from '../engine/workspace/index.ts'
import { shippedChecking } from './check/schemas.ts'
import type { Environment } from './environment.ts'
import { EXIT } from './exit.ts'

export interface Conducting {
  environment: Environment
  catalog: Catalog
  host: Host
  journal: Journal | null
  run: string
  goal: string
  options: RunOptions
  origin: RunOrigin
  signal: AbortSignal
  /** `run.started` of a new run, or `run.resumed`. */
  begin: RunEvent
}

export interface Conducted {
  outcome: Outcome
  exitCode: number
  result: RunResult | null
}

/** Runs the engine under a host and turns however it ends into an event and an exit code. */
export async function conduct(conducting: Conducting): Promise<Conducted> {
  const { environment, host, journal, run, goal, options, origin, catalog, signal } = conducting
  const session = createSession(host, journal, options)
  session.emit(conducting.begin)
  const { besideOnThread } = await import('./check/beside.ts')
  const beside = besideOnThread()
  // Where nobody is asked, the result is soon there: the thread gets ready meanwhile.
  if (options.ask === 'nothing') beside?.warm()
  let end: { outcome: Outcome; exitCode: number; message: string }
  let result: RunResult | null = null
  try {
    const checking = shippedChecking(beside)
    const context = { session, catalog, checking, goal, options, origin, signal, clock: () => performance.now() }
    result = await runChain(context, (workspace) => lock(workspace, { run, pid: environment.pid, isAlive }))
    end = endOf(result, origin.shown)
  } catch (error) {
    end = endFor(error, run, signal)
    if (end.outcome === 'failed' && !isForeseen(error)) throw error
  }
  beside?.close()
  session.emit({ type: 'run.finished', ...end })
  journal?.close()
  return { outcome: end.outcome, exitCode: end.exitCode, result }
}

function endOf(
  { report, complete, failed, stopped }: RunResult,
  shown: string,
): { outcome: Outcome; exitCode: number; message: string } {
  const again = `skillchain regenerate ${shown}`
  if (stopped !== null) {
    const message = `partial: ${stopped}\n  What the other skills write is in ${shown}. Correct the skill, then: ${again}`
    return { outcome: 'failed', exitCode: EXIT.failed, message }
  }
  if (failed.size > 0) {
    const left = [...failed].map(([skill, reason]) => `${skill} was left out (${reason})`).join('; ')
    return {
      outcome: 'incomplete',
      exitCode: EXIT.belowBar,
      message: `incomplete: ${left}\n  Correct it, then: ${again}`,
    }
  }
  if (complete) return { outcome: 'done', exitCode: EXIT.done, message: '' }
  return {
    outcome: 'incomplete',
    exitCode: EXIT.belowBar,
    message: `incomplete: ${shortfall(report)}\n  Everything that was looked for: skillchain report ${shown}`,
  }
}

const SHOWN = 3

/** What keeps a result from being complete, in a few words. */
function shortfall({ required, fulfilled, skills, checks }: Report): string {
  if (fulfilled < required) return `${fulfilled} of ${required} required parts are there`
  const open = skills.flatMap((skill) => skill.outputs.filter((output) => output.status !== 'fulfilled'))
  const more = open.length > SHOWN ? ` and ${open.length - SHOWN} more` : ''
  if (open.length > 0)
    return `${open
      .slice(0, SHOWN)
      .map((output) => output.problems[0] ?? output.path)
      .join('; ')}${more}`
  return (checks ?? [])
    .filter((check) => check.status !== 'passed' && check.outside !== true)
    .map(({ check, status, note }) => `check ${check} ${status === 'failed' ? 'failed' : `did not run: ${note ?? ''}`}`)
    .join('; ')
}

const isForeseen = (error: unknown): boolean =>
  error instanceof Stopped || error instanceof WorkspaceError || (error instanceof Error && 'hint' in error)

function endFor(
  error: unknown,
  run: string,
  signal: AbortSignal,
): { outcome: Outcome; exitCode: number; message: string } {
  if (signal.aborted)
    return {
      outcome: 'interrupted',
      exitCode: EXIT.interrupted,
      message: `interrupted; go on with: skillchain resume ${run}`,
    }
  if (error instanceof Unanswered) {
    const { request } = error
    const how =
      request.kind === 'merge'
        ? 'pass --on-conflict mine, new or both'
        : request.kind === 'gate'
          ? `pass --approve ${request.gate}=CHOICE`
          : `skillchain answer ${run} '${request.id}' CHOICE`
    return {
      outcome: 'unanswered',
      exitCode: EXIT.unanswered,
      message: `unanswered: ${request.id} (${error.message})\n  Answer it: ${how}, then: skillchain resume ${run}`,
    }
  }
  if (error instanceof Stopped) return { outcome: error.outcome, exitCode: error.exitCode, message: error.message }
  const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? `\n  ${error.hint}` : ''
  return {
    outcome: 'failed',
    exitCode: EXIT.failed,
    message: `error: ${error instanceof Error ? error.message : String(error)}${hint}`,
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process exists all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export const randomTail = (): string =>
  Math.floor(Math.random() * 0x10000)
    .toString(16)
    .padStart(4, '0')

/** The remote of the git repository a folder lies in, as a URL that may be shown; local paths say nothing to others. */
export function gitRemote(folder: string): string | null {
  for (let dir = resolve(folder); ; dir = dirname(dir)) {
    try {
      const config = readFileSync(join(dir, '.git', 'config'), 'utf8')
      const url = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(config)?.[1] ?? null
      return url !== null && /^(https:\/\/|ssh:\/\/|git@)/.test(url) && !/^https:\/\/[^/]*@/.test(url) ? url : null
    } catch {
      if (dirname(dir) === dir) return null
    }
  }
}
