import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { problem, WHOLE_FILE } from './problem.ts'
import { codeOf } from './read.ts'
import type { Skill, SkillProblem } from './types.ts'

/** A folder of skill folders, or one skill folder itself. */
export interface SearchPath {
  dir: string
  source: Skill['source']
}

export type SkillReader = (dir: string, source: Skill['source']) => { skill: Skill | null; problems: SkillProblem[] }

export interface FoundSkills {
  /** Sorted by name; where several had one name, the one that counts. */
  skills: Skill[]
  shadowed: { name: string; dir: string; by: string }[]
  /** Folders that hold a SKILL.md which could not be read. */
  broken: { name: string; dir: string }[]
  problems: SkillProblem[]
}

const MOST_FOLDERS = 1000

/** The search path, weakest first. Folders that do not exist are simply not there, except those named by a flag. */
export function searchPath(where: {
  builtin: string
  user?: string
  project: string
  flags: readonly string[]
}): SearchPath[] {
  const user: SearchPath[] = where.user === undefined ? [] : [{ dir: where.user, source: 'user' }]
  return [
    { dir: where.builtin, source: 'builtin' },
    ...user,
    { dir: join(where.project, '.claude', 'skills'), source: 'project' },
    { dir: join(where.project, '.skillchain', 'skills'), source: 'project' },
    ...where.flags.map((dir): SearchPath => ({ dir, source: 'flag' })),
  ]
}

/** Reads every skill of the search path. A later folder's skill takes the place of an earlier one with its name. */
export function findSkills(paths: readonly SearchPath[], reader: SkillReader): FoundSkills {
  const found = new Map<string, Skill>()
  const result: FoundSkills = { skills: [], shadowed: [], broken: [], problems: [] }
  for (const path of paths) {
    for (const dir of skillFolders(path, result.problems)) {
      const { skill, problems } = reader(dir, path.source)
      result.problems.push(...problems)
      if (!skill) {
        result.broken.push({ name: basename(dir), dir })
        continue
      }
      const before = found.get(skill.name)
      // A plain Agent Skill has nothing to generate with, so it cannot stand in for one that has.
      if (before && skill.textOnly && !before.textOnly) {
        shadow(result, skill, before)
        continue
      }
      if (before) shadow(result, before, skill)
      found.set(skill.name, skill)
    }
  }
  result.skills = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return result
}

function shadow(result: FoundSkills, hidden: Skill, by: Skill): void {
  if (hidden.dir === by.dir) return
  result.shadowed.push({ name: hidden.name, dir: hidden.dir, by: by.dir })
  const message = `${hidden.name} in ${hidden.dir} is not used: the one in ${by.dir} takes its place`
  result.problems.push(problem('info', join(hidden.dir, 'SKILL.md'), WHOLE_FILE, message))
}

function skillFolders(path: SearchPath, problems: SkillProblem[]): string[] {
  const complain = (severity: SkillProblem['severity'], dir: string, message: string): void => {
    problems.push(problem(severity, dir, WHOLE_FILE, message))
  }
  if (!existsSync(path.dir)) {
    if (path.source === 'flag') complain('error', path.dir, 'there is no such folder of skills')
    return []
  }
  try {
    if (!statSync(path.dir).isDirectory()) {
      complain('error', path.dir, 'a folder of skills is expected here')
      return []
    }
    if (existsSync(join(path.dir, 'SKILL.md'))) return [path.dir]
    const names = readdirSync(path.dir)
      .filter((name) => !name.startsWith('.'))
      .sort()
    if (names.length > MOST_FOLDERS)
      complain('error', path.dir, `more than ${MOST_FOLDERS} folders; the rest is not read`)
    const folders = names.slice(0, MOST_FOLDERS).flatMap((name) => folderOf(path, name, complain) ?? [])
    if (folders.length === 0 && path.source === 'flag') complain('error', path.dir, 'no skill is in this folder')
    return folders
  } catch (error) {
    complain('error', path.dir, `the folder cannot be read (${codeOf(error)})`)
    return []
  }
}

/** People link skills into their own folders; a link that came with somebody's repository is another matter. */
function folderOf(
  path: SearchPath,
  name: string,
  complain: (severity: SkillProblem['severity'], dir: string, message: string) => void,
): string | null {
  const dir = join(path.dir, name)
  const stat = lstatSync(dir)
  if (stat.isSymbolicLink()) {
    if (path.source === 'project' || !existsSync(join(dir, 'SKILL.md'))) {
      if (path.source === 'project') complain('warning', dir, 'a symbolic link, which is not followed in a project')
      return null
    }
    return realpathSync(dir)
  }
  return stat.isDirectory() && existsSync(join(dir, 'SKILL.md')) ? dir : null
}
