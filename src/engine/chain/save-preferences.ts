import { mayBePreference, showValue } from '../facts/index.ts'
import type { DialogRequest, Fact } from '../protocol/index.ts'
import type { RunContext } from './context.ts'
import { savePreference, savePreferences } from './dialogs.ts'
import type { Knowledge } from './knowledge.ts'

/** Offers to keep the answers a person gave in this run: all, one by one, or none. Never names of a project, never secrets. */
export async function offerPreferences(ctx: RunContext, knowledge: Knowledge): Promise<Fact[]> {
  if (ctx.session.skipping || ctx.options.dryRun) return []
  const answers = knowledge
    .given()
    .filter((fact) => fact.origin === 'answer' && mayBePreference(fact.name, fact.value, knowledge.spec(fact.name)))
  if (answers.length === 0) return []
  const shown = (fact: Fact): string => showValue(fact.value, knowledge.spec(fact.name) ?? { type: 'text' })
  const choice = await ctx.session.ask<DialogRequest>(
    savePreferences(answers.map((fact) => `${fact.name} = ${shown(fact)}`)),
  )
  if (choice !== 'selective') return choice === 'all' ? answers : []
  const wanted: Fact[] = []
  for (const fact of answers) {
    if ((await ctx.session.ask<DialogRequest>(savePreference(fact.name, shown(fact)))) === 'yes') wanted.push(fact)
  }
  return wanted
}
