import type { BlueprintMatch } from '../protocol/chain.ts'
import { compact, phraseWords } from './match/folding.ts'
import type { Evidence } from './match/score.ts'
import type { BlueprintWords, Hit } from './match/types.ts'

/** Below this a blueprint is not worth mentioning. */
export const LEAST_CONFIDENCE = 0.5

export interface Asked {
  /** Names of the skills the goal asks for. */
  wanted: readonly string[]
  /** Names of the skills the goal refuses. */
  refused: readonly string[]
}

/**
 * How sure the words alone make us, by distinct primary and secondary triggers found:
 * two primary 0.9 · one primary and two secondary 0.85 · one and one 0.75 · one primary 0.65 · two secondary 0.5 · one 0.25.
 */
function byTriggers(primary: number, secondary: number): number {
  if (primary >= 2) return 0.9
  if (primary === 1) return secondary >= 2 ? 0.85 : secondary === 1 ? 0.75 : 0.65
  return secondary >= 2 ? 0.5 : secondary === 1 ? 0.25 : 0
}

/**
 * Blueprints that resemble the goal, the most alike first.
 * Confidence = triggers × (½ + ½ · share of the wanted skills that the blueprint brings), plus 0.1 when it brings at
 * least two of them and nothing wanted is missing, minus 0.1 for each refused skill it would bring; between 0 and 1.
 * "the NAME blueprint" in the goal is 1.
 */
export function detectBlueprint(
  evidence: Evidence,
  blueprints: readonly BlueprintWords[],
  asked: Asked,
): BlueprintMatch[] {
  return blueprints
    .map((blueprint) => rate(blueprint, evidence, asked))
    .filter((match) => match.confidence >= LEAST_CONFIDENCE)
    .sort((a, b) => b.confidence - a.confidence || b.why.length - a.why.length)
}

function rate(blueprint: BlueprintWords, evidence: Evidence, asked: Asked): BlueprintMatch {
  if (isNamed(blueprint.name, evidence)) return { name: blueprint.name, confidence: 1, why: ['asked for by name'] }
  const primary = triggersFound(blueprint.triggers.primary, evidence)
  const secondary = triggersFound(blueprint.triggers.secondary, evidence).filter(
    (trigger) => !primary.includes(trigger),
  )
  const brought = asked.wanted.filter((name) => blueprint.skills.includes(name))
  const share = asked.wanted.length === 0 ? 1 : brought.length / asked.wanted.length
  const unwanted = asked.refused.filter((name) => blueprint.skills.includes(name)).length
  const whole = share === 1 && brought.length >= 2 ? 0.1 : 0
  const words = byTriggers(primary.length, secondary.length)
  const confidence = words === 0 ? 0 : Math.min(1, Math.max(0, words * (0.5 + share / 2) + whole - 0.1 * unwanted))
  const why = [...primary, ...secondary].map((trigger) => `matched: "${trigger}"`)
  if (asked.wanted.length > 0)
    why.push(`brings ${brought.length} of the ${asked.wanted.length} skills that the goal names`)
  return { name: blueprint.name, confidence: Math.round(confidence * 100) / 100, why }
}

function triggersFound(triggers: readonly string[], evidence: Evidence): string[] {
  const wanted = evidence.hits.filter((hit) => !refused(hit, evidence)).map((hit) => hit.keyword)
  return [...new Set(triggers)].filter((trigger) => wanted.includes(compact(trigger)))
}

const refused = (hit: Hit, evidence: Evidence): boolean =>
  evidence.negations.some((negation) => negation.things.some((thing) => thing.from <= hit.from && hit.to <= thing.to))

/** "platform blueprint", "blueprint platform". */
function isNamed(name: string, evidence: Evidence): boolean {
  const words = phraseWords(name)
  const keys = evidence.tokens.map((token) => token.key)
  return keys.some((_, at) => {
    const stands = words.every((word, offset) => keys[at + offset] === word)
    return stands && (keys[at - 1] === 'blueprint' || keys[at + words.length] === 'blueprint')
  })
}
