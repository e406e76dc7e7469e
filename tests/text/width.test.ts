import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, graphemes, widthOf } from '../../src/text/index.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const slowly = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)

// Most texts go a short way that looks at no graphemes; it must see what the long way sees.
test('a character is as wide alone as beside one that has to be looked at', () => {
  for (let from = 0x20; from < 0x10000; from += 0x20) {
    if (from >= 0xd800 && from < 0xe000) continue
    const row = Array.from({ length: 0x20 }, (_, index) => String.fromCharCode(from + index))
    // Nothing joins across a line separator, and it is none of the characters of the short way.
    const beside = widthOf(row.map((one) => `\u2028${one}`).join('')) - widthOf('\u2028'.repeat(row.length))
    const alone = row.reduce((sum, one) => sum + widthOf(one), 0)
    expect(alone, from.toString(16)).toBe(beside)
  }
})

test('graphemes are those of the platform', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(graphemes(text)).toEqual(slowly(text))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aé─✓→·⠋☃文e\u0301👩\u200d👧'), maxLength: 20 }), (text) => {
      expect(graphemes(text)).toEqual(slowly(text))
      expect(widthOf(clip(text, 10))).toBe(10)
    }),
  )
})
