import { homedir } from 'node:os'
import { join } from 'node:path'

/** Everything of the process that the program depends on, read in one place. */
export interface Environment {
  cwd: string
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
}

export function readEnvironment(): Environment {
  const env = process.env
  const home = env.HOME || homedir()
  const stdout = once(() => outliving(process.stdout))
  const stderr = once(() => outliving(process.stderr))
  return {
    cwd: process.cwd(),
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
  }
}

function once<T>(open: () => T): () => T {
  let opened: T | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** A reader that went away (`| head`) takes the output with it, never the work. */
function outliving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** SOURCE_DATE_EPOCH fixes the date that goes into files (a zone's serial), as reproducible builds have it. */
function clock(epoch: string | undefined): () => Date {
  const seconds = epoch === undefined || epoch === '' ? Number.NaN : Number(epoch)
  return Number.isFinite(seconds) ? () => new Date(seconds * 1000) : () => new Date()
}
