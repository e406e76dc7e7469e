import { ENGLISH, VALUE_WORDS } from './english.ts'
import { foldWord } from './folding.ts'
import { NEGATION_WORDS } from './negation-words.ts'
import type { PhraseIndex } from './phrases.ts'
import type { Token } from './types.ts'

/** How many slips are forgiven in a word of this length. */
const tolerance = (length: number): number => (length >= 8 ? 2 : length >= 5 ? 1 : 0)

/** Optimal string alignment distance (insert, delete, replace, swap neighbours), or `limit + 1` when it is beyond. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let cost = Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + same)
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit) return limit + 1
    before = above
    above = current
  }
  return above[b.length] ?? limit + 1
}

/** The one known word that this was meant to be; undefined when there is none, or more than one equally near. */
function correction(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  let tied = false
  for (const candidate of candidates) {
    const limit = Math.min(tolerance(word.length), tolerance(candidate.length))
    // Slips hit the first letter rarely; asking for it keeps other words out.
    const sameStart = word[0] === candidate[0] || (word[0] === candidate[1] && word[1] === candidate[0])
    if (limit === 0 || !sameStart) continue
    const found = distance(word, candidate, limit)
    if (found > limit || found > bestDistance) continue
    tied = found === bestDistance && candidate !== best
    best = candidate
    bestDistance = found
  }
  return tied ? undefined : best
}

/** Corrects near misses in place of the tokens' keys. A word we or the English language know is never changed. */
export function correctSpelling(tokens: readonly Token[], index: PhraseIndex): Token[] {
  const english = new Set(ENGLISH.split(' ').map(foldWord))
  const values = VALUE_WORDS.split(' ').map(foldWord)
  const candidates = [...new Set([...index.vocabulary, ...values])]
  const known = new Set([...index.known, ...values, ...NEGATION_WORDS.map(foldWord)])
  const seen = new Map<string, string | undefined>()
  return tokens.map((token) => {
    const { key } = token
    if (!/^[a-z]{5,24}$/.test(key)) return token
    if (!seen.has(key)) {
      const isWord = known.has(key) || english.has(key) || english.has(token.text.toLowerCase())
      seen.set(key, isWord ? undefined : correction(key, candidates))
    }
    const corrected = seen.get(key)
    return corrected === undefined ? token : { ...token, key: corrected, spelled: token.text }
  })
}
