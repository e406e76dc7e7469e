import type { Skill } from '../../skills/types.ts'
import type { DialogRequest } from '../protocol/index.ts'
import type { OutFile } from '../render/index.ts'
import { summary } from './ask-skills.ts'
import { type RunContext, Stopped } from './context.ts'
import { dependencySkipped, skillFailed } from './dialogs.ts'
import type { Knowledge } from './knowledge.ts'
import { openPoints } from './open-points.ts'
import { needed } from './order.ts'
import { reasonOf, renderAll } from './render-skills.ts'

export interface Generated {
  files: OutFile[]
  /** The chain as it was generated: a skill that was read again has its new text. */
  chain: Skill[]
  /** Skills that were left out because they failed, each with its reason. */
  failed: ReadonlyMap<string, string>
  /** The user stopped at a failing skill: what there is, is partial. */
  partial: string | null
}

/** Renders every skill. A skill that fails is asked about; without it the others are rendered anew, for they may refer to it. */
export async function generate(
  ctx: RunContext,
  knowledge: Knowledge,
  skills: readonly Skill[],
): Promise<Generated | 'reconfigure'> {
  let chain = [...skills]
  const failed = new Map<string, string>()
  let partial: string | null = null
  ctx.session.emit({
    type: 'generate.started',
    goal: ctx.goal,
    skills: chain.map((skill) => ({ name: skill.name, summary: summary(skill, knowledge) })),
  })
  for (;;) {
    const going = chain.filter((skill) => !failed.has(skill.name))
    if (going.length === 0) throw new Stopped('failed', 1, `nothing was written: ${[...failed.values()][0]}`)
    knowledge.inChain(going)
    const outcome = renderAll(ctx, knowledge, going)
    if ('files' in outcome) {
      const files = [...outcome.files, ...openPoints(going, ctx.catalog.skills, knowledge.resolve().scope)]
      return { files, chain, failed, partial }
    }
    const { skill } = outcome
    let { reason } = outcome
    for (;;) {
      const choice = await askAboutFailure(ctx, skill, reason)
      if (choice === '2') {
        const again = await readAgain(ctx, skill)
        if (typeof again === 'string') {
          reason = again
          continue
        }
        chain = chain.map((one) => (one.name === skill.name ? again : one))
        break
      }
      failed.set(skill.name, reason)
      ctx.session.emit({ type: 'skill.skipped', skill: skill.name, reason })
      if (choice === '3') {
        partial = `stopped at ${skill.name}: ${reason}`
        for (const other of chain.slice(chain.findIndex((one) => one.name === skill.name) + 1))
          if (!failed.has(other.name)) failed.set(other.name, `stopped at ${skill.name}`)
      }
      if (!(await acceptWithout(ctx, knowledge, chain, skill, failed))) return 'reconfigure'
      break
    }
  }
}

async function askAboutFailure(ctx: RunContext, skill: Skill, reason: string): Promise<string> {
  const invocation = `infrastructure-skills:${skill.name}`
  ctx.session.emit({ type: 'skill.failed', skill: skill.name, invocation, reason })
  return ctx.session.ask<DialogRequest>(skillFailed(skill.name, invocation, reason))
}

/** spec 1 "Dependency Failures", for each skill that builds on the one that failed. */
async function acceptWithout(
  ctx: RunContext,
  knowledge: Knowledge,
  chain: readonly Skill[],
  gone: Skill,
  failed: ReadonlyMap<string, string>,
): Promise<boolean> {
  for (const dependent of chain) {
    if (failed.has(dependent.name) || !needed(dependent, () => knowledge.resolve().scope).includes(gone.name)) continue
    const go = await ctx.session.ask<DialogRequest>(dependencySkipped(dependent.name, gone.name))
    if (go === 'no') return false
    ctx.session.emit({
      type: 'note',
      level: 'warning',
      text: `${dependent.name} is generated without ${gone.name}, which it depends on`,
    })
  }
  return true
}

/** Choice 2: somebody may have corrected the folder meanwhile. A text says why it still cannot be read. */
async function readAgain(ctx: RunContext, skill: Skill): Promise<Skill | string> {
  try {
    return (await ctx.catalog.reload?.(skill)) ?? skill
  } catch (error) {
    return reasonOf(error)
  }
}

/** Answer A of the dialog of missing components: the skills that failed are read and rendered again, and the others with them. */
export async function generateMissing(ctx: RunContext, knowledge: Knowledge, before: Generated): Promise<Generated> {
  if (before.failed.size === 0) return before
  const chain: Skill[] = []
  for (const skill of before.chain) {
    const again = before.failed.has(skill.name) ? await readAgain(ctx, skill) : skill
    chain.push(typeof again === 'string' ? skill : again)
  }
  knowledge.inChain(chain)
  const outcome = renderAll(ctx, knowledge, chain)
  if ('files' in outcome) {
    const files = [...outcome.files, ...openPoints(chain, ctx.catalog.skills, knowledge.resolve().scope)]
    return { files, chain, failed: new Map(), partial: null }
  }
  const { skill, reason } = outcome
  const invocation = `infrastructure-skills:${skill.name}`
  ctx.session.emit({ type: 'skill.failed', skill: skill.name, invocation, reason })
  knowledge.inChain(chain.filter((one) => !before.failed.has(one.name)))
  return before
}
