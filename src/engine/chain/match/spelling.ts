import { ENGLISH, VALUE_WORDS } from './english.ts'
import { foldWord } from './folding.ts'
import { NEGATION_TEXT } from './negation-words.ts'
import type { PhraseIndex } from './phrases.ts'
import { hasWord, isTableWord, singleWordAliases } from './tables.ts'
import type { Token } from './types.ts'

const SPELLABLE = /^[a-z]{4,23}[a-z0-9]\d{0,2}$/
const digitsOf = (word: string): string => word.replace(/\D+/g, '')

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

interface Nearest {
  words: string[]
  distance: number
}

function nearestOf(word: string, candidates: Iterable<string>): Nearest {
  const nearest: Nearest = { words: [], distance: Number.POSITIVE_INFINITY }
  for (const candidate of candidates) {
    const limit = Math.min(tolerance(word.length), tolerance(candidate.length))
    // Slips hit the first letter rarely; asking for it keeps other words out.
    const sameStart = word[0] === candidate[0] || (word[0] === candidate[1] && word[1] === candidate[0])
    if (limit === 0 || !sameStart || digitsOf(word) !== digitsOf(candidate)) continue
    const found = distance(word, candidate, limit)
    if (found > limit || found > nearest.distance) continue
    nearest.words = found === nearest.distance ? [...nearest.words, candidate] : [candidate]
    nearest.distance = found
  }
  return nearest
}

/** The one word that this was meant to be, a keyword before a synonym; undefined when it could be several. */
function correction(word: string, keywords: Iterable<string>, others: Iterable<string>): string | undefined {
  const keyword = nearestOf(word, keywords)
  const other = nearestOf(word, others)
  const { words } = keyword.distance <= other.distance ? keyword : other
  return words.length === 1 ? words[0] : undefined
}

/** A word that neither the tables nor the language know: what a misspelled keyword looks like. */
const isStrange = (token: Token, index: PhraseIndex): boolean =>
  SPELLABLE.test(token.key) &&
  !index.keywords.has(token.key) &&
  !hasWord(index.folded, token.key) &&
  [token.plain, token.key].every(
    (word) =>
      !isTableWord(word) && !hasWord(VALUE_WORDS, word) && !hasWord(ENGLISH, word) && !hasWord(NEGATION_TEXT, word),
  )

/** What hurried people write for a word of a value. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['pvt', 'private'],
  ['priv', 'private'],
  ['regn', 'region'],
])

/** Corrects near misses in place of the tokens' keys. A word we or the English language know is never changed. */
export function correctSpelling(tokens: readonly Token[], index: PhraseIndex): Token[] {
  const strange = new Set(tokens.filter((token) => isStrange(token, index)).map((token) => token.plain))
  const corrections = strange.size === 0 ? new Map<string, string>() : correctionsOf(strange, index)
  return tokens.map((token) => {
    const corrected = ABBREVIATIONS.get(token.key) ?? corrections.get(token.plain)
    return corrected === undefined
      ? token
      : { ...token, plain: corrected, key: foldWord(corrected), spelled: token.text }
  })
}

function correctionsOf(words: ReadonlySet<string>, index: PhraseIndex): Map<string, string> {
  const keywords = new Set(
    [...index.folded.split(/[ \n]/), ...index.keywords.keys()].filter((word) => SPELLABLE.test(word)),
  )
  const others = new Set([...singleWordAliases(), ...VALUE_WORDS.split(' ')])
  const corrections = new Map<string, string>()
  for (const word of words) {
    const singular = foldWord(word)
    const corrected = correction(singular, keywords, others) ?? correction(word, keywords, others)
    if (corrected !== undefined) corrections.set(word, corrected)
  }
  return corrections
}
