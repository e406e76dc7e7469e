/** Columns a text takes on a terminal: wide for CJK and emoji, none for combining marks. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text))
    width += cell(segment)
  return width
}

const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|.\ufe0f)/u

function cell(grapheme: string): number {
  if (/^\p{M}+$/u.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

/** Text from outside may hold escape sequences, bidirectional overrides and other control codes; none of them reaches a terminal. */
export function plainText(text: string): string {
  return text
    .replace(
      /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[@-Z\\-_])/g,
      '',
    )
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
}

export function clip(text: string, width: number): string {
  let out = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    const next = cell(segment)
    if (used + next > width) break
    out += segment
    used += next
  }
  return out + ' '.repeat(Math.max(0, width - used))
}

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

/** A box of box-drawing characters; `null` in the lines is a rule across it. */
export function box(lines: (string | null)[], width: number, style: 'double' | 'single' = 'single'): string[] {
  const [tl, tr, bl, br, h, v, ml, mr] = style === 'double' ? [...'╔╗╚╝═║╠╣'] : [...'╭╮╰╯─│├┤']
  const inner = width - 4
  const body = lines.flatMap((line) =>
    line === null
      ? [`${ml}${(h ?? '').repeat(width - 2)}${mr}`]
      : wrap(line, inner).map((part) => `${v} ${clip(part, inner)} ${v}`),
  )
  return [`${tl}${(h ?? '').repeat(width - 2)}${tr}`, ...body, `${bl}${(h ?? '').repeat(width - 2)}${br}`]
}
