import type { Blueprint } from '../../skills/blueprint.ts'
import { nearest } from '../../skills/nearest.ts'
import type { Skill } from '../../skills/types.ts'
import {
  type BlueprintMatch,
  type Chain,
  type ChainSkill,
  estimateOf,
  type GoalMatch,
  type LeftOut,
  type OtherSkill,
} from '../protocol/index.ts'
import type { Catalog } from './context.ts'
import type { Knowledge } from './knowledge.ts'
import { canMove, orderChain, withDependencies } from './order.ts'
import { type Asked, type AskedQuestion, askedQuestions } from './questions.ts'

/** From here a blueprint is taken without being asked for; below, it is only mentioned. */
const TAKE_BLUEPRINT = 0.7

export interface Selection {
  /** Wanted skills; dependencies are added to them. */
  names: string[]
  /** Keep this order where dependencies allow it. */
  fixedOrder: boolean
  blueprint: BlueprintMatch | null
  /** Dependencies that the user took out, knowing what depends on them. */
  without?: string[]
}

/** What the goal alone chooses: the matched skills, and those of a blueprint that fits well enough. */
export function firstSelection(
  match: GoalMatch,
  catalog: Catalog,
  options: { blueprint: string | null; skills: string[] },
  /** What an earlier run left out on purpose. */
  without: readonly string[] = [],
): Selection {
  const wanted = options.blueprint
  const matched = match.skills.filter((skill) => !skill.inserted && has(catalog, skill.name)).map((skill) => skill.name)
  const blueprint =
    wanted === 'none' ? null : wanted === null ? fitting(match.blueprint) : named(wanted, match, catalog)
  const refused = new Set(match.leftOut.map((skill) => skill.name))
  const brought = (catalog.blueprints.find((b) => b.name === blueprint?.name)?.skills ?? []).filter(
    (name) => !refused.has(name) && has(catalog, name),
  )
  if (options.skills.length > 0) return { names: options.skills, fixedOrder: true, blueprint, without: [...without] }
  const names = [...new Set([...matched, ...neededBy(match, catalog), ...brought])]
  // No goal is refused: with nothing matched the nearest skills are the proposal.
  return { names: names.length > 0 ? names : nearestOf(match, catalog), fixedOrder: false, blueprint }
}

/** What a skill builds on that the goal names and this version does not have: the part of the goal that can be carried out. */
const neededBy = (match: GoalMatch, catalog: Catalog): string[] =>
  unavailable(match).length === 0
    ? []
    : match.skills.filter((skill) => skill.inserted && has(catalog, skill.name)).map((skill) => skill.name)

/** Skills that the goal asks for and this version does not have. */
export const unavailable = (match: GoalMatch): ChainSkill[] => match.skills.filter((skill) => skill.available === false)

function nearestOf(match: GoalMatch, catalog: Catalog): string[] {
  const near = match.nearest.map((one) => one.name).filter((name) => has(catalog, name))
  if (near.length > 0) return near.slice(0, 2)
  return [...catalog.skills]
    .sort((a, b) => a.priority - b.priority)
    .slice(0, 2)
    .map((skill) => skill.name)
}

const has = (catalog: Catalog, name: string): boolean => catalog.skills.some((skill) => skill.name === name)
const fitting = (found: BlueprintMatch | null): BlueprintMatch | null =>
  found !== null && found.confidence >= TAKE_BLUEPRINT ? found : null

export function named(name: string, match: GoalMatch, catalog: Catalog): BlueprintMatch {
  const blueprint = findBlueprint(catalog, name)
  return match.blueprint?.name === blueprint.name
    ? match.blueprint
    : { name: blueprint.name, confidence: 1, why: ['asked for by name'] }
}

/** A name that is not known: says which one was probably meant. */
export class UnknownName extends Error {
  readonly hint: string
  constructor(kind: string, name: string, known: string[]) {
    super(`there is no ${kind} '${name}'`)
    this.name = 'UnknownName'
    const near = nearest(name, known)
    this.hint = near === null ? `known: ${known.join(', ')}` : `did you mean '${near}'? Known: ${known.join(', ')}`
  }
}

export function findBlueprint(catalog: Catalog, name: string): Blueprint {
  const found = catalog.blueprints.find((b) => b.name === name)
  if (found === undefined)
    throw new UnknownName(
      'blueprint',
      name,
      catalog.blueprints.map((b) => b.name),
    )
  return found
}

