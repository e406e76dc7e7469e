import type { Skill } from '../../skills/types.ts'
import type { ChainAnswer, ChainRequest, DialogRequest, GoalMatch } from '../protocol/index.ts'
import { type RunContext, Stopped } from './context.ts'
import { dependencySkipped } from './dialogs.ts'
import type { Knowledge } from './knowledge.ts'
import { needed } from './order.ts'
import {
  findBlueprint,
  named,
  orderProblem,
  otherSkills,
  type Proposal,
  propose,
  proposedSkills,
  type Selection,
  UnknownName,
} from './propose.ts'

export interface Confirmed extends Proposal {
  selection: Selection
  /** With a blueprint, the facts that are still asked. */
  quick: ReadonlySet<string> | null
}

/** Shows the chain until it is confirmed: skills added, removed, moved; with a blueprint or without. */
export async function confirmChain(
  ctx: RunContext,
  match: GoalMatch,
  knowledge: Knowledge,
  start: Selection,
): Promise<Confirmed> {
  let selection = start
  let problem: string | undefined
  for (;;) {
    ctx.signal.throwIfAborted()
    const quick = applyBlueprint(ctx, knowledge, selection)
    // Conditions of questions look at the chain, which is known only once it is proposed.
    knowledge.inChain(proposedSkills(match, ctx.catalog, selection, knowledge).skills)
    const proposal = propose(match, ctx.catalog, selection, { knowledge, quick })
    ctx.session.emit({ type: 'chain.proposed', chain: proposal.chain })
    const answer = await ctx.session.ask<ChainRequest>({
      kind: 'chain',
      about: 'chain',
      chain: proposal.chain,
      match,
      others: otherSkills(ctx.catalog, proposal.skills, { knowledge, quick }),
      ...(problem === undefined ? {} : { problem }),
    })
    problem = undefined
    if (answer.is === 'confirm' || answer.is === 'skip') {
      if (proposal.skills.length === 0) {
        problem = EMPTY
        if (!ctx.session.skipping) continue
        throw new Stopped('failed', 2, `${EMPTY}; nothing was written`)
      }
      if (answer.is === 'skip') ctx.session.skipAll()
      ctx.session.emit({ type: 'chain.confirmed', chain: proposal.chain, skipAll: ctx.session.skipping })
      return { ...proposal, selection, quick }
    }
    const next = await changed(ctx, match, knowledge, selection, answer)
    if (typeof next === 'string') problem = next
    else if (next !== null) selection = next
  }
}

const EMPTY = 'the chain is empty: add a skill'

/** The selection a person asked for. A text says why it cannot be; null: they thought better of it. */
async function changed(
  ctx: RunContext,
  match: GoalMatch,
  knowledge: Knowledge,
  selection: Selection,
  answer: Extract<ChainAnswer, { is: 'customize' | 'blueprint' }>,
): Promise<Selection | string | null> {
  try {
    if (answer.is === 'blueprint') return withBlueprint(ctx, match, selection, answer.name)
    const problem = orderProblem(answer.skills, ctx.catalog)
    if (problem !== null) return problem
    const dropped = await acceptDropped(ctx, answer.skills, knowledge)
    return dropped === null ? null : { ...selection, names: answer.skills, fixedOrder: true, without: dropped }
  } catch (error) {
    // A mistyped name is asked about again, like everything that is typed at the chain.
    if (error instanceof UnknownName) return `${error.message}; ${error.hint}`
    throw error
  }
}

function withBlueprint(ctx: RunContext, match: GoalMatch, selection: Selection, name: string | null): Selection {
  if (name === null) {
    const brought = selection.blueprint === null ? [] : findBlueprint(ctx.catalog, selection.blueprint.name).skills
    const matched = new Set(match.skills.map((skill) => skill.name))
    return {
      ...selection,
      blueprint: null,
      names: selection.names.filter((skill) => matched.has(skill) || !brought.includes(skill)),
    }
  }
  const blueprint = named(name, match, ctx.catalog)
  return {
    ...selection,
    blueprint,
    names: [...new Set([...selection.names, ...findBlueprint(ctx.catalog, name).skills])],
  }
}

/** A blueprint's values are weaker than anything the user said. Without one its values go away again. */
function applyBlueprint(ctx: RunContext, knowledge: Knowledge, selection: Selection): ReadonlySet<string> | null {
  for (const fact of knowledge.given()) if (fact.origin === 'blueprint') knowledge.clear(fact.name)
  if (selection.blueprint === null) return null
  const blueprint = findBlueprint(ctx.catalog, selection.blueprint.name)
  for (const [name, value] of Object.entries(blueprint.defaults)) {
    if (knowledge.known(name) === undefined)
      knowledge.set({ name, value, origin: 'blueprint', source: `blueprint ${blueprint.name}` })
  }
  return new Set(blueprint.questions)
}

/** A skill whose dependency was taken out is asked about; null: the user wants to go back. */
async function acceptDropped(ctx: RunContext, names: string[], knowledge: Knowledge): Promise<string[] | null> {
  const dropped: string[] = []
  for (const name of names) {
    const skill = ctx.catalog.skills.find((one): one is Skill => one.name === name)
    for (const dependency of skill === undefined ? [] : needed(skill, () => knowledge.resolve().scope)) {
      if (names.includes(dependency)) continue
      const go = await ctx.session.ask<DialogRequest>(dependencySkipped(name, dependency))
      if (go === 'no') return null
      dropped.push(dependency)
    }
  }
  return dropped
}
