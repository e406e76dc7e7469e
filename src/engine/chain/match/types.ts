import type { Skill } from '../../../skills/types.ts'
import type { FactValue } from '../../protocol/facts.ts'

/** The part of a skill that the matcher reads. */
export type SkillWords = Pick<Skill, 'name' | 'title' | 'priority' | 'keywords' | 'dependencies'> & {
  dependsWhen?: Skill['dependsWhen']
}

export interface BlueprintWords {
  name: string
  title?: string
  triggers: { primary: string[]; secondary: string[] }
  skills: string[]
}

export interface MatchOptions {
  /** Fact names the caller knows. A value for any other name becomes a note instead of a fact. */
  knownFacts?: ReadonlySet<string>
  /** False leaves the chain as the goal names it, without the skills it depends on. */
  insertDependencies?: boolean
}

/** One word of the goal, with its place in the normalised text. */
export interface Token {
  /** As written, after Unicode normalisation. */
  text: string
  /** Lower case, without accents; the corrected word if it was misspelled. */
  plain: string
  /** `plain` in the singular: the form that is compared. */
  key: string
  start: number
  end: number
  /** What stands between the previous word and this one. */
  gap: string
  /** The misspelled word, when `key` is a correction. */
  spelled?: string
}

/** A place in the goal where a known phrase stands: tokens `from` up to, not including, `to`. */
export interface Hit {
  from: number
  to: number
  /** The keyword's letters, folded: what hits are compared by. */
  keyword: string
  /** The keyword's own words, as the skill or the synonym table writes them. */
  phrase: string
  /** The words that stood for it, when they are a synonym. */
  via?: string
  spelled?: string
}

/** A value found in the goal, or the reason why one was not taken. */
export type Finding =
  | { kind: 'fact'; name: string; value: FactValue; start: number; end: number }
  | { kind: 'note'; text: string }
