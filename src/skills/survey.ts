import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Blueprint, Skill } from './types.ts'

/** Raised whenever an older program could not read a newer index. */
export const INDEX_FORMAT = 2

/** Everything of the built-in content but template bodies, made at build time so that no command has to parse YAML. */
export interface SkillIndex {
  format: typeof INDEX_FORMAT
  /** Names and sizes of all files and names of all folders, without their dates. */
  listing: { skills: Listing; blueprints: Listing }
  /** SHA-256 of all files' names and texts. */
  content: string
  /** Folders are relative to the folder of skills. */
  skills: Skill[]
  /** Files are relative to the folder of blueprints. */
  blueprints: Blueprint[]
}

export interface Listing {
  folders: string[]
  files: [name: string, size: number][]
}

export interface SurveyedFile {
  name: string
  path: string
  size: number
  changed: number
}

export const survey = (dir: string): SurveyedFile[] => walk(dir).files

export function listingOf(dir: string): Listing {
  const { folders, files } = walk(dir)
  return { folders, files: files.map(({ name, size }) => [name, size]) }
}

function walk(dir: string): { folders: string[]; files: SurveyedFile[] } {
  if (!existsSync(dir)) return { folders: [], files: [] }
  const folders: string[] = []
  const files: SurveyedFile[] = []
  const into = (below: string): void => {
    folders.push(below)
    for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) into(name)
      else if (entry.isFile()) {
        const path = join(dir, name)
        const stat = statSync(path)
        files.push({ name, path, size: stat.size, changed: stat.mtimeMs })
      }
    }
  }
  into('')
  return { folders: folders.sort(), files: files.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

/**
 * Whether nothing can have changed since then: every file has its size and is older, and so is every folder, so that nothing
 * came or went. Only asks for dates, never reads: it runs at every start in a checkout.
 */
export function isUntouched(dir: string, listing: Listing, since: number): boolean {
  const older = (name: string, size?: number): boolean => {
    const stat = statSync(`${dir}/${name}`, { throwIfNoEntry: false })
    return stat !== undefined && stat.mtimeMs < since && (size === undefined || stat.size === size)
  }
  return listing.folders.every((name) => older(name)) && listing.files.every(([name, size]) => older(name, size))
}

export function contentOf(files: readonly SurveyedFile[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file.name}\0${file.size}\0`).update(readFileSync(file.path))
  return hash.digest('hex')
}
