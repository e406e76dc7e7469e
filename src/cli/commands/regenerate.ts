import { resolve } from 'node:path'
import type { Catalog } from '../../engine/chain/context.ts'
import { matchGoal } from '../../engine/chain/match/index.ts'
import { type ProjectRecord, readProject } from '../../engine/chain/project-record.ts'
import type { RunOptions, RunOrigin } from '../../engine/protocol/index.ts'
import { openWorkspace, readRecords } from '../../engine/workspace/index.ts'
import { loadCatalog, loadVersions } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'
import { DEFAULT_OUT, projectNameFor, readOptions, type TypedOptions } from '../options.ts'
import { gitRemote } from '../session.ts'
import { start } from './run.ts'

/** Writes a result again, from what its manifest knows and what was typed now; your edits are merged, kept, or asked about. */
export async function regenerate(
  environment: Environment,
  dir: string | undefined,
  typed: TypedOptions,
): Promise<void> {
  await again(environment, dir, typed, false)
}

/** The same without writing: what would change, as a diff. */
export async function diff(environment: Environment, dir: string | undefined, typed: TypedOptions): Promise<void> {
  await again(environment, dir, typed, true)
}

async function again(
  environment: Environment,
  dir: string | undefined,
  typed: TypedOptions,
  dryRun: boolean,
): Promise<void> {
  const shown = dir ?? typed.out ?? DEFAULT_OUT
  const out = resolve(environment.cwd, shown)
  const project = projectOf(out, shown)
  const { catalog } = await loadCatalog(environment, typed.skills ?? [])
  const options: RunOptions = {
    ...readOptions(environment, typed, catalog),
    skills: skillsFor(project, typed.blueprint, catalog),
    dryRun,
    preferences: {},
  }
  const origin: RunOrigin = {
    cwd: environment.cwd,
    out,
    shown,
    date: project.date,
    projectName: projectNameFor(environment, out),
    repository: gitRemote(out),
  }
  const answers = { ...project.facts, maturity: project.maturity, ...options.answers }
  const blueprint = options.blueprint ?? project.blueprint ?? 'none'
  const recorded: RunOptions = {
    ...options,
    answers,
    answersFile: options.answersFile ?? 'the last run',
    blueprint,
    ask: typed.skipAll === true ? 'nothing' : 'conflicts',
  }
  await start(environment, project.goal, recorded, origin, typed, { ...catalog, versions: await loadVersions() })
}

function projectOf(out: string, shown: string): ProjectRecord {
  const project = readProject(readRecords(openWorkspace(out)).manifest)
  if (project === null)
    throw new UsageError(
      `${shown} is not a result of skillchain`,
      'Name the folder a run wrote to: skillchain regenerate DIR',
    )
  return project
}

/** The skills that wrote the result; with another blueprint named, those of the old one make room for those of the new. */
function skillsFor(project: ProjectRecord, blueprint: string | undefined, catalog: Catalog): string[] {
  const gone = project.skills.find((name) => !catalog.skills.some((skill) => skill.name === name))
  if (gone !== undefined)
    throw new UsageError(
      `skill '${gone}', which wrote a part of this result, is not found`,
      'Name its folder with --skills DIR; without it nothing is changed.',
    )
  if (blueprint === undefined || blueprint === project.blueprint) return project.skills
  const brings = (name: string | null): string[] => catalog.blueprints.find((one) => one.name === name)?.skills ?? []
  const own = new Set(matchGoal(project.goal, catalog.skills, catalog.blueprints).skills.map((skill) => skill.name))
  const kept = project.skills.filter((name) => own.has(name) || !brings(project.blueprint).includes(name))
  return [...new Set([...kept, ...brings(blueprint)])]
}
