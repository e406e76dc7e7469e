import type { FactValue, Maturity } from '../../protocol/facts.ts'
import type { Environment } from '../derive.ts'
import type { ModelFacts } from '../model.ts'

/** Facts that do not go together. */
export interface FactProblem {
  /** The fact to change first. */
  fact: string
  /** Every fact that the contradiction is between, `fact` included. */
  between: string[]
  severity: 'error' | 'warning'
  message: string
  hint: string
}

export interface RuleContext {
  facts: ModelFacts
  /** Any fact or computed value by dotted name, for facts that a skill of its own declares. */
  get(name: string): FactValue
  envs: Environment[]
  maturity: Maturity
  /** Whether a skill is in the chain: a rule about files that nobody writes says nothing. */
  has(skill: string): boolean
  date: string
}

export type Rule = (context: RuleContext) => FactProblem[]

/** One finding or none. The first fact is the one to change first. */
export function finding(
  wrong: boolean,
  severity: FactProblem['severity'],
  between: [string, ...string[]],
  message: string,
  hint: string,
): FactProblem[] {
  return wrong ? [{ fact: between[0], between, severity, message, hint }] : []
}
