import type { Line, Span } from '../lines.ts'
import type { Ring } from './ring.ts'

/** Finds a text in a log. Capital letters count as soon as one is typed. */
export function finder(query: string): RegExp | null {
  if (query === '') return null
  const literal = query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(literal, /\p{Lu}/u.test(query) ? 'gu' : 'giu')
}

/** The lines that hold it, by their numbers. */
export function matchesIn(ring: Ring, query: string): number[] {
  const pattern = finder(query)
  if (pattern === null) return []
  const found: number[] = []
  for (let number = ring.first(); number < ring.end(); number++) {
    pattern.lastIndex = 0
    if (pattern.test(ring.at(number))) found.push(number)
  }
  return found
}

/** A line with what was searched for marked. */
export function marked(text: string, query: string, current: boolean): Line {
  const pattern = finder(query)
  if (pattern === null) return [{ text, role: 'plain' }]
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    spans.push({ text: text.slice(from, match.index), role: 'plain' })
    spans.push({ text: match[0], role: current ? 'caret' : 'chosen' })
    from = match.index + match[0].length
  }
  return [...spans, { text: text.slice(from), role: 'plain' } as const].filter((span) => span.text !== '')
}
