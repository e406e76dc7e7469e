import { holds } from '../../skills/condition.ts'
import type { Question, Skill } from '../../skills/types.ts'
import { type FactOrigin, MATURITIES, type Maturity, type TypeSpec } from '../protocol/index.ts'
import type { Knowledge } from './knowledge.ts'
import { isAsked, questionsOf } from './run-questions.ts'

/** Sources that settle a fact: it is not asked, and shows where it came from. */
const SETTLED: readonly FactOrigin[] = ['flag', 'answers-file', 'goal']

export interface AskedQuestion {
  skill: string
  question: Question
  hasDefault: boolean
}

/** What decides whether a question is put to a person. */
export interface Asked {
  knowledge: Knowledge
  /** With a blueprint only its quick questions are asked; the rest takes the blueprint's values. */
  quick: ReadonlySet<string> | null
}

export const isSettled = (knowledge: Knowledge, fact: string): boolean => {
  const known = knowledge.known(fact)
  return known !== undefined && SETTLED.includes(known.origin)
}

/** Whether this question makes sense now, by its own conditions and the level. */
export function applies(question: Question, knowledge: Knowledge): boolean {
  const { scope, maturity } = knowledge.resolve()
  return reached(question.from, maturity) && holds(question.when, scope)
}

const reached = (from: Maturity | undefined, now: Maturity): boolean =>
  from === undefined || MATURITIES.indexOf(now) >= MATURITIES.indexOf(from)

/** The questions of a chain that a person is really asked, in order. */
export function askedQuestions(skills: Skill[], asked: Asked): AskedQuestion[] {
  const out: AskedQuestion[] = []
  for (const { skill, questions } of questionsOf(skills)) {
    for (const question of questions) {
      if (!isAsked(question, asked.quick)) continue
      if (isSettled(asked.knowledge, question.fact) || !applies(question, asked.knowledge)) continue
      const fallback = asked.knowledge.resolve().facts[question.fact]
      out.push({ skill: skill.name, question, hasDefault: fallback !== undefined && fallback.value !== null })
    }
  }
  return out
}

/** The choices that are offered now. */
export function offered(question: Question, spec: TypeSpec, knowledge: Knowledge): NonNullable<TypeSpec['choices']> {
  const { scope } = knowledge.resolve()
  return (question.choices ?? spec.choices ?? []).filter((choice) => holds(choice.when, scope))
}
