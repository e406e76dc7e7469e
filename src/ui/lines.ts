import { clip, plainText, widthOf } from '../text/index.ts'

/** What a piece of text is, not how it looks: the theme decides that. */
export type Role = 'plain' | 'strong' | 'quiet' | 'accent' | 'good' | 'bad' | 'warn' | 'chosen' | 'struck' | 'caret'

export interface Span {
  readonly text: string
  readonly role: Role
}

/** One line of the screen. */
export type Line = readonly Span[]

/** A piece of text on one line. Control codes end here, whoever sent them; a line break is shown as a sign. */
export function span(text: string, role: Role = 'plain'): Span {
  const safe = plainText(text.replace(/\r\n?|\n|\u2028|\u2029/g, '↵').replaceAll('\t', '  '))
  // The emoji form of the sign is drawn one or two columns wide, depending on the terminal.
  return { text: safe.replaceAll('⚠\ufe0f', '⚠'), role }
}

export const line = (...parts: (Span | string)[]): Line =>
  parts.map((part) => (typeof part === 'string' ? span(part) : part))

export const BLANK: Line = []

export const lineWidth = (of: Line): number => of.reduce((sum, part) => sum + widthOf(part.text), 0)
export const lineText = (of: Line): string => of.map((part) => part.text).join('')

/** At most `width` columns; what was cut is marked. */
export function cutLine(of: Line, width: number): Line {
  if (lineWidth(of) <= width) return of
  const out: Span[] = []
  let left = width - 1
  for (const part of of) {
    const own = widthOf(part.text)
    if (own <= left) {
      out.push(part)
      left -= own
      continue
    }
    out.push({ text: clip(part.text, left).trimEnd(), role: part.role })
    break
  }
  return width < 1 ? [] : [...out, { text: '…', role: 'quiet' }]
}

/** Exactly `width` columns. */
export function padLine(of: Line, width: number): Line {
  const fitted = cutLine(of, width)
  const missing = width - lineWidth(fitted)
  return missing > 0 ? [...fitted, { text: ' '.repeat(missing), role: 'plain' }] : fitted
}

/** Left and right on one line; the left side is cut when both do not fit. */
export function sides(left: Line, right: Line, width: number): Line {
  const room = width - lineWidth(right)
  return room < 8 ? cutLine(left, width) : [...padLine(left, room), ...right]
}

interface Word {
  text: string
  role: Role
  /** Blanks before it. */
  gap: number
}

/** Broken at blanks into lines of at most `width` columns, the second and later ones indented by `hang`. */
export function wrapLine(of: Line, width: number, hang = 0): Line[] {
  const lines: Line[] = []
  let now: Span[] = []
  let used = 0
  const turn = (): void => {
    lines.push(now)
    now = hang > 0 ? [{ text: ' '.repeat(hang), role: 'plain' }] : []
    used = hang
  }
  for (const word of wordsOf(of)) {
    let rest = word.text
    // An indent as wide as the window leaves no room for what is indented; a character may take two columns.
    let gap = used <= hang && used + word.gap > width - 2 ? 0 : word.gap
    if (used + gap + widthOf(rest) > width && used > hang) {
      turn()
      gap = 0
    }
    while (used + gap + widthOf(rest) > width) {
      const head = clip(rest, Math.max(1, width - used - gap)).trimEnd()
      if (head === '' || head.length >= rest.length) break
      now.push({ text: ' '.repeat(gap) + head, role: word.role })
      rest = rest.slice(head.length)
      gap = 0
      turn()
    }
    now.push({ text: ' '.repeat(gap) + rest, role: word.role })
    used += gap + widthOf(rest)
  }
  return [...lines, now]
}

export const wrapText = (text: string, width: number, hang = 0, role: Role = 'plain'): Line[] =>
  text.split('\n').flatMap((part) => wrapLine([span(part, role)], width, hang))

function wordsOf(of: Line): Word[] {
  const words: Word[] = []
  let gap = 0
  for (const { text, role } of of) {
    for (const piece of text.split(/( +)/)) {
      if (piece === '') continue
      if (/^ +$/.test(piece)) gap += piece.length
      else {
        words.push({ text: piece, role, gap })
        gap = 0
      }
    }
  }
  return words
}
