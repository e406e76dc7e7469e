import type { GoalMatch } from '../engine/protocol/index.ts'
import { plainText } from './hosts/text.ts'
import { showPlain } from './hosts/values.ts'

/** What `match` prints. */
export function matchText(found: GoalMatch, json: boolean): string {
  return `${json ? JSON.stringify(asJson(found)) : lines(found).map(plainText).join('\n')}\n`
}

function asJson(found: GoalMatch): object {
  const { blueprint, skills, leftOut, facts, nearest, notes } = found
  return {
    skills: skills.map(({ name, score, why, inserted, ...rest }) => ({
      name,
      score,
      why,
      inserted,
      ...('available' in rest ? { available: rest.available } : {}),
    })),
    leftOut,
    blueprint: blueprint === null ? null : { name: blueprint.name, confidence: blueprint.confidence },
    facts: Object.fromEntries(facts.map((fact) => [fact.name, fact.value])),
    ...(nearest.length === 0 ? {} : { nearest }),
    ...(notes.length === 0 ? {} : { notes }),
  }
}

function lines(found: GoalMatch): string[] {
  return [
    ...found.skills.map(
      (skill, index) =>
        `${index + 1}. ${skill.name}   score ${skill.score}   ${skill.inserted ? 'added: ' : ''}${skill.why.join(', ')}${skill.available === false ? '   (not in this version yet)' : ''}`,
    ),
    ...found.leftOut.map((skill) => `-  ${skill.name}   left out: ${skill.why}`),
    ...(found.skills.length === 0
      ? ['no skill matches; the nearest are:', ...found.nearest.map((near) => `   ${near.name}   ${near.why}`)]
      : []),
    ...(found.blueprint === null
      ? []
      : [
          `blueprint ${found.blueprint.name} ${Math.floor(found.blueprint.confidence * 100)} %   ${found.blueprint.why.join(', ')}`,
        ]),
    ...found.facts.map((fact) => `fact ${fact.name} = ${showPlain(fact.value)}   from "${fact.source ?? ''}"`),
    ...found.notes.map((note) => `note: ${note}`),
  ]
}
