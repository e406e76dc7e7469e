import type { Chain, Fact, GoalMatch } from '../../engine/protocol/index.ts'
import { count } from '../../engine/protocol/index.ts'
import { titleOf } from './title.ts'
import { showPlain } from './values.ts'

/** The box of spec 1 step 2 as lines; `null` is a rule. Host and width decide how it is drawn. */
export function chainLines(
  chain: Chain,
  match: GoalMatch | null,
  given: readonly Fact[],
  boxes: boolean,
): (string | null)[] {
  const skills = chain.skills.flatMap((skill, index) => {
    const why = skill.inserted ? `added: ${skill.why.join(', ')}` : skill.why.join(', ')
    return [
      `  ${index + 1}. ${boxes ? '✓ ' : ''}${skill.name} (${why})`,
      `       Priority: ${skill.priority}   Score: ${skill.score}   ${count(skill.questions, 'question')}`,
    ]
  })
  const left = chain.leftOut.map((skill) => `  ${boxes ? '– ' : ''}${skill.name} (left out: ${skill.why})`)
  // Where a flag or a file says something else, the goal's word does not count.
  const facts = (match?.facts ?? [])
    .filter((fact) => !given.some((one) => one.name === fact.name))
    .map((fact) => `${fact.name} ${showPlain(fact.value)}`)
  const flags = given.map((fact) => `${fact.name} ${showPlain(fact.value)} [${fact.source ?? fact.origin}]`)
  const blueprint = chain.blueprint
  return [
    `SKILL CHAIN DETECTED FOR: "${titleOf(chain.goal)}"`,
    null,
    'MATCHED INFRASTRUCTURE SKILLS:',
    ...(skills.length === 0 ? ['  none'] : skills),
    ...left,
    null,
    ...(blueprint === null
      ? []
      : [`Blueprint: ${blueprint.name} (${Math.floor(blueprint.confidence * 100)} %)   "custom" goes without it`]),
    ...(facts.length === 0 ? [] : [`Understood: ${facts.join(' · ')}`]),
    ...(flags.length === 0 ? [] : [`Given: ${flags.join(' · ')}`]),
    `Estimated time: ${chain.estimate.minutes} min`,
    `Estimated questions: ${chain.estimate.questions} (${chain.estimate.withDefault} have a default)`,
    null,
    'OPTIONS:',
    '  • Type "confirm" to proceed',
    '  • Type "skip" to use all defaults (faster)',
    '  • Type "customize" to add/remove skills',
    '  • Type "help" to see workflow commands',
  ]
}
