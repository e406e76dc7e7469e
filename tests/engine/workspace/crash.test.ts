import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openWorkspace, plan, plannedFiles, status } from '../../../src/engine/workspace/index.ts'
import { failingDisk, Killed } from './failing-disk.ts'
import { Project, snapshot, tempDir } from './fixture.ts'
import { DECISIONS, filesOf, regenerate, userEdits } from './scenario.ts'

/** Version 1 with the user's edits in it, and what version 2 makes of it when nothing happens. */
async function begin(): Promise<{ start: string; expected: Record<string, string>; calls: number }> {
  const start = join(tempDir(), 'start')
  await regenerate(openWorkspace(start), 1)
  userEdits(new Project(openWorkspace(start)))
  const disk = failingDisk(Number.POSITIVE_INFINITY, 'killed')
  const calm = copyOf(start)
  await regenerate(openWorkspace(calm, { disk }), 2)
  return { start, expected: snapshot(calm, true), calls: disk.calls() }
}

function copyOf(start: string): string {
  const root = join(tempDir(), 'infra')
  cpSync(start, root, { recursive: true, verbatimSymlinks: true })
  return root
}

/** Runs version 2 until the n-th write and leaves what a killed process leaves. */
async function killedAt(start: string, n: number): Promise<string> {
  const root = copyOf(start)
  await dying(regenerate(openWorkspace(root, { disk: failingDisk(n, 'killed') }), 2))
  return root
}

/** True when the run came to its end before the kill did: it may ignore that the last clean-up failed. */
function dying(run: Promise<unknown>): Promise<boolean> {
  return run.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Killed || (error instanceof Error && error.cause instanceof Killed)) return false
      throw error
    },
  )
}

test('the scenario has every action there is', async () => {
  const { start, calls } = await begin()
  const actions = plannedFiles(plan(openWorkspace(start), filesOf(2)), DECISIONS).map(({ action }) => action)
  expect(new Set(actions)).toEqual(
    new Set(['create', 'update', 'merge', 'same', 'keep-yours', 'stay-deleted', 'remove', 'keep-orphan']),
  )
  expect(calls).toBeGreaterThan(40)
})

describe('killed at any write', { timeout: 60_000 }, () => {
  test('the next run completes it, byte for byte', async () => {
    const { start, expected, calls } = await begin()
    for (let n = 1; n <= calls; n++) {
      const root = await killedAt(start, n)
      await regenerate(openWorkspace(root), 2)
      expect([n, snapshot(root, true)]).toEqual([n, expected])
    }
  })

  test('and killed again at every write of the next run, the one after that completes it', async () => {
    const { start, expected, calls } = await begin()
    for (let n = 3; n <= calls; n += 7) {
      const root = await killedAt(start, n)
      for (let m = 2; m < 200; m += 5) {
        if (await dying(regenerate(openWorkspace(root, { disk: failingDisk(m, 'killed') }), 2))) break
      }
      await regenerate(openWorkspace(root), 2)
      expect([n, snapshot(root, true)]).toEqual([n, expected])
    }
  })

  test('the next plan says what the whole run would have said, once the run had begun', async () => {
    const { start, calls } = await begin()
    const whole = plannedFiles(plan(openWorkspace(start), filesOf(2)), DECISIONS)
    for (let n = 1; n <= calls; n++) {
      const root = await killedAt(start, n)
      const said = plannedFiles(plan(openWorkspace(root), filesOf(2)), DECISIONS)
      const finished = !status(openWorkspace(root)).unfinished && n > calls / 2
      if (finished) continue
      // A removal that is done leaves nothing to say.
      const expected = whole.filter(
        ({ path, action }) => action !== 'remove' || said.some((file) => file.path === path),
      )
      expect([n, said]).toEqual([n, expected])
    }
  })

  test('what the user does before the next run is respected: an edit, and an undo of our change', async () => {
    const { start, calls } = await begin()
    for (let n = 1; n <= calls; n++) {
      const root = await killedAt(start, n)
      const project = new Project(openWorkspace(root))
      const placed = project.read('terraform/update.tf').includes('update 8 new')
      project.write(
        'terraform/update.tf',
        project.read('terraform/update.tf').replace('update 8 new', 'update 8').replace('update 0', 'hello'),
      )
      await regenerate(project.workspace, 2)
      const text = project.read('terraform/update.tf')
      expect([n, text.includes('hello'), text.includes('update 8 new')]).toEqual([n, true, !placed])
    }
  })

  test('it is known that a run was cut short, and nothing of it is left after the next', async () => {
    const { start, calls } = await begin()
    let unfinished = 0
    for (let n = 1; n <= calls; n++) {
      const root = await killedAt(start, n)
      if (status(openWorkspace(root)).unfinished) unfinished++
      await regenerate(openWorkspace(root), 2)
      const records = Object.keys(snapshot(root, true)).filter((path) => path.startsWith('.skillchain/'))
      expect(records.sort()).toEqual([
        '.skillchain/.gitignore',
        '.skillchain/base.json.gz',
        '.skillchain/manifest.json',
      ])
      expect(status(openWorkspace(root)).unfinished).toBe(false)
    }
    expect(unfinished).toBeGreaterThan(15)
  })
})

