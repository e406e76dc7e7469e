// A program in a pseudo-terminal, and what it costs: processor time and memory as Linux counts them.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const HELPER = fileURLToPath(new URL('window.py', import.meta.url))
/** Linux counts processor time in hundredths of a second. */
const TICKS = 100

/**
 * Starts `command` in a window. `onData` hears every piece of output. Keys are text: "\r" is Enter, "\u001b[A" the up arrow.
 */
export async function openPty(command, args, { columns = 120, rows = 40, cwd, env = process.env, onData } = {}) {
  const child = spawn('python3', [HELPER, String(columns), String(rows), command, ...args], {
    cwd,
    env: onTerminal(env),
    stdio: 'pipe',
  })
  let bytes = 0
  let said = ''
  child.stdout.on('data', (data) => {
    bytes += data.length
    onData?.(data)
  })
  const ended = new Promise((resolve, reject) => {
    child.on('error', () => reject(new Error('a pseudo-terminal needs python3')))
    child.on('close', () => resolve(numbers(said.trim().split('\n').at(-1))))
  })
  ended.catch(() => {})
  const [pid, begun] = await new Promise((resolve, reject) => {
    child.stderr.on('data', (data) => {
      said += data
      if (said.includes('\n')) resolve(numbers(said.slice(0, said.indexOf('\n'))))
    })
    ended.then(() => reject(new Error(`it ended before it began: ${said}`)), reject)
  })
  const request = (line) => child.stdin.write(`${line}\n`)
  return {
    pid,
    /** When it was let go, on `clock`. */
    begun: begun / 1e6,
    /** Bytes written so far. */
    bytes: () => bytes,
    type: (text) => request(`keys ${Buffer.from(text).toString('hex')}`),
    resize: (toColumns, toRows) => request(`resize ${toColumns} ${toRows}`),
    signal: (number) => request(`signal ${number}`),
    /** Exit code, once it ended. */
    ended: ended.then(([code]) => code),
    /** When it was gone, on `clock`. */
    gone: ended.then(([, at]) => at / 1e6),
    cost: () => costOf(pid),
  }
}

/** Milliseconds on the clock that the helper reads, too. */
export const clock = () => Number(process.hrtime.bigint()) / 1e6

const numbers = (line) => line.split(' ').map(Number)

const onTerminal = ({ CI: _ci, ...env }) => ({ ...env, TERM: 'xterm-256color' })

/** Processor time in ms, resident memory in bytes, and how often the process was woken from waiting. */
export function costOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const status = (file) => (name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  const threads = readdirSync(`/proc/${pid}/task`)
  return {
    cpu: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS,
    rss: status(`/proc/${pid}/status`)('VmRSS') * 1024,
    wakeUps: threads
      .map((thread) => status(`/proc/${pid}/task/${thread}/status`)('voluntary_ctxt_switches'))
      .reduce((sum, one) => sum + one, 0),
  }
}

export const pause = (time) => new Promise((resolve) => setTimeout(resolve, time))
