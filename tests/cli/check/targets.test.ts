import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { targetOf } from '../../../src/cli/check/targets.ts'

function folder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'skillchain-targets-')))
  mkdirSync(join(dir, 'work', 'infra', 'net'), { recursive: true })
  for (const file of ['work/infra/net/main.tf', 'work/a.yaml', 'other.yaml']) writeFileSync(join(dir, file), '')
  return dir
}

test('a folder is looked at for itself', () => {
  const cwd = join(folder(), 'work')
  expect(targetOf(cwd, [])).toMatchObject({ root: cwd, named: [] })
  const { root, shown, about } = targetOf(cwd, ['infra'])
  expect(root).toBe(join(cwd, 'infra'))
  expect(shown('net/main.tf')).toBe('infra/net/main.tf')
  expect(about).toBe(undefined)
})

test('for files and several folders the working folder is looked at, and they alone are asked about', () => {
  const cwd = join(folder(), 'work')
  const { root, shown, about, named } = targetOf(cwd, ['infra/net', './a.yaml'])
  expect(root).toBe(cwd)
  expect(shown('a.yaml')).toBe('a.yaml')
  expect(named).toEqual(['a.yaml'])
  expect(['a.yaml', 'infra/net/main.tf', 'infra/network.tf', 'b.yaml'].map((path) => about?.(path))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('files outside of the working folder are looked at from the folder above them all', () => {
  const dir = folder()
  const { root, shown, about } = targetOf(join(dir, 'work', 'infra'), ['../a.yaml', '../../other.yaml'])
  expect(root).toBe(dir)
  expect(shown('work/a.yaml')).toBe('../../work/a.yaml')
  expect(about?.('work/a.yaml')).toBe(true)
})

test('what is not there is a mistake in what was typed', () => {
  expect(() => targetOf(folder(), ['nowhere'])).toThrow('nowhere is not there')
})
