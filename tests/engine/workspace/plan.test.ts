import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mergeRequest, plannedFiles, type WorkspaceError } from '../../../src/engine/workspace/index.ts'
import { lines, out, Project, tempDir } from './fixture.ts'

const V1 = lines('one', 'two', 'three', 'four', 'five', 'six', 'seven')
const V2 = lines('one', 'two', 'three', 'four', 'five', 'six', 'SEVEN')

async function generated(text = V1): Promise<Project> {
  const project = new Project()
  await project.generate([out('terraform/main.tf', text)])
  return project
}

function action(project: Project, text: string): string | undefined {
  return project.plan(out('terraform/main.tf', text)).files[0]?.action
}

function thrown(run: () => unknown): WorkspaceError {
  try {
    run()
  } catch (error) {
    return error as WorkspaceError
  }
  throw new Error('nothing was thrown')
}

describe('a file that only skillchain wrote', () => {
  test('is created, with the directories it needs', async () => {
    const project = new Project()
    expect(action(project, V1)).toBe('create')
    expect(await project.generate([out('terraform/main.tf', V1)])).toMatchObject({ written: 1, postponed: [] })
    expect(project.read('terraform/main.tf')).toBe(V1)
  })

  test('is the same when nothing changed, and then no byte is written', async () => {
    const project = await generated()
    const before = project.snapshot({ records: true })
    expect(action(project, V1)).toBe('same')
    expect(await project.generate([out('terraform/main.tf', V1)])).toMatchObject({ written: 0, same: 1 })
    expect(project.snapshot({ records: true })).toEqual(before)
  })

  test('is updated when the skill changed', async () => {
    const project = await generated()
    expect(action(project, V2)).toBe('update')
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.read('terraform/main.tf')).toBe(V2)
  })

  test('becomes executable when its skill says so', async () => {
    const project = new Project()
    await project.generate([out('scripts/setup.sh', '#!/bin/sh\n')])
    expect(project.mode('scripts/setup.sh') & 0o111).toBe(0)
    await project.generate([out('scripts/setup.sh', '#!/bin/sh\n', { executable: true })])
    expect(project.mode('scripts/setup.sh') & 0o111).toBe(0o111)
  })
})

