import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { Finished } from '../helpers/cli.ts'

/** A foreseen end: words and an exit code, never a stack. */
export function said(done: Finished, code: number, ...words: RegExp[]): void {
  expect(done.out + done.err).not.toMatch(/internal error|\n\s+at .*\.js:\d+/)
  for (const word of words) expect(done.out + done.err).toMatch(word)
  expect(done.code, done.out + done.err).toBe(code)
}

/** Writes a file and the folders above it. */
export function put(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}
