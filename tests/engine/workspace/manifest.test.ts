import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entry, type Manifest, parseManifest, printManifest } from '../../../src/engine/workspace/manifest.ts'
import { out, Project } from './fixture.ts'

const hash = fc.stringMatching(/^[0-9a-f]{64}$/)
const path = fc
  .stringMatching(/^[a-z]{1,6}\/[a-z_]{1,6}\.tf$/)
  .filter((value) => !/^(con|prn|aux|nul)\b|\/(con|prn|aux|nul)\./.test(value))
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value).map((some) => (some === null ? {} : { [key]: some }))
const entry: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.record({ hash, executable: fc.boolean(), owner: fc.string() }),
    optional('disk', hash),
    optional('template', fc.string()),
    optional('was', fc.array(path, { minLength: 1, maxLength: 2 })),
    optional('at', path),
    optional('state', fc.constantFrom('deleted', 'orphan', 'yours')),
  )
  .map((parts) => Object.assign({}, ...parts))
const manifest: fc.Arbitrary<Manifest> = fc.record({
  project: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<Manifest['project']>,
  skills: fc.dictionary(fc.string(), fc.string()),
  files: fc.dictionary(path, entry).map((files) => new Map(Object.entries(files))),
})

describe('a manifest', () => {
  test('comes back as it was written, but for a disk hash that says nothing new', () => {
    fc.assert(
      fc.property(manifest, (before) => {
        const after = parseManifest(printManifest(before), 'manifest.json')
        expect(printManifest(after)).toBe(printManifest(before))
        expect(after.skills).toEqual(before.skills)
        expect(JSON.stringify(after.files.size)).toBe(JSON.stringify(before.files.size))
        for (const [key, { disk, ...rest }] of before.files) {
          expect(after.files.get(key)).toEqual(disk === undefined || disk === rest.hash ? rest : { ...rest, disk })
        }
      }),
    )
  })

  test('is the same bytes in whatever order it was put together', () => {
    const files: [string, Entry][] = ['b', 'a'].map((name) => [
      name,
      { hash: '0'.repeat(64), executable: false, owner: 'x' },
    ])
    const a = printManifest({ project: { y: 1, x: { d: 1, c: 2 } }, skills: { b: '1', a: '2' }, files: new Map(files) })
    const b = printManifest({
      project: { x: { c: 2, d: 1 }, y: 1 },
      skills: { a: '2', b: '1' },
      files: new Map(files.reverse()),
    })
    expect(a).toBe(b)
  })

  test('of a newer skillchain is refused with what to do', () => {
    const read = () => parseManifest('{"version": 2, "anything": "else"}', 'manifest.json')
    expect(read).toThrow(/manifest.json has version 2; this skillchain reads versions up to 1/)
    expect(read).toThrow(expect.objectContaining({ code: 'manifest-newer', hint: expect.stringContaining('update') }))
  })

  test('of an older one goes through every step up to now', () => {
    const older = '{"version": 0, "paths": ["a"]}'
    const upgrades = { 0: ({ paths }: Record<string, unknown>) => ({ project: { paths }, skills: {}, files: {} }) }
    expect(parseManifest(older, 'manifest.json', upgrades as never).project).toEqual({ paths: ['a'] })
    expect(() => parseManifest(older, 'manifest.json')).toThrow(/version 0 was never released/)
  })

  const good = { version: 1, project: {}, skills: {}, files: {} }
  const file = { hash: 'a'.repeat(64), mode: '644', owner: 'x' }
  test.each([
    ['no JSON', '{', /cannot be read/],
    ['a merge conflict', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n', /merge conflict markers/],
    ['a list', '[]', /the file is not an object/],
    ['no version', '{}', /"version" is not a number/],
    ['files that are no object', { ...good, files: [] }, /files is not an object/],
    ['a path that leaves the root', { ...good, files: { '../../etc/passwd': file } }, /has the part "\.\."/],
    ['a moved path that leaves the root', { ...good, files: { a: { ...file, at: '/etc/passwd' } } }, /it is absolute/],
    ['a hash that is none', { ...good, files: { a: { ...file, hash: 'abc' } } }, /files\["a"\].hash is not a SHA-256/],
    ['a mode that is none', { ...good, files: { a: { ...file, mode: '777' } } }, /files\["a"\].mode/],
    ['a state that is none', { ...good, files: { a: { ...file, state: 'gone' } } }, /files\["a"\].state is none of/],
    ['a skill without version', { ...good, skills: { dns: 1 } }, /skills.dns is not a text/],
  ])('with %s is refused, with a hint', (_, content, message) => {
    const read = () => parseManifest(typeof content === 'string' ? content : JSON.stringify(content), 'manifest.json')
    expect(read).toThrow(message)
    expect(read).toThrow(expect.objectContaining({ code: 'manifest-broken', hint: expect.stringContaining('git') }))
  })

  test('keeps a key named __proto__ as a key', () => {
    const text = '{"version":1,"project":{"__proto__":{"polluted":true}},"skills":{},"files":{}}'
    const read = parseManifest(text, 'manifest.json')
    expect(Object.keys(read.project)).toEqual(['__proto__'])
    expect(JSON.parse(printManifest(read))).toEqual(JSON.parse(text))
    expect('polluted' in {}).toBe(false)
  })
})

describe('the merge bases', () => {
  test('that unpack to more than they may are as good as absent', async () => {
    const project = new Project()
    await project.generate([out('a', 'a\n')])
    project.write('.skillchain/base.json.gz', gzipSync(Buffer.alloc(300 * 1024 * 1024)))
    expect(project.plan(out('a', 'a\n')).records.notes).toHaveLength(1)
  })

  test('are the same bytes for the same texts, and are not rewritten', async () => {
    const [a, b] = [new Project(), new Project()]
    for (const project of [a, b]) await project.generate([out('a', 'a\n'), out('b', 'b\n')])
    expect(a.snapshot({ records: true })).toEqual(b.snapshot({ records: true }))
  })

  test('that were tampered with are not believed', async () => {
    const project = new Project()
    await project.generate([out('a', 'a\n')])
    project.write('.skillchain/base.json.gz', gzipSync('{"version":1,"files":{"a":"mine\\n"}}'))
    project.write('a', 'mine\n')
    expect(project.actions(project.plan(out('a', 'new\n')))).toEqual({ a: 'conflict' })
  })
})
