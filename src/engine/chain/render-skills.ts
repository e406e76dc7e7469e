import type { Skill } from '../../skills/types.ts'
import type { FactValue } from '../protocol/index.ts'
import { composeFiles, createRenderer, type OutFile, type RenderedFile, renderSkill } from '../render/index.ts'
import type { RunContext } from './context.ts'
import { drawings } from './drawings.ts'
import { allFacts } from './finish.ts'
import type { Knowledge } from './knowledge.ts'
import { linksOf, pairsOf } from './links.ts'
import { sharedBy } from './shared.ts'

export type Rendering = { files: OutFile[] } | { skill: Skill; reason: string }

/** All files of these skills together, or the first skill that fails and why. */
export function renderAll(ctx: RunContext, knowledge: Knowledge, skills: readonly Skill[]): Rendering {
  // What links the skills is known once the chain is; templates draw it.
  const known = knowledge.resolve().scope
  const links = linksOf(skills, known)
  const scope: Record<string, FactValue> = {
    ...known,
    links: links.map((link) => ({ ...link })),
    link_pairs: pairsOf(links),
  }
  const shared = sharedBy(skills, ctx.catalog)
  const all: RenderedFile[] = []
  const spent = new Map<string, { files: number; ms: number }>()
  for (const skill of [...shared, ...skills]) {
    ctx.signal.throwIfAborted()
    const start = ctx.clock()
    try {
      const rendered = renderOne(ctx, skill, scope)
      if (skill.shared !== true)
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
    const skill = [...shared, ...skills].find((one) => one.name === at?.owner) ?? skills.at(-1)
    if (skill !== undefined)
      return { skill, reason: `${problem.file}:${problem.line}:${problem.column}: ${problem.message}` }
  }
  for (const [skill, { files: count, ms }] of spent)
    ctx.session.emit({ type: 'generate.skill', skill, files: count, ms })
  const drawn = drawings(
    files,
    allFacts(knowledge),
    skills.map((skill) => skill.name),
    links,
  )
  files.push(...drawn)
  return { files }
}

function renderOne(ctx: RunContext, skill: Skill, scope: Record<string, FactValue>): RenderedFile[] {
  const whole = ctx.catalog.complete(skill)
  return renderSkill(whole, scope, createRenderer({ partials: whole.partials ?? {} }))
}

/** An error's words with its hint. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : ''
  return hint === '' || error.message.includes(hint) ? error.message : `${error.message} (${hint})`
}
