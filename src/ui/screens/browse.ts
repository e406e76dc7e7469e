import { frameWidth, isSmall, type Parts, penFor, type Size } from '../frame.ts'
import { commandFor, type Press, type Where } from '../keys.ts'
import { type Line, line, type Role, sides, span } from '../lines.ts'

/** Something to look through: lists that open into lists or into text. */
export type Level =
  | { is: 'list'; title: string; rows: readonly Row[]; at: number }
  | { is: 'text'; title: string; draw: (width: number) => Line[]; scrolled: number }

export interface Row {
  sign: string
  role: Role
  label: string
  /** At the right end. */
  note: string
  /** What Enter opens; `leave` ends the looking. */
  open: (() => Level) | 'leave' | null
}

export interface BrowseScreen {
  /** The way down; the last one is seen. */
  levels: readonly Level[]
  message: string
}

export interface BrowseTools {
  /** Opens the report as a page and says where it is. */
  openHtml(): string
}

export const BROWSE_PLACES: readonly Where[] = ['list', 'report']

export const openBrowse = (first: Level): BrowseScreen => ({ levels: [first], message: '' })

export function pressBrowse(screen: BrowseScreen, press: Press, size: Size, tools: BrowseTools): BrowseScreen | 'left' {
  const level = screen.levels.at(-1)
  if (level === undefined) return 'left'
  const command = commandFor(press, BROWSE_PLACES, false)
  if (command === 'quit') return 'left'
  if (command === 'html') return { ...screen, message: tools.openHtml() }
  if (command === 'close' || (level.is === 'text' && command === 'accept'))
    return screen.levels.length > 1 ? { levels: screen.levels.slice(0, -1), message: '' } : screen
  const room = roomFor(size)
  if (level.is === 'text') {
    const last = Math.max(0, level.draw(innerOf(size)).length - room)
    const scrolled = moved(level.scrolled, command ?? (press.name === 'space' ? 'page-down' : null), room, last)
    return replaced(screen, { ...level, scrolled })
  }
  const row = level.rows[level.at]
  if (command === 'accept' || press.name === 'right') {
    if (row?.open === 'leave') return command === 'accept' ? 'left' : screen
    return row === undefined || row.open === null ? screen : { levels: [...screen.levels, row.open()], message: '' }
  }
  return replaced(screen, { ...level, at: moved(level.at, command, room, level.rows.length - 1) })
}

const replaced = (screen: BrowseScreen, level: Level): BrowseScreen => ({
  levels: [...screen.levels.slice(0, -1), level],
  message: '',
})

function moved(at: number, command: string | null, page: number, last: number): number {
  const steps: Record<string, number> = {
    up: -1,
    down: 1,
    'page-up': -page,
    'page-down': page,
    first: -Infinity,
    last: Infinity,
  }
  return Math.max(0, Math.min(last, at + (steps[command ?? ''] ?? 0)))
}

const HIGHEST = 18
const roomFor = (size: Size): number => Math.max(1, Math.min(HIGHEST, size.rows - 6))
const penOf = (size: Size) => penFor(isSmall(size) ? 'none' : 'round', frameWidth(size))
const innerOf = (size: Size): number => penOf(size).inner

export function viewBrowse({ levels, message }: BrowseScreen, size: Size): Parts {
  const level = levels.at(-1)
  const pen = penOf(size)
  const said = message === '' ? [] : [line(span(` ${message}`, 'accent'))]
  const where = levels.map((one) => one.title).join(' › ')
  if (level === undefined) return { top: [], body: [], bottom: said }
  const room = roomFor(size)
  const rows =
    level.is === 'text'
      ? level.draw(pen.inner)
      : level.rows.map((row, index) => rowLine(row, index === level.at, pen.inner))
  const begin =
    level.is === 'text' ? level.scrolled : Math.max(0, Math.min(level.at - Math.floor(room / 2), rows.length - room))
  const shown = rows.slice(begin, begin + room)
  const rest = rows.length - begin - shown.length
  const more =
    rows.length > room
      ? [line(span(`${begin + 1}–${begin + shown.length} of ${rows.length}${rest > 0 ? '  ↓' : ''}`, 'quiet'))]
      : []
  return {
    top: pen.top(where),
    body: shown.map(pen.row),
    focus: level.is === 'text' ? 0 : level.at - begin,
    bottom: [...more.map(pen.row), ...pen.bottom(), ...said],
  }
}

function rowLine(row: Row, chosen: boolean, width: number): Line {
  const left = [
    span(chosen ? '› ' : '  ', 'chosen'),
    span(row.sign === '' ? '' : `${row.sign} `, row.role),
    span(row.label, chosen ? 'chosen' : row.open === null ? 'quiet' : 'plain'),
  ]
  return sides(left, [span(row.note === '' ? '' : `  ${row.note}`, 'quiet')], width)
}
