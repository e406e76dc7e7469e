import type { CheckContext } from '../check.ts'
import type { Hit } from '../rule.ts'
import type { FileRef } from '../tree.ts'
import { isTemplate, mayBeTemplate, templatesOf } from './cloudformation.ts'
import { terraformOf } from './configured.ts'
import type { Judge } from './judge.ts'
import type { Unit } from './unit.ts'

/** The day the lists of what is supported were written. */
export const WRITTEN = '2026-11-27'

export function isResourceFile(file: FileRef): boolean {
  return file.path.endsWith('.tf') || (mayBeTemplate(file.path) && isTemplate(file.text))
}

/** Everything in a tree that would be made. */
export function unitsOf(context: CheckContext): readonly Unit[] {
  return [...terraformOf(context), ...templatesOf(context)]
}

export function* judged(judges: readonly Judge[], units: readonly Unit[], context: CheckContext): Generator<Hit> {
  const around = { facts: context.facts, today: context.today ?? WRITTEN }
  for (const unit of units) for (const judge of judges) yield* judge.judge(unit, around)
}
