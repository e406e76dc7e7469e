import {
  AND,
  CUES,
  type Cue,
  ENVIRONMENTS,
  FILLERS,
  NO_NEGATION,
  OR,
  OTHER_HEADS,
  PARTICLES,
  POSTFIX,
  PROPERTIES,
  REFUSALS,
  STOPS,
} from './negation-words.ts'
import { byFirstWord, inSet, longestAt, says } from './token-words.ts'
import type { Hit, Token } from './types.ts'

/** A stretch of the goal that says what is not wanted. */
export interface Negation {
  /** First token of the whole stretch and the one after its last. */
  from: number
  to: number
  /** Tokens whose phrases are left out. */
  things: { from: number; to: number }[]
  /** "no DR in staging": said of a part only. */
  limited: boolean
}

interface Walk {
  tokens: readonly Token[]
  /** For each token, where the longest phrase that begins there ends; 0 when none does. */
  phraseEnds: readonly number[]
}

const HARD_BREAK = /[;:!?\n()[\]{}—–。|]|\.(?=\s|$)|\.$|\s-{1,2}\s|(?:->|=>|→)/
function phraseEndsOf(length: number, hits: readonly Hit[]): number[] {
  const ends = new Array<number>(length).fill(0)
  for (const hit of hits) ends[hit.from] = Math.max(ends[hit.from] ?? 0, hit.to)
  return ends
}

/** Does the list that goes on after this comma end with "or" (for a `list` cue: or "and")? */
function listGoesOn(walk: Walk, at: number, reach: Cue['reach']): boolean {
  let index = at
  let joined = false
  while (index < walk.tokens.length && index < at + 14) {
    const token = walk.tokens[index]
    if (token === undefined || (index > at && HARD_BREAK.test(token.gap))) break
    const end = walk.phraseEnds[index] ?? 0
    if (end > 0) {
      if (joined) return true
      index = end
    } else if (inSet(OR, token) || (reach === 'list' && inSet(AND, token))) {
      joined = true
      index += 1
    } else if (inSet(FILLERS, token)) index += 1
    else break
  }
  return false
}

/** After "without X and": does a further thing end the list, or does a new thought begin? */
function thingFollows(walk: Walk, at: number): boolean {
  let index = at
  while (inSet(FILLERS, walk.tokens[index])) index += 1
  return (walk.phraseEnds[index] ?? 0) > 0 && !/[+&]/.test(walk.tokens[index]?.gap ?? '')
}

