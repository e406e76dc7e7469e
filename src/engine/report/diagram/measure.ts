/** Widths in em of the widest sans-serif a reader may have (DejaVu, Verdana), so that narrower ones fit too. */
function charWidth(char: string): number {
  if (/[iljI.,:;'|!]/.test(char)) return 0.4
  if (/[frt()[\]{}/\\ -]/.test(char)) return 0.46
  if (/[mwMW@%]/.test(char)) return 1.02
  if (/[A-Z&–—×]/.test(char)) return 0.8
  if (/[ -~·…]/.test(char)) return 0.67
  return (char.codePointAt(0) ?? 0) < 0x1100 ? 0.86 : 1.1
}

const BOLD = 1.1

export function measure(text: string, size: number, bold = false): number {
  let em = 0
  for (const char of text) em += charWidth(char)
  return em * size * (bold ? BOLD : 1)
}

/** The text, or its beginning and an ellipsis, in at most `width`. */
export function shorten(text: string, width: number, size: number, bold = false): string {
  if (measure(text, size, bold) <= width) return text
  const room = width - measure('…', size, bold)
  let used = 0
  let kept = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(0, 400))) {
    used += measure(segment, size, bold)
    if (used > room) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
