import { clip, widthOf } from '../../text/index.ts'
import { type Edit, editKey, editOf, insert } from '../edit.ts'
import { commandFor, type Press, type Where } from '../keys.ts'
import { cutLine, type Line, line, sides, span } from '../lines.ts'
import { editSpans } from '../screens/picker.ts'
import type { Ring } from './ring.ts'
import { marked, matchesIn } from './search.ts'

/** A whole log: of a task, or what happened in the batch. */
export interface Zoom {
  /** Null: the batch. */
  task: string | null
  /** Number of the first line shown; null: the end, whatever arrives. */
  top: number | null
  /** What is being typed to search for. */
  typing: Edit | null
  query: string
  /** The match that was jumped to. */
  found: number | null
}

export const openZoom = (task: string | null): Zoom => ({ task, top: null, typing: null, query: '', found: null })

/** The part of the window that a log has. */
export interface Room {
  columns: number
  rows: number
}

export const zoomPlaces = (zoom: Zoom): readonly Where[] => (zoom.typing === null ? ['log'] : ['search'])

/** The log after a key; null when the key closes it. */
export function pressZoom(zoom: Zoom, press: Press, ring: Ring, room: Room): Zoom | null {
  if (zoom.typing !== null) return pressSearch(zoom, zoom.typing, press, ring)
  const at = firstShown(zoom, ring, room)
  switch (commandFor(press, ['log'], false)) {
    case 'close':
      return zoom.query === '' ? null : { ...zoom, query: '', found: null }
    case 'up':
      return { ...zoom, top: Math.max(ring.first(), at - 1) }
    case 'down':
      return down(zoom, ring, room, at + 1)
    case 'page-up':
      return { ...zoom, top: pageAbove(ring, room, at) }
    case 'page-down':
      return down(zoom, ring, room, at + Math.max(1, linesFrom(ring, room, at)))
    case 'first':
      return { ...zoom, top: ring.first() }
    case 'last':
      return { ...zoom, top: null }
    case 'search':
      return { ...zoom, typing: editOf(zoom.query) }
    case 'next':
      return jump(zoom, ring, 1)
    case 'previous':
      return jump(zoom, ring, -1)
    default:
      return zoom
  }
}

function pressSearch(zoom: Zoom, typing: Edit, press: Press, ring: Ring): Zoom {
  switch (commandFor(press, ['search'], true)) {
    case 'close':
      return { ...zoom, typing: null }
    case 'accept': {
      const found = { ...zoom, typing: null, query: typing.text, found: null }
      return typing.text === '' ? found : jump(found, ring, 0)
    }
    default:
      return { ...zoom, typing: editKey(typing, press) ?? typing }
  }
}

/** Pasted text is searched for; elsewhere it means nothing. */
export const pasteZoom = (zoom: Zoom, text: string): Zoom =>
  zoom.typing === null ? zoom : { ...zoom, typing: insert(zoom.typing, text.trim().replace(/\s+/g, ' ')) }

/** To the next match down (1) or up (-1), past the end from the other one; 0: the first one from here. */
function jump(zoom: Zoom, ring: Ring, by: 1 | -1 | 0): Zoom {
  const all = matchesIn(ring, zoom.query)
  const [first] = all
  const last = all.at(-1)
  if (first === undefined || last === undefined) return { ...zoom, found: null }
  const from = zoom.found ?? zoom.top
  const to =
    from === null
      ? last
      : by === -1
        ? (all.findLast((number) => number < from) ?? last)
        : (all.find((number) => (by === 0 ? number >= from : number > from)) ?? first)
  // With some lines above it, so that it is read in its place.
  return { ...zoom, found: to, top: Math.max(ring.first(), to - 3) }
}

function down(zoom: Zoom, ring: Ring, room: Room, top: number): Zoom {
  const last = lastTop(ring, room)
  return { ...zoom, top: top >= last ? null : top }
}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** Rows that a line takes when it is broken at the edge. */
const heightOf = (text: string, columns: number): number =>
  isPlain(text) ? Math.max(1, Math.ceil(text.length / columns)) : broken(text, columns).length

function linesFrom(ring: Ring, room: Room, top: number): number {
  let rows = 0
  let number = top
  for (; number < ring.end(); number++) {
    rows += heightOf(ring.at(number), room.columns)
    if (rows > room.rows) break
  }
  return number - top
}

/** The first line of the page that ends right above `top`. */
function pageAbove(ring: Ring, room: Room, top: number): number {
  let rows = 0
  let number = top
  while (number > ring.first()) {
    rows += heightOf(ring.at(number - 1), room.columns)
    if (rows > room.rows) break
    number--
  }
  return number === top ? Math.max(ring.first(), top - 1) : number
}

/** With the end in sight there is nothing further down. */
const lastTop = (ring: Ring, room: Room): number => pageAbove(ring, room, ring.end())

const firstShown = (zoom: Zoom, ring: Ring, room: Room): number => {
  const last = lastTop(ring, room)
  return zoom.top === null ? last : Math.max(ring.first(), Math.min(zoom.top, last))
}

/** Exactly `room.rows` rows. */
export function zoomRows(zoom: Zoom, ring: Ring, room: Room): Line[] {
  const rows: Line[] = []
  const query = zoom.typing?.text ?? zoom.query
  for (let number = firstShown(zoom, ring, room); number < ring.end() && rows.length < room.rows; number++) {
    for (const piece of broken(ring.at(number), room.columns))
      rows.push(marked(piece, query, number === zoom.found && zoom.typing === null))
  }
  const empty = ring.end() === ring.first() ? [line(span(' nothing yet', 'quiet'))] : []
  const all = [...rows.slice(0, room.rows), ...empty]
  return [...all, ...Array.from({ length: Math.max(0, room.rows - all.length) }, (): Line => [])]
}

/** Broken at the edge of the window, as a terminal does. */
function broken(text: string, columns: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > columns || widthOf(rest) > columns) {
    const head = isPlain(rest) ? rest.slice(0, columns) : clip(rest, columns).trimEnd()
    if (head === '' || head.length === rest.length) break
    pieces.push(head)
    rest = rest.slice(head.length)
  }
  return [...pieces, rest]
}

/** Where one is, and what was found; or what is being typed. */
export function zoomStatus(zoom: Zoom, ring: Ring, room: Room): Line {
  const { typing } = zoom
  const query = typing?.text ?? zoom.query
  const all = matchesIn(ring, query)
  const count = query === '' ? '' : all.length === 0 ? 'no match' : `${all.length} match${all.length === 1 ? '' : 'es'}`
  if (typing !== null) {
    const right = line(span(`  ${count}`, all.length === 0 ? 'warn' : 'quiet'))
    return sides([span(' / ', 'accent'), ...editSpans(typing, Math.max(1, room.columns - 20))], right, room.columns)
  }
  const top = firstShown(zoom, ring, room)
  const shown = linesFrom(ring, room, top)
  const gone = ring.first() > 0 ? ` · ${number(ring.first())} older ones are gone` : ''
  const follows = zoom.top === null ? ' · following' : ` · ${number(ring.end() - top - shown)} below`
  if (ring.end() === 0) return []
  const where = ` lines ${number(top + 1)}–${number(top + shown)} of ${number(ring.end())}${gone}${follows}`
  const which = zoom.found === null ? -1 : all.indexOf(zoom.found)
  const found = count === '' ? '' : `/${query}  ${which < 0 ? count : `${which + 1} of ${count}`}`
  return cutLine(
    sides([span(where, 'quiet')], line(span(found, all.length === 0 ? 'warn' : 'accent')), room.columns),
    room.columns,
  )
}

const number = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