function walkForward(
  walk: Walk,
  cueFrom: number,
  cueTo: number,
  reach: Cue['reach'],
  limit: number,
): Negation | undefined {
  const { tokens, phraseEnds } = walk
  const things: Negation['things'] = []
  const wholeList = /^\s*:\s*$/.test(tokens[cueTo]?.gap ?? '')
  let unknown = 0
  let property = false
  let connected = true
  let index = cueTo
  while (index < limit) {
    const token = tokens[index]
    if (token === undefined) break
    const begun = things.length > 0 || unknown > 0 || property
    if (HARD_BREAK.test(token.gap) && !(index === cueTo && wholeList)) break
    if (/[+&]/.test(token.gap) && begun) break
    if (/[,、]/.test(token.gap)) {
      if (!begun) break
      if (!wholeList && !token.gap.includes('、') && !listGoesOn(walk, index, reach)) break
      connected = true
    } else if (/\//.test(token.gap)) connected = true
    const end = phraseEnds[index] ?? 0
    if (end > 0) {
      // "ingress-nginx", "istio sidecars": one noun of several phrases.
      if (things.length > 0 && !connected && !/^[\s-]$/.test(token.gap)) break
      const next = tokens[end]
      const otherHead = next !== undefined && /^[\s-]+$/.test(next.gap) && inSet(OTHER_HEADS, next)
      if (property || unknown > 1 || otherHead) {
        index = end
        break
      }
      things.push({ from: index, to: end })
      connected = false
      index = end
    } else if (inSet(OR, token) && begun) {
      connected = true
      index += 1
    } else if (inSet(AND, token)) {
      if (things.length === 0 || reach !== 'list' || !thingFollows(walk, index + 1)) break
      connected = true
      index += 1
    } else if (inSet(FILLERS, token) && (things.length === 0 || connected)) index += 1
    else if (inSet(STOPS, token) || things.length > 0) break
    else {
      if (inSet(PROPERTIES, token)) property = true
      unknown += 1
      if (unknown > 3) break
      index += 1
    }
  }
  if (index === cueTo) return undefined
  const follower = tokens[index]
  const place = tokens[index + 1]
  const limited =
    follower !== undefined &&
    /^(?:in|for|on|at|fur|en|pour|im)$/.test(follower.key) &&
    place !== undefined &&
    (ENVIRONMENTS.has(place.key) ||
      (/^(?:the|our|my)$/.test(place.key) && ENVIRONMENTS.has(tokens[index + 2]?.key ?? '')))
  return { from: cueFrom, to: index, things, limited }
}

function untilLimit(tokens: readonly Token[], at: number, ends: readonly string[]): number | undefined {
  for (let index = at; index < Math.min(tokens.length, at + 10); index += 1) {
    const token = tokens[index]
    if (token === undefined || (index > at && HARD_BREAK.test(token.gap))) return undefined
    if (index > at && ends.some((word) => says(token, word))) return index
  }
  return undefined
}

/** The things joined by "and" or "or" that end where this one begins. */
function thingsBefore(walk: Walk, hits: readonly Hit[], at: number): Negation['things'] {
  const things: Negation['things'] = []
  let index = at
  for (;;) {
    const joint = walk.tokens[index - 1]
    if (!inSet(AND, joint) && !inSet(OR, joint)) return things
    const to = index - 1
    const thing = hits.filter((hit) => hit.to === to).sort((a, b) => a.from - b.from)[0]
    if (thing === undefined) return things
    things.push({ from: thing.from, to: thing.to })
    index = thing.from
  }
}

function postfixNegations(walk: Walk, hits: readonly Hit[]): Negation[] {
  const { tokens } = walk
  const postfixes = byFirstWord(tokens, POSTFIX, (words) => words)
  const found: Negation[] = []
  for (const hit of hits) {
    let at = hit.to
    const next = tokens[at]
    if (next === undefined) continue
    const after = tokens[at + 1]
    const ends = after === undefined || /[,;.!\n)]/.test(after.gap)
    const answered = ends && REFUSALS.has(next.key) && /^(?:\s*[:=?]\s*|\s)$/.test(next.gap)
    if (answered || (next.key === 'free' && next.gap === '-')) {
      found.push({ from: hit.from, to: at + 1, things: [{ from: hit.from, to: hit.to }], limited: false })
      continue
    }
    if (PARTICLES.has(next.key) && next.gap === '') at += 1
    const words = longestAt(tokens, at, postfixes, (candidate) => candidate)
    const gap = tokens[at]?.gap ?? ''
    if (words === undefined || !/^(?:\s*|\s*\(|\s-\s|,\s*)$/.test(gap)) continue
    const things = [{ from: hit.from, to: hit.to }]
    if (/^(?:are|arent|なし|不要|は不要|はなし|없이|제외)/.test(words[0] ?? ''))
      things.push(...thingsBefore(walk, hits, hit.from))
    found.push({ from: hit.from, to: at + words.length, things, limited: false })
  }
  return found
}

/** What the goal says it does not want, with the reach of each "no". */
export function findNegations(tokens: readonly Token[], hits: readonly Hit[]): Negation[] {
  const walk: Walk = { tokens, phraseEnds: phraseEndsOf(tokens.length, hits) }
  const cues = byFirstWord(tokens, CUES, (cue) => cue.words)
  const harmless = byFirstWord(tokens, NO_NEGATION, (words) => words)
  const found: Negation[] = []
  let index = 0
  while (index < tokens.length) {
    const at = index
    const innocent = longestAt(tokens, at, harmless, (words) => words)
    const cue = longestAt(tokens, at, cues, (candidate) => candidate.words)
    if (innocent !== undefined && innocent.length >= (cue?.words.length ?? 0)) {
      index += innocent.length
      continue
    }
    const cueTo = at + (cue?.words.length ?? 1)
    const limit = cue?.until === undefined ? tokens.length : untilLimit(tokens, cueTo, cue.until)
    const negation =
      cue === undefined || limit === undefined ? undefined : walkForward(walk, at, cueTo, cue.reach, limit)
    if (negation !== undefined) found.push(negation)
    index = cueTo
  }
  return [...found, ...postfixNegations(walk, hits)]
}
