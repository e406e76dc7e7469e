import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempDir } from '../fixture.ts'
import { honest, type Regenerate, simulate } from './simulate.ts'
import { EDITS } from './user.ts'

const SEEDS = [1, 2, 3, 4]

describe('random edits, then other templates, again and again on one project', { timeout: 60_000 }, () => {
  test.each(SEEDS)('seed %i: nothing is lost, nothing is overwritten unasked', async (seed) => {
    const outcome = await simulate(join(tempDir(), 'infra'), seed, 300, 6)
    expect({ lost: outcome.lost, overwritten: outcome.overwritten }).toEqual({ lost: [], overwritten: [] })
    expect(outcome.edits).toBe(300)
    expect(new Set(outcome.kinds.keys())).toEqual(new Set(EDITS))
    expect([...outcome.actions.keys()]).toEqual(
      expect.arrayContaining([
        'create',
        'update',
        'merge',
        'same',
        'keep-yours',
        'stay-deleted',
        'remove',
        'keep-orphan',
        'conflict',
      ]),
    )
  })
})

/** Ways to do it wrong, each a mistake that generators really make. The oracle must see every one of them. */
const WRONG: Record<string, (root: string, path: string, text: string, mine: string | null) => void> = {
  'writes over edits': (root, path, text) => put(root, path, text),
  'makes deleted files again': (root, path, text, mine) => {
    if (mine === null) put(root, path, text)
  },
  'drops the user’s lines': (root, path, _, mine) => {
    if (mine?.includes('written by the user')) put(root, path, mine.replaceAll(/^.*written by the user.*\r?\n/gm, ''))
  },
  'brings back what he took out': (root, path, text, mine) => {
    const own = mine === null ? [] : mine.split('\n')
    if (mine !== null && !mine.includes('\0'))
      put(root, path, [...own, ...text.split('\n').filter((line) => !own.includes(line))].join('\n'))
  },
  'sets rights back': (root, path, _, mine) => {
    if (mine !== null) chmodSync(join(root, path), 0o644)
  },
  'turns CR LF into LF': (root, path, _, mine) => {
    if (mine !== null) put(root, path, readFileSync(join(root, path), 'latin1').replaceAll('\r\n', '\n'))
  },
  'deletes what was edited': (root, path, _, mine) => {
    if (mine?.includes('written by the user')) unlinkSync(join(root, path))
  },
}

describe('the oracle sees a generator that', { timeout: 60_000 }, () => {
  test.each(Object.entries(WRONG))('%s', async (_, wrong) => {
    let first = true
    const broken: Regenerate = async (workspace, files, decide) => {
      const { root } = workspace
      const mine = new Map(files.map(({ path }) => [path, textAt(join(root, path))]))
      await honest(workspace, files, decide)
      if (!first)
        for (const { path, text } of files)
          if (isPlain(join(root, path))) wrong(root, path, text, mine.get(path) ?? null)
      first = false
    }
    const outcome = await simulate(join(tempDir(), 'infra'), 1, 150, 1, broken)
    expect(outcome.lost.length + outcome.overwritten.length).toBeGreaterThan(0)
  })
})

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text, 'latin1')
}

function isPlain(file: string): boolean {
  return !existsSync(file) || lstatSync(file).isFile()
}

function textAt(file: string): string | null {
  return existsSync(file) && lstatSync(file).isFile() ? readFileSync(file, 'latin1') : null
}
