import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTexts, mergeTexts } from '../../../src/engine/workspace/index.ts'
import { lines, tempDir } from './fixture.ts'

/** Few different lines, so that they repeat, as braces and blank lines do. */
const line = fc.constantFrom('', '}', 'a', 'b', 'c', '  d = 1', '__proto__', 'constructor')
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n')
const text = fc
  .tuple(fc.array(fc.tuple(line, ending), { maxLength: 12 }), line, fc.boolean())
  .map(([list, last, bom]) => (bom ? '\ufeff' : '') + list.map((pair) => pair.join('')).join('') + last)
const lf = text.map((value) => value.replaceAll('\r', '').replace('\ufeff', ''))

describe('laws of the merge', () => {
  test('what only we changed is taken: merge(base, base, x) = x', () => {
    fc.assert(
      fc.property(text, text, (base, x) => {
        const merged = mergeTexts(base, base, x)
        expect([merged.hunks, merged.text('mine')]).toEqual([[], x])
      }),
    )
  })

  test('what only the user changed is kept to the byte: merge(base, x, base) = x', () => {
    fc.assert(
      fc.property(text, text, (base, x) => {
        const merged = mergeTexts(base, x, base)
        expect([merged.hunks, merged.text('new')]).toEqual([[], x])
      }),
    )
  })

  test('the same change on both sides is no conflict: merge(base, x, x) = x', () => {
    fc.assert(
      fc.property(text, text, (base, x) => {
        expect([mergeTexts(base, x, x).hunks, mergeTexts(base, x, x).text('mine')]).toEqual([[], x])
      }),
    )
  })

  test('each line the user has, as often as he has it beyond the base, is in the result or in a conflict', () => {
    fc.assert(
      fc.property(lf, lf, lf, (base, yours, ours) => {
        const merged = mergeTexts(base, yours, ours)
        const found = count(merged.text('new'))
        for (const hunk of merged.hunks)
          for (const [key, n] of count(hunk.yours)) found.set(key, (found.get(key) ?? 0) + n)
        const before = count(base)
        for (const [key, n] of count(yours)) {
          const added = n - (before.get(key) ?? 0)
          if (added > 0 && key !== '') expect(found.get(key) ?? 0).toBeGreaterThanOrEqual(added)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('each edit, of either side, is in a clean result or in a conflict', () => {
    fc.assert(
      fc.property(edited(), ({ base, yours, ours, edits }) => {
        const merged = mergeTexts(base, yours, ours)
        const asked = merged.hunks
          .map((hunk) => `${hunk.base}\n${hunk.yours}\n${hunk.ours}`)
          .join('\n')
          .split('\n')
        const result = merged.text('mine').split('\n')
        for (const { line: one, kind, who } of edits) {
          if (asked.includes(one) || asked.includes(`${one} ${who}`) || asked.includes(`after ${one} ${who}`)) continue
          if (kind === 'change') expect(result).toContain(`${one} ${who}`)
          if (kind === 'add') expect(result).toContain(`after ${one} ${who}`)
          if (kind === 'delete') expect(result).not.toContain(one)
        }
        expect(mergeTexts(ours, merged.text('mine'), ours).text('mine')).toBe(merged.text('mine'))
      }),
      { numRuns: 1000 },
    )
  })

  test('line endings and byte order mark never decide about a conflict', () => {
    fc.assert(
      fc.property(lf, lf, lf, (base, yours, ours) => {
        const plain = mergeTexts(base, yours, ours)
        const windows = mergeTexts(base, `\ufeff${yours.replaceAll('\n', '\r\n')}`, ours)
        expect(windows.hunks).toEqual(plain.hunks)
        expect(windows.text('mine').replaceAll('\r\n', '\n').replace('\ufeff', '')).toBe(plain.text('mine'))
      }),
    )
  })

  test('swapping the sides swaps the answers', () => {
    fc.assert(
      fc.property(lf, lf, lf, (base, yours, ours) => {
        expect(mergeTexts(base, yours, ours).text('mine')).toBe(mergeTexts(base, ours, yours).text('new'))
      }),
    )
  })

  test('a side for each conflict: the same one for all is that side', () => {
    fc.assert(
      fc.property(lf, lf, lf, (base, yours, ours) => {
        const merged = mergeTexts(base, yours, ours)
        for (const side of ['mine', 'new', 'both'] as const)
          expect(merged.text(merged.hunks.map(() => side))).toBe(merged.text(side))
      }),
    )
  })

  test('a side for each conflict: each decides its own place', () => {
    const merged = mergeTexts('1\na\n2\nb\n3\nc\n', '1\nA\n2\nB\n3\nC\n', '1\nx\n2\ny\n3\nz\n')
    expect(merged.hunks).toHaveLength(3)
    expect(merged.text(['mine', 'new', 'mine'])).toBe('1\nA\n2\ny\n3\nC\n')
    expect(merged.text(['new', 'mine', 'both'])).toMatch(/^1\nx\n2\nB\n3\n<<<<<<< yours\nC\n/)
  })

  test('two texts without a past: mine is mine, new is new, both holds every line of both', () => {
    fc.assert(
      fc.property(text, text, (yours, ours) => {
        const merged = compareTexts(yours, ours)
        fc.pre(merged.hunks.length > 0)
        expect([merged.text('mine'), merged.text('new')]).toEqual([yours, ours])
        const both = count(merged.text('both'))
        for (const side of [yours, ours])
          for (const [key, n] of count(side)) expect(both.get(key) ?? 0).toBeGreaterThanOrEqual(n)
      }),
    )
  })
})

test('a clean merge is the one git makes, wherever git merges cleanly', () => {
  const dir = tempDir()
  fc.assert(
    fc.property(edited(), ({ base, yours, ours }) => {
      const git = gitMerge(dir, base, yours, ours)
      const merged = mergeTexts(base, yours, ours)
      if (git !== null && merged.hunks.length === 0) expect(merged.text('mine')).toBe(git)
      // We may ask where git does not, never the other way round.
      if (git === null) expect(merged.hunks.length).toBeGreaterThan(0)
    }),
    { numRuns: 150 },
  )
})

/** A text of different lines, and two people who each change, add and delete a few of them. */
function edited() {
  const edits = fc.dictionary(fc.integer({ min: 0, max: 19 }).map(String), fc.constantFrom('change', 'add', 'delete'), {
    maxKeys: 4,
  })
  return fc.tuple(edits, edits).map(([mine, theirs]) => {
    const base = Array.from({ length: 20 }, (_, i) => `line ${i}`)
    const apply = (list: Record<string, string>, who: string) =>
      lines(
        ...base.flatMap((value, i) => {
          const kind = list[i]
          return kind === 'delete'
            ? []
            : kind === 'change'
              ? [`${value} ${who}`]
              : kind === 'add'
                ? [value, `after ${value} ${who}`]
                : [value]
        }),
      )
    const listed = (list: Record<string, string>, who: string) =>
      Object.entries(list).map(([i, kind]) => ({ line: `line ${i}`, kind, who }))
    return {
      base: lines(...base),
      yours: apply(mine, 'yours'),
      ours: apply(theirs, 'ours'),
      edits: [...listed(mine, 'yours'), ...listed(theirs, 'ours')],
    }
  })
}

function gitMerge(dir: string, base: string, yours: string, ours: string): string | null {
  for (const [name, content] of Object.entries({ base, yours, ours })) writeFileSync(join(dir, name), content)
  try {
    return execFileSync('git', ['merge-file', '-p', '-q', 'yours', 'base', 'ours'], { cwd: dir, encoding: 'utf8' })
  } catch {
    return null
  }
}

function count(value: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of value.replaceAll('\r\n', '\n').replace('\ufeff', '').split('\n'))
    counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

describe('conflicts', () => {
  test('are as small as what differs', () => {
    const merged = mergeTexts(
      lines('a', 'b', 'c'),
      lines('x', 'same', 'mine', 'end'),
      lines('x', 'same', 'ours', 'end'),
    )
    expect(merged.hunks).toEqual([{ line: 3, base: 'a\nb\nc', yours: 'mine', ours: 'ours' }])
    expect(merged.text('both')).toBe(
      lines(
        'x',
        'same',
        '<<<<<<< yours',
        'mine',
        '||||||| base',
        'a',
        'b',
        'c',
        '=======',
        'ours',
        '>>>>>>> skillchain',
        'end',
      ),
    )
  })

  test('are what changes of neighbouring lines become, as in git; one line between them is enough to merge', () => {
    const base = lines('a', 'b', 'c')
    expect(mergeTexts(base, lines('A', 'b', 'c'), lines('a', 'B', 'c')).hunks).toHaveLength(1)
    expect(mergeTexts(base, lines('A', 'b', 'c'), lines('a', 'b', 'C')).text('mine')).toBe(lines('A', 'b', 'C'))
  })

  test('at the end of a file without a newline leave the markers on lines of their own', () => {
    expect(mergeTexts('a', 'b', 'c').text('both')).toBe(
      lines('<<<<<<< yours', 'b', '||||||| base', 'a', '=======', 'c', '>>>>>>> skillchain'),
    )
  })
})

describe('line endings', () => {
  test('of a file with both kinds stay as they are, line by line', () => {
    const base = lines('a', 'b', 'c', 'd', 'e')
    expect(mergeTexts(base, 'a\r\nb\nc\r\nd\r\ne\n', base.replace('e', 'E')).text('mine')).toBe(
      'a\r\nb\nc\r\nd\r\nE\r\n',
    )
  })

  test('changed by the skill alone are taken', () => {
    expect(mergeTexts('a\nb\nc\n', 'A\nb\nc\n', 'a\r\nb\r\nC\r\n').text('mine')).toBe('A\r\nb\r\nC\r\n')
  })
})

test('ten thousand equal lines are compared in bounded time, as one conflict', () => {
  const many = (n: number) => 'x\n'.repeat(n)
  const merged = mergeTexts(many(10_000), `mine\n${many(9_000)}`, `ours\n${many(8_000)}`)
  expect(merged.hunks).toHaveLength(1)
  expect(merged.text('mine')).toBe(`mine\n${many(9_000)}`)
})
