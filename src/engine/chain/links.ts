import { holds } from '../../skills/condition.ts'
import type { Consumed, Skill } from '../../skills/types.ts'
import type { FactValue } from '../protocol/index.ts'

type Scope = Readonly<Record<string, FactValue>>

/** Something one skill gives and another takes: both ends are in the result. */
export interface Link {
  name: string
  kind: string
  /** What stands in the files of both: `module.network.vpc_id`. */
  what: string
  from: string
  to: string
  for: string
}

/** Something a skill takes that nobody in the chain gives. */
export interface OpenEnd {
  skill: Skill
  reference: Consumed
  /** A skill that would give it. */
  provider: Skill | null
}

/** The integration points of a chain (spec 1 §4.2), in its order. */
export function linksOf(skills: readonly Skill[], scope: Scope): Link[] {
  return skills.flatMap((skill) =>
    taken(skill, scope).flatMap((reference): Link[] => {
      const provider = skills.find((other) => other.name !== skill.name && gives(other, reference.name, scope))
      if (provider === undefined) return []
      const { name, kind, what } = reference
      return [{ name, kind, what, from: provider.name, to: skill.name, for: reference.for ?? '' }]
    }),
  )
}

/** The links between each two skills, counted: what a drawing shows. */
export function pairsOf(links: readonly Link[]): { from: string; to: string; names: string[] }[] {
  const pairs = new Map<string, { from: string; to: string; names: string[] }>()
  for (const { from, to, name } of links) {
    const pair = pairs.get(`${from} ${to}`) ?? { from, to, names: [] }
    pair.names.push(name)
    pairs.set(`${from} ${to}`, pair)
  }
  return [...pairs.values()]
}

/** What is taken and given by nobody; `all` are the skills that could be added. */
export function openEnds(skills: readonly Skill[], all: readonly Skill[], scope: Scope): OpenEnd[] {
  return skills.flatMap((skill) =>
    taken(skill, scope)
      .filter(({ name, optional }) => optional !== true && !skills.some((other) => gives(other, name, scope)))
      .map((reference): OpenEnd => {
        const offers = (other: Skill): boolean =>
          other.name !== skill.name && other.provides.some((end) => end.name === reference.name)
        return { skill, reference, provider: all.find(offers) ?? null }
      }),
  )
}

const taken = (skill: Skill, scope: Scope): Consumed[] => skill.consumes.filter((one) => holds(one.when, scope))

const gives = (skill: Skill, name: string, scope: Scope): boolean =>
  skill.provides.some((end) => end.name === name && holds(end.when, scope))
