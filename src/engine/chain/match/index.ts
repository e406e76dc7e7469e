import { treeOf } from '../../facts/store.ts'
import type { ChainSkill, GoalMatch, LeftOut } from '../../protocol/chain.ts'
import type { Fact } from '../../protocol/facts.ts'
import { detectBlueprint } from '../blueprint-match.ts'
import { catalogSkills } from '../catalog.ts'
import { needed, orderChain, withDependencies } from '../order.ts'
import { compact } from './folding.ts'
import { nearestSkills } from './nearest.ts'
import { findNegations } from './negation.ts'
import { unspacedNegations } from './negation-words.ts'
import { findHits, indexPhrases } from './phrases.ts'
import { type Reading, readingOf } from './reading.ts'
import { ambiguousKeywords, dropTakenOver, type Evidence, judge, partKeywords, type Verdict } from './score.ts'
import { correctSpelling } from './spelling.ts'
import { unspacedAliases } from './tables.ts'
import { normalise, READ_LIMIT, tokenise } from './text.ts'
import type { BlueprintWords, Hit, MatchOptions, SkillWords, Token } from './types.ts'
import { hostNames } from './values/domains.ts'
import { readValues, type Values } from './values/index.ts'

export type { BlueprintWords, MatchOptions, SkillWords } from './types.ts'

/** Values that confirm an ambiguous keyword: a domain in the goal makes "domain" a word about DNS. */
const CONFIRMED_BY: Readonly<Record<string, string>> = { 'dns.domain': 'domain' }

/** Reads a goal: the skills it asks for and refuses, the values it states, and the blueprint it resembles. Pure. */
export function matchGoal(
  goal: string,
  skills: readonly SkillWords[],
  blueprints: readonly BlueprintWords[],
  options: MatchOptions = {},
): GoalMatch {
  const all = [...skills, ...catalogSkills(skills)]
  const shipped = new Set(skills.map((skill) => skill.name))
  const read = readGoal(goal, all, blueprints, options)
  const verdicts = new Map(all.map((skill) => [skill.name, judge(skill, read.evidence)]))
  const notes = [...read.values.notes]
  if (goal.length > READ_LIMIT) notes.unshift(`only the first ${READ_LIMIT} characters of the goal were read`)
  const leftOut: LeftOut[] = [...verdicts].flatMap(([name, verdict]) =>
    verdict.leftOut === undefined ? [] : [{ name, why: verdict.leftOut }],
  )
  const matched = all.filter((skill) => (verdicts.get(skill.name)?.score ?? 0) > 0)
  const chain = chainOf(matched, all, leftOut, read.values.facts, options, notes).map((entry) =>
    chainSkill(entry, verdicts.get(entry.skill.name), shipped),
  )
  const ranked = detectBlueprint(read.evidence, blueprints, {
    wanted: matched.map((skill) => skill.name),
    refused: leftOut.map((skill) => skill.name),
  })
  return {
    goal,
    skills: chain,
    leftOut,
    blueprint: ranked[0] ?? null,
    facts: read.values.facts,
    nearest:
      chain.length > 0
        ? []
        : nearestSkills(
            read.evidence.tokens,
            skills.filter((skill) => !leftOut.some((out) => out.name === skill.name)),
          ),
    notes,
  }
}

const unspacedWords = (): string[] =>
  [...new Set([...unspacedAliases(), ...unspacedNegations()])].sort((a, b) => b.length - a.length)

interface GoalReading {
  evidence: Evidence
  values: Values
}

function readGoal(
  goal: string,
  skills: readonly SkillWords[],
  blueprints: readonly BlueprintWords[],
  options: MatchOptions,
): GoalReading {
  const text = normalise(goal)
  const index = indexPhrases(skills, [
    ...skills.flatMap(({ keywords }) => [...keywords.exclusions, ...keywords.requiresAny]),
    ...blueprints.flatMap(({ triggers }) => [...triggers.primary, ...triggers.secondary]),
  ])
  const unspaced = /[^\0-\u{24f}]/u.test(text) ? unspacedWords() : []
  const tokens = correctSpelling(tokenise(text, unspaced), index)
  const hits = dropTakenOver(findHits(tokens, text, index, [...hostNames(text)]))
  const negations = findNegations(tokens, hits)
  const wanted = hits.filter(
    (hit) =>
      !negations.some((negation) => negation.things.some((thing) => thing.from <= hit.from && hit.to <= thing.to)),
  )
  const reading = readingOf(text, tokens, negations, wanted)
  const values = readValues(reading, options.knownFacts)
  return {
    evidence: {
      text,
      tokens,
      index,
      hits,
      negations,
      ambiguous: ambiguousKeywords(),
      parts: partKeywords(),
      confirmed: confirmedBy(values.facts),
      used: usedBy(values, reading, tokens, hits),
    },
    values,
  }
}

const confirmedBy = (facts: readonly Fact[]): Set<string> =>
  new Set(
    facts.flatMap((fact) => (CONFIRMED_BY[fact.name] === undefined ? [] : [compact(CONFIRMED_BY[fact.name] ?? '')])),
  )

/** The "web servers" of "4 web servers" are machines and no product. */
function usedBy(
  values: Values,
  reading: Reading,
  tokens: readonly Token[],
  hits: readonly Hit[],
): { from: number; to: number }[] {
  const places = values.places.filter((found) => found.name === 'hosts').map((found) => found.place)
  return hits.filter((hit) => {
    if (hit.keyword !== 'webserver') return false
    const start = reading.placeOf(hit.from).start
    const end = reading.placeOf(hit.to - 1).end
    return tokens.length > 0 && places.some((place) => place.start <= start && end <= place.end)
  })
}

interface Entry {
  skill: SkillWords
  why: string | null
}

/** The matched skills with what they depend on, in an order that can be run. */
function chainOf(
  matched: readonly SkillWords[],
  all: readonly SkillWords[],
  leftOut: readonly LeftOut[],
  facts: readonly Fact[],
  options: MatchOptions,
  notes: string[],
): Entry[] {
  if (options.insertDependencies === false) return orderChain(matched).map((skill) => ({ skill, why: null }))
  const byName = new Map(all.map((skill) => [skill.name, skill]))
  const keepOut = leftOut.map((skill) => skill.name)
  const names = matched.map((skill) => skill.name)
  // Facts that the goal does not name are open: a condition holds when their default is not told by it.
  const scope = () => treeOf(Object.fromEntries(facts.map((fact) => [fact.name, fact.value])))
  const complete = withDependencies(names, all, { keepOut, scope })
  const reasons = new Map(complete.map((entry) => [entry.name, entry.why]))
  for (const { name } of complete) {
    const skill = byName.get(name)
    for (const dependency of skill === undefined ? [] : needed(skill, scope)) {
      if (keepOut.includes(dependency)) notes.push(`${name} builds on ${dependency}, which the goal leaves out`)
    }
  }
  const skills = complete.flatMap(({ name }) => byName.get(name) ?? [])
  return orderChain(skills).map((skill) => ({ skill, why: reasons.get(skill.name) ?? null }))
}

function chainSkill({ skill, why }: Entry, verdict: Verdict | undefined, shipped: ReadonlySet<string>): ChainSkill {
  const inserted = why !== null
  return {
    name: skill.name,
    title: skill.title,
    priority: skill.priority,
    score: inserted ? 0 : (verdict?.score ?? 0),
    why: inserted ? [why] : (verdict?.why ?? []),
    inserted,
    questions: 0,
    ...(shipped.has(skill.name) ? {} : { available: false }),
  }
}
