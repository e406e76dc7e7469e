import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type Answer, type ToolCommand, type ToolHost, toolEnvironment } from '../../engine/checks/tools/index.ts'
import type { Environment } from '../environment.ts'
import { terraformSettings } from './terraform-settings.ts'

export interface RealToolHost extends ToolHost {
  /** Stops what still runs and removes the copies. */
  close(): void
}

/** The part of the environment that tools depend on. */
export type ToolEnvironment = Pick<Environment, 'env' | 'home' | 'cwd'>

/** A tool that says more is out of its mind. */
const MOST_OUTPUT = 32 * 1024 * 1024

/** Programs of this machine, started in copies of the files below a folder. */
export function createToolHost(environment: ToolEnvironment, root: string, paths: readonly string[]): RealToolHost {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'skillchain-check-')))
  const home = join(scratch, 'home')
  mkdirSync(home)
  const running = new Set<ChildProcess>()
  const settings = terraformSettings(environment, scratch, root, paths)
  let copies = 0
  let shared: string | null = null
  const copy = (): string => {
    const to = join(scratch, `tree-${copies++}`)
    copyTree(root, to, paths)
    return to
  }
  return {
    atOnce: Math.max(2, availableParallelism()),
    find: (program) => findProgram(program, environment.env.PATH ?? ''),
    async copy(own) {
      if (own) return copy()
      shared ??= copy()
      return shared
    },
    run: (command) => run(command, toolEnvironment(environment.env, home, { ...settings, ...command.env }), running),
    close() {
      for (const child of running) killGroup(child)
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

export function findProgram(name: string, path: string): string | null {
  for (const dir of path.split(delimiter)) {
    const file = join(dir, name)
    try {
      accessSync(file, constants.X_OK)
      if (dir !== '' && statSync(file).isFile()) return file
    } catch {
      // Not here: the next folder.
    }
  }
  return null
}

function copyTree(from: string, to: string, paths: readonly string[]): void {
  mkdirSync(to, { mode: 0o700 })
  const made = new Set<string>()
  for (const path of paths) {
    const dir = dirname(join(to, path))
    if (!made.has(dir)) mkdirSync(dir, { recursive: true })
    made.add(dir)
    try {
      copyFileSync(join(from, path), join(to, path))
    } catch {
      // A file that went away meanwhile is none for the tools either.
    }
  }
}

function run(
  { program, args, cwd, seconds, input }: ToolCommand,
  env: Record<string, string>,
  running: Set<ChildProcess>,
): Promise<Answer | { failed: string }> {
  return new Promise((resolve) => {
    // A process group of its own: what a tool starts is stopped along with it.
    const child = spawn(program, [...args], { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    running.add(child)
    const out: Buffer[] = []
    const err: Buffer[] = []
    let size = 0
    let why: string | null = null
    const stop = (reason: string): void => {
      why ??= reason
      killGroup(child)
    }
    const timer = setTimeout(() => stop(`no answer within ${seconds} s`), seconds * 1000)
    const collect = (parts: Buffer[]) => (data: Buffer) => {
      size += data.length
      if (size <= MOST_OUTPUT) parts.push(data)
      else stop('it says more than anybody reads')
    }
    child.stdout.on('data', collect(out))
    child.stderr.on('data', collect(err))
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
    const done = (answer: Answer | { failed: string }): void => {
      clearTimeout(timer)
      running.delete(child)
      resolve(answer)
    }
    child.on('error', (error) => done({ failed: `it cannot be started: ${error.message}` }))
    // What it left running would hold the pipes open.
    child.on('exit', () => killGroup(child))
    child.on('close', (code, signal) => {
      if (why !== null) return done({ failed: why })
      if (code === null) return done({ failed: `it was ended by ${signal}` })
      done({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() })
    })
  })
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already, with all that it started.
  }
}
