import { foldAll } from './folding.ts'
import { GUARDS } from './guards.ts'
import { isListed, keywordsSaid, openTables, type Tables } from './tables.ts'
import type { Hit, SkillWords, Token } from './types.ts'

/** The keywords and triggers that a goal is searched for, by their folded letters: `load-balancer` is `loadbalancer`. */
export interface PhraseIndex {
  /** Key → the keyword as its skill writes it. */
  keywords: Map<string, string>
  /** The keys of each skill's keywords. */
  skills: Map<string, { primary: string[]; secondary: string[] }>
  /** All folded words, one phrase per line. */
  folded: string
  tables: Tables
}

/** No phrase of the tables has more words; one more, because "route 53" stands for the single word route53. */
const LONGEST = 6
/** Words that stand inside a phrase may be joined by these. */
const JOINT = /^(?:[\s_'’·・-]*|\.)$/
/** Shorter keys are never put together from several words: "d r" is not DR. */
const JOINED_LENGTH = 5

export function indexPhrases(skills: readonly SkillWords[], others: readonly string[]): PhraseIndex {
  const phrases = [...skills.flatMap(({ keywords }) => [...keywords.primary, ...keywords.secondary]), ...others]
  const folded = foldAll(phrases)
  const keys = folded.map((phrase) => phrase.replaceAll(' ', ''))
  const index: PhraseIndex = { keywords: new Map(), skills: new Map(), folded: folded.join('\n'), tables: openTables() }
  // Backwards, so that of two ways to write a keyword the first one stays.
  for (let at = keys.length - 1; at >= 0; at -= 1) index.keywords.set(keys[at] ?? '', phrases[at] ?? '')
  index.keywords.delete('')
  let at = 0
  for (const { name, keywords } of skills) {
    const secondary = at + keywords.primary.length
    const end = secondary + keywords.secondary.length
    index.skills.set(name, { primary: keys.slice(at, secondary), secondary: keys.slice(secondary, end) })
    at = end
  }
  return index
}

function guarded(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at]
  if (token === undefined) return false
  for (const guard of GUARDS) {
    if (guard.word !== token.plain && guard.word !== token.key) continue
    if (guard.notBefore?.test(text.slice(Math.max(0, token.start - 40), token.start)) === true) return true
    if (guard.notAfter?.test(text.slice(token.end, token.end + 40)) === true) return true
    if (guard.needs !== undefined && !guard.needs.test(text.slice(0, token.start) + text.slice(token.end))) return true
  }
  return false
}

/**
 * Every known phrase in the goal, overlapping ones too, without those inside a phrase that means something else.
 * `names` are places that hold names, whose words are no keywords.
 */
export function findHits(
  tokens: readonly Token[],
  text: string,
  index: PhraseIndex,
  names: readonly { start: number; end: number }[],
): Hit[] {
  const hits: Hit[] = []
  const said = new Map<string, Meaning>()
  const others: { from: number; to: number }[] = []
  const named = tokens.map((token) => names.some((name) => name.start <= token.start && token.end <= name.end))
  for (let from = 0; from < tokens.length; from += 1) {
    if (named[from] === true) continue
    let key = ''
    for (let to = from + 1; to <= Math.min(tokens.length, from + LONGEST); to += 1) {
      const token = tokens[to - 1]
      if (token === undefined || (to > from + 1 && !JOINT.test(token.gap))) break
      key += token.key
      if (to > from + 1 && key.length < JOINED_LENGTH) continue
      const meaning = said.get(key) ?? meaningOf(key, index)
      said.set(key, meaning)
      if (meaning.other) others.push({ from, to })
      else if (meaning.keywords.length > 0 && (to > from + 1 || !guarded(tokens, from, text))) {
        hits.push(...meaning.keywords.map((keyword) => hitOf(keyword, key, tokens, from, to, index)))
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

interface Meaning {
  keywords: string[]
  /** The phrase means something that no skill is about. */
  other: boolean
}

function meaningOf(key: string, index: PhraseIndex): Meaning {
  const own = index.keywords.has(key) ? [key] : []
  const said = keywordsSaid(index.tables, key).filter((keyword) => index.keywords.has(keyword) && keyword !== key)
  const keywords = [...own, ...said]
  return { keywords, other: keywords.length === 0 && isListed(index.tables.others, key) }
}

function hitOf(
  keyword: string,
  key: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  index: PhraseIndex,
): Hit {
  const words = tokens.slice(from, to)
  const spelled = words.flatMap((word) => word.spelled ?? []).join(' ')
  const via = keyword === key ? {} : { via: words.map((word) => word.plain).join(' ') }
  return {
    from,
    to,
    keyword,
    phrase: index.keywords.get(keyword) ?? keyword,
    ...via,
    ...(spelled === '' ? {} : { spelled }),
  }
}
