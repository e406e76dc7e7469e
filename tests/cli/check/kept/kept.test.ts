import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Finished, type Shell, shell, skillchain, start } from '../../../helpers/cli.ts'

/** A module that calls another above the folder that is judged. */
function house(): { at: Shell; file(path: string): string; cache(): string[] } {
  const at = shell()
  at.env.XDG_CACHE_HOME = join(at.cwd, '..', 'cache')
  const file = (path: string): string => join(at.cwd, path)
  mkdirSync(file('infra'))
  mkdirSync(file('mod'))
  writeFileSync(file('infra/main.tf'), 'module "m" {\n  source = "../mod"\n  size   = 1\n}\n')
  writeFileSync(
    file('mod/main.tf'),
    'variable "size" {\n  type = number\n}\n\noutput "size" {\n  value = var.size\n}\n',
  )
  writeFileSync(file('infra/a.json'), '{}\n')
  return {
    at,
    file,
    cache: () => {
      const base = join(at.cwd, '..', 'cache', 'skillchain', 'checks')
      return readdirSync(base).flatMap((build) => readdirSync(join(base, build)).map((name) => join(base, build, name)))
    },
  }
}

const ask = (at: Shell, ...more: string[]): Finished => skillchain(at, ['check', 'infra', '--offline', ...more])

describe('the same question again', () => {
  test('has the same answer, in every format, with the same exit code', () => {
    const { at, file } = house()
    writeFileSync(file('infra/bad.json'), '{\n')
    for (const format of [[], ['--json'], ['--sarif'], ['--strict'], ['--only', 'terraform']]) {
      const first = ask(at, ...format)
      const again = ask(at, ...format)
      expect(again).toEqual(first)
      expect(again.out).not.toBe('')
    }
    expect(ask(at).code).toBe(6)
    expect(ask(at, '--only', 'terraform').code).toBe(0)
  })

  test('is answered without the checks', () => {
    const { at, cache } = house()
    ask(at)
    for (const name of cache().filter((one) => one.includes('files-'))) rmSync(name)
    ask(at)
    expect(cache().some((one) => one.includes('files-'))).toBe(false)
  })

  test.each([
    ['a changed file', (file: (path: string) => string) => writeFileSync(file('infra/a.json'), '{\n')],
    ['a new file', (file: (path: string) => string) => writeFileSync(file('infra/b.json'), '{\n')],
    ['a file that is gone', (file: (path: string) => string) => rmSync(file('mod/main.tf'))],
    [
      'a change above the folder',
      (file: (path: string) => string) => writeFileSync(file('mod/main.tf'), 'output "a" {\n  value = 1\n}\n'),
    ],
    [
      'a new file above the folder',
      (file: (path: string) => string) =>
        writeFileSync(file('mod/more.tf'), 'variable "other" {\n  type = string\n}\n'),
    ],
  ])('%s is noticed', (_what, change) => {
    const { at, file } = house()
    expect(ask(at).code).toBe(0)
    expect(ask(at).code).toBe(0)
    change(file)
    expect(ask(at).code).toBe(6)
  })

  test('a change that keeps the size and the time of a file is noticed', () => {
    const { at, file } = house()
    const time = new Date('2026-01-01')
    const write = (text: string): void => {
      writeFileSync(file('infra/a.json'), text)
      utimesSync(file('infra/a.json'), time, time)
    }
    write('{}\n')
    expect(ask(at).code).toBe(0)
    write('{{\n')
    expect(ask(at).code).toBe(6)
  })

  test('new rules of git above the folder are noticed', () => {
    const { at, file } = house()
    mkdirSync(file('.git'))
    writeFileSync(file('infra/bad.json'), '{\n')
    expect(ask(at).code).toBe(6)
    writeFileSync(file('.gitignore'), 'bad.json\n')
    expect(ask(at).code).toBe(0)
  })

  test('on another day it is asked anew', () => {
    const { at, cache } = house()
    ask(at)
    const before = cache().length
    ask({ ...at, env: { ...at.env, SOURCE_DATE_EPOCH: String(Date.UTC(2030, 0, 1) / 1000) } })
    expect(cache().length).toBeGreaterThan(before)
  })
})

describe('what is kept is never believed blindly', () => {
  test.each([
    ['nothing in it', ''],
    ['no sum', '{"out":"0 errors","code":0,"files":[],"folders":[],"paths":""}'],
    ['a wrong sum', 'abc\n{"out":"0 errors"}'],
    ['bytes', '\0\0\0'],
  ])('a file with %s is as good as none', (_what, text) => {
    const { at, file, cache } = house()
    writeFileSync(file('infra/a.json'), '{\n')
    const first = ask(at)
    for (const name of cache()) writeFileSync(name, text)
    expect(ask(at)).toEqual(first)
  })

  test('a cache that cannot be written costs nothing but time', () => {
    const { at, file } = house()
    writeFileSync(file('blocked'), '')
    at.env.XDG_CACHE_HOME = file('blocked')
    expect(ask(at)).toMatchObject({ code: 0, err: '' })
    expect(ask(at)).toMatchObject({ code: 0, err: '' })
  })

  test('many at once have the same answer, and leave no halves behind', async () => {
    const { at, file, cache } = house()
    writeFileSync(file('infra/a.json'), '{\n')
    const all = await Promise.all(Array.from({ length: 6 }, () => start(at, ['check', 'infra', '--offline']).ended))
    expect(new Set(all.map((one) => one.out)).size).toBe(1)
    expect(all.map((one) => one.code)).toEqual([6, 6, 6, 6, 6, 6])
    expect(cache().every((name) => /(?:answer|files)-[\w-]+$/.test(name))).toBe(true)
  })
})

test('verdicts on single files are kept by their text: a file that moves or changes is judged anew', () => {
  const { at, file, cache } = house()
  writeFileSync(file('infra/bad.json'), '{\n')
  expect(ask(at).out).toContain('bad.json:2:1')
  const [files = ''] = cache().filter((name) => name.includes('files-'))
  const kept = (): Record<string, [string, Record<string, unknown>]> =>
    Object.fromEntries(JSON.parse(readFileSync(files, 'utf8').split('\n')[1] ?? ''))
  expect(kept()['bad.json']?.[1].json).toMatchObject({ diagnostics: [{ line: 2 }] })
  expect(kept()['a.json']?.[1].json).toBe(1)
  writeFileSync(file('infra/bad.json'), '{\n\n')
  expect(ask(at).out).toContain('bad.json:3:1')
  rmSync(file('infra/bad.json'))
  writeFileSync(file('infra/other.json'), '{\n')
  const { out } = ask(at)
  expect(out).toContain('other.json:2:1')
  expect(out).not.toContain('bad.json')
  expect(Object.keys(kept())).not.toContain('bad.json')
})

test('what lay still long enough is known by a look at it, and a change is noticed all the same', () => {
  const { at, file } = house()
  const wait = new Int32Array(new SharedArrayBuffer(4))
  // Marks are trusted of files that were settled when the program began.
  Atomics.wait(wait, 0, 0, 2500)
  expect(ask(at).code).toBe(0)
  expect(ask(at).code).toBe(0)
  writeFileSync(file('infra/a.json'), '{{\n')
  expect(ask(at).code).toBe(6)
  writeFileSync(file('infra/a.json'), '{}\n')
  expect(ask(at).code).toBe(0)
  writeFileSync(file('infra/b.json'), '{\n')
  expect(ask(at).code).toBe(6)
})
