import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Blueprint, Skill } from './types.ts'

/** Raised whenever an older program could not read a newer index. */
export const INDEX_FORMAT = 2

/** Everything of the built-in content but template bodies, made at build time so that no command has to parse YAML. */
export interface SkillIndex {
  format: typeof INDEX_FORMAT
  /** Names and sizes of all files, without their dates. */
  listing: string
  /** SHA-256 of all files' names and texts. */
  content: string
  /** Folders are relative to the folder of skills. */
  skills: Skill[]
  /** Files are relative to the folder of blueprints. */
  blueprints: Blueprint[]
}

export interface SurveyedFile {
  name: string
  path: string
  size: number
  changed: number
}

export function survey(dir: string): SurveyedFile[] {
  if (!existsSync(dir)) return []
  const files: SurveyedFile[] = []
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) walk(name)
      else if (entry.isFile()) {
        const path = join(dir, name)
        const stat = statSync(path)
        files.push({ name, path, size: stat.size, changed: stat.mtimeMs })
      }
    }
  }
  walk('')
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export function listingOf(files: readonly SurveyedFile[]): string {
  return createHash('sha256')
    .update(files.map((file) => `${file.name}\0${file.size}\n`).join(''))
    .digest('hex')
}

export function contentOf(files: readonly SurveyedFile[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file.name}\0${file.size}\0`).update(readFileSync(file.path))
  return hash.digest('hex')
}
