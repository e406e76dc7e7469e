import type { Question, Skill } from '../../skills/types.ts'
import { readValue, showValue, specOf } from '../facts/index.ts'
import type { Choice, Fact, FactValue, QuestionAnswer, QuestionRequest, TypeSpec } from '../protocol/index.ts'
import type { RunContext } from './context.ts'
import type { Knowledge } from './knowledge.ts'
import { applies, isSettled, offered } from './questions.ts'
import { isAsked, questionsOf } from './run-questions.ts'

type Outcome = 'next' | 'back' | 'done' | 'restart'

interface Visit {
  skill: Skill
  step: number
  of: number
  questions: Question[]
  /** Asked again although answered: the user came back. */
  again: boolean
}

export interface Asking {
  knowledge: Knowledge
  skills: Skill[]
  quick: ReadonlySet<string> | null
  /** Which generated files read a fact. */
  changes: (fact: string) => string[]
}

/** The question loop of spec 1 step 3. Answers survive going back; `restart` returns to the chain. */
export async function askSkills(ctx: RunContext, asking: Asking): Promise<'done' | 'restart'> {
  const answered = new Set<string>()
  const visits = visitsFor(asking)
  let at = 0
  let again = false
  while (at < visits.length) {
    const visit = visits[at]
    if (visit === undefined) break
    ctx.session.emit({
      type: 'skill.started',
      skill: visit.skill.name,
      title: visit.skill.title,
      step: visit.step,
      of: visit.of,
    })
    const outcome = await askSkill(ctx, asking, { ...visit, again }, answered)
    again = false
    if (outcome === 'restart') return 'restart'
    if (outcome === 'back') {
      at = Math.max(0, lastAsked(visits, at, asking))
      again = true
      continue
    }
    ctx.session.emit({
      type: 'skill.configured',
      skill: visit.skill.name,
      summary: summary(visit.skill, asking.knowledge),
    })
    at++
    if (outcome === 'done') break
  }
  for (const visit of visits.slice(at)) {
    ctx.session.emit({
      type: 'skill.configured',
      skill: visit.skill.name,
      summary: summary(visit.skill, asking.knowledge),
    })
  }
  return 'done'
}

const visitsFor = ({ skills, quick }: Asking): Visit[] =>
  questionsOf(skills).map(({ skill, questions }, index) => ({
    skill,
    step: index + 1,
    of: skills.length,
    questions: questions.filter((question) => isAsked(question, quick)),
    again: false,
  }))

const open = (visit: Visit, asking: Asking): Question[] =>
  visit.questions.filter(
    (question) => !isSettled(asking.knowledge, question.fact) && applies(question, asking.knowledge),
  )

function lastAsked(visits: Visit[], before: number, asking: Asking): number {
  for (let at = before - 1; at >= 0; at--) {
    const visit = visits[at]
    if (visit !== undefined && open(visit, asking).length > 0) return at
  }
  return before
}

async function askSkill(ctx: RunContext, asking: Asking, visit: Visit, answered: Set<string>): Promise<Outcome> {
  const visited = new Set<string>()
  for (;;) {
    ctx.signal.throwIfAborted()
    // Looked up anew after every answer: it may have opened or closed the questions behind it.
    const now = open(visit, asking)
    const question = now.find((q) => !visited.has(q.fact) && (visit.again || !answered.has(q.fact)))
    if (question === undefined) return 'next'
    const outcome = await askQuestion(ctx, asking, visit, question, now, answered)
    if (outcome !== 'next') return outcome
    visited.add(question.fact)
  }
}

