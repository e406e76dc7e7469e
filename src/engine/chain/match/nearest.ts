import { compact, phraseWords } from './folding.ts'
import { RELATED } from './related.ts'
import type { SkillWords, Token } from './types.ts'

export interface Near {
  name: string
  why: string
}

const NEAR_ENOUGH = 0.34

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3))
  return grams
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const gram of a) if (b.has(gram)) shared += 1
  return shared === 0 ? 0 : (2 * shared) / (a.size + b.size)
}

/** The skills whose words are nearest to the goal's, by meaning first and by letters second; never empty if there are skills. */
export function nearestSkills(tokens: readonly Token[], skills: readonly SkillWords[], count = 3): Near[] {
  const words = [
    ...new Map(tokens.filter((token) => /\p{L}{3}/u.test(token.key)).map((token) => [token.key, token])).values(),
  ].slice(0, 200)
  const wordGrams = words.map((token) => ({ token, grams: trigrams(token.key) }))
  const ranked = skills.map((skill) => {
    const own = [skill.title, skill.name, ...skill.keywords.primary, ...skill.keywords.secondary]
    const keys = new Set([...skill.keywords.primary, ...skill.keywords.secondary].map(compact))
    let best = { score: 0, why: '' }
    for (const token of words) {
      const meant = RELATED.get(token.key)?.find((keyword) => keys.has(compact(keyword)))
      if (meant !== undefined && best.score < 2) best = { score: 2, why: `"${token.text}" is close to ${meant}` }
    }
    for (const word of new Set(own.flatMap(phraseWords))) {
      if (word.length < 4 || best.score >= 2) continue
      const grams = trigrams(word)
      for (const { token, grams: other } of wordGrams) {
        const score = likeness(grams, other)
        if (score > best.score) best = { score, why: `"${token.text}" is like ${word}` }
      }
    }
    return { skill, ...best }
  })
  const near = ranked
    .filter((entry) => entry.score >= NEAR_ENOUGH)
    .sort((a, b) => b.score - a.score || a.skill.priority - b.skill.priority)
  if (near.length > 0) return near.slice(0, count).map(({ skill, why }) => ({ name: skill.name, why }))
  return [...skills]
    .sort((a, b) => a.priority - b.priority)
    .slice(0, count)
    .map((skill) => ({ name: skill.name, why: `${skill.title}: where most chains begin` }))
}
