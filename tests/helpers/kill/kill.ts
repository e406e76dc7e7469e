import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Request } from '../../../src/engine/protocol/index.ts'
import { Random } from '../../engine/workspace/edits/random.ts'
import { GOAL, type Shell, shell } from '../cli.ts'
import { type Drive, drive, type Ended, type Kill } from './drive.ts'
import { differences, type Result, resultOf, stageOf } from './result.ts'

export interface Kills {
  runs: number
  /** Runs that came out as the undisturbed one: the same bytes, the same answers, nothing left over. */
  same: number
  /** Stage → how many were killed there. */
  stages: Record<string, number>
  wrong: string[]
}

/** Kills unattended runs at moments that are spread over all of their duration. */
export function killUnattended(count: number, seed: number): Promise<Kills> {
  return killRuns(count, seed, { args: [GOAL, '--skip-all', '--out', 'infra'] }, (share, reference) => ({
    after: share * reference.ms,
  }))
}

/** Kills runs that are being answered: at a question, in the middle of an answer, behind it, and after the last. */
export function killAnswered(count: number, seed: number): Promise<Kills> {
  const args = [GOAL, '--blueprint', 'none', '--out', 'infra']
  return killRuns(count, seed, { args, answer: answerTo }, (share, reference, random) => {
    const question = Math.floor(share * reference.answered)
    return { question, when: random.pick(['asked', 'half', 'sent'] as const) }
  })
}

/** Some answers differ from the defaults, so that a lost one shows in the files. */
const ANSWERS: Readonly<Record<string, string>> = {
  maturity: 'intermediate',
  'network.cidr': '10.77.0.0/16',
  'aws.region': 'eu-central-1',
  'project.name': 'orchard',
}

export function answerTo(request: Request): string {
  if (request.kind === 'chain') return 'confirm'
  if (request.kind === 'question') return ANSWERS[request.fact] ?? 'skip'
  if (request.kind === 'dialog') return request.default ?? request.choices[0]?.key ?? ''
  throw new Error(`a fresh folder asks nothing about ${request.id}`)
}

type Moment = (share: number, reference: Ended, random: Random) => Kill

async function killRuns(count: number, seed: number, run: Drive, moment: Moment): Promise<Kills> {
  const random = new Random(seed)
  const kills: Kills = { runs: 0, same: 0, stages: {}, wrong: [] }
  const first = await undisturbed(run) // warms the compile cache, and is compared with the second
  const reference = await undisturbed(run)
  kills.wrong.push(...differences(first.result, reference.result).map((text) => `two undisturbed runs: ${text}`))
  for (let n = 0; n < count; n++) {
    const share = (n + random.int(1000) / 1000) / count
    const wrong = await inShell((at) => killOnce(at, run, share, moment, reference, random, kills))
    kills.runs++
    if (wrong.length === 0) kills.same++
    else kills.wrong.push(`run ${n + 1}: ${wrong.join('; ')}`)
  }
  return kills
}

interface Reference {
  ended: Ended
  result: Result
}

const undisturbed = (run: Drive): Promise<Reference> =>
  inShell(async (at) => ({ ended: await drive(at, run), result: resultOf(at) }))

async function killOnce(
  at: Shell,
  run: Drive,
  share: number,
  moment: Moment,
  reference: Reference,
  random: Random,
  kills: Kills,
): Promise<string[]> {
  const kill = moment(share, reference.ended, random)
  const began = await killed(at, run, kill, random)
  const stage = `${stageOf(at)}${began.killed ? '' : ' (ended first)'}`
  kills.stages[stage] = (kills.stages[stage] ?? 0) + 1
  // Now and then the one that goes on is killed too.
  if (random.chance(20)) {
    const again = { after: (random.int(1000) / 1000) * reference.ended.ms }
    await drive(at, { ...run, args: ['resume'], kill: again })
  }
  const resumed = await goOn(at, run)
  const wrong = differences(resultOf(at), reference.result)
  if (resumed.code !== reference.ended.code) wrong.push(`exit ${resumed.code}: ${resumed.text.trim().slice(-300)}`)
  return wrong.map((text) => `killed ${describe(kill)} (${stage}): ${text}`)
}

/** A run may be faster than the one it is timed by; then it is started anew and killed earlier. */
async function killed(at: Shell, run: Drive, kill: Kill, random: Random): Promise<Ended> {
  for (let tries = 0, now = kill; ; tries++) {
    const ended = await drive(at, { ...run, kill: now })
    if (ended.killed || tries === 5 || !('after' in now)) return ended
    rmSync(dirname(at.cwd), { recursive: true, force: true })
    Object.assign(at, shell())
    now = { after: now.after * (0.8 + random.int(150) / 1000) }
  }
}

/** `resume`, or the same command where there was nothing yet, or nothing more, to go on with. */
async function goOn(at: Shell, run: Drive): Promise<Ended> {
  const resumed = await drive(at, { ...run, args: ['resume'] })
  return resumed.text.includes('no unfinished run') ? drive(at, run) : resumed
}

const describe = (kill: Kill): string =>
  'after' in kill ? `after ${Math.round(kill.after)} ms` : `at question ${kill.question + 1}, ${kill.when}`

async function inShell<T>(work: (at: Shell) => Promise<T>): Promise<T> {
  const at = shell()
  try {
    return await work(at)
  } finally {
    rmSync(dirname(at.cwd), { recursive: true, force: true })
  }
}
