import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findSkill } from '../../engine/chain/propose.ts'
import { COMPUTED, MODEL_NAMES } from '../../engine/facts/index.ts'
import { FILTERS } from '../../engine/render/filters.ts'
import { writeOutside } from '../../engine/workspace/index.ts'
import { lintBlueprint, lintSkill } from '../../skills/lint.ts'
import { loadSkillFolder } from '../../skills/load.ts'
import { formatProblem, hasErrors } from '../../skills/problem.ts'
import { scaffoldSkill } from '../../skills/scaffold.ts'
import { findSkills, searchPath } from '../../skills/search.ts'
import type { Skill, SkillProblem } from '../../skills/types.ts'
import { loadCatalog, programRoot } from '../catalog.ts'
import type { Environment } from '../environment.ts'
import { EXIT, UsageError } from '../exit.ts'
import { plainText } from '../hosts/text.ts'

interface Typed {
  json: boolean
  skills?: string[]
}

export async function list(environment: Environment, typed: Typed): Promise<void> {
  const { catalog, problems } = await loadCatalog(environment, typed.skills ?? [])
  if (typed.json) {
    environment.stdout.write(
      `${JSON.stringify(catalog.skills.map(({ name, title, version, source, dir, description }) => ({ name, title, version, source, dir, description })))}\n`,
    )
    return
  }
  for (const skill of catalog.skills)
    environment.stdout.write(
      plainText(
        `${skill.name} ${skill.version}   ${skill.title}${skill.source === 'builtin' ? '' : `   (${skill.source}: ${skill.dir})`}\n`,
      ),
    )
  for (const problem of problems) environment.stderr.write(`${plainText(formatProblem(problem))}\n`)
}

export async function show(environment: Environment, name: string, typed: Typed): Promise<void> {
  const { catalog } = await loadCatalog(environment, typed.skills ?? [])
  const skill = findSkill(catalog, name)
  if (typed.json) {
    environment.stdout.write(`${JSON.stringify(skill)}\n`)
    return
  }
  const lines = [
    `${skill.name} ${skill.version}: ${skill.title}`,
    skill.description,
    '',
    `needs: ${skill.dependencies.join(', ') || 'nothing'}`,
    `keywords: ${[...skill.keywords.primary, ...skill.keywords.secondary].join(', ')}`,
    '',
    'asks:',
    ...skill.questions.map((question) => `  ${question.fact}: ${question.ask}\n      ${question.why}`),
    '',
    'writes:',
    ...[...new Set(skill.templates.map((template) => template.path))].sort().map((path) => `  ${path}`),
  ]
  environment.stdout.write(`${lines.map(plainText).join('\n')}\n`)
}

/** Exit 6 with findings that are errors or warnings; notes are shown and count for nothing. */
export async function lint(environment: Environment, names: string[], typed: Typed): Promise<void> {
  const { catalog } = await loadCatalog(environment, [])
  const found = findSkills(
    searchPath({
      builtin: join(programRoot(), 'skillchain', 'skills'),
      user: join(environment.configDir, 'skills'),
      project: environment.cwd,
      flags: (typed.skills ?? []).map((dir) => resolve(environment.cwd, dir)),
    }),
    loadSkillFolder,
  )
  // A folder that cannot be read is what lint is for: it comes before a readable one of its name.
  const folders = new Map([...found.skills, ...found.broken].map((skill) => [skill.name, skill.dir]))
  const wanted = names.length === 0 ? [...folders.keys()] : names
  const problems: SkillProblem[] = names.length === 0 ? [...found.problems] : []
  const loaded: Skill[] = []
  for (const name of wanted) {
    const dir =
      folders.get(name) ??
      (existsSync(join(environment.cwd, name, 'SKILL.md')) ? resolve(environment.cwd, name) : undefined)
    if (dir === undefined) findSkill(catalog, name)
    else {
      const result = loadSkillFolder(dir, 'flag')
      problems.push(...result.problems)
      if (result.skill !== null) loaded.push(result.skill)
    }
  }
  const others = findSkills(
    [{ dir: join(programRoot(), 'skillchain', 'skills'), source: 'builtin' }],
    loadSkillFolder,
  ).skills
  const skills = [...loaded, ...others.filter((skill) => !loaded.some((one) => one.name === skill.name))]
  const context = {
    skills,
    known: catalog.known,
    facts: [...MODEL_NAMES, ...COMPUTED],
    blueprints: catalog.blueprints,
    filters: Object.keys(FILTERS),
  }
  for (const skill of loaded) problems.push(...lintSkill(skill, context))
  if (names.length === 0)
    for (const blueprint of catalog.blueprints) problems.push(...lintBlueprint(blueprint, context))
  for (const problem of unique(problems))
    environment.stdout.write(typed.json ? `${JSON.stringify(problem)}\n` : `${plainText(formatProblem(problem))}\n`)
  const bad = problems.filter((problem) => problem.severity !== 'info')
  if (!typed.json) environment.stdout.write(`${wanted.length} skills checked, ${bad.length} findings\n`)
  if (bad.length > 0 || hasErrors(problems)) process.exitCode = EXIT.belowBar
}

const unique = (problems: SkillProblem[]): SkillProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]

export async function create(environment: Environment, name: string, typed: { dir: string }): Promise<void> {
  const base = resolve(environment.cwd, typed.dir)
  let files: ReturnType<typeof scaffoldSkill>
  try {
    files = scaffoldSkill(name)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if (existsSync(join(base, name)))
    throw new UsageError(`${join(typed.dir, name)} exists already`, 'Choose another name, or remove the folder.')
  for (const file of files) {
    writeOutside(join(base, file.path), file.text, { fresh: true })
    environment.stdout.write(`${join(typed.dir, file.path)}\n`)
  }
  // Where skills are looked for by themselves, a name is enough.
  const found = searchPath({
    builtin: base,
    user: join(environment.configDir, 'skills'),
    project: environment.cwd,
    flags: [],
  }).some((path) => path.source !== 'builtin' && path.dir === base)
  const where = found ? name : join(typed.dir, name)
  const use = found ? '' : ` --skills ${typed.dir}`
  environment.stdout.write(`Check it: skillchain skills lint ${where}\n`)
  environment.stdout.write(`Try it:   skillchain "${name.replaceAll('-', ' ')}"${use} --dry-run\n`)
}