describe('a file the user edited', () => {
  test('is kept when the skill has nothing new', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    expect(action(project, V1)).toBe('keep-yours')
    await project.generate([out('terraform/main.tf', V1)])
    expect(project.read('terraform/main.tf')).toBe(V1.replace('two', 'TWO'))
  })

  test('is merged when both changed different lines', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    expect(action(project, V2)).toBe('merge')
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.read('terraform/main.tf')).toBe(V2.replace('two', 'TWO'))
    expect(action(project, V2)).toBe('keep-yours')
  })

  test('is asked about when both changed the same line, and shows only that line', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('seven', 'mine').replace('two', 'TWO'))
    const [file] = project.plan(out('terraform/main.tf', V2)).files
    expect(file && mergeRequest(file)).toMatchObject({
      kind: 'merge',
      path: 'terraform/main.tf',
      reason: 'both-changed',
      hunks: [{ line: 7, base: 'seven', yours: 'mine', ours: 'SEVEN' }],
    })
  })

  test.each([
    ['mine', lines('one', 'TWO', 'three', 'four', 'five', 'six', 'mine')],
    ['new', lines('one', 'TWO', 'three', 'four', 'five', 'six', 'SEVEN')],
    [
      'both',
      lines('one', 'TWO', 'three', 'four', 'five', 'six').concat(
        lines('<<<<<<< yours', 'mine', '||||||| base', 'seven', '=======', 'SEVEN', '>>>>>>> skillchain'),
      ),
    ],
  ] as const)('answer %s decides the conflict; edits elsewhere survive in every case', async (is, expected) => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('seven', 'mine').replace('two', 'TWO'))
    await project.generate([out('terraform/main.tf', V2)], { conflicts: new Map([['terraform/main.tf', { is }]]) })
    expect(project.read('terraform/main.tf')).toBe(expected)
    expect(['keep-yours', 'same']).toContain(action(project, V2))
  })

  test('is decided change by change', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('seven', 'mine').replace('four', 'FOUR').replace('one', 'mine, too'))
    const next = V2.replace('one', 'ONE')
    const [file] = project.plan(out('terraform/main.tf', next)).files
    expect(file && mergeRequest(file).hunks).toHaveLength(2)
    await project.generate([out('terraform/main.tf', next)], {
      conflicts: new Map([['terraform/main.tf', { is: 'hunks', sides: ['new', 'mine'] }]]),
    })
    expect(project.read('terraform/main.tf')).toBe(lines('ONE', 'two', 'three', 'FOUR', 'five', 'six', 'mine'))
  })

  test('takes the text from the editor as it is', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('seven', 'mine'))
    const conflicts = new Map([['terraform/main.tf', { is: 'edited', text: 'settled\n' } as const]])
    await project.generate([out('terraform/main.tf', V2)], { conflicts })
    expect(project.read('terraform/main.tf')).toBe('settled\n')
  })

  test('an unanswered conflict stops everything before the first byte', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('seven', 'mine'))
    const before = project.snapshot({ records: true })
    const made = project.plan(out('terraform/main.tf', V2), out('other.tf', 'x\n'))
    await expect(project.apply(made)).rejects.toMatchObject({ code: 'unresolved', path: 'terraform/main.tf' })
    expect(project.snapshot({ records: true })).toEqual(before)
  })

  test('chmod is kept through an update, and through a skill that disagrees', async () => {
    const project = await generated()
    chmodSync(project.path('terraform/main.tf'), 0o600)
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.mode('terraform/main.tf')).toBe(0o600)
    chmodSync(project.path('terraform/main.tf'), 0o750)
    await project.generate([out('terraform/main.tf', V1)])
    expect([project.mode('terraform/main.tf'), project.read('terraform/main.tf')]).toEqual([0o750, V1])
  })

  test('CR LF line endings are no edit, and are kept', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replaceAll('\n', '\r\n'))
    expect(action(project, V1)).toBe('same')
    expect(action(project, V2)).toBe('update')
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.read('terraform/main.tf')).toBe(V2.replaceAll('\n', '\r\n'))
  })

  test('CR LF, a byte order mark and an edit go through a merge together', async () => {
    const project = await generated()
    project.write('terraform/main.tf', `\ufeff${V1.replace('two', 'TWO').replaceAll('\n', '\r\n')}`)
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.read('terraform/main.tf')).toBe(`\ufeff${V2.replace('two', 'TWO').replaceAll('\n', '\r\n')}`)
  })

  test('replaced by something that is no text, it can only be kept or replaced', async () => {
    const bytes = Buffer.from([0, 159, 146, 150])
    const project = await generated()
    project.write('terraform/main.tf', bytes)
    expect(action(project, V1)).toBe('keep-yours')
    const [file] = project.plan(out('terraform/main.tf', V2)).files
    expect(file && mergeRequest(file)).toMatchObject({ reason: 'binary', hunks: [] })
    await project.generate([out('terraform/main.tf', V2)], {
      conflicts: new Map([['terraform/main.tf', { is: 'both' }]]),
    })
    expect(readFileSync(project.path('terraform/main.tf'))).toEqual(bytes)
    project.write('terraform/main.tf', bytes)
    await project.generate([out('terraform/main.tf', V1)], {
      conflicts: new Map([['terraform/main.tf', { is: 'new' }]]),
    })
    expect(project.read('terraform/main.tf')).toBe(V1)
  })

  test('replaced by a link, it is never written through', async () => {
    const project = await generated()
    const outside = join(tempDir(), 'outside')
    writeFileSync(outside, 'precious\n')
    rmSync(project.path('terraform/main.tf'))
    symlinkSync(outside, project.path('terraform/main.tf'))
    expect(action(project, V1)).toBe('keep-yours')
    expect(action(project, V2)).toBe('conflict')
    await project.generate([out('terraform/main.tf', V2)], {
      conflicts: new Map([['terraform/main.tf', { is: 'mine' }]]),
    })
    expect(project.snapshot()).toEqual({ 'terraform/main.tf': 'link' })
    await project.generate([out('terraform/main.tf', V1)], {
      conflicts: new Map([['terraform/main.tf', { is: 'new' }]]),
    })
    expect(project.read('terraform/main.tf')).toBe(V1)
    expect(readFileSync(outside, 'utf8')).toBe('precious\n')
  })
})

