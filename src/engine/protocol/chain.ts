import type { Fact } from './facts.ts'

export interface ChainSkill {
  name: string
  title: string
  priority: number
  /** 10 for each primary keyword found, 5 for each secondary one; 0 for a skill that was inserted. */
  score: number
  /** The keywords and phrases that matched, or what asked for an inserted skill. */
  why: string[]
  inserted: boolean
  /** False for a skill that the vocabulary names and this version does not ship: the run leaves it out with a note. */
  available?: boolean
  /** Questions that will really be asked, given the facts known now. */
  questions: number
  /** How many of them have a default; absent where nobody has counted yet. */
  withDefault?: number
}

/** A skill that is not in the chain and can be added, with the questions it would ask. */
export interface OtherSkill {
  name: string
  title: string
  questions: number
  withDefault: number
}

export interface LeftOut {
  name: string
  why: string
}

export interface BlueprintMatch {
  name: string
  /** 0..1 */
  confidence: number
  why: string[]
}

/** What was read out of the goal, before anybody was asked anything. */
export interface GoalMatch {
  goal: string
  skills: ChainSkill[]
  leftOut: LeftOut[]
  blueprint: BlueprintMatch | null
  facts: Fact[]
  /** Offered when nothing matched: the skills whose words are nearest to the goal's. */
  nearest: { name: string; why: string }[]
  notes: string[]
}

export interface Estimate {
  questions: number
  withDefault: number
  minutes: number
}

export interface Chain {
  goal: string
  skills: ChainSkill[]
  leftOut: LeftOut[]
  blueprint: BlueprintMatch | null
  estimate: Estimate
}

/** A question with a default is read and accepted; one without is thought about. */
const SECONDS = { withDefault: 12, without: 40, generate: 5 }

/** What a chain of these skills will ask, and how long that takes. */
export function estimateOf(skills: readonly { questions: number; withDefault?: number }[]): Estimate {
  const sum = (of: (skill: (typeof skills)[number]) => number): number =>
    skills.reduce((total, skill) => total + of(skill), 0)
  const questions = sum((skill) => skill.questions)
  const withDefault = sum((skill) => skill.withDefault ?? skill.questions)
  const seconds = withDefault * SECONDS.withDefault + (questions - withDefault) * SECONDS.without + SECONDS.generate
  return { questions, withDefault, minutes: Math.max(1, Math.ceil(seconds / 60)) }
}
