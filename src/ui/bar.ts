import { type Span, span } from './lines.ts'

const BAR = 20

/** How much of something is done, in as many columns; the half sign is one half of a column. */
export function bar(done: number, of: number, columns = BAR): Span[] {
  const halves = of <= 0 ? 0 : Math.round((Math.min(done, of) / of) * columns * 2)
  const full = '━'.repeat(Math.floor(halves / 2))
  const half = halves % 2 === 1 ? '╸' : ''
  return [span(full + half, 'accent'), span('─'.repeat(columns - full.length - half.length), 'quiet')]
}
