import { symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  conflictText,
  fileDiff,
  overwrites,
  readText,
  removeFile,
  writeRecord,
} from '../../../src/engine/workspace/index.ts'
import { lines, out, Project } from './fixture.ts'

test('the diff of a plan shows what it would do, file by file', async () => {
  const project = new Project()
  await project.generate([out('same.tf', 'a\n'), out('changed.tf', 'a\n'), out('old.tf', 'a\n'), out('gone.tf', 'a\n')])
  project.write('asked.tf', 'mine\n')
  const made = project.plan(
    out('same.tf', 'a\n'),
    out('changed.tf', 'b\n'),
    out('asked.tf', 'ours\n'),
    out('created.tf', 'c\n'),
    out('new.tf', 'a\n', { was: ['old.tf'] }),
  )
  expect(made.files.map((file) => fileDiff(project.workspace, file)).join('')).toBe(
    lines(
      ...['--- a/asked.tf', '+++ b/asked.tf', '@@ -1 +1 @@', '-mine', '+ours'],
      ...['--- a/changed.tf', '+++ b/changed.tf', '@@ -1 +1 @@', '-a', '+b'],
      ...['--- /dev/null', '+++ b/created.tf', '@@ -0,0 +1 @@', '+c'],
      ...['--- a/old.tf', '+++ /dev/null', '@@ -1 +0,0 @@', '-a'],
      ...['--- /dev/null', '+++ b/new.tf', '@@ -0,0 +1 @@', '+a'],
      ...['--- a/gone.tf', '+++ /dev/null', '@@ -1 +0,0 @@', '-a'],
    ),
  )
  expect(overwrites(made)).toEqual(['asked.tf', 'changed.tf', 'gone.tf', 'old.tf'])
  expect(conflictText(made.files.find(({ path }) => path === 'asked.tf') ?? made.files[0] ?? expect.fail())).toContain(
    '<<<<<<< yours',
  )
})

test('one file can be read and removed, with the directories it leaves empty, and never through a link', () => {
  const project = new Project()
  project.write('a/b/c.tf', 'text\n')
  project.write('binary', Buffer.from([0]))
  symlinkSync('a', project.path('link'))
  expect(readText(project.workspace, 'a/b/c.tf')).toBe('text\n')
  expect(readText(project.workspace, 'binary')).toBe(null)
  expect(readText(project.workspace, 'absent')).toBe(null)
  expect(() => readText(project.workspace, 'link/b/c.tf')).toThrow(/symbolic link/)
  removeFile(project.workspace, 'a/b/c.tf')
  removeFile(project.workspace, 'a/b/c.tf')
  removeFile(project.workspace, 'link')
  expect(Object.keys(project.snapshot())).toEqual(['binary'])
})

test('a report is stored beside the manifest, whole, and replaces nothing else', async () => {
  const project = new Project()
  expect(writeRecord(project.workspace, 'report.json', '{}\n')).toBe(project.path('.skillchain/report.json'))
  writeRecord(project.workspace, 'report.json', '{"a":1}\n')
  expect(project.read('.skillchain/report.json')).toBe('{"a":1}\n')
  expect(Object.keys(project.snapshot({ records: true }))).toEqual(['.skillchain/report.json'])
  for (const name of ['manifest.json', '../report.json', 'main.tf', 'lock']) {
    expect(() => writeRecord(project.workspace, name, '')).toThrow(/no name of a record/)
  }
  await project.generate([out('a', 'a\n')])
  expect(project.read('.skillchain/report.json')).toBe('{"a":1}\n')
})
