import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyFixes, editBetween } from '../../../../src/engine/checks/index.ts'
import type { Fix } from '../../../../src/engine/protocol/index.ts'

const fix = (title: string, ...edits: [start: number, end: number, text: string][]): Fix => ({
  title,
  edits: edits.map(([start, end, text]) => ({ start, end, text })),
})

describe('fixes of one text', () => {
  test('are made together where they do not touch, whatever their order', () => {
    const a = fix('a', [0, 1, 'A'], [6, 7, 'G'])
    const b = fix('b', [3, 4, ''])
    for (const fixes of [
      [a, b],
      [b, a],
    ])
      expect(applyFixes('abcdefgh', fixes)).toEqual({ text: 'AbcefGh', made: ['a', 'b'], waiting: 0 })
  })

  test.each([
    ['the same piece', fix('b', [1, 3, 'x'])],
    ['a piece of it', fix('b', [2, 3, 'x'])],
    ['more than it', fix('b', [0, 8, 'x'])],
    ['its neighbour', fix('b', [4, 5, 'x'])],
    ['an insertion beside it', fix('b', [4, 4, 'x'])],
    ['it with one of two edits', fix('b', [3, 4, 'x'], [7, 8, 'y'])],
  ])('one that changes %s waits, with all its edits', (_what, other) => {
    expect(applyFixes('abcdefgh', [fix('a', [1, 4, 'X']), other])).toMatchObject({
      made: [other.edits[0]?.start === 0 ? 'b' : 'a'],
      waiting: 1,
    })
  })

  test('the same fix from two checks is made once', () => {
    expect(applyFixes('abc', [fix('a', [1, 2, 'X']), fix('b', [1, 2, 'X'])])).toEqual({
      text: 'aXc',
      made: ['a', 'b'],
      waiting: 0,
    })
  })

  test.each([
    ['leaves the text', fix('a', [2, 9, 'x'])],
    ['ends before it begins', fix('a', [2, 1, 'x'])],
    ['begins before the text', fix('a', [-1, 1, 'x'])],
    ['overlaps itself', fix('a', [0, 2, 'x'], [1, 3, 'y'])],
    ['changes nothing', fix('a')],
  ])('one that %s is not made', (_what, wrong) => {
    expect(applyFixes('abc', [wrong])).toEqual({ text: 'abc', made: [], waiting: 0 })
  })
})

test('the edit between two texts makes one of the other, and no shorter one does', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '\n') }),
      fc.string({ unit: fc.constantFrom('a', 'b', '\n') }),
      (before, after) => {
        const edit = editBetween(before, after)
        expect(before.slice(0, edit.start) + edit.text + before.slice(edit.end)).toBe(after)
        const removed = before.slice(edit.start, edit.end)
        if (removed !== '' && edit.text !== '') {
          expect(removed[0]).not.toBe(edit.text[0])
          expect(removed.at(-1)).not.toBe(edit.text.at(-1))
        }
      },
    ),
  )
})
