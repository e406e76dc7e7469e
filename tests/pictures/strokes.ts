/**
 * Box-drawing signs as strokes: a font leaves gaps between the rows, or has them in another width.
 * Each sign says which sides of its cell it reaches: single, double or heavy.
 */
type Weight = 0 | 1 | 2 | 3
type Arms = readonly [up: Weight, right: Weight, down: Weight, left: Weight]

const ARMS: Record<string, Arms> = {
  '─': [0, 1, 0, 1],
  '│': [1, 0, 1, 0],
  '┌': [0, 1, 1, 0],
  '┐': [0, 0, 1, 1],
  '└': [1, 1, 0, 0],
  '┘': [1, 0, 0, 1],
  '├': [1, 1, 1, 0],
  '┤': [1, 0, 1, 1],
  '┬': [0, 1, 1, 1],
  '┴': [1, 1, 0, 1],
  '┼': [1, 1, 1, 1],
  '═': [0, 2, 0, 2],
  '║': [2, 0, 2, 0],
  '╔': [0, 2, 2, 0],
  '╗': [0, 0, 2, 2],
  '╚': [2, 2, 0, 0],
  '╝': [2, 0, 0, 2],
  '╠': [2, 2, 2, 0],
  '╣': [2, 0, 2, 2],
  '╟': [2, 1, 2, 0],
  '╢': [2, 0, 2, 1],
  '━': [0, 3, 0, 3],
  '╸': [0, 0, 0, 3],
  '╺': [0, 3, 0, 0],
  '┃': [3, 0, 3, 0],
}
const ROUND: Record<string, Arms> = { '╭': [0, 1, 1, 0], '╮': [0, 0, 1, 1], '╰': [1, 1, 0, 0], '╯': [1, 0, 0, 1] }

export const isStroke = (sign: string): boolean => sign in ARMS || sign in ROUND

const n = (value: number): string => String(Math.round(value * 100) / 100)

/** Path of a sign whose cell has its corner at x, y; `heavy` parts are another path. */
export function strokeOf(
  sign: string,
  x: number,
  y: number,
  width: number,
  height: number,
): { thin: string; heavy: string } {
  const cx = x + width / 2
  const cy = y + height / 2
  const round = ROUND[sign]
  if (round !== undefined) {
    const [up, right] = round
    const endX = right === 1 ? x + width : x
    const endY = up === 1 ? y : y + height
    const bend = width / 2
    const turn = up === 1 ? cy - bend : cy + bend
    return { thin: `M${n(cx)} ${n(endY)}V${n(turn)}Q${n(cx)} ${n(cy)} ${n(endX)} ${n(cy)}`, heavy: '' }
  }
  const [up, right, down, left] = ARMS[sign] ?? [0, 0, 0, 0]
  const gap = 1.6
  const parts = { thin: '', heavy: '' }
  const arm = (weight: Weight, x1: number, y1: number, x2: number, y2: number): void => {
    if (weight === 0) return
    const flat = y1 === y2
    const draw = (dx: number, dy: number): string => `M${n(x1 + dx)} ${n(y1 + dy)}L${n(x2 + dx)} ${n(y2 + dy)}`
    if (weight === 1) parts.thin += draw(0, 0)
    else if (weight === 3) parts.heavy += draw(0, 0)
    else parts.thin += flat ? draw(0, -gap) + draw(0, gap) : draw(-gap, 0) + draw(gap, 0)
  }
  // Double arms reach over the middle so that their corners close.
  const over = (weight: Weight): number => (weight === 2 ? gap : 0)
  // A line that goes through is one: two halves that meet between two pixels show a gap.
  if (up === down) arm(up, cx, y, cx, y + height)
  else {
    arm(up, cx, y, cx, cy + over(Math.max(left, right) as Weight))
    arm(down, cx, y + height, cx, cy - over(Math.max(left, right) as Weight))
  }
  arm(left, x, cy, cx + over(Math.max(up, down) as Weight), cy)
  arm(right, x + width, cy, cx - over(Math.max(up, down) as Weight), cy)
  return parts
}
