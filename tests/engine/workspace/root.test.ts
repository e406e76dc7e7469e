import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkPath, openWorkspace, plan, removeFile, WorkspaceError } from '../../../src/engine/workspace/index.ts'
import { out, Project, tempDir } from './fixture.ts'

function codeOf(run: () => unknown): string {
  try {
    run()
    return 'fine'
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error
    expect(error.hint).not.toBe('')
    return `${error.code}: ${error.message}`
  }
}

describe('the root', () => {
  test('need not exist, and opening it makes nothing', () => {
    const dir = tempDir()
    expect(openWorkspace(join(dir, 'a/b/infra')).root).toBe(join(dir, 'a/b/infra'))
    expect(() => openWorkspace(join(dir, 'a'))).not.toThrow()
  })

  test('with links above it is the real directory', () => {
    const dir = tempDir()
    mkdirSync(join(dir, 'real'))
    symlinkSync(join(dir, 'real'), join(dir, 'link'))
    expect(openWorkspace(join(dir, 'link/infra')).root).toBe(join(dir, 'real/infra'))
    mkdirSync(join(dir, 'real/infra'))
    expect(openWorkspace(join(dir, 'link/infra/')).root).toBe(join(dir, 'real/infra'))
  })

  test('may be a link to a directory beside it, not to one elsewhere, and not to nothing', () => {
    const dir = tempDir()
    const elsewhere = tempDir()
    mkdirSync(join(dir, 'real'))
    symlinkSync('real', join(dir, 'beside'))
    symlinkSync(elsewhere, join(dir, 'outward'))
    symlinkSync('nowhere', join(dir, 'dangling'))
    symlinkSync('loop', join(dir, 'loop'))
    writeFileSync(join(dir, 'file'), '')
    symlinkSync('file', join(dir, 'to-file'))
    expect(openWorkspace(join(dir, 'beside')).root).toBe(join(dir, 'real'))
    expect(codeOf(() => openWorkspace(join(dir, 'outward')))).toMatch(/^bad-root: .*leads out to/)
    expect(codeOf(() => openWorkspace(join(dir, 'dangling')))).toMatch(/^bad-root: .*link to nothing/)
    expect(codeOf(() => openWorkspace(join(dir, 'dangling/below')))).toMatch(/^bad-root/)
    expect(codeOf(() => openWorkspace(join(dir, 'loop')))).toMatch(/^bad-root/)
    expect(codeOf(() => openWorkspace(join(dir, 'to-file')))).toMatch(/^bad-root/)
  })

  test('is no file, nor below one', () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'file'), '')
    expect(codeOf(() => openWorkspace(join(dir, 'file')))).toMatch(/^bad-root: .*is a file/)
    expect(codeOf(() => openWorkspace(join(dir, 'file/below')))).toMatch(/^bad-root: .*is a file/)
    expect(codeOf(() => openWorkspace(join(dir, 'file/below/it')))).toMatch(/^bad-root: .*is a file/)
  })

  test('is neither the root of the file system, nor the home directory, nor above it, however it is written', () => {
    const dir = tempDir()
    symlinkSync('/', join(dir, 'slash'))
    for (const path of ['/', '//', '/.', `${dir}/../../../../../..`, homedir(), `${homedir()}/`, dirname(homedir())]) {
      expect(codeOf(() => openWorkspace(path))).toMatch(/^bad-root/)
    }
    mkdirSync(join(dir, 'home/me'), { recursive: true })
    symlinkSync('home', join(dir, 'users'))
    const home = join(dir, 'users/me')
    expect(codeOf(() => openWorkspace(join(dir, 'home/me'), { home }))).toMatch(/home directory/)
    expect(codeOf(() => openWorkspace(join(dir, 'home'), { home }))).toMatch(/above your home directory/)
    expect(openWorkspace(join(dir, 'home/me/infra'), { home }).root).toBe(join(dir, 'home/me/infra'))
  })

  test('is absolute', () => {
    expect(codeOf(() => openWorkspace('infra'))).toMatch(/^bad-root/)
    expect(codeOf(() => openWorkspace('/tmp/a\0b'))).toMatch(/^bad-root/)
  })
})