export function findSkill(catalog: Catalog, name: string): Skill {
  const found = catalog.skills.find((skill) => skill.name === name)
  if (found === undefined)
    throw new UnknownName(
      'skill',
      name,
      catalog.skills.map((skill) => skill.name),
    )
  return found
}

export interface Proposal {
  chain: Chain
  skills: Skill[]
}

/** Dependencies inserted, order settled; each skill that was not chosen with what needs it. */
export function proposedSkills(
  match: GoalMatch,
  catalog: Catalog,
  selection: Selection,
  knowledge: Knowledge,
): { skills: Skill[]; needed: ReadonlyMap<string, string | null> } {
  const refused = new Map(match.leftOut.map((skill) => [skill.name, skill.why]))
  const wanted = selection.names.map((name) => findSkill(catalog, name).name)
  const complete = withDependencies(wanted, catalog.skills, {
    keepOut: [...refused.keys(), ...(selection.without ?? [])].filter((name) => !wanted.includes(name)),
    scope: () => knowledge.resolve().scope,
  })
  const skills = orderChain(
    complete.map((entry) => findSkill(catalog, entry.name)),
    selection.fixedOrder ? { prefer: selection.names } : {},
  )
  return { skills, needed: new Map(complete.map((entry) => [entry.name, entry.why])) }
}

/** The chain as it is shown, its questions counted. */
export function propose(match: GoalMatch, catalog: Catalog, selection: Selection, asked: Asked): Proposal {
  const { skills, needed } = proposedSkills(match, catalog, selection, asked.knowledge)
  const questions = askedQuestions(skills, asked)
  const chainSkills = skills.map((skill): ChainSkill => {
    const matched = match.skills.find((found) => found.name === skill.name && !found.inserted)
    const inserted = matched === undefined
    return {
      name: skill.name,
      title: skill.title,
      priority: skill.priority,
      score: matched?.score ?? 0,
      why: matched?.why ?? reasonFor(needed.get(skill.name) ?? null, skill.name, match, selection),
      inserted,
      ...asking(questions, skill.name),
    }
  })
  const missing = unavailable(match).map(({ name, why }) => ({
    name,
    why: `${why.join(', ')}; not in this version yet`,
  }))
  const leftOut: LeftOut[] = [...match.leftOut, ...missing].filter(
    (skill) => !skills.some((s) => s.name === skill.name),
  )
  return {
    skills,
    chain: {
      goal: match.goal,
      skills: chainSkills,
      leftOut,
      blueprint: selection.blueprint,
      estimate: estimateOf(chainSkills),
    },
  }
}

function asking(questions: readonly AskedQuestion[], skill: string): { questions: number; withDefault: number } {
  const own = questions.filter((asked) => asked.skill === skill)
  return { questions: own.length, withDefault: own.filter((asked) => asked.hasDefault).length }
}

/** Skills that can be added, each with what it would ask beside the others. */
export function otherSkills(catalog: Catalog, skills: readonly Skill[], asked: Asked): OtherSkill[] {
  return catalog.skills
    .filter((skill) => !skills.some((one) => one.name === skill.name))
    .map((skill) => ({
      name: skill.name,
      title: skill.title,
      ...asking(askedQuestions([...skills, skill], asked), skill.name),
    }))
}

function reasonFor(needed: string | null, name: string, match: GoalMatch, selection: Selection): string[] {
  if (needed !== null) return [needed]
  const near = match.nearest.find((one) => one.name === name)
  if (near !== undefined) return [near.why]
  const inserted = match.skills.find((skill) => skill.name === name && skill.inserted)
  if (inserted !== undefined) return inserted.why
  if (selection.blueprint !== null) return [`blueprint ${selection.blueprint.name} has it`]
  return [selection.fixedOrder ? 'chosen by you' : 'where most chains begin']
}

/** The order a person typed, checked: what they may not move is said, and why. */
export function orderProblem(names: string[], catalog: Catalog): string | null {
  const skills = names.map((name) => findSkill(catalog, name))
  for (const [position, skill] of skills.entries()) {
    const refusal = canMove(skills, skill.name, position)
    if (refusal !== null) return refusal
  }
  return null
}
