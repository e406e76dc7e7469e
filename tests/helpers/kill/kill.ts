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
  const args = [GOAL, '--skip-all', '--out', 'infra']
  return killRuns(count, seed, { args }, (share, whole) => atTime(share * whole.ms, whole))
}

/** Kills runs that are being answered: at a question, in the middle of an answer, behind it; and after the last answer. */
export function killAnswered(count: number, seed: number): Promise<Kills> {
  const args = [GOAL, '--blueprint', 'none', '--out', 'infra']
  return killRuns(count, seed, { args, answer: answerTo }, (share, whole, random) => {
    const request = Math.floor((share / ASKING) * whole.answers.length)
    if (share < ASKING) return { request, when: random.pick(['asked', 'half', 'sent'] as const) }
    const last = whole.answers.at(-2) ?? 0 // The very last answer comes after the report.
    return atTime(last + ((share - ASKING) / (1 - ASKING)) * (whole.ms - last), whole)
  })
}

/** This share of the answered runs is killed around an answer. */
const ASKING = 0.7

/** Some answers differ from the defaults, so that a lost one shows in the files. */
const ANSWERS: Readonly<Record<string, string>> = {
  maturity: 'intermediate',
  'network.cidr': '10.77.0.0/16',
  'aws.region': 'eu-central-1',
  'project.name': 'orchard',
}

function answerTo(request: Request): string {
  if (request.kind === 'chain') return 'confirm'
  if (request.kind === 'question') return ANSWERS[request.fact] ?? 'skip'
  if (request.kind === 'dialog') return request.default ?? request.choices[0]?.key ?? ''
  throw new Error(`a fresh folder asks nothing about ${request.id}`)
}

/** A moment of an undisturbed run, told by the last line it had printed by then. */
function atTime(time: number, whole: Ended): Kill {
  const line = whole.lines.filter((at) => at <= time).length
  return { line, after: time - (whole.lines[line - 1] ?? 0) }
}

interface Killing {
  run: Drive
  /** The undisturbed run by which moments are chosen: the latest one, for machines change their pace. */
  whole: Ended
  wanted: Result
  code: number | null
  random: Random
  stages: Record<string, number>
}

type Moment = (share: number, whole: Ended, random: Random) => Kill

async function killRuns(count: number, seed: number, run: Drive, moment: Moment): Promise<Kills> {
  const random = new Random(seed)
  const first = await undisturbed(run) // Warms the compile cache, and is compared with the second.
  const second = await undisturbed(run)
  const { ended: whole, result: wanted } = second
  const killing: Killing = { run, whole, wanted, code: whole.code, random, stages: {} }
  const wrong = differences(first.result, wanted).map((text) => `two undisturbed runs: ${text}`)
  let same = 0
  for (let n = 0; n < count; n++) {
    const share = (n + random.int(1000) / 1000) / count
    const found = await inShell((at) => killOnce(at, killing, () => moment(share, killing.whole, random)))
    if (found.length === 0) same++
    else wrong.push(`run ${n + 1}: ${found.join('; ')}`)
  }
  return { runs: count, same, stages: killing.stages, wrong }
}

const undisturbed = (run: Drive): Promise<{ ended: Ended; result: Result }> =>
  inShell(async (at) => ({ ended: await drive(at, run), result: resultOf(at) }))

async function killOnce(at: Shell, killing: Killing, moment: () => Kill): Promise<string[]> {
  const { run, random, wanted, stages } = killing
  const { kill, killed } = await killedRun(at, killing, moment)
  const stage = `${stageOf(at)}${killed ? '' : ' (ended first)'}`
  stages[stage] = (stages[stage] ?? 0) + 1
  // Every fifth time or so the one that goes on is killed too.
  const again = random.chance(20) ? atTime((random.int(1000) / 1000) * killing.whole.ms, killing.whole) : null
  const halfway = again === null ? null : await drive(at, { ...run, args: ['resume'], kill: again })
  const ended = halfway?.code === killing.code ? halfway : await goOn(at, killing)
  const wrong = differences(resultOf(at), wanted)
  if (ended !== null && ended.code !== killing.code) wrong.push(`exit ${ended.code}: ${ended.text.trim().slice(-300)}`)
  return wrong.map((text) => `killed ${describe(kill)} (${stage}): ${text}`)
}

/** A run may be faster than the one it is timed by; then that one is forgotten, and another run is killed. */
async function killedRun(at: Shell, killing: Killing, moment: () => Kill): Promise<{ kill: Kill; killed: boolean }> {
  for (let tries = 1; ; tries++) {
    const kill = moment()
    const ended = await drive(at, { ...killing.run, kill })
    if (ended.killed || tries === 5) return { kill, killed: ended.killed }
    killing.whole = ended
    rmSync(dirname(at.cwd), { recursive: true, force: true })
    Object.assign(at, shell())
  }
}

/**
 * `resume`, or the same command where there is nothing to go on with: it was killed before its journal had a line, or
 * behind the last one. Null where the answers were all given and used, so that nothing is left to do.
 */
async function goOn(at: Shell, killing: Killing): Promise<Ended | null> {
  const { run } = killing
  const resumed = await drive(at, { ...run, args: ['resume'] })
  if (!resumed.text.includes('no unfinished run')) return resumed
  const begun = stageOf(at) !== 'before the journal'
  if (begun && run.answer !== undefined) return null
  const again = await drive(at, run)
  if (!begun && again.code === killing.code) killing.whole = again
  return again
}

const describe = (kill: Kill): string =>
  'line' in kill
    ? `${Math.round(kill.after)} ms behind line ${kill.line}`
    : `at request ${kill.request + 1}, ${kill.when}`

async function inShell<T>(work: (at: Shell) => Promise<T>): Promise<T> {
  const at = shell()
  try {
    return await work(at)
  } finally {
    rmSync(dirname(at.cwd), { recursive: true, force: true })
  }
}