describe('a path below the root', () => {
  test.each([
    '',
    '/etc/passwd',
    '../up',
    'a/../../up',
    'a/./b',
    'a//b',
    'a/',
    '.',
    'a\\b',
    'C:/x',
    'file:stream',
    'a\0b',
    'a\nb',
    'a/con',
    'NUL.tf',
    'com1.txt',
    'Lpt9',
    'dot.',
    'space ',
    'dir./x',
    'a?',
    'a*',
    '.git/config',
    'sub/.GIT/hooks/pre-commit',
    'GIT~1/config',
    '.skillchain/manifest.json',
    '.SkillChain/x',
    'x'.repeat(256),
    'right\u202eleft',
    '.g\u200cit/config',
    '\ud800',
  ])('%j is refused', (path) => {
    expect(codeOf(() => checkPath(path))).toMatch(/^bad-path/)
    expect(codeOf(() => plan(new Project().workspace, [out(path, '')]))).toMatch(/^bad-path/)
    expect(codeOf(() => removeFile(new Project().workspace, path))).toMatch(/^bad-path/)
  })

  test.each([
    'main.tf',
    '.github/workflows/ci.yml',
    '.gitignore',
    'a b/c.d',
    'console.tf',
    'comma,plus+',
    'ünïcode/日本',
  ])('%j is fine', (path) => expect(codeOf(() => checkPath(path))).toBe('fine'))

  test('is never reached through a link, even one that stays inside', async () => {
    const elsewhere = tempDir()
    const project = new Project()
    project.write('real/mine.tf', 'mine\n')
    symlinkSync(elsewhere, project.path('terraform'))
    symlinkSync('real', project.path('inside'))
    expect(codeOf(() => project.plan(out('terraform/main.tf', 'x')))).toMatch(/^symlink: terraform is a symbolic link/)
    expect(codeOf(() => project.plan(out('inside/main.tf', 'x')))).toMatch(/^symlink/)
    expect(codeOf(() => removeFile(project.workspace, 'inside/mine.tf'))).toMatch(/^symlink/)
  })

  test('is checked again when it is written: a link that appears after the plan is not followed', async () => {
    const elsewhere = tempDir()
    const project = new Project()
    const made = project.plan(out('a.tf', 'a\n'), out('terraform/main.tf', 'x\n'))
    project.write('b', '')
    symlinkSync(elsewhere, project.path('terraform'))
    await expect(project.apply(made)).rejects.toMatchObject({ code: 'symlink' })
    expect(project.snapshot()).toEqual({ b: '644 ', terraform: 'link' })
  })

  test('of our own records is never reached through a link either', async () => {
    const elsewhere = tempDir()
    const project = new Project()
    project.write('b', '')
    symlinkSync(elsewhere, project.path('.skillchain'))
    expect(codeOf(() => project.plan(out('a.tf', 'a\n')))).toMatch(/^symlink/)
    expect(codeOf(() => project.lock())).toMatch(/^symlink/)
  })
})

describe('a set of paths', () => {
  const planned = (...paths: string[]) => codeOf(() => new Project().plan(...paths.map((path) => out(path, 'x'))))

  test('has no doubles, no two names that one file system takes for one, and no file that is a directory', () => {
    expect(planned('a', 'a')).toMatch(/^duplicate-path: a is generated twice/)
    expect(planned('README.md', 'readme.md')).toMatch(/^case-clash/)
    expect(planned('é', 'e\u0301')).toMatch(/^case-clash/)
    expect(planned('k8s', 'K8S/base')).toMatch(/^duplicate-path: k8s is generated as a file/)
    expect(planned('a', 'b/a', 'b/c')).toBe('fine')
  })
})
