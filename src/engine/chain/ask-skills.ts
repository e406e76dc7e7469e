import type { Question, Skill } from '../../skills/types.ts'
import { readValue, showValue, specOf } from '../facts/index.ts'
import type { Fact, QuestionAnswer, QuestionRequest } from '../protocol/index.ts'
import { accept, specNow } from './accept-answer.ts'
import type { RunContext } from './context.ts'
import type { Knowledge } from './knowledge.ts'
import { applies, isSettled } from './questions.ts'
import { isAsked, questionsOf } from './run-questions.ts'

type Outcome = 'next' | 'back' | 'done' | 'restart'

interface Visit {
  skill: Skill
  step: number
  of: number
  questions: Question[]
  /** Those too that a blueprint answers. */
  all: Question[]
  /** Asked again although answered: the user came back. */
  again: boolean
}

export interface Asking {
  knowledge: Knowledge
  skills: Skill[]
  quick: ReadonlySet<string> | null
  /** Which generated files read a fact. */
  changes: (fact: string) => string[]
  /** Facts whose question was answered or skipped; these are asked again only when they are taken back. */
  answered: Set<string>
}

/** The question loop of spec 1 step 3. Answers survive going back; `restart` returns to the chain. */
export async function askSkills(ctx: RunContext, asking: Asking): Promise<'done' | 'restart'> {
  const { knowledge, answered } = asking
  const visits = visitsFor(asking)
  const configured = (visit: Visit): void =>
    ctx.session.emit({ type: 'skill.configured', skill: visit.skill.name, summary: summary(visit.skill, knowledge) })
  let at = 0
  let again = false
  for (;;) {
    const visit = visits[at]
    if (visit === undefined) {
      // An answer may have opened a question of an earlier skill, or taken an answer back.
      const open = visits.findIndex((earlier) => openQuestions(earlier, asking).some((q) => !answered.has(q.fact)))
      const wrong = open < 0 ? contradiction(visits, asking) : null
      if (open < 0 && wrong === null) return 'done'
      at = wrong === null ? open : visits.indexOf(wrong.visit)
      if (wrong === null) continue
      const outcome = await askQuestion(ctx, asking, wrong.visit, wrong.question, [wrong.question], wrong.why)
      if (outcome === 'restart') return 'restart'
      if (outcome === 'done') return 'done'
      again = outcome === 'back'
      if (!again) at = visits.length
      continue
    }
    const { name, title } = visit.skill
    ctx.session.emit({ type: 'skill.started', skill: name, title, step: visit.step, of: visit.of })
    const outcome = await askSkill(ctx, asking, { ...visit, again })
    again = false
    if (outcome === 'restart') return 'restart'
    if (outcome === 'back') {
      at = Math.max(0, lastAsked(visits, at, asking))
      again = true
      continue
    }
    configured(visit)
    at++
    if (outcome !== 'done') continue
    for (const later of visits.slice(at)) configured(later)
    return 'done'
  }
}

/** What does not go together although each answer alone was fine, with the question that can settle it. */
function contradiction(
  visits: Visit[],
  { knowledge }: Asking,
): { visit: Visit; question: Question; why: string } | null {
  for (const { severity, between, message, hint } of knowledge.resolve().problems) {
    if (severity !== 'error') continue
    // The fact to change first is the first of them.
    for (const fact of between) {
      for (const visit of visits) {
        const question = visit.all.find((one) => one.fact === fact)
        if (question !== undefined) return { visit, question, why: hint === '' ? message : `${message}; ${hint}` }
      }
    }
  }
  return null
}

const visitsFor = ({ skills, quick }: Asking): Visit[] =>
  questionsOf(skills).map(({ skill, questions }, index) => ({
    skill,
    step: index + 1,
    of: skills.length,
    questions: questions.filter((question) => isAsked(question, quick)),
    all: questions,
    again: false,
  }))

const openQuestions = (visit: Visit, asking: Asking): Question[] =>
  visit.questions.filter(
    (question) => !isSettled(asking.knowledge, question.fact) && applies(question, asking.knowledge),
  )

function lastAsked(visits: Visit[], before: number, asking: Asking): number {
  for (let at = before - 1; at >= 0; at--) {
    const visit = visits[at]
    if (visit !== undefined && openQuestions(visit, asking).length > 0) return at
  }
  return before
}

async function askSkill(ctx: RunContext, asking: Asking, visit: Visit): Promise<Outcome> {
  const { answered } = asking
  const visited = new Set<string>()
  for (;;) {
    ctx.signal.throwIfAborted()
    // Looked up anew after every answer: it may have opened or closed the questions behind it.
    const now = openQuestions(visit, asking)
    const question = now.find((q) => !visited.has(q.fact) && (visit.again || !answered.has(q.fact)))
    if (question === undefined) return 'next'
    const outcome = await askQuestion(ctx, asking, visit, question, now)
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
  wrong?: string,
): Promise<Outcome> {
  const { knowledge, answered } = asking
  const spec = specNow(question, knowledge)
  let problem = wrong
  for (;;) {
    const fallback = knowledge.resolve().facts[question.fact]
    const known = knowledge.known(question.fact)
    const previous = known?.origin === 'answer' ? known.value : undefined
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
      known: settledFor(visit, asking),
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
    problem = read.ok ? accept(ctx, asking, question, read.value) : refusalOf(read)
    if (problem === undefined) return 'next'
  }
}

const refusalOf = ({ problem, expected }: { problem: string; expected: string }): string =>
  problem.includes(expected) ? problem : `${problem}; expected ${expected}`

const expectation = (type: string): string => `a ${type} is needed`

/** What is known of this skill's facts already, with its origin: settled, or answered where an earlier skill asked. */
function settledFor(visit: Visit, { knowledge }: Asking): Fact[] {
  const here = new Set(visit.all.map((question) => question.fact))
  const facts = new Set([...here, ...visit.skill.questions.map((question) => question.fact)])
  return [...facts].flatMap((fact) => {
    const known = knowledge.known(fact)
    const before = known?.origin === 'answer' && !here.has(fact)
    return known !== undefined && (before || isSettled(knowledge, fact)) ? [known] : []
  })
}

/** A skill's choices in one line. */
export function summary(skill: Skill, knowledge: Knowledge): string {
  const { facts } = knowledge.resolve()
  return skill.questions
    .filter((question) => applies(question, knowledge))
    .flatMap((question) => {
      const value = facts[question.fact]?.value ?? null
      const text = value === null ? '' : showValue(value, specOf(question))
      return text === '' || text.length > 40 ? [] : [`${question.fact.slice(question.fact.indexOf('.') + 1)} ${text}`]
    })
    .slice(0, 5)
    .join(' · ')
}