describe('a file the user deleted', () => {
  test('stays deleted, whatever the skill writes, until he wants it back', async () => {
    const project = await generated()
    unlinkSync(project.path('terraform/main.tf'))
    expect(action(project, V2)).toBe('stay-deleted')
    await project.generate([out('terraform/main.tf', V2)])
    await project.generate([out('terraform/main.tf', V1)])
    expect(existsSync(project.path('terraform/main.tf'))).toBe(false)
    await project.generate([out('terraform/main.tf', V2)], {}, ['terraform/main.tf'])
    expect(project.read('terraform/main.tf')).toBe(V2)
    expect(action(project, V2)).toBe('same')
  })

  test('and brought back by himself, takes part again with the base it had', async () => {
    const project = await generated()
    unlinkSync(project.path('terraform/main.tf'))
    await project.generate([out('terraform/main.tf', V2)])
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.read('terraform/main.tf')).toBe(V2.replace('two', 'TWO'))
  })
})

describe('a file the user moved', () => {
  test('is followed, and not made again at its old place', async () => {
    const project = await generated()
    mkdirSync(project.path('terraform/net'))
    renameSync(project.path('terraform/main.tf'), project.path('terraform/net/vpc.tf'))
    const [file] = project.plan(out('terraform/main.tf', V2)).files
    expect(file).toMatchObject({ path: 'terraform/main.tf', at: 'terraform/net/vpc.tf', action: 'update' })
    await project.generate([out('terraform/main.tf', V2)])
    expect(Object.keys(project.snapshot())).toEqual(['terraform/net/vpc.tf'])
    expect(project.read('terraform/net/vpc.tf')).toBe(V2)
    project.write('terraform/net/vpc.tf', V2.replace('two', 'TWO'))
    await project.generate([out('terraform/main.tf', V1)])
    expect(project.read('terraform/net/vpc.tf')).toBe(V1.replace('two', 'TWO'))
  })

  test('after an edit that was merged, it is still found', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    await project.generate([out('terraform/main.tf', V2)])
    renameSync(project.path('terraform/main.tf'), project.path('network.tf'))
    await project.generate([out('terraform/main.tf', V1)])
    expect(project.read('network.tf')).toBe(V1.replace('two', 'TWO'))
  })

  test('together with others of the same content, each goes to the place that looks most like its own', async () => {
    const project = new Project()
    const files = ['a', 'b', 'c'].map((name) => out(`terraform/modules/${name}/versions.tf`, V1))
    await project.generate(files)
    renameSync(project.path('terraform/modules'), project.path('terraform/parts'))
    const made = project.plan(...files)
    expect(made.files.map(({ at }) => at)).toEqual(['a', 'b', 'c'].map((name) => `terraform/parts/${name}/versions.tf`))
  })

  test('moved back, it is at home again', async () => {
    const project = await generated()
    renameSync(project.path('terraform/main.tf'), project.path('network.tf'))
    await project.generate([out('terraform/main.tf', V1)])
    renameSync(project.path('network.tf'), project.path('terraform/main.tf'))
    await project.generate([out('terraform/main.tf', V2)])
    expect(Object.keys(project.snapshot())).toEqual(['terraform/main.tf'])
    expect(project.read('terraform/main.tf')).toBe(V2)
  })
})

