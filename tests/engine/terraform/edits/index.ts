import { BLOCKS } from './blocks.ts'
import { NAMES } from './names.ts'
import { type Maker, pick, type Random, readSource } from './places.ts'
import { VALUES } from './values.ts'

export { type Random, seeded } from './places.ts'

/** One slip of the pen in a file of Terraform. */
export interface Edit {
  kind: string
  text: string
}

const MAKERS: Readonly<Record<string, Maker>> = { ...NAMES, ...VALUES, ...BLOCKS }

export const EDIT_KINDS: readonly string[] = Object.keys(MAKERS)

/** Makes one of many kinds of mistakes at a place that is drawn; null when the file has no such place. */
export function seedEdit(text: string, random: Random, kind = pick(EDIT_KINDS, random) ?? ''): Edit | null {
  const edited = MAKERS[kind]?.(readSource(text), random) ?? null
  return edited === null || edited === text ? null : { kind, text: edited }
}
