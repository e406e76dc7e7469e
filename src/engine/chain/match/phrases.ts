import { phraseWords } from './folding.ts'
import { GUARDS, OTHER_MEANINGS } from './meanings.ts'
import { SYNONYMS } from './synonyms.ts'
import type { Hit, Token } from './types.ts'

interface Phrase {
  /** Compact key of the keyword it stands for; null for a phrase that means something else. */
  keyword: string | null
  /** The keyword as its skill writes it. */
  text: string
  /** The synonym's words, when it is one. */
  via?: string
  words: number
}

export interface PhraseIndex {
  phrases: Map<string, Phrase[]>
  longest: number
  /** Words that a misspelled word may be corrected to. */
  vocabulary: Set<string>
  /** Every word of every phrase: none of them is a spelling mistake. */
  known: Set<string>
  /** Words of scripts without spaces, longest first. */
  unspaced: string[]
}

const SPELLABLE = /^[a-z]{5,}$/
const UNSPACED = /^[^\p{Script=Latin}\p{N}\s]+$/u
/** Words that stand inside a phrase may be joined by these. */
const JOINT = /^(?:[\s_'’·・-]*|\.)$/
/** Compact keys shorter than this are never put together from several words: "d r" is not DR. */
const JOINED_LENGTH = 5

export const compact = (phrase: string): string => phraseWords(phrase).join('')

/** Indexes keywords and triggers with their synonyms by their letters, so that `load-balancer` and `loadbalancer` are one. */
export function indexPhrases(keywords: Iterable<string>): PhraseIndex {
  const index: PhraseIndex = { phrases: new Map(), longest: 1, vocabulary: new Set(), known: new Set(), unspaced: [] }
  const unspaced = new Set<string>()

  const add = (written: string, phrase: Omit<Phrase, 'words'>): void => {
    const words = phraseWords(written)
    if (words.length === 0) return
    const key = words.join('')
    const same = index.phrases.get(key)
    const entry: Phrase = { ...phrase, words: words.length }
    if (same === undefined) index.phrases.set(key, [entry])
    else if (!same.some((other) => other.keyword === entry.keyword && other.text === entry.text)) same.push(entry)
    index.longest = Math.max(index.longest, words.length)
    for (const word of words) {
      index.known.add(word)
      // Of a synonym of several words the single words are too common to correct others to.
      const telling = phrase.keyword !== null && (phrase.via === undefined || words.length === 1)
      if (telling && SPELLABLE.test(word)) index.vocabulary.add(word)
    }
    if (phrase.keyword !== null) {
      index.known.add(key)
      if (words.length > 1 && SPELLABLE.test(key) && words.every((word) => word.length > 2)) index.vocabulary.add(key)
      for (const part of written.normalize('NFKC').split(/[\s\p{Script=Latin}\p{N}]+/u))
        if (part !== '' && UNSPACED.test(part)) unspaced.add(part)
    }
  }

  const synonyms = new Map(Object.entries(SYNONYMS).map(([text, aliases]) => [compact(text), aliases]))
  for (const text of keywords) {
    const keyword = compact(text)
    add(text, { keyword, text })
    for (const alias of synonyms.get(keyword) ?? []) {
      if (compact(alias) !== keyword) add(alias, { keyword, text, via: alias })
      else add(alias, { keyword, text })
    }
  }
  for (const text of OTHER_MEANINGS) if (!index.phrases.has(compact(text))) add(text, { keyword: null, text })
  index.unspaced = [...unspaced].sort((a, b) => b.length - a.length)
  return index
}

function guarded(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at]
  if (token === undefined) return false
  const word = token.text.toLowerCase()
  for (const guard of GUARDS) {
    if (guard.word !== word && guard.word !== token.key) continue
    if (guard.notBefore?.test(text.slice(Math.max(0, token.start - 40), token.start)) === true) return true
    if (guard.notAfter?.test(text.slice(token.end, token.end + 40)) === true) return true
    if (guard.needs !== undefined && !guard.needs.test(text.slice(0, token.start) + text.slice(token.end))) return true
  }
  return false
}

/** Every known phrase in the goal, overlapping ones too, without those inside a phrase that means something else. */
export function findHits(
  tokens: readonly Token[],
  text: string,
  index: PhraseIndex,
  names: readonly { start: number; end: number }[] = [],
): Hit[] {
  const hits: Hit[] = []
  const named = tokens.map((token) => names.some((name) => name.start <= token.start && token.end <= name.end))
  const others: { from: number; to: number }[] = []
  // One word more than the longest phrase: "route 53" stands for the single word route53.
  const longest = index.longest + 1
  for (let from = 0; from < tokens.length; from += 1) {
    if (named[from] === true) continue
    let key = ''
    for (let to = from + 1; to <= Math.min(tokens.length, from + longest); to += 1) {
      const token = tokens[to - 1]
      if (token === undefined || (to > from + 1 && !JOINT.test(token.gap))) break
      key += token.key
      const length = to - from
      for (const phrase of index.phrases.get(key) ?? []) {
        if (length !== phrase.words && key.length < JOINED_LENGTH) continue
        if (phrase.keyword === null) others.push({ from, to })
        else if (length > 1 || !guarded(tokens, from, text)) hits.push(hitOf(phrase, tokens, from, to))
      }
    }
  }
  return hits.filter(
    (hit) =>
      !others.some(
        (other) => other.from <= hit.from && hit.to <= other.to && hit.to - hit.from < other.to - other.from,
      ),
  )
}

function hitOf(phrase: Phrase, tokens: readonly Token[], from: number, to: number): Hit {
  const words = tokens.slice(from, to)
  const hit: Hit = { from, to, phrase: phrase.text }
  if (phrase.via !== undefined) hit.via = phrase.via
  const misspelled = words.filter((word) => word.spelled !== undefined)
  if (misspelled.length > 0) hit.spelled = misspelled.map((word) => word.spelled).join(' ')
  return hit
}
