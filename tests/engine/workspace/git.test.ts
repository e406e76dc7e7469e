import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitState, openWorkspace, overwrites } from '../../../src/engine/workspace/index.ts'
import { out, Project, tempDir } from './fixture.ts'

function repository(): { project: Project; git: (...args: string[]) => void } {
  const top = tempDir()
  const project = new Project(openWorkspace(join(top, 'live/infra')))
  const git = (...args: string[]) => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: top, stdio: 'pipe' })
  }
  git('init', '-q')
  return { project, git }
}

test('outside of a repository there is nothing to say', async () => {
  expect(await gitState(tempDir(), ['main.tf'])).toEqual({ is: 'no-repository' })
})

test('without git there is nothing to say', async () => {
  expect(await gitState(tempDir(), ['main.tf'], async () => null)).toEqual({ is: 'no-repository' })
})

test('names the files to be overwritten that were changed, added or never committed, and no others', async () => {
  const { project, git } = repository()
  const names = ['clean', 'changed', 'staged', 'untracked', 'ignored', 'ümläut "quoted"', 'spared']
  for (const name of names.filter((name) => name !== 'untracked')) project.write(`a/${name}.tf`, `${name}\n`)
  project.write('.gitignore', 'ignored.tf\n')
  git('add', '.')
  git('commit', '-qm', 'begin')
  for (const name of ['changed', 'staged', 'ümläut "quoted"', 'spared', 'untracked'])
    project.write(`a/${name}.tf`, 'mine\n')
  git('add', 'live/infra/a/staged.tf')
  const wanted = names.filter((name) => name !== 'spared').map((name) => `a/${name}.tf`)
  expect(await gitState(project.workspace.root, wanted)).toEqual({
    is: 'repository',
    dirty: ['changed', 'ignored', 'staged', 'untracked', 'ümläut "quoted"'].map((name) => `a/${name}.tf`),
  })
})

test('asked about what a plan would overwrite, it names edits that were never committed', async () => {
  const { project, git } = repository()
  await project.generate([out('a.tf', 'a\n\n\n\nz\n'), out('b.tf', 'b\n')])
  git('add', '.')
  git('commit', '-qm', 'generated')
  project.write('a.tf', 'mine\n\n\n\nz\n')
  const made = project.plan(out('a.tf', 'a\n\n\n\nZ\n'), out('b.tf', 'B\n'))
  expect(overwrites(made)).toEqual(['a.tf', 'b.tf'])
  expect(await gitState(project.workspace.root, overwrites(made))).toEqual({ is: 'repository', dirty: ['a.tf'] })
})

test('runs no program that the repository names in its configuration', async () => {
  const { project, git } = repository()
  project.write('a.tf', 'a\n')
  const trap = join(tempDir(), 'trap')
  const sprung = `${trap}.sprung`
  writeFileSync(trap, `#!/bin/sh\ntouch ${sprung}\n`)
  chmodSync(trap, 0o755)
  git('add', '.')
  git('commit', '-qm', 'begin')
  git('config', 'core.fsmonitor', trap)
  git('config', 'core.hooksPath', tempDir())
  await gitState(project.workspace.root, ['a.tf'])
  expect(existsSync(sprung)).toBe(false)
})
