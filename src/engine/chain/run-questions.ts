import type { Question, Skill } from '../../skills/types.ts'
import { modelFact } from '../facts/index.ts'

const ask = (fact: string, text: string, why: string): Question => {
  const model = modelFact(fact)
  return {
    fact,
    ask: text,
    why,
    spec: model?.spec ?? { type: 'text' },
    default: model?.default ?? { is: 'value', value: null },
    line: 0,
  }
}

/** Questions that belong to no single skill; the first skill of a chain asks them. */
const RUN_QUESTIONS: readonly Question[] = [
  ask(
    'maturity',
    'How much of it do you want?',
    'Decides how many files, environments and safeguards are written; a higher level adds and never renames.',
  ),
  ask(
    'project.name',
    'What is the project called?',
    'Every name, tag, namespace and bucket begins with it; it is costly to change later.',
  ),
]

/** The questions of each skill of a chain. Of two skills that ask for one fact, the earlier asks it. */
export function questionsOf(skills: readonly Skill[]): { skill: Skill; questions: Question[] }[] {
  const seen = new Set<string>()
  return skills.map((skill, index) => {
    const own = skill.questions.filter((question) => !RUN_QUESTIONS.some((run) => run.fact === question.fact))
    const questions = (index === 0 ? [...RUN_QUESTIONS, ...own] : own).filter((question) => {
      if (seen.has(question.fact)) return false
      seen.add(question.fact)
      return true
    })
    return { skill, questions }
  })
}

/** With a blueprint only its quick questions are asked, and how much of it there shall be. */
export const isAsked = (question: Question, quick: ReadonlySet<string> | null): boolean =>
  quick === null || quick.has(question.fact) || question.fact === 'maturity'
