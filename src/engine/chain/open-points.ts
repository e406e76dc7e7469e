import { holds } from '../../skills/condition.ts'
import type { Skill } from '../../skills/types.ts'
import type { FactValue } from '../protocol/index.ts'
import type { OutFile } from '../render/index.ts'
import { openEnds } from './links.ts'
import { needed } from './order.ts'

const PATH = 'docs/open-dependencies.md'

/** What a generated repository builds on and does not hold, for those who operate it. No file when nothing is missing. */
export function openPoints(
  skills: readonly Skill[],
  all: readonly Skill[],
  scope: Record<string, FactValue>,
): OutFile[] {
  const here = new Set(skills.map((skill) => skill.name))
  const lines = skills.flatMap((skill) => {
    const needs = skill.needs.filter((need) => !here.has(need.skill) && holds(need.when, scope))
    const others = needed(skill, () => scope).filter(
      (name) => !here.has(name) && !needs.some((need) => need.skill === name),
    )
    return [
      ...others.map((name) => `- **${skill.name}** builds on **${name}**, which was left out.`),
      ...needs.map(
        ({ skill: name, assume, issues }) =>
          `- **${skill.name}** goes without **${name}** (${assume}). This may cause issues with: ${issues.join('; ')}.`,
      ),
    ]
  })
  for (const { skill, reference, provider } of openEnds(skills, all, scope)) {
    if (provider !== null && lines.some((line) => line.includes(`**${provider.name}**`))) continue
    const purpose = reference.for === undefined ? '' : ` for ${reference.for}`
    const from = provider === null ? '' : ` Usually **${provider.name}** provides it.`
    lines.push(
      `- **${skill.name}** takes \`${reference.what}\` (${reference.name})${purpose}, which nothing here provides.${from}`,
    )
  }
  const owner = skills[0]?.name
  if (lines.length === 0 || owner === undefined) return []
  const content = [
    '# Open dependencies',
    '',
    'These parts were left out when this repository was generated. Bring them from elsewhere before the first apply,',
    'or generate again with the skills that are missing.',
    '',
    ...lines,
    '',
  ].join('\n')
  return [{ path: PATH, content, mode: 0o644, owner, template: 'open dependencies', was: [] }]
}
