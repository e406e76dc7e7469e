import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWorkspace, realDisk, rewrite } from '../../../src/engine/workspace/index.ts'

function folder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'skillchain-rewrite-')))
  mkdirSync(join(dir, 'net'))
  writeFileSync(join(dir, 'net', 'main.tf'), 'before\n')
  return dir
}
const text = (dir: string): string => readFileSync(join(dir, 'net', 'main.tf'), 'utf8')

describe('a file of the user gets another text', () => {
  test('with its rights, and with nothing left beside it', async () => {
    const dir = folder()
    chmodSync(join(dir, 'net', 'main.tf'), 0o750)
    expect(await rewrite(openWorkspace(dir), 'net/main.tf', 'before\n', 'after\n')).toBe(true)
    expect(text(dir)).toBe('after\n')
    expect(statSync(join(dir, 'net', 'main.tf')).mode & 0o777).toBe(0o750)
    expect(readdirSync(join(dir, 'net'))).toEqual(['main.tf'])
  })

  test('only while it holds what was judged', async () => {
    const dir = folder()
    expect(await rewrite(openWorkspace(dir), 'net/main.tf', 'something else\n', 'after\n')).toBe(false)
    expect(await rewrite(openWorkspace(dir), 'net/gone.tf', 'before\n', 'after\n')).toBe(false)
    expect(text(dir)).toBe('before\n')
    expect(readdirSync(join(dir, 'net'))).toEqual(['main.tf'])
  })

  test('also when somebody saves it in the very moment', async () => {
    const dir = folder()
    const file = join(dir, 'net', 'main.tf')
    const disk = {
      ...realDisk,
      async flush(paths: readonly string[]) {
        writeFileSync(file, 'saved meanwhile\n')
        await realDisk.flush(paths)
      },
    }
    expect(await rewrite(openWorkspace(dir, { disk }), 'net/main.tf', 'before\n', 'after\n')).toBe(false)
    expect(text(dir)).toBe('saved meanwhile\n')
    expect(readdirSync(join(dir, 'net'))).toEqual(['main.tf'])
  })

  test('bytes that are no UTF-8 are never touched', async () => {
    const dir = folder()
    const bytes = Buffer.from([0x61, 0xff, 0x0a])
    writeFileSync(join(dir, 'net', 'main.tf'), bytes)
    expect(await rewrite(openWorkspace(dir), 'net/main.tf', bytes.toString(), 'after\n')).toBe(false)
    expect(readFileSync(join(dir, 'net', 'main.tf')).equals(bytes)).toBe(true)
  })

  test('never through a link, out of the folder, or against its rights', async () => {
    const dir = folder()
    const outside = folder()
    symlinkSync(join(outside, 'net'), join(dir, 'linked'))
    symlinkSync(join(outside, 'net', 'main.tf'), join(dir, 'link.tf'))
    await expect(rewrite(openWorkspace(dir), 'linked/main.tf', 'before\n', 'after\n')).rejects.toThrow('symbolic link')
    expect(await rewrite(openWorkspace(dir), 'link.tf', 'before\n', 'after\n')).toBe(false)
    await expect(rewrite(openWorkspace(dir), '../x.tf', 'before\n', 'after\n')).rejects.toThrow()
    expect(text(outside)).toBe('before\n')
    chmodSync(join(dir, 'net', 'main.tf'), 0o440)
    await expect(rewrite(openWorkspace(dir), 'net/main.tf', 'before\n', 'after\n')).rejects.toThrow('read-only')
    expect(text(dir)).toBe('before\n')
  })

  test('whichever step of the disk fails, it holds one of the two texts and nothing is left', async () => {
    for (const step of ['writeNew', 'chmod', 'flush', 'rename'] as const) {
      const dir = folder()
      const disk = {
        ...realDisk,
        [step]: () => {
          throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
        },
      }
      await expect(rewrite(openWorkspace(dir, { disk }), 'net/main.tf', 'before\n', 'after\n')).rejects.toThrow(
        'disk is full',
      )
      expect(text(dir)).toBe('before\n')
      expect(readdirSync(join(dir, 'net'))).toEqual(['main.tf'])
    }
  })
})