async function askQuestion(
  ctx: RunContext,
  asking: Asking,
  visit: Visit,
  question: Question,
  now: Question[],
  answered: Set<string>,
): Promise<Outcome> {
  const { knowledge } = asking
  const spec = specNow(question, knowledge)
  let problem: string | undefined
  for (;;) {
    const fallback = knowledge.resolve().facts[question.fact]
    const previous = answered.has(question.fact) ? knowledge.known(question.fact)?.value : undefined
    const draft: Omit<QuestionRequest, 'id'> & { about: string } = {
      kind: 'question',
      about: `question:${question.fact}`,
      skill: visit.skill.name,
      step: visit.step,
      of: visit.of,
      index: now.indexOf(question) + 1,
      count: now.length,
      fact: question.fact,
      ask: question.ask,
      why: question.why,
      spec,
      choices: spec.choices,
      default: fallback?.value ?? null,
      defaultFrom: fallback?.origin ?? 'default',
      ...(previous === undefined ? {} : { previous }),
      changes: asking.changes(question.fact),
      known: settledFor(visit, knowledge),
      ...(problem === undefined ? {} : { problem }),
    }
    const answer: QuestionAnswer = await ctx.session.ask<QuestionRequest>(draft)
    if (answer.is === 'skip-all') {
      ctx.session.skipAll()
      return 'done'
    }
    if (answer.is === 'back' || answer.is === 'done' || answer.is === 'restart') return answer.is
    if (answer.is === 'skip') {
      if (fallback === undefined || fallback.value === null) {
        problem = `this has no default; ${expectation(spec.type)}`
        if (!ctx.session.skipping && spec.nullable !== true) continue
      }
      if (knowledge.known(question.fact)?.origin === 'answer') knowledge.clear(question.fact)
      answered.add(question.fact)
      return 'next'
    }
    const read = readValue(answer.value, spec, knowledge.resolve().scope)
    problem = read.ok ? accept(ctx, asking, question, read.value, answered) : refusalOf(read)
    if (problem === undefined) return 'next'
  }
}

const refusalOf = ({ problem, expected }: { problem: string; expected: string }): string =>
  problem.includes(expected) ? problem : `${problem}; expected ${expected}`

const expectation = (type: string): string => `a ${type} is needed`

/** Sets the fact unless that contradicts what is known; then takes back the answers it made impossible. */
function accept(
  ctx: RunContext,
  asking: Asking,
  question: Question,
  value: FactValue,
  answered: Set<string>,
): string | undefined {
  const { knowledge } = asking
  const before = knowledge.known(question.fact)
  knowledge.set({ name: question.fact, value, origin: 'answer', source: 'your answer' })
  const wrong = knowledge.resolve().problems.find((p) => p.severity === 'error' && p.fact === question.fact)
  if (wrong !== undefined) {
    knowledge.clear(question.fact)
    if (before !== undefined) knowledge.set(before)
    return wrong.hint === undefined ? wrong.message : `${wrong.message}; ${wrong.hint}`
  }
  answered.add(question.fact)
  ctx.session.emit({ type: 'fact.set', fact: { name: question.fact, value, origin: 'answer', source: 'your answer' } })
  invalidate(ctx, asking, question.fact, answered)
  return undefined
}

/** Takes back the answers that do not fit any more; only these are asked again. */
function invalidate(ctx: RunContext, asking: Asking, changed: string, answered: Set<string>): void {
  const { knowledge } = asking
  for (const fact of [...answered]) {
    if (fact === changed) continue
    const question = questionsOf(asking.skills)
      .flatMap((visit) => visit.questions)
      .find((q) => q.fact === fact)
    const known = knowledge.known(fact)
    if (question === undefined || known === undefined) continue
    const because = whyInvalid(question, known, knowledge)
    if (because === null) continue
    knowledge.clear(fact)
    answered.delete(fact)
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
function specNow(question: Question, knowledge: Knowledge): TypeSpec & { choices: Choice[] } {
  const spec = specOf(question)
  return { ...spec, choices: offered(question, spec, knowledge) }
}

/** Facts of this skill that are settled, shown beside its questions with their origin. */
function settledFor(visit: Visit, knowledge: Knowledge): Fact[] {
  return visit.skill.questions.flatMap((question) => {
    const known = knowledge.known(question.fact)
    return known !== undefined && isSettled(knowledge, question.fact) ? [known] : []
  })
}

/** A skill's choices in one line. */
export function summary(skill: Skill, knowledge: Knowledge): string {
  const { facts } = knowledge.resolve()
  return skill.questions
    .filter((question) => applies(question, knowledge))
    .flatMap((question) => {
      const fact = facts[question.fact]
      return fact === undefined || fact.value === null ? [] : [showValue(fact.value, specOf(question))]
    })
    .filter((text) => text !== '' && text.length <= 40)
    .slice(0, 5)
    .join(' · ')
}
