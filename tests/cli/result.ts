import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Finished, GOAL, ROOT, type Shell, shell, skillchain } from '../helpers/cli.ts'

/** A result on disk, and hands to change it with. */
export interface Result extends Shell {
  /** Its folder. */
  dir: string
  file: (path: string) => string
  read: (path: string) => string
  edit: (path: string, from: string, to: string) => void
  /** `skillchain regenerate` */
  again: (...args: string[]) => Finished
}

/** Runs without a question and hands over what was written. */
export function result(goal: string, ...args: string[]): Result {
  const at = shell()
  const dir = join(at.cwd, 'infrastructure')
  const first = skillchain(at, [goal, '--skip-all', ...args])
  expect(first.code, first.out + first.err).toBe(0)
  const file = (path: string): string => join(dir, path)
  const read = (path: string): string => readFileSync(file(path), 'utf8')
  return {
    ...at,
    dir,
    file,
    read,
    edit(path, from, to) {
      expect(read(path)).toContain(from)
      writeFileSync(file(path), read(path).replace(from, to))
    },
    again: (...more) => skillchain(at, ['regenerate', ...more]),
  }
}

/** Real content, the smallest of it. */
export const platform = (): Result => result(GOAL, '--maturity', 'starter')

/** Two skills of three lines each: what is tested here does not hang on the content. */
export const PLUMBING = ['taps', '--blueprint', 'none', '--skills', join(ROOT, 'tests', 'fixtures', 'skills')] as const
export const SKILLS = PLUMBING.slice(3)
export const plumbing = (): Result => result(...PLUMBING)
