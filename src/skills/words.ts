import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { contentOf, listingOf, type SurveyedFile } from './survey.ts'
import type { Blueprint, Skill } from './types.ts'

/** Raised whenever an older program could not read newer words. */
const WORDS_FORMAT = 1

/** What a goal is compared with, and nothing else: small enough to be read at every start. Made at build time. */
export interface Words {
  format: typeof WORDS_FORMAT
  /** Names and sizes of the files that the words stand in, and a SHA-256 of their texts. */
  listing: string
  content: string
  skills: Pick<Skill, 'name' | 'title' | 'priority' | 'keywords' | 'dependencies'>[]
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
  const heads = headFiles(places)
  return {
    format: WORDS_FORMAT,
    listing: listingOf(heads),
    content: contentOf(heads),
    skills: skills
      .filter((skill) => skill.textOnly !== true)
      .map(({ name, title, priority, keywords, dependencies }) => ({ name, title, priority, keywords, dependencies })),
    blueprints: blueprints.map(({ name, title, triggers, skills: chain }) => ({
      name,
      title,
      triggers,
      skills: chain,
    })),
  }
}

/** The words of the built-in skills and blueprints; null when they do not tell the truth any more. */
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
  const heads = headFiles(places)
  if (listingOf(heads) !== words.listing) return false
  const built = statSync(places.words).mtimeMs
  return heads.every((file) => file.changed < built) || contentOf(heads) === words.content
}

/** The files that keywords, dependencies and triggers stand in. */
function headFiles(places: Pick<WordPlaces, 'skills' | 'blueprints'>): SurveyedFile[] {
  const names = [
    ...readdirSync(places.skills).map((name) => [places.skills, `${name}/SKILL.md`] as const),
    ...readdirSync(places.blueprints).map((name) => [places.blueprints, name] as const),
  ]
  return names
    .flatMap(([dir, name]) => {
      const path = join(dir, name)
      const stat = name.endsWith('.md') ? statSync(path, { throwIfNoEntry: false }) : undefined
      return stat?.isFile() ? [{ name, path, size: stat.size, changed: stat.mtimeMs }] : []
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
