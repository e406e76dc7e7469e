import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openWorkspace } from '../../../src/engine/workspace/index.ts'
import { out, Project, snapshot, tempDir } from './fixture.ts'

/** Mounting and giving files away need root; without it the same errors are injected in the crash tests. */
const root = process.getuid?.() === 0
const canMount = root && mountWorks()

function mountWorks(): boolean {
  const dir = '/tmp'
  return spawnSync('unshare', ['--mount', 'true'], { cwd: dir }).status === 0
}

function mounted(options: string): string {
  const dir = tempDir()
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir])
  onTestFinished(() => {
    execFileSync('umount', [dir])
  })
  return dir
}

describe.runIf(canMount)('a disk that fills up', () => {
  test('while a project is written first: a typed error, and not a byte of it left', async () => {
    const dir = mounted('size=64k')
    const project = new Project(openWorkspace(join(dir, 'infra')))
    const files = Array.from({ length: 40 }, (_, i) => out(`terraform/${i}.tf`, `${i}`.repeat(2000)))
    await expect(project.generate(files)).rejects.toMatchObject({
      code: 'disk-full',
      hint: expect.stringContaining('space'),
    })
    expect(snapshot(dir, true)).toEqual({})
  })

  test('while a project is written again: it is as it was, and complete once there is space', async () => {
    const dir = mounted('size=256k')
    const project = new Project(openWorkspace(join(dir, 'infra')))
    const files = (text: string) =>
      Array.from({ length: 20 }, (_, i) => out(`terraform/${i}.tf`, `${i} ${text}`.repeat(500)))
    await project.generate(files('old'))
    project.write('terraform/3.tf', 'mine\n')
    const before = project.snapshot({ records: true })
    fill(join(dir, 'ballast'))
    await expect(project.generate(files('new').slice(4))).rejects.toMatchObject({ code: 'disk-full' })
    expect(project.snapshot({ records: true })).toEqual(before)
    writeFileSync(join(dir, 'ballast'), '')
    await project.generate(files('new').slice(4))
    expect(project.read('terraform/4.tf')).toContain('4 new')
    expect(project.read('terraform/3.tf')).toBe('mine\n')
  })
})

function fill(path: string): void {
  spawnSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=4096'], { stdio: 'ignore' })
}

describe.runIf(canMount)('a file system that is read-only', () => {
  test('is a typed error when it is the target, and reading still works', async () => {
    const dir = mounted('size=256k')
    const project = new Project(openWorkspace(join(dir, 'infra')))
    await project.generate([out('a.tf', 'a\n')])
    execFileSync('mount', ['-o', 'remount,ro', dir])
    expect(project.actions(project.plan(out('a.tf', 'b\n')))).toEqual({ 'a.tf': 'update' })
    await expect(project.generate([out('a.tf', 'b\n')])).rejects.toMatchObject({ code: 'read-only' })
    expect(project.read('a.tf')).toBe('a\n')
  })

  test('mounted below the target is found out before anything is written', async () => {
    const project = new Project()
    await project.generate([out('a.tf', 'a\n'), out('sub/b.tf', 'b\n')])
    const before = project.snapshot()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', project.path('sub')])
    onTestFinished(() => void spawnSync('umount', [project.path('sub')]))
    await expect(project.generate([out('a.tf', 'A\n'), out('sub/c.tf', 'c\n')])).rejects.toMatchObject({
      code: 'read-only',
      path: 'sub',
    })
    execFileSync('umount', [project.path('sub')])
    expect(project.snapshot()).toEqual(before)
  })

  test('mounted and writable, but another one, is a typed error, and the run can be completed', async () => {
    const project = new Project()
    project.write('sub/mine', '')
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', project.path('sub')])
    onTestFinished(() => void spawnSync('umount', [project.path('sub')]))
    const files = [out('a.tf', 'A\n'), out('sub/c.tf', 'c\n')]
    await expect(project.generate(files)).rejects.toMatchObject({ code: 'other-device', path: 'sub/c.tf' })
    execFileSync('umount', [project.path('sub')])
    await project.generate(files)
    expect(project.snapshot()).toEqual({ 'a.tf': '644 A\n', 'sub/c.tf': '644 c\n', 'sub/mine': '644 ' })
  })
})

