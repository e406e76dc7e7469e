import { render } from 'ink-testing-library'
import { describe, expect, test } from 'vitest'
import { initialState } from '../../src/engine/protocol/index.ts'
import { widthOf } from '../../src/text/index.ts'
import { Lines } from '../../src/ui/components/Lines.tsx'
import { editOf } from '../../src/ui/edit.ts'
import { boxOf, penFor, windowOf } from '../../src/ui/frame.ts'
import { BLANK, cutLine, line, lineText, padLine, sides, span, wrapLine } from '../../src/ui/lines.ts'
import { codeLines } from '../../src/ui/screens/code.ts'
import { editSpans } from '../../src/ui/screens/picker.ts'
import { statusLines } from '../../src/ui/screens/status.ts'

const PLAIN = { color: false, ascii: false }
describe('lines', () => {
  test('are drawn as they were laid out, blank ones too', () => {
    const { lastFrame } = render(<Lines lines={[line('one'), BLANK, line(span('two', 'good'))]} theme={PLAIN} />)
    expect(lastFrame()).toBe('one\n\ntwo')
  })

  test('hold no control code, whoever sent it', () => {
    const { lastFrame } = render(<Lines lines={[line('a\u001b[2Jb\u0007c\u202ed')]} theme={PLAIN} />)
    expect(lastFrame()).toBe('abcd')
  })

  test.each(['kubernetes', '日本語のゴール', 'e\u0301tude', '👩‍👩‍👧 family', 'ﾊﾝｶｸ', '한국어'])(
    '%s is aligned in a box',
    (text) => {
      const rows = boxOf([[line(text)], [line('x')]], penFor('round', 40), 'TITLE').map(lineText)
      expect(new Set(rows.map(widthOf))).toEqual(new Set([40]))
    },
  )

  test('are cut with a sign, padded, and put on two sides', () => {
    expect(lineText(cutLine(line('abcdef'), 4))).toBe('abc…')
    expect(widthOf(lineText(cutLine(line('日本語日本語'), 6)))).toBeLessThanOrEqual(6)
    expect(lineText(padLine(line('ab'), 4))).toBe('ab  ')
    expect(lineText(sides(line('left'), line('right'), 20))).toBe('left           right')
  })

  test('wrap at blanks, hang under themselves, and cut a word that fits nowhere', () => {
    expect(wrapLine(line('one two three'), 8, 2).map(lineText)).toEqual(['one two', '  three'])
    expect(wrapLine(line('abcdefghij'), 4).map(lineText)).toEqual(['abcd', 'efgh', 'ij'])
  })

  test('a window on many of them keeps the focus in sight and says what is hidden', () => {
    const many = Array.from({ length: 20 }, (_, index) => line(String(index)))
    for (let focus = 0; focus < 20; focus++) {
      const shown = windowOf(many, focus, 6).map(lineText)
      expect(shown).toHaveLength(6)
      expect(shown).toContain(String(focus))
    }
  })
})

test('the caret stays in sight in a narrow line', () => {
  const long = editOf('a value that is much longer than its line')
  expect(widthOf(lineText(editSpans(long, 12)))).toBeLessThanOrEqual(12)
  expect(lineText(editSpans(long, 12))).toContain('line')
})

test('code keeps every character of the file', () => {
  const text = 'resource "aws_vpc" "main" { # it\n  cidr = "10.0.0.0/16"\n}\n'
  expect(codeLines(text, 'main.tf', 200).map((one) => lineText(one).replace(/^ *\d+ /, ''))).toEqual(
    text.trimEnd().split('\n'),
  )
})

test('status of a run that has not begun says so without skills', () => {
  expect(statusLines(initialState, {}, 60).map(lineText).join('\n')).toContain('0 of 0 answered')
})
