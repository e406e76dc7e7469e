import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import type { SkillWords } from '../../../src/engine/chain/match/index.ts'
import type { GoalMatch } from '../../../src/engine/protocol/chain.ts'
import type { FactValue } from '../../../src/engine/protocol/facts.ts'

export interface GoalLine {
  goal: string
  skills: string[]
  out: string[]
  facts: Record<string, FactValue>
  knownMiss: string | null
}

interface Written {
  names: Record<string, string>
  goals: { goal: string; skills: string[]; out?: string[]; facts?: Record<string, FactValue>; known_miss?: string }[]
}

interface WrittenSkill extends Omit<SkillWords, 'keywords'> {
  keywords: { primary: string[]; secondary: string[] }
}

// The two files lie beside this one and are written for these shapes.
const read = <T>(name: string): T => load(readFileSync(new URL(name, import.meta.url), 'utf8')) as T

export function loadSkills(): SkillWords[] {
  return read<WrittenSkill[]>('skills.yaml').map((skill) => ({
    ...skill,
    keywords: { ...skill.keywords, exclusions: [], requiresAny: [] },
  }))
}

export function loadGoals(): GoalLine[] {
  const { names, goals } = read<Written>('goals.yaml')
  const full = (short: string): string => names[short] ?? short
  return goals.map((line) => ({
    goal: line.goal,
    skills: line.skills.map(full),
    out: (line.out ?? []).map(full),
    facts: line.facts ?? {},
    knownMiss: line.known_miss ?? null,
  }))
}

/** Hits, misses and false alarms of one kind of expectation, added up over the table. */
export interface Tally {
  right: number
  wrong: number
  missed: number
}

export interface Tallies {
  skills: Tally
  facts: Tally
  leftOut: Tally
}

export const precision = (tally: Tally): number => tally.right / Math.max(1, tally.right + tally.wrong)
export const recall = (tally: Tally): number => tally.right / Math.max(1, tally.right + tally.missed)

/** A fact as one text, so that name and value are compared together. */
const factTexts = (facts: Record<string, FactValue>): string[] =>
  Object.entries(facts).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)

export interface Difference {
  missed: string[]
  wrong: string[]
}

function compare(wanted: readonly string[], found: readonly string[], tally: Tally): Difference {
  const missed = wanted.filter((entry) => !found.includes(entry))
  const wrong = found.filter((entry) => !wanted.includes(entry))
  tally.right += wanted.length - missed.length
  tally.wrong += wrong.length
  tally.missed += missed.length
  return { missed, wrong }
}

export const emptyTallies = (): Tallies => {
  const zero = (): Tally => ({ right: 0, wrong: 0, missed: 0 })
  return { skills: zero(), facts: zero(), leftOut: zero() }
}

/** Adds one goal's result to the tallies; every line says one thing that differs from the table. */
export function judgeGoal(line: GoalLine, match: GoalMatch, tallies: Tallies): string[] {
  const skills = match.skills.filter((skill) => !skill.inserted).map((skill) => skill.name)
  const facts = factTexts(Object.fromEntries(match.facts.map((fact) => [fact.name, fact.value])))
  const differences: [string, Difference][] = [
    ['skill', compare(line.skills, skills, tallies.skills)],
    ['fact', compare(factTexts(line.facts), facts, tallies.facts)],
    [
      'left out',
      compare(
        line.out,
        match.leftOut.map((skill) => skill.name),
        tallies.leftOut,
      ),
    ],
  ]
  return differences.flatMap(([what, { missed, wrong }]) => [
    ...missed.map((entry) => `${what} missed: ${entry}`),
    ...wrong.map((entry) => `${what} too much: ${entry}`),
  ])
}