describe('a file the skill renamed', () => {
  const renamed = (text: string) => out('terraform/network.tf', text, { was: ['terraform/main.tf'] })

  test('takes the edits along and leaves nothing behind', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('two', 'TWO'), 0o644)
    chmodSync(project.path('terraform/main.tf'), 0o640)
    await project.generate([renamed(V2)])
    expect(Object.keys(project.snapshot())).toEqual(['terraform/network.tf'])
    expect(project.read('terraform/network.tf')).toBe(V2.replace('two', 'TWO'))
    expect(project.mode('terraform/network.tf')).toBe(0o640)
    expect(project.actions(project.plan(renamed(V2)))).toEqual({ 'terraform/network.tf': 'keep-yours' })
  })

  test('unedited, it simply moves', async () => {
    const project = await generated()
    await project.generate([renamed(V1)])
    expect(project.snapshot()).toEqual({ 'terraform/network.tf': `644 ${V1}` })
  })

  test('deleted before, it stays deleted under the new name', async () => {
    const project = await generated()
    unlinkSync(project.path('terraform/main.tf'))
    await project.generate([renamed(V1)])
    expect(project.snapshot()).toEqual({})
  })

  test('with a file of the user at the new place, it keeps the old one and asks about the new', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    project.write('terraform/network.tf', 'mine\n')
    const made = project.plan(renamed(V2))
    expect(project.actions(made)).toEqual({ 'terraform/network.tf': 'conflict', 'terraform/main.tf': 'keep-orphan' })
    await project.apply(made, { conflicts: new Map([['terraform/network.tf', { is: 'mine' }]]) })
    expect(project.read('terraform/network.tf')).toBe('mine\n')
    expect(project.read('terraform/main.tf')).toBe(V1.replace('two', 'TWO'))
  })

  test('moved by the user as well, it stays where the user wants it', async () => {
    const project = await generated()
    renameSync(project.path('terraform/main.tf'), project.path('mine.tf'))
    await project.generate([renamed(V2)])
    expect(project.snapshot()).toEqual({ 'mine.tf': `644 ${V2}` })
  })

  test('a conflict is settled at the new place', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('seven', 'mine'))
    await project.generate([renamed(V2)], { conflicts: new Map([['terraform/network.tf', { is: 'mine' }]]) })
    expect(project.snapshot()).toEqual({ 'terraform/network.tf': `644 ${V1.replace('seven', 'mine')}` })
  })
})

describe('a file that is no longer generated', () => {
  test('is offered for removal when nobody touched it, and removed on a yes', async () => {
    const project = await generated()
    const made = project.plan()
    expect(project.actions(made)).toEqual({ 'terraform/main.tf': 'remove' })
    expect(await project.apply(made, { remove: new Set(['terraform/main.tf']) })).toMatchObject({ removed: 1 })
    expect(existsSync(project.path('terraform'))).toBe(false)
    expect(project.plan().files).toEqual([])
  })

  test('is kept on a no, and not offered again', async () => {
    const project = await generated()
    await project.apply(project.plan())
    expect(project.read('terraform/main.tf')).toBe(V1)
    expect(project.actions(project.plan())).toEqual({ 'terraform/main.tf': 'keep-orphan' })
  })

  test('is kept when it was edited, said once, and merges when it comes back', async () => {
    const project = await generated()
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    const made = project.plan()
    expect(made.files[0]).toMatchObject({ action: 'keep-orphan', note: expect.stringContaining('your changes') })
    await project.apply(made)
    expect(project.plan().files[0]?.note).toBe(null)
    await project.generate([out('terraform/main.tf', V2)])
    expect(project.read('terraform/main.tf')).toBe(V2.replace('two', 'TWO'))
  })
})

