import { frameWidth, isSmall, type Parts, type Pen, penFor, type Size } from '../frame.ts'
import { type Command, commandFor, type Press, type Where } from '../keys.ts'
import { BLANK, cutLine, type Line, line, lineWidth, type Role, sides, span } from '../lines.ts'
import { codeLines } from './code.ts'
import { type FilesLevel, isOutermost, pressFiles, viewFiles } from './files.ts'

/** Something to look through: lists that open into lists, into text, or into a tree of files. */
export type Level = ListLevel | TextLevel | FilesLevel

export interface ListLevel {
  is: 'list'
  title: string
  /** Stands above the rows. */
  head?: (width: number) => Line[]
  rows: readonly Row[]
  at: number
}

export interface TextLevel {
  is: 'text'
  title: string
  draw: (width: number) => Line[]
  scrolled: number
}

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

export const openBrowse = (first: Level): BrowseScreen => ({ levels: [first], message: '' })

const PLACES: Record<Level['is'], readonly Where[]> = {
  list: ['rows', 'list', 'report'],
  text: ['pages', 'report'],
  files: ['files', 'list', 'report'],
}

export function browsePlaces({ levels }: BrowseScreen): readonly Where[] {
  return PLACES[levels.at(-1)?.is ?? 'list']
}

export function pressBrowse(screen: BrowseScreen, press: Press, size: Size, tools: BrowseTools): BrowseScreen | 'left' {
  const level = screen.levels.at(-1)
  if (level === undefined) return 'left'
  // In a text the keys that scroll come first, and `q` leaves as it does everywhere.
  const command = commandFor(press, ['report'], false) ?? commandFor(press, browsePlaces(screen), false)
  const room = roomFor(level, size)
  if (level.is === 'files' && command !== 'quit' && command !== 'html') {
    const own = commandFor(press, ['files', 'list'], false)
    if (own !== null && !(own === 'left' && isOutermost(level))) {
      const next = pressFiles(level, own, room)
      return typeof next === 'string' ? opened(screen, fileLevel(next, level.read)) : replaced(screen, next)
    }
  }
  switch (command) {
    case 'quit':
      return 'left'
    case 'html':
      return { ...screen, message: tools.openHtml() }
    case 'close':
      return up(screen)
    case 'accept':
    case 'right':
      return level.is === 'list' ? entered(screen, level, command) : screen
  }
  if (level.is === 'list')
    return replaced(screen, { ...level, at: moved(level.at, command, room, level.rows.length - 1) })
  if (level.is !== 'text') return screen
  const last = Math.max(0, level.draw(innerOf(size)).length - room)
  return replaced(screen, { ...level, scrolled: moved(level.scrolled, command, room, last) })
}

/** Esc goes one level up and never out. */
const up = (screen: BrowseScreen): BrowseScreen =>
  screen.levels.length > 1 ? { levels: screen.levels.slice(0, -1), message: '' } : { ...screen, message: 'q leaves' }

function entered(screen: BrowseScreen, level: ListLevel, command: Command): BrowseScreen | 'left' {
  const row = level.rows[level.at]
  if (row?.open === 'leave') return command === 'accept' ? 'left' : screen
  return row === undefined || row.open === null ? screen : opened(screen, row.open())
}

const opened = ({ levels }: BrowseScreen, level: Level): BrowseScreen => ({ levels: [...levels, level], message: '' })

const replaced = (screen: BrowseScreen, level: Level): BrowseScreen => ({
  levels: [...screen.levels.slice(0, -1), level],
  message: '',
})

function moved(at: number, command: Command | null, page: number, last: number): number {
  const steps: Partial<Record<Command, number>> = {
    up: -1,
    down: 1,
    'page-up': -page,
    'page-down': page,
    first: -Infinity,
    last: Infinity,
  }
  return Math.max(0, Math.min(last, at + (command === null ? 0 : (steps[command] ?? 0))))
}

/** A file on the whole screen. */
function fileLevel(path: string, read: (path: string) => string | null): TextLevel {
  const content = read(path)
  return {
    is: 'text',
    title: path,
    scrolled: 0,
    draw: (width) =>
      content === null ? [line(span('the file is not there any more', 'warn'))] : codeLines(content, path, width),
  }
}

const HIGHEST = 34
/** A blank line, borders, the line that says where one is, a message, a blank line, the footer, and the line that stays free. */
const FRAME = 8

function roomFor(level: Level, size: Size): number {
  const head = level.is === 'list' ? headOf(level, penOf(size)).length : 0
  return Math.max(1, Math.min(HIGHEST, size.rows - FRAME) - head)
}

const penOf = (size: Size): Pen => penFor(isSmall(size) ? 'none' : 'round', frameWidth(size))
const innerOf = (size: Size): number => penOf(size).inner

function headOf({ head }: ListLevel, pen: Pen): Line[] {
  const lines = head?.(pen.inner) ?? []
  return lines.length === 0 ? [] : [...lines.map(pen.row), ...pen.rule()]
}

export function viewBrowse({ levels, message }: BrowseScreen, size: Size): Parts {
  const level = levels.at(-1)
  const pen = penOf(size)
  const said = message === '' ? [] : [line(span(` ${message}`, 'accent'))]
  const where = levels.map((one) => one.title).join(' › ')
  if (level === undefined) return { top: [], body: [], bottom: said }
  const room = roomFor(level, size)
  const head = level.is === 'list' ? headOf(level, pen) : []
  const { rows, begin, of } = linesOf(level, pen.inner, room)
  const rest = of - begin - rows.length
  const more =
    of > rows.length && level.is !== 'files'
      ? [line(span(`${begin + 1}–${begin + rows.length} of ${of}${rest > 0 ? '  ↓' : ''}`, 'quiet'))]
      : []
  return {
    top: [...(isSmall(size) ? [] : [BLANK]), ...pen.top(where), ...head],
    body: rows.map(pen.row),
    focus: level.is === 'list' ? level.at - begin : 0,
    bottom: [...more.map(pen.row), ...pen.bottom(), ...said],
  }
}

/** The lines in sight, the first of them, and how many there are. */
function linesOf(level: Level, width: number, room: number): { rows: Line[]; begin: number; of: number } {
  switch (level.is) {
    case 'files': {
      const rows = viewFiles(level, width, room)
      return { rows, begin: 0, of: rows.length }
    }
    case 'text': {
      const all = level.draw(width)
      return { rows: all.slice(level.scrolled, level.scrolled + room), begin: level.scrolled, of: all.length }
    }
    case 'list': {
      const begin = Math.max(0, Math.min(level.at - Math.floor(room / 2), level.rows.length - room))
      const rows = level.rows
        .slice(begin, begin + room)
        .map((row, index) => rowLine(row, begin + index === level.at, width))
      return { rows, begin, of: level.rows.length }
    }
  }
}

function rowLine(row: Row, chosen: boolean, width: number): Line {
  const left = [
    span(chosen ? '› ' : '  ', 'chosen'),
    span(row.sign === '' ? '' : `${row.sign} `, row.role),
    span(row.label, chosen ? 'chosen' : row.open === null ? 'quiet' : 'plain'),
  ]
  // The name is what is looked for; a long note gives way, and Enter shows it whole.
  const room = Math.max(0, width - lineWidth(left) - 2)
  return sides(left, room < 4 ? [] : cutLine([span(row.note, 'quiet')], room), width)
}
