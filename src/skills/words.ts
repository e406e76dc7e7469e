import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Blueprint, Skill } from './types.ts'

/** Raised whenever an older program could not read newer words. */
const WORDS_FORMAT = 2

/** What a goal is compared with, and nothing else: small enough to be read at every start. Made at build time. */
export interface Words {
  format: typeof WORDS_FORMAT
  /** Names and sizes of the files that the words stand in. */
  files: [name: string, size: number][]
  skills: Pick<Skill, 'name' | 'title' | 'priority' | 'keywords' | 'dependencies' | 'dependsWhen'>[]
  blueprints: Pick<Blueprint, 'name' | 'title' | 'triggers' | 'skills'>[]
}

export interface WordPlaces {
  skills: string
  blueprints: string
  words: string
  /** Whether the folders can have changed since the build: true in a checkout, false in an installed package. */
  changeable: boolean
}

export function buildWords(
  skills: readonly Skill[],
  blueprints: readonly Blueprint[],
  places: Pick<WordPlaces, 'skills' | 'blueprints'>,
): Words {
  return {
    format: WORDS_FORMAT,
    files: headFiles(places).map(({ name, size }) => [name, size]),
    skills: skills
      .filter((skill) => skill.textOnly !== true && skill.shared !== true)
      .map(({ name, title, priority, keywords, dependencies, dependsWhen }) => ({
        name,
        title,
        priority,
        keywords,
        dependencies,
        dependsWhen,
      })),
    blueprints: blueprints.map(({ name, title, triggers, skills: chain }) => ({
      name,
      title,
      triggers,
      skills: chain,
    })),
  }
}

/**
 * The words of the built-in skills and blueprints; null when they may not tell the truth any more: a file came, went,
 * changed its size or is younger than they are.
 */
export function readWords(places: WordPlaces): Words | null {
  try {
    // Our own build wrote it; the format is what can differ.
    const words = JSON.parse(readFileSync(places.words, 'utf8')) as Words
    if (words.format !== WORDS_FORMAT) return null
    return !places.changeable || isFresh(words, places) ? words : null
  } catch {
    return null
  }
}

function isFresh(words: Words, places: WordPlaces): boolean {
  const built = statSync(places.words).mtimeMs
  const now = headFiles(places)
  return (
    now.length === words.files.length &&
    now.every(({ name, size, changed }, at) => {
      const then = words.files[at]
      return then?.[0] === name && then[1] === size && changed < built
    })
  )
}

interface HeadFile {
  name: string
  size: number
  changed: number
}

/** The files that keywords, dependencies and triggers stand in. */
function headFiles({ skills, blueprints }: Pick<WordPlaces, 'skills' | 'blueprints'>): HeadFile[] {
  const files = [
    ...readdirSync(skills).map((name) => [skills, `${name}/SKILL.md`] as const),
    ...readdirSync(blueprints).map((name) => [blueprints, name] as const),
  ]
  return files
    .flatMap(([dir, name]) => {
      const stat = name.endsWith('.md') ? statSync(join(dir, name), { throwIfNoEntry: false }) : undefined
      return stat?.isFile() ? [{ name, size: stat.size, changed: stat.mtimeMs }] : []
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
