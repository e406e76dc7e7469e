import { holds } from '../../skills/condition.ts'
import type { FactValue } from '../protocol/facts.ts'

/** What ordering needs to know of a skill. */
export interface Orderable {
  name: string
  priority: number
  dependencies: readonly string[]
  /** Conditions of those that are not always needed, by name. Where both are there, the order counts all the same. */
  dependsWhen?: Readonly<Record<string, string>>
}

/** Skills that wait for each other. `cycle` begins and ends with the same name. */
export class DependencyCycle extends Error {
  readonly cycle: readonly string[]
  readonly hint = 'Remove one of the dependencies in their SKILL.md.'
  constructor(cycle: readonly string[]) {
    super(`these skills depend on each other: ${cycle.join(' → ')}`)
    this.name = 'DependencyCycle'
    this.cycle = cycle
  }
}

export interface OrderOptions {
  /** Names in the order a person likes; kept as far as dependencies allow. */
  prefer?: readonly string[]
}

/**
 * Every skill after those it depends on. Among the skills that could come next, the one the person put first comes
 * first, then the lowest priority, then the given order. Dependencies outside the list are ignored.
 */
export function orderChain<T extends Orderable>(skills: readonly T[], options: OrderOptions = {}): T[] {
  const rank = new Map((options.prefer ?? []).map((name, index) => [name, index]))
  const rankOf = (skill: T): number => rank.get(skill.name) ?? Number.MAX_SAFE_INTEGER
  const waiting = skills.map((skill, given) => ({ skill, given }))
  const ordered: T[] = []
  const done = new Set<string>()
  const names = new Set(skills.map((skill) => skill.name))
  while (waiting.length > 0) {
    const ready = waiting.filter(({ skill }) =>
      skill.dependencies.every((name) => name === skill.name || done.has(name) || !names.has(name)),
    )
    const next = ready.sort(
      (a, b) => rankOf(a.skill) - rankOf(b.skill) || a.skill.priority - b.skill.priority || a.given - b.given,
    )[0]
    if (next === undefined) throw new DependencyCycle(cycleIn(waiting.map(({ skill }) => skill)))
    waiting.splice(waiting.indexOf(next), 1)
    ordered.push(next.skill)
    done.add(next.skill.name)
  }
  return ordered
}

/** Follows unmet dependencies until a name comes back. */
function cycleIn(skills: readonly Orderable[]): string[] {
  const byName = new Map(skills.map((skill) => [skill.name, skill]))
  const path: string[] = []
  let name = skills[0]?.name
  while (name !== undefined && !path.includes(name)) {
    path.push(name)
    const from = name
    name = byName.get(name)?.dependencies.find((dependency) => dependency !== from && byName.has(dependency))
  }
  return name === undefined ? path : [...path.slice(path.indexOf(name)), name]
}

export interface WithReason {
  name: string
  /** What asked for it; null for a skill that was named to begin with. */
  why: string | null
}

export type Known = () => Readonly<Record<string, FactValue>>

export interface DependencyOptions {
  /** Skills that are not inserted even if others depend on them. */
  keepOut?: readonly string[]
  /** What is known; worked out only where a dependency has a condition. */
  scope?: Known
}

/** What a skill builds on as things stand. */
export function needed(skill: Orderable, scope: Known): string[] {
  return skill.dependencies.filter((name) => {
    const condition = skill.dependsWhen?.[name]
    return condition === undefined || holds(condition, scope())
  })
}

const NOTHING_KNOWN: Known = () => ({})

/** The named skills and everything they depend on, at any depth, each insertion explained. */
export function withDependencies(
  names: readonly string[],
  skills: readonly Orderable[],
  options: DependencyOptions = {},
): WithReason[] {
  const byName = new Map(skills.map((skill) => [skill.name, skill]))
  const keepOut = new Set(options.keepOut ?? [])
  const found = new Map<string, WithReason>([...new Set(names)].map((name) => [name, { name, why: null }]))
  // A Map goes on over entries that are added while it is walked.
  for (const { name } of found.values()) {
    const skill = byName.get(name)
    for (const dependency of skill === undefined ? [] : needed(skill, options.scope ?? NOTHING_KNOWN)) {
      if (found.has(dependency) || keepOut.has(dependency) || !byName.has(dependency)) continue
      found.set(dependency, { name: dependency, why: `needed by ${name}` })
    }
  }
  return [...found.values()]
}

/** May the skill stand at this position (from 0) of the order? Null if it may, otherwise the reason why not. */
export function canMove(order: readonly Orderable[], name: string, position: number): string | null {
  const skill = order.find((candidate) => candidate.name === name)
  if (skill === undefined) return `${name} is not in the chain`
  if (!Number.isInteger(position) || position < 0 || position >= order.length)
    return `there are places 1 to ${order.length}`
  const others = order.filter((candidate) => candidate.name !== name)
  const later = others.slice(position)
  const before = later.find((candidate) => skill.dependencies.includes(candidate.name))
  if (before !== undefined) return `${name} builds on ${before.name}, so it comes after it`
  const dependent = others.slice(0, position).find((candidate) => candidate.dependencies.includes(name))
  return dependent === undefined ? null : `${dependent.name} builds on ${name}, so ${name} comes before it`
}
