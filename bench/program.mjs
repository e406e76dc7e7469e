// The program under test, and what it runs on: the pinned Node, a build that is not older than its sources, homes of its own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
export const BIN = join(ROOT, 'bin', 'skillchain.cjs')
export const GOAL = 'production kubernetes on AWS with dns'

const pinned = join(ROOT, 'node_modules', 'node', 'bin', 'node')
export const NODE = existsSync(pinned) ? pinned : process.execPath

const SOURCES = ['src', 'skillchain', 'bin', 'scripts/build.mjs', 'package.json']

/** Builds when something is younger than the last build. */
export function ensureBuilt() {
  const built = join(ROOT, 'dist', 'main.cjs')
  const age = existsSync(built) ? statSync(built).mtimeMs : 0
  if (SOURCES.every((name) => youngest(join(ROOT, name)) < age)) return
  const { status } = spawnSync(NODE, [join(ROOT, 'scripts', 'build.mjs')], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) throw new Error('the build failed')
}

function youngest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => youngest(join(path, name))))
}

/** Runs `work` with a folder that is gone afterwards. */
export async function inTemp(work) {
  const dir = mkdtempSync(join(tmpdir(), 'skillchain-bench-'))
  try {
    return await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** A folder to work in whose program state, settings and home are nobody else's. */
export function workplace(dir) {
  const cwd = join(dir, 'acme')
  mkdirSync(join(dir, 'home'), { recursive: true })
  mkdirSync(cwd, { recursive: true })
  const env = {
    ...process.env,
    HOME: join(dir, 'home'),
    XDG_STATE_HOME: join(dir, 'state'),
    XDG_CONFIG_HOME: join(dir, 'config'),
  }
  return { cwd, env }
}

/** Runs a command to its end. `ms` is the time on the clock, from its start to its end. */
export function timed(command, args, { cwd = ROOT, env = process.env } = {}) {
  const begin = performance.now()
  const done = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  })
  return { ms: performance.now() - begin, code: done.status, out: done.stdout ?? '', err: done.stderr ?? '' }
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const ms = (value) =>
  value < 1000 ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : `${(value / 1000).toFixed(2)} s`
export const times = (value) => `${value.toFixed(2)} ×`
export const last = (text) => text.trim().split('\n').at(-1) ?? ''
