import type { Drawing } from './layout.ts'
import { shorten } from './measure.ts'
import type { Box, Label } from './pen.ts'

/** What one part takes from another. */
export interface MatrixLink {
  name: string
  from: string
  to: string
}

const CELL = { width: 216, line: 15, pad: 10 }
const TEXT = 11

/**
 * The parts stand on the diagonal, in their order; a cell in the row of one and the column of another holds what the
 * first gives to the second. Nothing crosses, however many there are.
 */
export function drawMatrix(title: string, order: readonly string[], links: readonly MatrixLink[]): Drawing {
  const parts = order.filter((name) => links.some((link) => link.from === name || link.to === name))
  const boxes: Box[] = []
  const labels: Label[] = []
  const width = parts.length * CELL.width
  let y = 0
  for (const [row, from] of parts.entries()) {
    const cells = parts.map((to) =>
      links.filter((link) => link.from === from && link.to === to).map((link) => link.name),
    )
    const height = Math.max(2, ...cells.map((names) => names.length)) * CELL.line + 2 * CELL.pad
    for (const [column, names] of cells.entries()) {
      const lines = column === row ? [from] : names
      if (lines.length === 0) continue
      const place = { x: column * CELL.width + 4, y: y + 4, width: CELL.width - 8, height: height - 8 }
      boxes.push({ id: `${row}-${column}`, parent: null, kind: column === row ? 'runtime' : 'around', ...place })
      for (const [index, full] of lines.entries()) {
        labels.push({
          box: `${row}-${column}`,
          role: column === row ? 'title' : 'detail',
          x: place.x + CELL.pad,
          y: y + CELL.pad + CELL.line * (index + 0.8),
          size: TEXT,
          width: place.width - 2 * CELL.pad,
          anchor: 'start',
          text: shorten(full, place.width - 2 * CELL.pad, TEXT, column === row),
          full,
        })
      }
    }
    y += height
  }
  const description = links.map((link) => `${link.from} gives ${link.name} to ${link.to}.`).join(' ')
  return { title, description, width, height: y, boxes, labels, arrows: [] }
}
