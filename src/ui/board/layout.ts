import { isSmall, type Size } from '../frame.ts'

/** Where the panes stand. */
export type Layout =
  /** Boxes side by side, row by row; every row of boxes as high as the others or one line higher. */
  | { is: 'grid'; columns: number; widths: number[][]; heights: number[] }
  /** The pane in focus as a box, the others one line each. */
  | { is: 'one'; height: number }
  /** One line each. */
  | { is: 'list' }

/** A pane holds the line of phases in this many columns, borders included. */
export const NARROWEST = 40
/** Borders, phases, the step and at least two lines of the log. */
export const LOWEST = 6
/** Packs `count` panes into `rows` lines of the window: as many columns as fit, and no row with a hole in it. */
export function layoutOf(count: number, size: Size, rows: number): Layout {
  if (isSmall(size)) return { is: 'list' }
  const most = Math.max(1, Math.min(3, Math.floor(size.columns / NARROWEST)))
  const gridRows = Math.max(1, Math.ceil(count / most))
  const columns = Math.max(1, Math.ceil(count / gridRows))
  const height = Math.floor(rows / gridRows)
  if (height < LOWEST && count > 1) {
    const boxed = rows - (count - 1)
    return boxed < LOWEST ? { is: 'list' } : { is: 'one', height: boxed }
  }
  const extra = rows - height * gridRows
  return {
    is: 'grid',
    columns,
    heights: Array.from({ length: gridRows }, (_, row) => height + (row < extra ? 1 : 0)),
    widths: Array.from({ length: gridRows }, (_, row) =>
      shares(size.columns, Math.min(columns, count - row * columns)),
    ),
  }
}

/** `whole` in `parts` that differ by one at most. */
const shares = (whole: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, index) => Math.floor(whole / parts) + (index < whole % parts ? 1 : 0))

export type Direction = 'up' | 'down' | 'left' | 'right'

/** The pane beside pane `from`; itself where there is none. */
export function neighbour(layout: Layout, count: number, from: number, to: Direction): number {
  const clamp = (at: number): number => Math.max(0, Math.min(at, count - 1))
  if (layout.is !== 'grid') {
    if (to === 'up') return clamp(from - 1)
    return to === 'down' ? clamp(from + 1) : from
  }
  const { columns } = layout
  const row = Math.floor(from / columns)
  switch (to) {
    case 'left':
      return from % columns === 0 ? from : from - 1
    case 'right':
      return from % columns === columns - 1 ? from : clamp(from + 1)
    case 'up':
      return row === 0 ? from : from - columns
    case 'down':
      return row === layout.heights.length - 1 ? from : clamp(from + columns)
  }
}
