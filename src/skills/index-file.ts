import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Blueprint } from './blueprint.ts'
import { contentOf, INDEX_FORMAT, isUntouched, type SkillIndex, survey } from './survey.ts'
import type { Skill, SkillProblem } from './types.ts'

export type { SkillIndex } from './survey.ts'

export interface BuiltinPlaces {
  skills: string
  blueprints: string
  index: string
  /** Whether the folders can have changed since the build: true in a checkout, false in an installed package. */
  changeable: boolean
}

export interface Builtin {
  skills: Skill[]
  blueprints: Blueprint[]
  problems: SkillProblem[]
  from: 'index' | 'folders'
}

/** The built-in skills and blueprints: from the index while it tells the truth, else from their folders. */
export async function loadBuiltin(places: BuiltinPlaces): Promise<Builtin> {
  const index = openIndex(places.index)
  if (index && (!places.changeable || isFresh(index, places))) {
    return { ...placed(index, places), problems: [], from: 'index' }
  }
  const { readFolders } = await import('./index-build.ts')
  return { ...readFolders(places.skills, places.blueprints), from: 'folders' }
}

/** The index in a text, or null when it is none or of another version's format. */
export function readIndex(json: string): SkillIndex | null {
  try {
    const value: unknown = JSON.parse(json)
    const known = value !== null && typeof value === 'object' && 'format' in value && value.format === INDEX_FORMAT
    return known ? (value as SkillIndex) : null // our own build wrote it, in this very format
  } catch {
    return null
  }
}

function openIndex(file: string): SkillIndex | null {
  try {
    return readIndex(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function placed(index: SkillIndex, places: BuiltinPlaces): Pick<Builtin, 'skills' | 'blueprints'> {
  return {
    skills: index.skills.map((skill) => ({ ...skill, dir: join(places.skills, skill.dir) })),
    blueprints: index.blueprints.map((blueprint) => ({ ...blueprint, file: join(places.blueprints, blueprint.file) })),
  }
}

/** Dates and sizes are asked first; only when something is younger than the index are the texts compared. */
function isFresh(index: SkillIndex, { skills, blueprints, index: file }: BuiltinPlaces): boolean {
  try {
    const built = statSync(file).mtimeMs
    const { listing } = index
    return (
      (isUntouched(skills, listing.skills, built) && isUntouched(blueprints, listing.blueprints, built)) ||
      contentOf([...survey(skills), ...survey(blueprints)]) === index.content
    )
  } catch {
    return false
  }
}
