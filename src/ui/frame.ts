import { BLANK, cutLine, type Line, line, lineWidth, padLine, type Role, span } from './lines.ts'

export interface Size {
  columns: number
  rows: number
}

/** Under this a box is squeezed rather than read: the same content is shown as a list. */
export const SMALLEST: Size = { columns: 60, rows: 20 }
const WIDEST = 100

export const isSmall = (size: Size): boolean => size.columns < SMALLEST.columns || size.rows < SMALLEST.rows
export const frameWidth = (size: Size): number => Math.max(1, Math.min(size.columns, WIDEST))

/** A screen's content: what always stays, and what gives way when the window is low. */
export interface Parts {
  top: Line[]
  body: Line[]
  /** The line of the body that must stay in sight. */
  focus?: number
  bottom: Line[]
  /** Draws the line that says how much of the body is out of sight. */
  more?: (text: string) => Line
}

/** The last line, set off from the rest where the window has a line to spare. */
export function withFooter(parts: Parts, footer: Line, size: Size): Parts {
  const height = parts.top.length + parts.body.length + parts.bottom.length + 1
  return { ...parts, bottom: [...parts.bottom, ...(height < size.rows - 1 ? [[]] : []), footer] }
}

const hidden = (text: string): Line => line(span(text, 'quiet'))

/** At most `rows - 1` lines of at most `columns` columns: a taller frame would leave copies of itself in the scrollback. */
export function fitFrame(parts: Parts, size: Size): Line[] {
  const room = Math.max(1, size.rows - 1)
  const bottom = parts.bottom.slice(-Math.max(1, room - 2))
  const top = parts.top.slice(0, Math.max(0, room - bottom.length - 1))
  const body = windowOf(parts.body, parts.focus ?? 0, room - top.length - bottom.length, parts.more ?? hidden)
  return [...top, ...body, ...bottom].slice(-room).map((one) => cutLine(one, size.columns))
}

/** The part of a list around its focus that fits, with a line for what is above and below. */
export function windowOf(body: Line[], focus: number, room: number, more: (text: string) => Line = hidden): Line[] {
  if (body.length <= room) return body
  if (room < 1) return []
  const begin = Math.max(0, Math.min(focus - Math.floor(room / 2), body.length - room))
  const shown = body.slice(begin, begin + room)
  // With less room the signs would take the place of what they point at.
  if (room < 4) return shown
  const below = body.length - begin - room
  if (begin > 0) shown[0] = more(`↑ ${begin + 1} more`)
  if (below > 0) shown[room - 1] = more(`↓ ${below + 1} more`)
  return shown
}

export type Border = 'round' | 'double' | 'square' | 'none'

const PENS: Record<Exclude<Border, 'none'>, string> = { round: '╭╮╰╯─│├┤', double: '╔╗╚╝═║╠╣', square: '┌┐└┘─│├┤' }

/** Draws the pieces of a box. Without a border they are the lines alone. */
export interface Pen {
  /** Columns for text. */
  inner: number
  top: (title?: string) => Line[]
  row: (of: Line) => Line
  rule: () => Line[]
  bottom: () => Line[]
}

/** `role` is that of the border and of the title: of what warns, or cannot be undone. */
export function penFor(border: Border, width: number, role: Role = 'quiet'): Pen {
  const titleRole = role === 'quiet' ? 'strong' : role
  if (border === 'none') {
    const titled = (title?: string): Line[] => (title === undefined ? [] : [line(span(title, titleRole))])
    return { inner: width, top: titled, row: (of) => of, rule: () => [BLANK], bottom: () => [] }
  }
  const [tl = '', tr = '', bl = '', br = '', h = '', v = '', ml = '', mr = ''] = [...PENS[border]]
  const inner = Math.max(1, width - 4)
  const side = span(v, role)
  const rule = (left: string, right: string): Line => [span(left + h.repeat(Math.max(0, width - 2)) + right, role)]
  return {
    inner,
    top(title) {
      if (title === undefined) return [rule(tl, tr)]
      const shown = cutLine(line(span(title, titleRole)), Math.max(1, width - 6))
      const rest = Math.max(0, width - 5 - lineWidth(shown))
      return [[span(`${tl}${h} `, role), ...shown, span(` ${h.repeat(rest)}${tr}`, role)]]
    },
    row: (of) => [side, span(' '), ...padLine(of, inner), span(' '), side],
    rule: () => [rule(ml, mr)],
    bottom: () => [rule(bl, br)],
  }
}

/** A whole box of sections with rules between them. */
export function boxOf(sections: Line[][], pen: Pen, title?: string): Line[] {
  const body = sections.flatMap((section, index) => [...(index > 0 ? pen.rule() : []), ...section.map(pen.row)])
  return [...pen.top(title), ...body, ...pen.bottom()]
}
