import { frameWidth, isSmall, type Parts, penFor, type Size } from '../frame.ts'
import { commandFor, type Press } from '../keys.ts'
import { type Line, line, span } from '../lines.ts'

/** Something to read over a screen, and then back to it. */
export interface Page {
  title: string
  draw: (width: number) => Line[]
  scrolled: number
  /** Keys that are still the word which opened it, typed to its end: they do nothing. */
  rest?: readonly string[]
}

/** The page after a key; null when the key closes it. */
export function pressPage({ rest = [], ...page }: Page, press: Press, size: Size): Page | null {
  if (press.name === rest[0]) return { ...page, rest: rest.slice(1) }
  const room = Math.max(1, size.rows - 6)
  const last = Math.max(0, page.draw(penOf(size).inner).length - room)
  const to = (at: number): Page => ({ ...page, scrolled: Math.max(0, Math.min(at, last)) })
  switch (commandFor(press, ['pages'], false)) {
    case 'close':
    case 'help':
      return null
    case 'up':
      return to(page.scrolled - 1)
    case 'down':
      return to(page.scrolled + 1)
    case 'page-up':
      return to(page.scrolled - room)
    case 'page-down':
      return to(page.scrolled + room)
    case 'first':
      return to(0)
    case 'last':
      return to(last)
    default:
      return page
  }
}

const penOf = (size: Size) => penFor(isSmall(size) ? 'none' : 'round', frameWidth(size))

export function viewPage(page: Page, size: Size): Parts {
  const pen = penOf(size)
  const all = page.draw(pen.inner)
  const room = Math.max(1, size.rows - 6)
  const shown = all.slice(page.scrolled, page.scrolled + room)
  const left = all.length - page.scrolled - shown.length
  const where = all.length > shown.length ? [line(span(left > 0 ? `↓ ${left} more` : 'end', 'quiet'))] : []
  return {
    top: pen.top(page.title),
    body: shown.map(pen.row),
    bottom: [...where.map(pen.row), ...pen.bottom()],
  }
}
