import type { Negation } from './negation.ts'
import type { Hit, Token } from './types.ts'

/** The goal as the value readers see it: lower case, spelling corrected, with the way back to the written words. */
export interface Reading {
  text: string
  /** Folded keywords the goal wants. */
  wants(phrase: string): boolean
  /** Is this place inside something the goal refuses? */
  refused(start: number, end: number): boolean
  /** Where a token stands in `text`. */
  placeOf(token: number): { start: number; end: number }
  /** The written words behind a place in `text`. */
  written(start: number, end: number): string
}

interface Place {
  start: number
  end: number
  token: Token
}

/** Lower case, letter for letter: places stay what they are. */
function lower(text: string): string {
  const folded = text.toLowerCase()
  if (folded.length === text.length) return folded
  return text.replace(/\p{Lu}/gu, (letter) =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  )
}

export function readingOf(
  source: string,
  tokens: readonly Token[],
  negations: readonly Negation[],
  hits: readonly Hit[],
): Reading {
  let text = ''
  const places: Place[] = tokens.map((token) => {
    text += token.gap
    const start = text.length
    text += token.spelled === undefined ? token.text : token.key
    return { start, end: text.length, token }
  })
  const last = tokens.at(-1)
  text = lower(text + source.slice(last?.end ?? 0))
  const refusedTokens = new Set<number>()
  for (const negation of negations) for (let at = negation.from; at < negation.to; at += 1) refusedTokens.add(at)
  const wanted = new Set(hits.map((hit) => hit.phrase))
  const overlapping = (start: number, end: number): Place[] =>
    places.filter((place) => place.start < end && place.end > start)
  return {
    text,
    wants: (phrase) => wanted.has(phrase),
    refused(start, end) {
      return places.some((place, index) => place.start < end && place.end > start && refusedTokens.has(index))
    },
    placeOf: (token) => places[token] ?? { start: 0, end: 0 },
    written(start, end) {
      const inside = overlapping(start, end)
      const first = inside[0]
      const final = inside.at(-1)
      if (first === undefined || final === undefined) return text.slice(start, end)
      const from =
        first.token.spelled === undefined ? first.token.start + Math.max(0, start - first.start) : first.token.start
      const overhang = end - final.end
      const to = final.token.spelled === undefined || overhang > 0 ? final.token.end + overhang : final.token.end
      return source.slice(Math.max(0, from - Math.max(0, first.start - start)), to)
    },
  }
}
