import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lock, lockFile, openWorkspace, realDisk } from '../../../src/engine/workspace/index.ts'
import { isAlive } from './alive.ts'
import { ME, Project, tempDir } from './fixture.ts'

const LOCK = '.skillchain/lock'

function tamper(project: Project, change: Record<string, unknown>): void {
  const holder = JSON.parse(project.read(LOCK))
  writeFileSync(project.path(LOCK), JSON.stringify({ ...holder, ...change }))
}

describe('a lock', () => {
  test('keeps a second run out, and says which run and process it waits for', () => {
    const project = new Project()
    const held = project.lock()
    expect(() => lock(project.workspace, { ...ME, run: 'second' })).toThrow(
      expect.objectContaining({ code: 'locked', message: `Run test-run (process ${process.pid}) is writing here` }),
    )
    held.release()
    lock(project.workspace, { ...ME, run: 'second' }).release()
  })

  test('of a run that wrote nothing leaves nothing behind', () => {
    const project = new Project()
    const held = project.lock()
    expect(existsSync(project.path(LOCK))).toBe(true)
    held.release()
    held.release()
    expect(existsSync(project.workspace.root)).toBe(false)
  })

  test('released by its owner only', () => {
    const project = new Project()
    const first = project.lock()
    tamper(project, { token: 'somebody else' })
    first.release()
    expect(existsSync(project.path(LOCK))).toBe(true)
  })

  test.each([
    ['whose process is gone', { pid: 2 ** 22 + 1 }],
    ['whose process id belongs to another process now', { started: '1' }],
    ['from before the machine was restarted', { boot: 'another-boot' }],
  ])('%s is taken over', (_, change) => {
    const project = new Project()
    project.lock()
    tamper(project, change)
    const held = lock(project.workspace, { ...ME, run: 'second' })
    expect(JSON.parse(project.read(LOCK)).run).toBe('second')
    held.release()
    expect(existsSync(project.path(LOCK))).toBe(false)
  })

  test('that a power cut left half-written is taken over, but not while it may still be written', () => {
    const project = new Project()
    project.write(LOCK, '{"token":')
    expect(() => project.lock()).toThrow(/Another run is beginning here/)
    utimesSync(project.path(LOCK), 1, 1)
    project.lock().release()
    expect(existsSync(project.path(LOCK))).toBe(false)
  })

  test.each([
    ['of another machine', { host: 'build-7' }, / on build-7\) is writing here/],
    ['of another container', { pidSpace: 'pid:[1]' }, /is writing here/],
  ])('%s is respected: its processes cannot be seen from here', (_, change, message) => {
    const project = new Project()
    project.lock()
    tamper(project, { ...change, pid: 2 ** 22 + 1 })
    const second = () => lock(project.workspace, { ...ME, run: 'second' })
    expect(second).toThrow(message)
    expect(second).toThrow(expect.objectContaining({ hint: expect.stringContaining(`delete ${LOCK}`) }))
  })

  test('and its guard, both left by the dead, are taken over, and nothing of them stays', () => {
    const project = new Project()
    project.lock()
    tamper(project, { pid: 2 ** 22 + 1 })
    const dead = project.read(LOCK)
    project.write(`${LOCK}.guard`, dead.replace(/"token":"/, '"token":"f'))
    project.write(`${LOCK}.guard.guard`, '')
    utimesSync(project.path(`${LOCK}.guard.guard`), 1, 1)
    project.write(`${LOCK}.0123456789abcdef`, dead)
    const held = lock(project.workspace, { ...ME, run: 'second' })
    expect(readdirSync(project.path('.skillchain'))).toEqual(['lock'])
    held.release()
  })

  test('works where there are no hard links', () => {
    const dir = tempDir()
    const disk = {
      ...realDisk,
      link: () => {
        throw Object.assign(new Error('no links here'), { code: 'EPERM' })
      },
    }
    const workspace = openWorkspace(join(dir, 'infra'), { disk })
    const held = lock(workspace, ME)
    expect(() => lock(workspace, ME)).toThrow(/is writing here/)
    held.release()
    lock(workspace, ME).release()
  })

  test('can guard any other file as well', () => {
    const path = join(tempDir(), 'journal.lock')
    const held = lockFile(path, ME, realDisk)
    expect(() => lockFile(path, ME, realDisk)).toThrow(/is writing here/)
    held.release()
    expect(existsSync(path)).toBe(false)
  })
})

test('twelve processes that find the same dead lock hold it one at a time, ten times each', async () => {
  const dir = tempDir()
  const path = join(dir, 'lock')
  const log = join(dir, 'log')
  const child = fileURLToPath(new URL('./lock-child.ts', import.meta.url))
  lockFile(path, { run: 'dead', pid: process.pid, isAlive }, realDisk)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"pid":\d+/, `"pid":${2 ** 22 + 1}`))
  const children = Array.from({ length: 12 }, () => run(child, path, log))
  await Promise.all(children)
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(12 * 10 * 2)
  for (let i = 0; i < lines.length; i += 2) {
    expect(lines[i]).toMatch(/^in \d+$/)
    expect(lines[i + 1]).toBe(lines[i]?.replace('in', 'out'))
  }
  expect(readdirSync(dir).sort()).toEqual(['log'])
}, 60_000)

function run(child: string, path: string, log: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [child, path, log], { stdio: 'inherit' })
    started.once('error', reject)
    started.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`child ended with ${code}`))))
  })
}
