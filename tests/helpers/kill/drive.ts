import { spawn } from 'node:child_process'
import type { Request } from '../../../src/engine/protocol/index.ts'
import { BIN, type Shell } from '../cli.ts'
import { latestRecords, stateOf } from './result.ts'

export interface Ended {
  code: number | null
  /** False when the program ended before it could be killed. */
  killed: boolean
  text: string
  ms: number
  /** When each line of output came. */
  lines: number[]
  /** When each request was answered. */
  answers: number[]
}

/**
 * When a run is killed: so many milliseconds behind a line of its output (behind its start for line 0), which finds the same
 * point on a machine that has become slower; or around its n-th request: before it is answered, with half of the answer
 * written, or with all of it.
 */
export type Kill = { line: number; after: number } | { request: number; when: 'asked' | 'half' | 'sent' }

export interface Drive {
  args: string[]
  /** Answers by request; without it standard input is closed. */
  answer?: (request: Request) => string
  kill?: Kill
}

/** A run that neither ends nor asks is broken; this is only how long that may take to show. */
const STUCK = 180_000

/** Runs the real program, answers it one request at a time, and kills it where that is wanted. */
export function drive(at: Shell, { args, answer, kill }: Drive): Promise<Ended> {
  const begin = performance.now()
  const child = spawn(process.execPath, [BIN, ...args], { cwd: at.cwd, env: at.env })
  const now = (): number => performance.now() - begin
  const timers: NodeJS.Timeout[] = []
  const answered = new Set<string>()
  const lines: number[] = []
  const answers: number[] = []
  let text = ''
  let stuck = false
  let aimed = false

  const stop = (): void => {
    child.kill('SIGKILL')
  }
  const aim = (): void => {
    if (aimed || kill === undefined || !('line' in kill) || lines.length < kill.line) return
    aimed = true
    timers.push(setTimeout(stop, kill.after))
  }
  const reply = (request: Request, words: string): void => {
    const here = kill !== undefined && 'request' in kill && kill.request === answers.length ? kill.when : null
    answered.add(request.id)
    answers.push(now())
    if (here === 'asked') stop()
    else if (here === 'half') child.stdin.write(words.slice(0, Math.floor(words.length / 2)), stop)
    else child.stdin.write(words, here === 'sent' ? stop : undefined)
  }

  const look = (): void => {
    const request = answer === undefined || child.killed ? null : openRequest(at)
    if (answer !== undefined && request !== null && !answered.has(request.id)) reply(request, `${answer(request)}\n`)
  }
  let looks: NodeJS.Timeout | undefined

  timers.push(
    setTimeout(() => {
      stuck = true
      stop()
    }, STUCK),
  )
  aim()
  child.stdin.on('error', () => {}) // It may be dead before it has read what it is told.
  if (answer === undefined) child.stdin.end()
  child.stderr.on('data', (data) => {
    text += data
  })
  child.stdout.on('data', (data) => {
    text += data
    for (let found = String(data).split('\n').length - 1; found > 0; found--) lines.push(now())
    aim()
    look()
  })
  if (answer !== undefined) looks = setInterval(look, 10)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      for (const timer of timers) clearTimeout(timer)
      clearInterval(looks)
      if (stuck) text += '\nstuck: it neither ended nor asked'
      resolve({ code, killed: signal === 'SIGKILL' && !stuck, text, ms: now(), lines, answers })
    })
  })
}

/** What is asked is in the journal before anybody can react to the screen, but not before it is shown. */
function openRequest(at: Shell): Request | null {
  try {
    return stateOf(latestRecords(at)).pending
  } catch {
    return null
  }
}
