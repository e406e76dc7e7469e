/** Ranges of code points that a terminal draws two columns wide. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274e],
  [0x2753, 0x2757],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
]

const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const segmenter = (): Intl.Segmenter => new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function charWidth(cluster: string): number {
  const code = cluster.codePointAt(0) ?? 0
  if (ZERO.test(String.fromCodePoint(code))) return 0
  if (cluster.includes('\ufe0f') || /\p{Regional_Indicator}{2}/u.test(cluster)) return 2
  return WIDE.some(([low, high]) => code >= low && code <= high) ? 2 : 1
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** Columns a text takes on a terminal. */
export function textWidth(text: string): number {
  if (isAscii(text)) return text.length
  let width = 0
  for (const { segment } of segmenter().segment(text)) width += charWidth(segment)
  return width
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

/** Control codes never reach a terminal; a line break in a name is a blank. */
export function plainText(text: string): string {
  return text
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

/**
 * Lines of at most `width` columns, the second and later ones indented by `hang`. Broken at blanks where there are
 * some; a word that fits on no line fills this one and goes on below, after a sign that paths have.
 */
export function wrapText(text: string, width: number, hang = 0): string[] {
  const indent = ' '.repeat(hang)
  const lines: string[] = []
  let line = ''
  let empty = true
  const turn = (): void => {
    lines.push(line)
    line = indent
    empty = true
  }
  for (const word of text.split(' ')) {
    let rest = word
    while (textWidth(line) + (empty ? 0 : 1) + textWidth(rest) > width) {
      const room = width - textWidth(line) - (empty ? 0 : 1)
      const fitsBelow = textWidth(rest) <= width - hang
      const piece = fitsBelow && !empty ? '' : cut(rest, room, empty)
      if (piece !== '') line += (empty ? '' : ' ') + piece
      rest = rest.slice(piece.length)
      turn()
      if (rest === '') break
    }
    if (rest === '' && word !== '') continue
    line += (empty ? '' : ' ') + rest
    empty = empty && rest === ''
  }
  return [...lines, line]
}

/** The longest beginning that fits, up to a sign when one stands in its second half; at least one character if it must. */
function cut(word: string, room: number, must: boolean): string {
  let piece = ''
  for (const { segment } of segmenter().segment(word)) {
    if (textWidth(piece + segment) > room) {
      if (piece === '' && must) piece = segment
      break
    }
    piece += segment
  }
  const sign = Math.max(...['/', '-', '_', '.', ','].map((one) => piece.lastIndexOf(one)))
  return sign >= piece.length / 2 ? piece.slice(0, sign + 1) : piece
}
