import type { Question } from '../../skills/types.ts'
import { type FactProblem, readValue, specOf } from '../facts/index.ts'
import type { Choice, Fact, FactValue, TypeSpec } from '../protocol/index.ts'
import type { Asking } from './ask-skills.ts'
import type { RunContext } from './context.ts'
import type { Knowledge } from './knowledge.ts'
import { applies, offered } from './questions.ts'
import { questionsOf } from './run-questions.ts'

/** Sets the fact unless that contradicts what is known; then takes back the answers it made impossible. */
export function accept(ctx: RunContext, asking: Asking, question: Question, value: FactValue): string | undefined {
  const { knowledge, answered } = asking
  const before = knowledge.known(question.fact)
  knowledge.set({ name: question.fact, value, origin: 'answer', source: 'your answer' })
  const wrong = knowledge.resolve().problems.find((p) => p.severity === 'error' && isToBlame(question.fact, p, asking))
  if (wrong !== undefined) {
    knowledge.clear(question.fact)
    if (before !== undefined) knowledge.set(before)
    return wrong.hint === '' ? wrong.message : `${wrong.message}; ${wrong.hint}`
  }
  answered.add(question.fact)
  ctx.session.emit({ type: 'fact.set', fact: { name: question.fact, value, origin: 'answer', source: 'your answer' } })
  invalidate(ctx, asking, question.fact)
  return undefined
}

/** The answer is refused when it is the one to change, or when all it contradicts was given before it; a default may still follow. */
const isToBlame = (fact: string, { fact: first, between }: FactProblem, { knowledge }: Asking): boolean =>
  first === fact ||
  (between.includes(fact) &&
    between.every((other) => other === fact || GIVEN.has(knowledge.known(other)?.origin ?? '')))

const GIVEN: ReadonlySet<string> = new Set(['answer', 'flag', 'answers-file', 'goal'])

/** Takes back the answers that do not fit any more, and the defaults that were accepted and are none now; only these are asked again. */
function invalidate(ctx: RunContext, asking: Asking, changed: string): void {
  const { knowledge, answered } = asking
  const questions = questionsOf(asking.skills).flatMap((visit) => visit.questions)
  for (const fact of [...answered]) {
    const question = questions.find((q) => q.fact === fact)
    const given = knowledge.known(fact)
    const now = given ?? knowledge.resolve().facts[fact]
    if (fact === changed || question === undefined || now === undefined) continue
    const because = whyInvalid(question, now, knowledge)
    if (because === null) continue
    answered.delete(fact)
    if (given === undefined) continue
    knowledge.clear(fact)
    ctx.session.emit({ type: 'fact.cleared', name: fact, because: `${changed} changed: ${because}` })
  }
}

function whyInvalid(question: Question, known: Fact, knowledge: Knowledge): string | null {
  if (!applies(question, knowledge)) return 'the question does not arise any more'
  const spec = specNow(question, knowledge)
  const read = readValue(known.value, spec, knowledge.resolve().scope)
  if (!read.ok) return read.problem
  const wrong = knowledge.resolve().problems.find((p) => p.severity === 'error' && p.fact === known.name)
  return wrong?.message ?? null
}

/** The question's own type or the shared model's, with the choices that are offered now. */
export function specNow(question: Question, knowledge: Knowledge): TypeSpec & { choices: Choice[] } {
  const spec = specOf(question)
  return { ...spec, choices: offered(question, spec, knowledge) }
}