describe('rights', () => {
  const child = fileURLToPath(new URL('./apply-child.ts', import.meta.url))
  /** Generates a.tf and sub/b.tf as somebody who is not root. */
  const generateAs = (uid: number, dir: string, text: string) =>
    spawnSync(process.execPath, [child, dir, text], { encoding: 'utf8', ...(root ? { uid, gid: uid } : {}) })

  test('that are missing somewhere stop everything before the first byte', () => {
    const dir = tempDir()
    if (root) chownSync(dir, 65534, 65534)
    expect(generateAs(65534, dir, 'one')).toMatchObject({ stdout: 'done\n', status: 0 })
    const before = snapshot(join(dir, 'infra'))
    chmodSync(join(dir, 'infra/sub'), 0o555)
    expect(generateAs(65534, dir, 'two').stdout).toBe('denied sub\n')
    expect(snapshot(join(dir, 'infra'))).toEqual(before)
    chmodSync(join(dir, 'infra/sub'), 0o755)
    chmodSync(join(dir, 'infra/a.tf'), 0o444)
    expect(generateAs(65534, dir, 'two').stdout).toBe('done\n')
    expect(snapshot(join(dir, 'infra'))).toEqual({ 'a.tf': '444 two\n', 'sub/b.tf': '644 two\n' })
    chmodSync(join(dir, 'infra'), 0o555)
    expect(generateAs(65534, dir, 'three').stdout).toMatch(/^denied /)
    chmodSync(dir, 0o555)
    expect(generateAs(65534, join(dir, 'other'), 'one').stdout).toMatch(/^denied /)
    chmodSync(dir, 0o755)
  })

  test.runIf(root)('and owner of a file stay, even when root regenerates it', async () => {
    const project = new Project()
    await project.generate([out('a.tf', 'a\n')])
    chownSync(project.path('a.tf'), 65534, 65534)
    await project.generate([out('a.tf', 'b\n')])
    expect(statSync(project.path('a.tf'))).toMatchObject({ uid: 65534, gid: 65534 })
  })
})

test('a path that is too long for the file system is a typed error', async () => {
  let dir = tempDir()
  while (dir.length < 3900) dir = join(dir, 'd'.repeat(100))
  mkdirSync(dir, { recursive: true })
  const project = new Project(openWorkspace(join(dir, 'infra')))
  const long = `${'x'.repeat(100)}/${'y'.repeat(100)}`
  await expect((async () => project.generate([out(long, '')]))()).rejects.toMatchObject({ code: 'name-too-long' })
  expect(snapshot(dir, true)).toEqual({})
})

describe('a file that is saved in an editor while we write', () => {
  const V1 = 'one\n\n\n\ntwo\n'

  test('is left alone, and everything else is written; the next round merges it', async () => {
    const project = new Project()
    await project.generate([out('a.tf', V1), out('b.tf', V1), out('c.tf', V1)])
    const next = ['a.tf', 'b.tf', 'c.tf'].map((path) => out(path, V1.replace('two', 'TWO')))
    const made = project.plan(...next)
    project.write('b.tf', V1.replace('one', 'mine'))
    expect(await project.apply(made)).toMatchObject({ written: 2, postponed: ['b.tf'] })
    expect(project.read('b.tf')).toBe(V1.replace('one', 'mine'))
    expect(project.actions(project.plan(...next))).toEqual({ 'a.tf': 'same', 'b.tf': 'merge', 'c.tf': 'same' })
    await project.generate(next)
    expect(project.read('b.tf')).toBe(V1.replace('one', 'mine').replace('two', 'TWO'))
  })

  test.each([
    ['created', (project: Project) => project.write('new.tf', 'mine\n'), 'new.tf', '644 mine\n'],
    ['its rights changed', (project: Project) => chmodSync(project.path('b.tf'), 0o600), 'b.tf', `600 ${V1}`],
    ['the one to be removed', (project: Project) => project.write('gone.tf', 'mine\n'), 'gone.tf', '644 mine\n'],
    ['the one to be renamed', (project: Project) => project.write('old.tf', 'mine\n'), 'old.tf', '644 mine\n'],
    ['in the way of a rename', (project: Project) => project.write('renamed.tf', 'mine\n'), 'renamed.tf', '644 mine\n'],
  ])('%s', async (_, edit, path, expected) => {
    const project = new Project()
    await project.generate([out('b.tf', V1), out('gone.tf', V1), out('old.tf', V1)])
    const next = [out('b.tf', 'x\n'), out('new.tf', 'x\n'), out('renamed.tf', 'x\n', { was: ['old.tf'] })]
    const made = project.plan(...next)
    edit(project)
    const applied = await project.apply(made, { remove: new Set(['gone.tf']) })
    expect(applied.postponed).toHaveLength(1)
    expect(project.snapshot()[path]).toBe(expected)
    expect(project.plan(...next).records.unfinished).toBe(null)
  })
})
