import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listFiles, readTextFile } from '../../src/skills/read.ts'
import { lines, tempDir, writeTree } from './folders.ts'

describe('a text file', () => {
  test('is read with LF line ends and without a byte-order mark', () => {
    const dir = writeTree(tempDir(), { 'a.txt': '\uFEFFone\r\ntwo\r\n' })
    expect(readTextFile(join(dir, 'a.txt'))).toBe('one\ntwo\n')
  })

  test('of 50 MB is refused by its size, before it is read', () => {
    const dir = writeTree(tempDir(), { 'answers.yaml': '' })
    truncateSync(join(dir, 'answers.yaml'), 50 * 1024 * 1024)
    expect(() => readTextFile(join(dir, 'answers.yaml'))).toThrow('52428800 bytes, more than the 1048576 allowed')
  })

  test('that is a symbolic link, a folder, a pipe or a device is refused and never waited for', () => {
    const dir = writeTree(tempDir(), { real: 'x' })
    symlinkSync('/etc/passwd', join(dir, 'link'))
    mkdirSync(join(dir, 'folder'))
    execFileSync('mkfifo', [join(dir, 'pipe')])
    expect(() => readTextFile(join(dir, 'link'))).toThrow('a symbolic link, which is not followed')
    expect(() => readTextFile(join(dir, 'folder'))).toThrow('not a regular file')
    expect(() => readTextFile(join(dir, 'pipe'))).toThrow('not a regular file')
    expect(() => readTextFile('/dev/zero')).toThrow('not a regular file')
    expect(() => readTextFile(join(dir, 'nothing'))).toThrow('the file does not exist')
  })

  test('with NUL bytes or bytes that are no UTF-8 is refused', () => {
    const dir = writeTree(tempDir(), { nul: 'a\0b', latin: Buffer.from([0x61, 0xe9, 0x0a]) })
    expect(() => readTextFile(join(dir, 'nul'))).toThrow('NUL byte')
    expect(() => readTextFile(join(dir, 'latin'))).toThrow('not UTF-8')
  })
})

describe('a folder', () => {
  test('is listed sorted, without links', () => {
    const dir = writeTree(tempDir(), { 'b.tf': '', 'a/c.tf': '' })
    symlinkSync('/etc', join(dir, 'etc'))
    const { files, problems } = listFiles(dir, 'files')
    expect(files).toEqual(['a/c.tf', 'b.tf'])
    expect(lines(problems)).toEqual(['files/etc: a symbolic link, which is not followed'])
  })

  test('is not read beyond the limit', () => {
    const dir = writeTree(tempDir(), Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, ''])))
    const { files, problems } = listFiles(dir, 'files', { files: 20, depth: 3 })
    expect(files).toHaveLength(20)
    expect(lines(problems)).toEqual(['files: more than 20 files and folders'])
  })
})
