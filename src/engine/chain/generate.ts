import type { Skill } from '../../skills/types.ts'
import type { CheckOutcome } from '../checks/index.ts'
import type { DialogRequest, FactValue } from '../protocol/index.ts'
import { composeFiles, createRenderer, type OutFile, type RenderedFile, renderSkill } from '../render/index.ts'
import { summary } from './ask-skills.ts'
import type { RunContext } from './context.ts'
import { Stopped } from './context.ts'
import { dependencySkipped, skillFailed } from './dialogs.ts'
import type { Knowledge } from './knowledge.ts'

export interface Generated {
  files: OutFile[]
  /** The skills whose files these are; a skill that failed and was skipped is not among them. */
  skills: Skill[]
  /** Whether every file parses as what its name says it is. */
  syntax: CheckOutcome
  /** The user stopped at a failing skill: what there is, is partial. */
  partial: string | null
}

/** Renders every skill. A skill that fails is asked about; without it the others are rendered anew, for they may refer to it. */
export async function generate(
  ctx: RunContext,
  knowledge: Knowledge,
  chain: Skill[],
): Promise<Generated | 'reconfigure'> {
  const skipped = new Map<string, string>()
  let partial: string | null = null
  ctx.session.emit({
    type: 'generate.started',
    goal: ctx.goal,
    skills: chain.map((skill) => ({ name: skill.name, summary: summary(skill, knowledge) })),
  })
  for (;;) {
    const skills = chain.filter((skill) => !skipped.has(skill.name))
    knowledge.inChain(skills)
    const outcome = renderAll(ctx, knowledge, skills)
    if ('files' in outcome) return { ...outcome, skills, partial }
    const { skill, reason } = outcome
    const invocation = `infrastructure-skills:${skill.name}`
    ctx.session.emit({ type: 'skill.failed', skill: skill.name, invocation, reason })
    const choice = await ctx.session.ask<DialogRequest>(skillFailed(skill.name, invocation, reason))
    if (choice === '2') continue
    skipped.set(skill.name, reason)
    ctx.session.emit({ type: 'skill.skipped', skill: skill.name, reason })
    if (choice === '3') {
      const later = chain.slice(chain.indexOf(skill) + 1).filter((other) => !skipped.has(other.name))
      for (const other of later) skipped.set(other.name, `stopped at ${skill.name}`)
      partial = `stopped at ${skill.name}: ${reason}`
    }
    for (const dependent of chain.filter(
      (other) => other.dependencies.includes(skill.name) && !skipped.has(other.name),
    )) {
      const go = await ctx.session.ask<DialogRequest>(dependencySkipped(dependent.name, skill.name))
      if (go === 'no') return 'reconfigure'
      ctx.session.emit({
        type: 'note',
        level: 'warning',
        text: `${dependent.name} is generated without ${skill.name}, which it depends on`,
      })
    }
    if (chain.every((other) => skipped.has(other.name)))
      throw new Stopped('failed', 1, `nothing was written: ${reason}`)
  }
}

type Rendering = { files: OutFile[]; syntax: CheckOutcome } | { skill: Skill; reason: string }

function renderAll(ctx: RunContext, knowledge: Knowledge, skills: Skill[]): Rendering {
  const { scope } = knowledge.resolve()
  const all: RenderedFile[] = []
  const spent = new Map<string, { files: number; ms: number }>()
  for (const skill of skills) {
    ctx.signal.throwIfAborted()
    const start = ctx.clock()
    try {
      const rendered = renderOne(ctx, skill, scope)
      spent.set(skill.name, { files: new Set(rendered.map((file) => file.path)).size, ms: ctx.clock() - start })
      all.push(...rendered)
    } catch (error) {
      return { skill, reason: reasonOf(error) }
    }
  }
  const { files, problems } = composeFiles(all)
  const problem = problems.find((found) => found.severity === 'error')
  if (problem !== undefined) {
    const at = all.find((file) => problem.file === file.template || problem.file === file.path)
    const skill = skills.find((one) => one.name === at?.owner) ?? skills.at(-1)
    if (skill !== undefined)
      return { skill, reason: `${problem.file}:${problem.line}:${problem.column}: ${problem.message}` }
  }
  for (const [skill, { files: count, ms }] of spent)
    ctx.session.emit({ type: 'generate.skill', skill, files: count, ms })
  return { files, syntax: { check: 'syntax', status: 'passed', diagnostics: problems, note: `${files.length} files` } }
}

function renderOne(ctx: RunContext, skill: Skill, scope: Record<string, FactValue>): RenderedFile[] {
  const whole = ctx.catalog.complete(skill)
  return renderSkill(whole, scope, createRenderer({ partials: whole.partials ?? {} }))
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const hint = 'hint' in error && typeof error.hint === 'string' && error.hint !== '' ? ` (${error.hint})` : ''
  return `${error.message}${hint}`
}
