import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Blueprint, loadBlueprint } from './blueprint.ts'
import { loadSkillFolder } from './load.ts'
import { formatProblem } from './problem.ts'
import { codeOf } from './read.ts'
import { findSkills } from './search.ts'
import { contentOf, INDEX_FORMAT, listingOf, type SkillIndex, survey } from './survey.ts'
import type { Skill, SkillProblem } from './types.ts'
import { buildWords } from './words.ts'

/** The text of dist/skills.json. Throws when a built-in skill or blueprint has an error: a build must not hide it. */
export function writeIndexText(skillsDir: string, blueprintsDir = join(skillsDir, '..', 'blueprints')): string {
  return writeIndexTexts(skillsDir, blueprintsDir).index
}

/** The texts of dist/skills.json and, for goals alone, dist/words.json. */
export function writeIndexTexts(skillsDir: string, blueprintsDir: string): { index: string; words: string } {
  const { skills, blueprints, problems } = readFolders(skillsDir, blueprintsDir)
  const errors = problems.filter((p) => p.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(formatProblem).join('\n'))
  return {
    index: `${JSON.stringify(buildIndex(skills, blueprints, { skillsDir, blueprintsDir }))}\n`,
    words: `${JSON.stringify(buildWords(skills, blueprints, { skills: skillsDir, blueprints: blueprintsDir }))}\n`,
  }
}

export function buildIndex(
  skills: readonly Skill[],
  blueprints: readonly Blueprint[],
  { skillsDir, blueprintsDir }: { skillsDir: string; blueprintsDir: string },
): SkillIndex {
  const files = [...survey(skillsDir), ...survey(blueprintsDir)]
  return {
    format: INDEX_FORMAT,
    listing: { skills: listingOf(skillsDir), blueprints: listingOf(blueprintsDir) },
    content: contentOf(files),
    skills: skills.map((skill) => slim(skill, skillsDir)),
    blueprints: blueprints.map((blueprint) => ({ ...blueprint, file: relative(blueprintsDir, blueprint.file) })),
  }
}

function slim(skill: Skill, skillsDir: string): Skill {
  const { places: _, prose: __, ...rest } = skill
  return {
    ...rest,
    dir: relative(skillsDir, skill.dir),
    templates: skill.templates.map((template) => ({ ...template, body: '' })),
    partials: Object.fromEntries(Object.keys(skill.partials ?? {}).map((name) => [name, ''])),
    bodies: 'on-disk',
  }
}

export function readFolders(
  skillsDir: string,
  blueprintsDir: string,
): { skills: Skill[]; blueprints: Blueprint[]; problems: SkillProblem[] } {
  const found = findSkills([{ dir: skillsDir, source: 'builtin' }], loadSkillFolder)
  const problems = [...found.problems]
  const blueprints = markdownFiles(blueprintsDir).flatMap((file) => {
    const loaded = loadBlueprint(file)
    problems.push(...loaded.problems)
    return loaded.blueprint ?? []
  })
  return { skills: found.skills, blueprints, problems }
}

function markdownFiles(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .sort()
      .map((name) => join(dir, name))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