describe('files that were there before', () => {
  test('are left alone when they do not collide', async () => {
    const project = new Project()
    project.write('notes.md', 'mine\n')
    await project.generate([out('main.tf', V1)])
    expect(project.read('notes.md')).toBe('mine\n')
  })

  test('are asked about when they do, with every difference', async () => {
    const project = new Project()
    project.write('main.tf', V1)
    const [file] = project.plan(out('main.tf', V2)).files
    expect(file && mergeRequest(file)).toMatchObject({
      reason: 'not-ours',
      hunks: [{ line: 7, base: '', yours: 'seven', ours: 'SEVEN' }],
    })
  })

  test('kept once, they are the user’s: no question, no merge, until he asks for ours', async () => {
    const project = new Project()
    project.write('main.tf', 'mine\n')
    await project.generate([out('main.tf', V1)], { conflicts: new Map([['main.tf', { is: 'mine' }]]) })
    expect(project.actions(project.plan(out('main.tf', V2)))).toEqual({ 'main.tf': 'keep-yours' })
    await project.generate([out('main.tf', V2)])
    expect(project.read('main.tf')).toBe('mine\n')
    await project.generate([out('main.tf', V2)], { conflicts: new Map([['main.tf', { is: 'new' }]]) }, ['main.tf'])
    expect(project.read('main.tf')).toBe(V2)
  })

  test('of the same content are adopted', async () => {
    const project = new Project()
    project.write('main.tf', V1)
    await project.generate([out('main.tf', V1)])
    expect(project.actions(project.plan(out('main.tf', V2)))).toEqual({ 'main.tf': 'update' })
  })

  test('whose name differs in case only are in the way, under their own name', async () => {
    const project = new Project()
    project.write('Readme.md', 'mine\n')
    const made = project.plan(out('README.md', V1))
    expect(made.files[0]).toMatchObject({ path: 'README.md', at: 'Readme.md', action: 'conflict' })
    await project.apply(made, { conflicts: new Map([['README.md', { is: 'new' }]]) })
    expect(project.snapshot()).toEqual({ 'Readme.md': `644 ${V1}` })
    expect(project.actions(project.plan(out('README.md', V1)))).toEqual({ 'README.md': 'same' })
  })

  test('a directory whose name differs in case only is an error that names both', () => {
    const project = new Project()
    project.write('Terraform/mine.tf', 'mine\n')
    expect(thrown(() => project.plan(out('terraform/main.tf', V1)))).toMatchObject({
      code: 'case-clash',
      path: 'terraform',
    })
  })

  test('a directory where a file belongs, and a file where a directory belongs, are errors', () => {
    const project = new Project()
    mkdirSync(project.path('main.tf'), { recursive: true })
    expect(thrown(() => project.plan(out('main.tf', V1)))).toMatchObject({ code: 'not-a-file', path: 'main.tf' })
    project.write('k8s', 'mine\n')
    expect(thrown(() => project.plan(out('k8s/base/app.yaml', V1)))).toMatchObject({
      code: 'not-a-directory',
      path: 'k8s',
    })
  })
})

describe('the records', () => {
  test('lost, make every file the user’s: asked, never overwritten', async () => {
    const project = await generated()
    rmSync(project.path('.skillchain'), { recursive: true })
    expect(action(project, V1)).toBe('same')
    expect(action(project, V2)).toBe('conflict')
  })

  test('without the merge bases, hashes still tell which side changed', async () => {
    const project = await generated()
    rmSync(project.path('.skillchain/base.json.gz'))
    expect(action(project, V2)).toBe('update')
    project.write('terraform/main.tf', V1.replace('two', 'TWO'))
    expect(action(project, V1)).toBe('keep-yours')
    expect(action(project, V2)).toBe('conflict')
    expect(project.plan(out('terraform/main.tf', V2)).records.notes).toEqual([expect.stringContaining('base.json.gz')])
  })

  test('hold nothing that looks like content of the user', async () => {
    const project = await generated()
    const records = Object.keys(project.snapshot({ records: true })).filter((path) => path.startsWith('.skillchain/'))
    expect(records.sort()).toEqual(['.skillchain/.gitignore', '.skillchain/base.json.gz', '.skillchain/manifest.json'])
  })
})

test('the plan tells the protocol what will be on disk', async () => {
  const project = await generated()
  project.write('terraform/main.tf', V1.replace('seven', 'mine'))
  const made = project.plan(out('terraform/main.tf', V2), out('new.tf', V1))
  expect(plannedFiles(made).map(({ path, action }) => [path, action])).toEqual([
    ['new.tf', 'create'],
    ['terraform/main.tf', 'keep-yours'],
  ])
  const decided = plannedFiles(made, { conflicts: new Map([['terraform/main.tf', { is: 'new' }]]) })
  expect(decided[1]).toMatchObject({ action: 'merge', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
})
