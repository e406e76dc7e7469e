import { homedir } from 'node:os'
import { join } from 'node:path'

/** Everything of the process that the program depends on, read in one place. */
export interface Environment {
  cwd: string
  home: string
  stateDir: string
  configDir: string
  env: NodeJS.ProcessEnv
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  now: () => Date
  pid: number
}

export function readEnvironment(): Environment {
  const env = process.env
  const home = env.HOME || homedir()
  return {
    cwd: process.cwd(),
    home,
    stateDir: join(env.XDG_STATE_HOME || join(home, '.local', 'state'), 'skillchain'),
    configDir: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'skillchain'),
    env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: clock(env.SOURCE_DATE_EPOCH),
    pid: process.pid,
  }
}

/** SOURCE_DATE_EPOCH fixes the date that goes into files (a zone's serial), as reproducible builds have it. */
function clock(epoch: string | undefined): () => Date {
  const seconds = epoch === undefined || epoch === '' ? Number.NaN : Number(epoch)
  return Number.isFinite(seconds) ? () => new Date(seconds * 1000) : () => new Date()
}
