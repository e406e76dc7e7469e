import type { Skill } from '../../skills/types.ts'
import type { Catalog } from './context.ts'

/** The shared skills that these include, each once. Their files are written along with the others. */
export function sharedBy(skills: readonly Skill[], catalog: Pick<Catalog, 'shared'>): Skill[] {
  return catalog.shared.filter((shared) => skills.some((skill) => skill.includes.includes(shared.name)))
}
