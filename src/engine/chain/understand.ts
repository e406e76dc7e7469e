import { MODEL_NAMES } from '../facts/index.ts'
import type { Fact, GoalMatch } from '../protocol/index.ts'
import { readRecords, type Workspace } from '../workspace/index.ts'
import type { RunContext } from './context.ts'
import { createKnowledge, type Knowledge } from './knowledge.ts'
import { matchGoal } from './match/index.ts'
import { keptFacts, rememberedFacts } from './project-record.ts'
import { unavailable } from './propose.ts'

/** Reads the goal: skills, values, what it does not want. */
export function understand(ctx: RunContext): GoalMatch {
  const own = ctx.catalog.skills.flatMap((skill) => skill.questions.map((question) => question.fact))
  const match = matchGoal(ctx.goal, ctx.catalog.skills, ctx.catalog.blueprints, {
    knownFacts: new Set([...MODEL_NAMES, ...own]),
  })
  ctx.session.emit({ type: 'goal.understood', match })
  for (const { name, why } of unavailable(match)) {
    const text = `${name} (${why.join(', ')}) is not in this version yet: the goal is carried out without it`
    ctx.session.emit({ type: 'note', level: 'warning', text })
  }
  if (!match.skills.some((skill) => skill.available !== false) && ctx.options.skills.length === 0) {
    const text = 'no skill of this version was found in the goal: the nearest ones are proposed instead'
    ctx.session.emit({ type: 'note', level: 'warning', text })
  }
  return match
}

/** Brings together what is known before anybody is asked, strongest source first. */
export function gather(ctx: RunContext, match: GoalMatch, workspace: Workspace): Knowledge {
  const { options, origin, catalog } = ctx
  const knowledge = createKnowledge({
    goal: ctx.goal,
    date: origin.date,
    projectName: origin.projectName,
    repository: origin.repository,
    versions: catalog.versions,
    allSkills: [...new Set([...catalog.skills.map((skill) => skill.name), ...catalog.known])],
  })
  const records = readRecords(workspace)
  const facts: Fact[] = [
    ...Object.entries(options.set).map(([name, value]): Fact => ({ name, value, origin: 'flag', source: '--set' })),
    ...(options.maturity === null
      ? []
      : [{ name: 'maturity', value: options.maturity, origin: 'flag', source: '--maturity' } as const]),
    ...Object.entries(options.answers).map(
      ([name, value]): Fact => ({ name, value, origin: 'answers-file', source: options.answersFile ?? 'answers' }),
    ),
    ...match.facts,
    ...rememberedFacts(records.manifest),
    ...Object.entries(options.preferences).map(
      ([name, value]): Fact => ({ name, value, origin: 'preferences', source: 'preferences' }),
    ),
    ...keptFacts(records.manifest),
  ]
  for (const fact of facts) {
    const before = knowledge.known(fact.name)
    if (before !== undefined) continue
    knowledge.set(fact)
    if (fact.origin !== 'derived') ctx.session.emit({ type: 'fact.set', fact })
  }
  return knowledge
}
