import { holds } from '../../skills/condition.ts'
import type { Conflict, Need, Skill } from '../../skills/types.ts'
import type { DialogRequest, FactValue } from '../protocol/index.ts'
import { askSkills } from './ask-skills.ts'
import type { Confirmed } from './confirm.ts'
import { type RunContext, Stopped } from './context.ts'
import { configurationConflict, missingCritical } from './dialogs.ts'
import type { Knowledge } from './knowledge.ts'
import { openEnds } from './links.ts'
import type { Selection } from './propose.ts'

export type Configured = { is: 'done' } | { is: 'review'; selection: Selection }

/** What a person has settled already; it outlives a second look at the chain. */
export interface Progress {
  /** Facts whose question was answered or skipped. */
  answered: Set<string>
  /** Dialogs that are not opened again. */
  settled: Set<string>
}

type Scope = Readonly<Record<string, FactValue>>

export const noProgress = (): Progress => ({ answered: new Set(), settled: new Set() })

/** What is missing is offered, what is open is asked, what contradicts is settled. */
export async function configure(
  ctx: RunContext,
  knowledge: Knowledge,
  confirmed: Confirmed,
  progress: Progress,
): Promise<Configured> {
  const missing = await offerMissing(ctx, knowledge, confirmed, progress)
  if (missing !== null) return { is: 'review', selection: missing }

  const changes = changesOf(ctx, confirmed)
  if (!ctx.session.skipping) {
    const { skills, quick } = confirmed
    const outcome = await askSkills(ctx, { knowledge, skills, quick, changes, answered: progress.answered })
    if (outcome === 'restart') {
      progress.answered.clear()
      progress.settled.clear()
      for (const fact of knowledge.given()) {
        if (fact.origin !== 'answer') continue
        knowledge.clear(fact.name)
        ctx.session.emit({ type: 'fact.cleared', name: fact.name, because: 'restart' })
      }
      return { is: 'review', selection: confirmed.selection }
    }
  }
  // An answer may have made a skill necessary that was not before.
  const needed = await offerMissing(ctx, knowledge, confirmed, progress)
  if (needed !== null) return { is: 'review', selection: needed }
  await settleConflicts(ctx, knowledge, confirmed, progress, changes)
  reportProblems(ctx, knowledge)
  return { is: 'done' }
}

/** What contradicts itself is not generated; what is merely unwise is said. */
function reportProblems(ctx: RunContext, knowledge: Knowledge): void {
  const { problems } = knowledge.resolve()
  const text = ({ fact, message, hint }: (typeof problems)[number]): string =>
    `${fact}: ${message}${hint === undefined ? '' : ` (${hint})`}`
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0)
    throw new Stopped(
      'failed',
      2,
      `these values contradict each other, nothing was written:\n${errors.map((e) => `  ${text(e)}`).join('\n')}`,
    )
  for (const problem of problems) ctx.session.emit({ type: 'note', level: 'warning', text: text(problem) })
}

/** spec 1 "Missing Critical Configuration": add the skill, go on without it, or look at the chain again. */
async function offerMissing(
  ctx: RunContext,
  knowledge: Knowledge,
  { skills, selection }: Confirmed,
  { settled }: Progress,
): Promise<Selection | null> {
  const { scope } = knowledge.resolve()
  for (const [skill, need] of needsOf(ctx, skills, selection, scope)) {
    const id = `${skill.name} needs ${need.skill}`
    if (settled.has(id) || skills.some((other) => other.name === need.skill) || !holds(need.when, scope)) continue
    // One that this version does not have cannot be added; the result says what is missing.
    const known = ctx.catalog.skills.some((other) => other.name === need.skill)
    const choice = known ? await ctx.session.ask<DialogRequest>(missingCritical(skill.name, need)) : '2'
    if (choice === '1')
      return {
        ...selection,
        names: [...selection.names, need.skill],
        fixedOrder: false,
        without: (selection.without ?? []).filter((name) => name !== need.skill),
      }
    if (choice === '3') return selection
    settled.add(id)
    ctx.session.emit({
      type: 'note',
      level: 'warning',
      text: `${skill.name} goes without ${need.skill}: ${need.assume}`,
    })
  }
  return null
}

/** A link whose other end nobody provides is a need, too: of the skill that would provide it. */
function needsOf(ctx: RunContext, skills: readonly Skill[], selection: Selection, scope: Scope): [Skill, Need][] {
  const declared = skills.flatMap((skill) => skill.needs.map((need): [Skill, Need] => [skill, need]))
  const open = new Map<string, { skill: Skill; provider: Skill; issues: string[] }>()
  for (const { skill, reference, provider } of openEnds(skills, ctx.catalog.skills, scope)) {
    // Whoever took a skill out has been asked about what depends on it.
    if (provider === null || selection.without?.includes(provider.name) || skills.includes(provider)) continue
    if (declared.some(([one, need]) => one === skill && need.skill === provider.name)) continue
    const id = `${skill.name} ${provider.name}`
    const found = open.get(id) ?? { skill, provider, issues: [] }
    found.issues.push(reference.for ?? reference.name)
    open.set(id, found)
  }
  const undeclared = [...open.values()].map(({ skill, provider, issues }): [Skill, Need] => [
    skill,
    {
      skill: provider.name,
      title: `${skill.title} without ${provider.title}`,
      issues: [...new Set(issues)],
      assume: 'it comes from elsewhere; docs/open-dependencies.md lists what',
    },
  ])
  return [...declared, ...undeclared]
}

/** spec 1 "Configuration Conflicts": the skills declare them, the choice sets facts. */
async function settleConflicts(
  ctx: RunContext,
  knowledge: Knowledge,
  { skills }: Confirmed,
  { settled }: Progress,
  changes: (fact: string) => string[],
): Promise<void> {
  for (const skill of skills) {
    for (const conflict of skill.conflicts) {
      if (!skills.some((other) => other.name === conflict.with) || !holds(conflict.when, knowledge.resolve().scope))
        continue
      const id = `${skill.name} against ${conflict.with}`
      if (settled.has(id)) continue
      settled.add(id)
      const choice = await ctx.session.ask<DialogRequest>(
        configurationConflict(skill.name, conflict, filesOf(conflict, changes)),
      )
      const values: Record<string, FactValue> = conflict.options[Number(choice) - 1]?.set ?? {}
      for (const [name, value] of Object.entries(values)) {
        const fact = { name, value, origin: 'answer', source: `conflict with ${conflict.with}` } as const
        knowledge.set(fact)
        ctx.session.emit({ type: 'fact.set', fact })
      }
    }
  }
}

/** The files that are different with one choice or another. */
const filesOf = ({ options }: Conflict, changes: (fact: string) => string[]): number =>
  new Set(options.flatMap((option) => Object.keys(option.set)).flatMap(changes)).size

/** Which outputs read a fact. Only asked for when somebody looks at a question. */
function changesOf(ctx: RunContext, { skills }: Confirmed): (fact: string) => string[] {
  const known = new Map<string, string[]>()
  return (fact) => {
    const before = known.get(fact)
    if (before !== undefined) return before
    const word = new RegExp(`(?<![\\w.])${fact.replaceAll('.', '\\.')}(?![\\w])`)
    const paths = skills
      .flatMap((skill) => ctx.catalog.complete(skill).templates)
      .filter((template) => word.test(`${template.when ?? ''} ${template.each?.list ?? ''} ${template.body}`))
      .map((template) => template.path)
    const unique = [...new Set(paths)].sort()
    known.set(fact, unique)
    return unique
  }
}
