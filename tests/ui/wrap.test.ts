import { expect, test } from 'vitest'
import { widthOf } from '../../src/text/index.ts'
import { lineText, span, wrapLine } from '../../src/ui/lines.ts'

test('a wrapped line is never wider than its room, whatever its indents and wide characters', () => {
  for (let width = 4; width < 24; width++)
    for (let gap = 0; gap < 30; gap++)
      for (const hang of [0, 2])
        for (const word of ['日本', 'abcdef', '日', 'x日y日'])
          for (const lead of ['', 'ab ', 'abcdefghi']) {
            const text = `${lead}${' '.repeat(gap)}${word}   ${word}`
            for (const line of wrapLine([span(text)], width, hang))
              expect(widthOf(lineText(line)), JSON.stringify({ text, width, hang })).toBeLessThanOrEqual(width)
          }
})
