import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nameFor } from './sum.ts'

// What is kept is only ever a short cut: whatever goes wrong here, the work is done anew.

/** Files in one folder of the cache; the oldest go when there are more. */
const MOST = 200

/** Reads what was kept under a name; null when there is nothing, or it is not what was written. */
export function readKept(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    return text.slice(0, end) === nameFor(body) ? JSON.parse(body) : null
  } catch {
    return null
  }
}

/** Whole or not at all: of two that write at once, one is read. */
export function writeKept(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}-${performance.now().toString(36).slice(-6)}`
  try {
    const body = JSON.stringify(value)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(draft, `${nameFor(body)}\n${body}`, { mode: 0o600 })
    renameSync(draft, file)
    prune(dirname(file))
  } catch {
    removeQuietly(draft)
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Nothing was written there.
  }
}

function prune(dir: string): void {
  const names = readdirSync(dir)
  if (names.length <= MOST) return
  const aged = names.map((name) => ({ name, at: statSync(join(dir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
  for (const { name } of aged.sort((a, b) => b.at - a.at).slice(MOST / 2)) rmSync(join(dir, name), { force: true })
}
