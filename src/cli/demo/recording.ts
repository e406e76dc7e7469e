import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BatchEvent } from '../../engine/protocol/index.ts'

/** The batch that ships with the program; `scripts/record-board.mjs` writes it, and a test holds it against the schema. */
export function readRecording(): BatchEvent[] {
  const text = readFileSync(join(packageDir(), 'skillchain', 'recordings', 'board.ndjson'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): BatchEvent => JSON.parse(line))
}

/** Beside dist/ in the package, beside src/ in a checkout. */
function packageDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'skillchain', 'recordings')) && dirname(dir) !== dir) dir = dirname(dir)
  return dir
}
