import { homedir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from './exit.ts'

/** Everything of the process that the program depends on, read in one place. */
export interface Environment {
  readonly cwd: string
  home: string
  stateDir: string
  configDir: string
  env: NodeJS.ProcessEnv
  /** The streams are opened when they are first used: to open three costs more than many a command does. */
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  now: () => Date
  pid: number
  /** What gives the terminal back when the program breaks. */
  readonly restores: Set<() => void>
}

export function readEnvironment(): Environment {
  const env = process.env
  const home = env.HOME || homedir()
  const stdout = once(() => outliving(process.stdout))
  const stderr = once(() => outliving(process.stderr))
  return {
    get cwd() {
      return workingFolder()
    },
    home,
    stateDir: join(env.XDG_STATE_HOME || join(home, '.local', 'state'), 'skillchain'),
    configDir: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'skillchain'),
    env,
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return stdout()
    },
    get stderr() {
      return stderr()
    },
    now: clock(env.SOURCE_DATE_EPOCH),
    pid: process.pid,
    restores: new Set(),
  }
}

function once<T>(open: () => T): () => T {
  let opened: T | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** Somebody may have removed the folder this was started from. */
function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    throw new UsageError('the folder you are in does not exist any more', 'Go to another one (cd) and start again.')
  }
}

/**
 * A reader that went away (`| head`) takes the output with it, never the work. Output that is lost for another reason,
 * such as a full disk, does not stop the work either, but the command has failed.
 */
function outliving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  let told = false
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || told) return
    told = true
    process.on('exit', () => {
      process.exitCode ||= 1
    })
    if (stream !== process.stderr) process.stderr.write(`skillchain: the output cannot be written: ${error.message}\n`)
  })
}

/** SOURCE_DATE_EPOCH fixes the date that goes into files (a zone's serial), as reproducible builds have it. */
function clock(epoch: string | undefined): () => Date {
  const seconds = epoch === undefined || epoch === '' ? Number.NaN : Number(epoch)
  return Number.isFinite(seconds) ? () => new Date(seconds * 1000) : () => new Date()
}
