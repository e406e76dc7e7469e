import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogSkills } from '../engine/chain/catalog.ts'
import type { Catalog } from '../engine/chain/context.ts'
import { withBodies } from '../skills/bodies.ts'
import { loadBuiltin } from '../skills/index-file.ts'
import { formatProblem } from '../skills/problem.ts'
import { findSkills, searchPath } from '../skills/search.ts'
import type { Skill, SkillProblem } from '../skills/types.ts'
import type { FactValue } from '../skills/values.ts'
import { loadVersions as readVersions } from '../skills/versions.ts'
import type { Environment } from './environment.ts'
import { UsageError } from './exit.ts'
import { plainText } from './hosts/text.ts'

/** The program's own folder, from a bundle in dist/ or from source. */
const root = (): string => {
  const here = dirname(fileURLToPath(import.meta.url))
  return existsSync(join(here, 'skills.json')) ? dirname(here) : join(here, here.endsWith('dist') ? '..' : '../..')
}

export interface LoadedCatalog {
  catalog: Catalog
  problems: SkillProblem[]
}

export async function loadCatalog(environment: Environment, skillDirs: string[]): Promise<LoadedCatalog> {
  const base = root()
  const builtin = await loadBuiltin({
    skills: join(base, 'skillchain', 'skills'),
    blueprints: join(base, 'skillchain', 'blueprints'),
    index: join(base, 'dist', 'skills.json'),
    changeable: existsSync(join(base, 'src')),
  })
  const paths = searchPath({
    builtin: join(base, 'skillchain', 'skills'),
    user: join(environment.configDir, 'skills'),
    project: environment.cwd,
    flags: skillDirs,
  }).filter((path) => path.source !== 'builtin' && (path.source === 'flag' || existsSync(path.dir)))
  let skills: Skill[] = builtin.skills
  const problems = [...builtin.problems]
  if (paths.length > 0) {
    const { loadSkillFolder } = await import('../skills/load.ts')
    const found = findSkills(paths, loadSkillFolder)
    problems.push(...found.problems)
    const fatal = found.problems.find((p) => p.severity === 'error' && skillDirs.some((dir) => p.file.startsWith(dir)))
    if (fatal !== undefined)
      throw new UsageError(
        fatal.line > 0
          ? `${fatal.file}:${fatal.line}:${fatal.column}: ${fatal.message}`
          : `--skills ${fatal.file}: ${fatal.message}`,
        fatal.hint ??
          (fatal.line > 0
            ? `skillchain skills lint ${dirname(fatal.file)} shows everything that is wrong in it`
            : undefined),
      )
    const names = new Set(found.skills.filter((skill) => skill.textOnly !== true).map((skill) => skill.name))
    skills = [
      ...skills.filter((skill) => !names.has(skill.name)),
      ...found.skills.filter((skill) => names.has(skill.name) || !skills.some((s) => s.name === skill.name)),
    ]
  }
  const generating = skills.filter((skill) => skill.textOnly !== true).sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    catalog: {
      skills: generating.filter((skill) => skill.shared !== true),
      shared: generating.filter((skill) => skill.shared === true),
      blueprints: builtin.blueprints,
      known: catalogSkills(skills).map((skill) => skill.name),
      versions: {},
      complete: withBodies,
      reload: readAgain,
    },
    problems,
  }
}

/** A broken skill of one's own is said, once, beside whatever is done without it. */
export function tellBroken(environment: Environment, problems: readonly SkillProblem[]): void {
  for (const problem of problems) {
    if (problem.severity !== 'error') continue
    environment.stderr.write(`${plainText(`skill left out: ${formatProblem(problem)}`)}\n`)
  }
}

async function readAgain(skill: Skill): Promise<Skill> {
  const { loadSkillFolder } = await import('../skills/load.ts')
  const { skill: again, problems } = loadSkillFolder(skill.dir, skill.source)
  const wrong = problems.find((problem) => problem.severity === 'error')
  if (wrong === undefined && again !== null) return again
  const where = wrong === undefined ? skill.dir : `${wrong.file}:${wrong.line}:${wrong.column}: ${wrong.message}`
  throw new UsageError(where, wrong?.hint)
}

/** The version table is only needed where something is written. */
export function loadVersions(): Promise<Record<string, FactValue>> {
  const base = root()
  return readVersions({
    table: join(base, 'skillchain', 'versions.yaml'),
    built: join(base, 'dist', 'versions.json'),
    changeable: existsSync(join(base, 'src')),
  })
}

export const programRoot = root
