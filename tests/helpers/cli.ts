import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const BIN = join(ROOT, 'bin', 'skillchain.cjs')

export interface Shell {
  cwd: string
  env: NodeJS.ProcessEnv
}

export interface Finished {
  code: number | null
  out: string
  err: string
}

/** A folder to work in, with homes of its own. */
export function shell(): Shell {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'skillchain-cli-')))
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: join(base, 'home'),
    XDG_STATE_HOME: join(base, 'state'),
    XDG_CONFIG_HOME: join(base, 'config'),
    LANG: 'C.UTF-8',
    SOURCE_DATE_EPOCH: '1795132800',
  }
  const cwd = join(base, 'acme')
  spawnSync('mkdir', ['-p', cwd, join(base, 'home')])
  return { cwd, env }
}

/** Runs the real program to its end. Without `input` its standard input is closed. */
export function skillchain(at: Shell, args: string[], input = ''): Finished {
  const done = spawnSync(process.execPath, [BIN, ...args], {
    cwd: at.cwd,
    env: at.env,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

export interface Running {
  child: ChildProcess
  out: () => string
  err: () => string
  /** Resolves when the output holds this text. */
  says: (text: string) => Promise<void>
  ended: Promise<Finished & { signal: NodeJS.Signals | null }>
}

export function start(at: Shell, args: string[]): Running {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: at.cwd, env: at.env })
  let out = ''
  let err = ''
  let wake = (): void => {}
  child.stdout.on('data', (data) => {
    out += data
    wake()
  })
  child.stderr.on('data', (data) => {
    err += data
    wake()
  })
  const ended = new Promise<Finished & { signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => {
      wake()
      resolve({ code, signal, out, err })
    })
  })
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    async says(text) {
      while (!out.includes(text) && !err.includes(text)) {
        if (child.exitCode !== null) throw new Error(`ended without saying ${JSON.stringify(text)}:\n${out}\n${err}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

/** Every file below a folder with its content, our own records apart. */
export function tree(dir: string): Record<string, string> {
  if (!existsSync(dir)) return {}
  const files: Record<string, string> = {}
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.startsWith('.skillchain')) continue
    if (statSync(join(dir, name)).isFile()) files[name] = readFileSync(join(dir, name), 'utf8')
  }
  return files
}

export const lines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

export const GOAL = 'production kubernetes on AWS with dns'
