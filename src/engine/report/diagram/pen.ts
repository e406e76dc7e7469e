import { plainText } from '../text-width.ts'
import { measure, shorten } from './measure.ts'
import type { Card } from './scene.ts'

export type BoxKind =
  | 'frame'
  | 'region'
  | 'vpc'
  | 'zone'
  | 'public'
  | 'private'
  | 'data'
  | 'nat'
  | 'entrance'
  | 'runtime'
  | 'member'
  | 'outside'
  | 'around'
  | 'environment'

export interface Box {
  id: string
  /** The box it lies in; zones are only a background and hold nothing. */
  parent: string | null
  kind: BoxKind
  x: number
  y: number
  width: number
  height: number
}

export interface Label {
  box: string
  x: number
  /** Baseline. */
  y: number
  size: number
  width: number
  role: 'title' | 'detail' | 'note'
  /** Which of its points stands at x. */
  anchor: 'start' | 'middle' | 'end'
  text: string
  /** Before it was shortened. */
  full: string
}

export interface Arrow {
  from: [x: number, y: number]
  to: [x: number, y: number]
}

export const GAP = 14
const TITLE = 14
const DETAIL = 12
const LINE = 18
/** One card alone in its row is no banner. */
const WIDEST_CARD = 480

export type Pen = ReturnType<typeof takePen>

/** Draws boxes, and labels that are shortened to the room they have. */
export function takePen() {
  const boxes: Box[] = []
  const labels: Label[] = []
  const arrows: Arrow[] = []

  function box(kind: BoxKind, parent: string | null, x: number, y: number, width: number, height: number): Box {
    const made = { id: `b${boxes.length}`, parent, kind, x, y, width, height }
    boxes.push(made)
    return made
  }

  function label(
    owner: Box,
    role: Label['role'],
    text: string,
    x: number,
    y: number,
    room: number,
    anchor: Label['anchor'] = 'start',
  ): void {
    const clean = plainText(text)
    if (clean === '') return
    const size = role === 'title' ? TITLE : DETAIL
    const shown = shorten(clean, room, size, role === 'title')
    labels.push({
      box: owner.id,
      x,
      y,
      size,
      width: measure(shown, size, role === 'title'),
      role,
      anchor,
      text: shown,
      full: clean,
    })
  }

  const cardHeight = (card: Card): number => 2 * 10 + LINE * (1 + card.details.length)

  function card(
    kind: BoxKind,
    parent: string | null,
    one: Card,
    x: number,
    y: number,
    width: number,
    height: number,
  ): Box {
    const made = box(kind, parent, x, y, width, height)
    const top = y + (height - LINE * (1 + one.details.length)) / 2
    label(made, 'title', one.title, x + 12, top + 13.5, width - 24)
    one.details.forEach((detail, index) => {
      label(made, 'detail', detail, x + 12, top + LINE * (index + 1) + 13, width - 24)
    })
    return made
  }

  /** Cards side by side in rows of equal height; returns the height they took. */
  function grid(
    kind: BoxKind,
    parent: string | null,
    cards: readonly Card[],
    x: number,
    y: number,
    width: number,
    wanted: number,
  ): number {
    if (cards.length === 0) return 0
    const columns = Math.max(1, Math.min(cards.length, Math.floor((width + GAP) / (wanted + GAP))))
    const each = Math.min(WIDEST_CARD, (width - GAP * (columns - 1)) / columns)
    let top = y
    for (let at = 0; at < cards.length; at += columns) {
      const row = cards.slice(at, at + columns)
      const height = Math.max(...row.map(cardHeight))
      row.forEach((one, index) => {
        card(kind, parent, one, x + index * (each + GAP), top, each, height)
      })
      top += height + GAP
    }
    return top - y - GAP
  }

  return { boxes, labels, arrows, box, label, card, cardHeight, grid }
}
