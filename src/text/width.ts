// Made when it is first needed: that takes 10 ms.
let segmenter: Intl.Segmenter | undefined
function segments(text: string): Iterable<{ segment: string }> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return segmenter.segment(text)
}

/**
 * Letters, signs and lines that are one column each, whatever stands beside them: ASCII, Latin, punctuation, arrows,
 * mathematics, boxes and blocks, check marks, braille. To look for graphemes in each line of each frame would be dear.
 */
const isNarrow = (text: string): boolean =>
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc\u25ff\u2713\u2717\u2800-\u28ff]*$/.test(
    text,
  )

/** What a person calls characters. */
export const graphemes = (text: string): string[] =>
  isNarrow(text) ? [...text] : Array.from(segments(text), ({ segment }) => segment)

/** Columns a text takes on a terminal: wide for CJK and emoji, none for combining marks. */
export function widthOf(text: string): number {
  if (isNarrow(text)) return text.length
  let width = 0
  for (const { segment } of segments(text)) width += cell(segment)
  return width
}

const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|.\ufe0f)/u

function cell(grapheme: string): number {
  if (/^[\p{M}\p{Cf}]+$/u.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

/** Exactly `width` columns: cut where it is longer, blanks where it is shorter. */
export function clip(text: string, width: number): string {
  if (isNarrow(text)) return text.slice(0, Math.max(0, width)).padEnd(width)
  let out = ''
  let used = 0
  for (const { segment } of segments(text)) {
    const next = cell(segment)
    if (used + next > width) break
    out += segment
    used += next
  }
  return out + ' '.repeat(Math.max(0, width - used))
}

/** Lines of at most `width` columns, all with the indent of the first; a word that fits on no line is cut. */
export function wrap(text: string, width: number): string[] {
  const indent = /^\s*/.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().split(/\s+/)) {
    const next = line === '' ? indent + word : `${line} ${word}`
    if (widthOf(next) <= width || line === '') line = next
    else {
      lines.push(line)
      line = `${indent}${word}`
    }
  }
  if (line !== '') lines.push(line)
  return lines.length === 0 ? [''] : lines.flatMap((l) => (widthOf(l) <= width ? [l] : chop(l, width)))
}

function chop(line: string, width: number): string[] {
  const out: string[] = []
  let rest = line
  while (widthOf(rest) > width) {
    const head = clip(rest, width).trimEnd()
    if (head === '') break
    out.push(head)
    rest = rest.slice(head.length)
  }
  if (rest !== '') out.push(rest)
  return out
}
