import { compact, phraseWords } from './folding.ts'
import { AMBIGUOUS, PARTS, TAKEN_OVER } from './meanings.ts'
import type { Negation } from './negation.ts'
import type { PhraseIndex } from './phrases.ts'
import { isListed, packed } from './tables.ts'
import type { Hit, SkillWords, Token } from './types.ts'

export const PRIMARY_POINTS = 10
export const SECONDARY_POINTS = 5

/** What the goal says about one skill. */
export interface Verdict {
  score: number
  why: string[]
  /** Set when the goal refuses the skill, or the skill's own rules do. */
  leftOut?: string
}

interface Sign {
  hit: Hit
  key: string
  points: number
  ambiguous: boolean
  negation: Negation | undefined
}

export interface Evidence {
  text: string
  tokens: readonly Token[]
  index: PhraseIndex
  hits: readonly Hit[]
  negations: readonly Negation[]
  /** Keywords that need a second sign. */
  ambiguous: string
  /** Keywords that name a part of a skill. */
  parts: string
  /** Keywords that a value in the goal confirms: "domain" beside acme.io. */
  confirmed: ReadonlySet<string>
  /** Token ranges that a value has used up: the "web servers" of "4 web servers". */
  used: readonly { from: number; to: number }[]
}

const within = (inner: { from: number; to: number }, outer: { from: number; to: number }): boolean =>
  outer.from <= inner.from && inner.to <= outer.to

const overlaps = (a: { from: number; to: number }, b: { from: number; to: number }): boolean =>
  a.from < b.to && b.from < a.to

/** Drops everyday words inside a longer phrase, whichever skill it belongs to: "network load balancer" is no network. */
export function dropTakenOver(hits: readonly Hit[]): Hit[] {
  const everyday = packed(TAKEN_OVER)
  return hits.filter((hit) => {
    if (!isListed(everyday, hit.keyword) && (hit.via === undefined || !isListed(everyday, compact(hit.via))))
      return true
    return !hits.some((other) => other.to - other.from > hit.to - hit.from && within(hit, other))
  })
}

/** The longest phrases of one skill, none overlapping another. */
function longest(hits: readonly Hit[]): Hit[] {
  const taken: Hit[] = []
  const byLength = [...hits].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  for (const hit of byLength) if (!taken.some((other) => overlaps(hit, other))) taken.push(hit)
  return taken.sort((a, b) => a.from - b.from)
}

export const ambiguousKeywords = (): string => packed(AMBIGUOUS)
export const partKeywords = (): string => packed(PARTS)

export function evidenceText(hit: Hit): string {
  const via = hit.via === undefined ? '' : ` via ${hit.via}`
  const spelled = hit.spelled === undefined ? '' : ` spelled ${hit.spelled}`
  return `matched: "${hit.phrase}"${via}${spelled}`
}

export function wordsOf(negation: Negation, evidence: Pick<Evidence, 'tokens' | 'text'>): string {
  const first = evidence.tokens[negation.from]
  const last = evidence.tokens[negation.to - 1]
  return first === undefined || last === undefined ? '' : evidence.text.slice(first.start, last.end)
}

function signsOf(skill: SkillWords, evidence: Evidence): Sign[] {
  const keys = evidence.index.skills.get(skill.name)
  const own = evidence.hits.filter(
    ({ keyword }) => keys?.primary.includes(keyword) || keys?.secondary.includes(keyword),
  )
  return longest(own)
    .filter((hit) => !evidence.used.some((range) => within(hit, range)))
    .map((hit) => ({
      hit,
      key: hit.keyword,
      points: keys?.primary.includes(hit.keyword) === true ? PRIMARY_POINTS : SECONDARY_POINTS,
      ambiguous: isListed(evidence.ambiguous, hit.keyword) && !evidence.confirmed.has(hit.keyword),
      negation: evidence.negations.find((negation) => negation.things.some((thing) => within(hit, thing))),
    }))
}

/**
 * A refusal holds unless the goal also asks for the skill in words of the same weight. To refuse a part of what a skill
 * does ("no NAT", "no Helm") is no refusal of the skill.
 */
function refusal(signs: readonly Sign[], parts: string): Sign | undefined {
  const solid = signs.filter((sign) => sign.negation === undefined && !sign.ambiguous)
  const refused = signs.filter(
    (sign) => sign.negation !== undefined && sign.points === PRIMARY_POINTS && !isListed(parts, sign.key),
  )
  const lasting = refused.filter((sign) => sign.negation?.limited !== true || solid.length === 0)
  const primary = solid.filter((sign) => sign.points === PRIMARY_POINTS)
  if (primary.length === 0) return lasting[0]
  // Said and then taken back: "nginx in front ... no nginx after all".
  return lasting.find((sign) => primary.every((other) => other.key === sign.key && other.hit.from < sign.hit.from))
}

export function judge(skill: SkillWords, evidence: Evidence): Verdict {
  const signs = signsOf(skill, evidence)
  if (signs.length === 0) return { score: 0, why: [] }
  const refused = refusal(signs, evidence.parts)
  if (refused?.negation !== undefined) {
    return { score: 0, why: [], leftOut: `the goal says "${wordsOf(refused.negation, evidence)}"` }
  }
  const distinct = new Map<string, Sign>()
  for (const sign of signs) if (sign.negation === undefined && !distinct.has(sign.key)) distinct.set(sign.key, sign)
  const found = [...distinct.values()]
  const convincing = found.some((sign) => !sign.ambiguous) || found.length > 1
  if (!convincing) return { score: 0, why: [] }
  const score = found.reduce((sum, sign) => sum + sign.points, 0)
  const excluded = skill.keywords.exclusions.find((word) => stands(word, evidence))
  if (excluded !== undefined) return { score: 0, why: [], leftOut: `it does not go with "${excluded}"` }
  const { requiresAny } = skill.keywords
  if (requiresAny.length > 0 && !requiresAny.some((word) => stands(word, evidence))) {
    return {
      score: 0,
      why: [],
      leftOut: `it needs one of ${requiresAny.map((word) => `"${word}"`).join(', ')} in the goal`,
    }
  }
  return { score, why: found.map((sign) => evidenceText(sign.hit)) }
}

/** Is the phrase in the goal at all, as a keyword or as plain words? */
function stands(phrase: string, evidence: Evidence): boolean {
  const key = compact(phrase)
  if (evidence.hits.some((hit) => hit.keyword === key)) return true
  const words = phraseWords(phrase)
  return evidence.tokens.some((_, at) => words.every((word, offset) => evidence.tokens[at + offset]?.key === word))
}