describe('a first run that is killed at any write', { timeout: 60_000 }, () => {
  test('is completed by the next', async () => {
    const disk = failingDisk(Number.POSITIVE_INFINITY, 'killed')
    const calm = join(tempDir(), 'infra')
    await regenerate(openWorkspace(calm, { disk }), 1)
    for (let n = 1; n <= disk.calls(); n++) {
      const root = join(tempDir(), 'infra')
      await dying(regenerate(openWorkspace(root, { disk: failingDisk(n, 'killed') }), 1))
      await regenerate(openWorkspace(root), 1)
      expect([n, snapshot(root, true)]).toEqual([n, snapshot(calm, true)])
    }
  })
})

describe('a call that fails', { timeout: 60_000 }, () => {
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EIO', 'io'],
  ])(
    'with %s is a typed error; every file is whole, as it was or as it will be; the next run completes it',
    async (errno, code) => {
      const { start, expected, calls } = await begin()
      const before = snapshot(start)
      for (let n = 1; n <= calls; n++) {
        const root = copyOf(start)
        const failed = await regenerate(openWorkspace(root, { disk: failingDisk(n, errno) }), 2).then(
          () => null,
          (error: unknown) => error,
        )
        // Clean-up at the end may fail without harm; everything else is told.
        if (failed)
          expect([n, failed]).toEqual([
            n,
            expect.objectContaining({ name: 'WorkspaceError', code, hint: expect.any(String) }),
          ])
        for (const [path, content] of Object.entries(snapshot(root))) {
          expect([n, path, content === before[path] || content === expected[path]]).toEqual([n, path, true])
        }
        await regenerate(openWorkspace(root), 2)
        expect([n, snapshot(root, true)]).toEqual([n, expected])
      }
    },
  )
})

test('kill -9 of a real process at random moments: 30 of 30 completed byte for byte', async () => {
  const { start, expected } = await begin()
  const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
  let interrupted = 0
  for (let i = 0; i < 30; i++) {
    const root = copyOf(start)
    if (await killed(child, root, i)) interrupted++
    await regenerate(openWorkspace(root), 2)
    expect([i, snapshot(root, true)]).toEqual([i, expected])
  }
  expect(interrupted).toBeGreaterThan(8)
}, 60_000)

/** The moment is random in time, but spread over the whole run: the i-th child is killed a little later than the one before. */
function killed(child: string, root: string, i: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [child, root], { stdio: ['ignore', 'pipe', 'inherit'] })
    process_.stdout.once('data', () => setTimeout(() => process_.kill('SIGKILL'), i))
    process_.once('error', reject)
    process_.once('exit', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`child ended with ${code}`))
      else resolve(signal === 'SIGKILL')
    })
  })
}
