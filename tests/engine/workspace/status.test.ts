import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listTree, status } from '../../../src/engine/workspace/index.ts'
import { lines, out, Project } from './fixture.ts'

test('tells what became of each file', async () => {
  const project = new Project()
  const names = ['untouched', 'edited', 'chmod', 'deleted', 'moved', 'link', 'crlf', 'orphan', 'marked']
  const files = names.map((name) => out(`t/${name}.tf`, lines(name, 'a', 'b')))
  project.write('t/kept.tf', 'mine\n')
  const decisions = { conflicts: new Map([['t/kept.tf', { is: 'mine' as const }]]) }
  await project.generate([...files, out('t/kept.tf', 'ours\n')], decisions)
  project.write('t/edited.tf', 'mine\n')
  project.write('t/crlf.tf', 'crlf\r\na\r\nb\r\n')
  project.write('t/marked.tf', '<<<<<<< yours\n=======\n>>>>>>> skillchain\n')
  project.write('notes.md', 'mine\n')
  project.write('.terraform/providers/huge', '')
  chmodSync(project.path('t/chmod.tf'), 0o755)
  unlinkSync(project.path('t/deleted.tf'))
  renameSync(project.path('t/moved.tf'), project.path('elsewhere.tf'))
  unlinkSync(project.path('t/link.tf'))
  symlinkSync('edited.tf', project.path('t/link.tf'))
  const kept = files.filter(({ path }) => !path.includes('orphan'))
  await project.generate([...kept, out('t/kept.tf', 'ours\n')])
  const { records, ...found } = status(project.workspace)
  expect(records?.manifest?.files.size).toBe(10)
  expect(found).toEqual({
    untouched: ['t/crlf.tf', 'elsewhere.tf', 't/untouched.tf'],
    edited: ['t/edited.tf', 't/marked.tf'],
    chmod: ['t/chmod.tf'],
    deleted: ['t/deleted.tf'],
    moved: [{ path: 't/moved.tf', at: 'elsewhere.tf' }],
    yours: ['t/kept.tf', 't/link.tf'],
    orphans: ['t/orphan.tf'],
    unresolved: ['t/marked.tf'],
    unknown: ['notes.md'],
    truncated: false,
    unfinished: false,
  })
})

test('of a directory that skillchain never wrote to: everything is unknown', () => {
  const project = new Project()
  expect(status(project.workspace)).toMatchObject({ records: null, unknown: [] })
  project.write('a/b', '')
  expect(status(project.workspace)).toMatchObject({ records: null, unknown: ['a/b'] })
})

test('the list of files leaves out what belongs to tools, follows no link, and ends somewhere', () => {
  const project = new Project()
  for (const path of [
    'b',
    'a/z',
    'a/b/c',
    '.git/config',
    '.terraform/x',
    'node_modules/x',
    '.skillchain/x',
    '.github/ci.yml',
  ]) {
    project.write(path, '')
  }
  mkdirSync(project.path('loop'))
  symlinkSync('..', project.path('loop/up'))
  expect(listTree(project.workspace)).toEqual({
    files: ['.github/ci.yml', 'a/b/c', 'a/z', 'b', 'loop/up'],
    truncated: false,
  })
  expect(listTree(project.workspace, 3).truncated).toBe(true)
})
