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
  /** How many requests were answered here. */
  answered: number
}

/** When a run is killed: after so many milliseconds, or around its n-th question. */
export type Kill =
  | { after: number }
  /** `asked`: before it is answered; `half`: with half of the answer written; `sent`: with all of it. */
  | { question: number; when: 'asked' | 'half' | 'sent' }

export interface Drive {
  args: string[]
  /** Answers by request; without it standard input is closed. */
  answer?: (request: Request) => string
  kill?: Kill
}

/** A run that neither ends nor asks is broken; this is only how long that may take to show. */
const STUCK = 120_000

/** Runs the real program, answers it one request at a time, and kills it where that is wanted. */
export function drive(at: Shell, { args, answer, kill }: Drive): Promise<Ended> {
  const begin = performance.now()
  const child = spawn(process.execPath, [BIN, ...args], { cwd: at.cwd, env: at.env })
  const answered = new Set<string>()
  let text = ''
  let stuck = false
  const stop = (): void => {
    child.kill('SIGKILL')
  }
  const timers = [
    setTimeout(() => {
      stuck = true
      stop()
    }, STUCK),
  ]
  if (kill !== undefined && 'after' in kill) timers.push(setTimeout(stop, kill.after))
  child.stdin.on('error', () => {}) // It may be dead before it has read what it is told.
  if (answer === undefined) child.stdin.end()
  child.stderr.on('data', (data) => {
    text += data
  })
  child.stdout.on('data', (data) => {
    text += data
    const request = answer === undefined ? null : openRequest(at)
    if (answer === undefined || request === null || answered.has(request.id)) return
    const line = `${answer(request)}\n`
    const now = kill !== undefined && 'question' in kill && kill.question === answered.size ? kill.when : null
    answered.add(request.id)
    if (now === 'asked') stop()
    else if (now === 'half') child.stdin.write(line.slice(0, Math.floor(line.length / 2)), stop)
    else child.stdin.write(line, now === 'sent' ? stop : undefined)
  })
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      for (const timer of timers) clearTimeout(timer)
      if (stuck) text += '\nstuck: it neither ended nor asked'
      const ms = performance.now() - begin
      resolve({ code, killed: signal === 'SIGKILL' && !stuck, text, ms, answered: answered.size })
    })
  })
}

/** The journal is ahead of the screen: what is asked there is open here. */
function openRequest(at: Shell): Request | null {
  try {
    return stateOf(latestRecords(at)).pending
  } catch {
    return null
  }
}
