import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Disk, openWorkspace, realDisk } from '../../../src/engine/workspace/index.ts'
import { out, Project, tempDir } from './fixture.ts'

/** The real disk behind names that ignore case, as on macOS and Windows: the first spelling stays until it is renamed. */
function caseless(): Disk {
  const actual = (path: string): string => {
    if (dirname(path) === path) return path
    const dir = actual(dirname(path))
    const names = realDisk.stat(dir)?.kind === 'directory' ? readdirSync(dir) : []
    const name = names.find((other) => other.toLowerCase() === basename(path).toLowerCase())
    return join(dir, name ?? basename(path))
  }
  const onPath =
    <R>(call: (path: string, ...rest: never[]) => R) =>
    (path: string, ...rest: never[]) =>
      call(actual(path), ...rest)
  return {
    stat: onPath(realDisk.stat),
    read: onPath(realDisk.read),
    readLink: onPath(realDisk.readLink),
    realPath: onPath(realDisk.realPath),
    names: onPath(realDisk.names),
    checkWritable: onPath(realDisk.checkWritable),
    makeDir: onPath(realDisk.makeDir),
    writeNew: onPath(realDisk.writeNew),
    remove: onPath(realDisk.remove),
    removeDir: onPath(realDisk.removeDir),
    chmod: onPath(realDisk.chmod),
    chown: onPath(realDisk.chown),
    flush: (paths) => realDisk.flush(paths.map(actual)),
    link: (from, to) => realDisk.link(actual(from), actual(to)),
    rename: (from, to) => {
      const same = actual(from) === actual(to)
      realDisk.rename(actual(from), same ? join(dirname(actual(to)), basename(to)) : actual(to))
    },
  }
}

function project(): Project {
  return new Project(openWorkspace(join(tempDir(), 'infra'), { disk: caseless() }))
}

test('a file of the user in another spelling is in the way, and is never overwritten unasked', async () => {
  const one = project()
  one.write('Readme.md', 'mine\n')
  const made = one.plan(out('README.md', 'ours\n'))
  expect(made.files).toMatchObject([{ path: 'README.md', at: 'Readme.md', action: 'conflict' }])
  await one.apply(made, { conflicts: new Map([['README.md', { is: 'mine' }]]) })
  expect(one.snapshot()).toEqual({ 'Readme.md': '644 mine\n' })
})

test('a file that its skill spells otherwise from now on changes its name, with the edits in it', async () => {
  const one = project()
  await one.generate([out('docs/readme.md', 'one\n\n\ntwo\n')])
  one.write('docs/readme.md', 'mine\n\n\ntwo\n')
  const next = [out('docs/README.md', 'one\n\n\nTWO\n', { was: ['docs/readme.md'] })]
  await one.generate(next)
  expect(one.snapshot()).toEqual({ 'docs/README.md': '644 mine\n\n\nTWO\n' })
  expect(one.actions(one.plan(...next))).toEqual({ 'docs/README.md': 'keep-yours' })
})

test('a file that the user spells otherwise is followed', async () => {
  const one = project()
  await one.generate([out('docs/readme.md', 'one\n')])
  realDisk.rename(one.path('docs/readme.md'), one.path('docs/ReadMe.md'))
  await one.generate([out('docs/readme.md', 'two\n')])
  expect(one.snapshot()).toEqual({ 'docs/ReadMe.md': '644 two\n' })
})
