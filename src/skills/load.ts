import { lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keysOf, matchShape } from './border.ts'
import { checkExpressions, checkTwice, complainer, toDerived, toQuestion } from './config.ts'
import { type Fence, outline, splitFrontmatter } from './markdown.ts'
import { emptyOutputs, type LoadedOutputs, readOutputs } from './outputs.ts'
import { pathFault } from './paths.ts'
import { FormatError, hasErrors, problem, WHOLE_FILE } from './problem.ts'
import { codeOf, listFiles, readTextFile } from './read.ts'
import { type Configuration, configuration, frontmatter } from './shape.ts'
import { readTemplate } from './template.ts'
import type { Consumed, Skill, SkillProblem, TemplateFile } from './types.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

export interface LoadedSkill {
  skill: Skill | null
  problems: SkillProblem[]
}

export const SECTION = 'Skillchain Configuration'
const TEMPLATE_LIMIT = 256 * 1024
const BODIES_LIMIT = 4 * 1024 * 1024

/** Reads a skill folder. Whatever is in it, the answer is a skill or problems, and nothing outside the folder is read. */
export function loadSkillFolder(dir: string, source: Skill['source']): LoadedSkill {
  const problems: SkillProblem[] = []
  try {
    return { skill: read(dir, source, problems), problems }
  } catch (error) {
    if (error instanceof FormatError) problems.push(error.problem)
    else problems.push(problem('error', dir, WHOLE_FILE, `the skill cannot be read: ${codeOf(error)}`))
    return { skill: null, problems }
  }
}

function read(dir: string, source: Skill['source'], problems: SkillProblem[]): Skill | null {
  const file = join(dir, 'SKILL.md')
  const text = readTextFile(file)
  const head = readFrontmatter(text, file, basename(dir), problems)
  const block = configurationBlock(text, file, problems)
  const outputsFile = join(dir, 'outputs.yaml')
  const config = block ? readConfiguration(block, file, problems) : null
  const outputs = readOutputsFile(outputsFile, config?.value.dimensions ?? {}, block !== null, problems)
  const templates = readTemplates(dir, problems)
  const partials = readPartials(dir, problems)
  if (!head || hasErrors(problems)) return null

  if (outputs.skill !== null && outputs.skill !== head.name) {
    const place = outputs.document?.at(['skill']) ?? WHOLE_FILE
    problems.push(
      problem('warning', outputsFile, place, `these are the outputs of "${outputs.skill}"`, `write ${head.name}`),
    )
  }
  const base = { name: head.name, description: head.description, version: head.version, dir, source }
  const prose = proseOf(text, block)
  if (!config) {
    const message = `${head.name} has no "## ${SECTION}" section: it can be shown, and contributes nothing to a chain`
    problems.push(problem('info', file, WHOLE_FILE, message, 'docs/skill-format.md describes the section'))
    return { ...base, ...textOnly(head.name), outputs: outputs.outputs, prose }
  }
  return {
    ...base,
    ...toParts(config.value, config.document),
    outputs: outputs.outputs,
    templates,
    partials,
    prose,
    places: {
      skillFile: file,
      outputsFile,
      config: config.document.places(),
      outputs: outputs.document?.places() ?? {},
    },
  }
}

interface Head {
  name: string
  description: string
  version: string
}

function readFrontmatter(text: string, file: string, folder: string, problems: SkillProblem[]): Head | null {
  const { yaml, unclosed } = splitFrontmatter(text)
  if (yaml === null) {
    const message = unclosed ? 'the frontmatter is not closed' : 'SKILL.md must begin with frontmatter'
    problems.push(problem('error', file, { line: 1, column: 1 }, message, 'name and description between two --- lines'))
    return null
  }
  try {
    const document = parseYaml(yaml, file, { linesBefore: 1, limit: 64 * 1024 })
    const { value, problems: found } = matchShape(frontmatter, document.value, document, file)
    problems.push(...found)
    if (!value) return null
    if (value.name !== folder) {
      const message = `the name "${value.name}" is not that of its folder, "${folder}"`
      problems.push(problem('error', file, document.at(['name']), message, 'rename one of them'))
    }
    const version = value.version ?? value.metadata?.version ?? '0.0.0'
    return { name: value.name, description: value.description, version }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    problems.push(error.problem)
    return null
  }
}

/** The one YAML block under the configuration heading; null when there is no such heading. */
function configurationBlock(text: string, file: string, problems: SkillProblem[]): Fence | null {
  const { headings, fences, unclosed } = outline(text)
  const sections = headings.filter((h) => h.title.toLowerCase() === SECTION.toLowerCase())
  const [section, second] = sections
  if (!section) return null
  const at = { line: section.line, column: 1 }
  if (second)
    problems.push(problem('error', file, { line: second.line, column: 1 }, `a second "## ${SECTION}" section`))
  const blocks = fences.filter((f) => f.headings.includes(section) && ['yaml', 'yml'].includes(f.language))
  if (blocks.length !== 1) {
    const message = `"## ${SECTION}" needs exactly one \`\`\`yaml block, found ${blocks.length}`
    const hint = unclosed === null ? undefined : `the block that begins on line ${unclosed} is not closed`
    problems.push(problem('error', file, at, message, hint))
  }
  return blocks[0] ?? null
}

function readConfiguration(
  block: Fence,
  file: string,
  problems: SkillProblem[],
): { value: Configuration; document: YamlDocument } | null {
  try {
    const document = parseYaml(block.text, file, { linesBefore: block.line - 1 })
    const known = [
      ...keysOf(configuration),
      'fact',
      'ask',
      'why',
      'type',
      'choices',
      'default',
      'when',
      'from',
      'cases',
    ]
    const { value, problems: found } = matchShape(configuration, document.value, document, file, known)
    problems.push(...found)
    if (!value) return null
    const complain = complainer(document, file, problems)
    checkExpressions(value, complain)
    checkTwice(value, complain)
    return { value, document }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    problems.push(error.problem)
    return null
  }
}

function toParts(config: Configuration, document: YamlDocument) {
  const { primary, secondary, exclusions, requires_any: requiresAny } = config.keywords
  return {
    title: config.title,
    priority: config.priority,
    keywords: { primary, secondary, exclusions, requiresAny },
    dependencies: config.dependencies.map((one) => (typeof one === 'string' ? one : one.skill)),
    dependsWhen: Object.fromEntries(
      config.dependencies.flatMap((one) => (typeof one === 'string' ? [] : [[one.skill, one.when]])),
    ),
    includes: config.includes,
    ...(config.shared ? { shared: true } : {}),
    conflicts: config.conflicts,
    needs: config.needs.map(withoutUndefined),
    provides: config.provides.map(withoutUndefined),
    consumes: config.consumes.map(toConsumed),
    questions: config.questions.map((q, i) => toQuestion(q, document, ['questions', i])),
    derived: config.derived.map(toDerived),
  } satisfies Partial<Skill>
}

function withoutUndefined<T extends { when?: string | undefined }>(item: T): Omit<T, 'when'> & { when?: string } {
  const { when, ...rest } = item
  return when === undefined ? rest : { ...rest, when }
}

function toConsumed({ for: purpose, optional, ...reference }: Configuration['consumes'][number]): Consumed {
  return {
    ...withoutUndefined(reference),
    ...(purpose === undefined ? {} : { for: purpose }),
    ...(optional ? { optional } : {}),
  }
}

function textOnly(name: string) {
  return {
    title: name,
    priority: 1000,
    keywords: { primary: [], secondary: [], exclusions: [], requiresAny: [] },
    dependencies: [],
    dependsWhen: {},
    includes: [],
    conflicts: [],
    needs: [],
    provides: [],
    consumes: [],
    questions: [],
    derived: [],
    templates: [],
    textOnly: true,
  } satisfies Partial<Skill>
}

function readOutputsFile(
  file: string,
  dimensions: Record<string, string>,
  wanted: boolean,
  problems: SkillProblem[],
): LoadedOutputs {
  if (!exists(file)) {
    if (wanted) problems.push(problem('error', file, WHOLE_FILE, 'a skill with a configuration needs an outputs.yaml'))
    return { outputs: emptyOutputs(dimensions), skill: null, problems: [], document: null }
  }
  try {
    const loaded = readOutputs(readTextFile(file), file, dimensions)
    problems.push(...loaded.problems)
    return loaded
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    problems.push(error.problem)
    return { outputs: emptyOutputs(dimensions), skill: null, problems: [], document: null }
  }
}

function readTemplates(dir: string, problems: SkillProblem[]): TemplateFile[] {
  return readBodies(dir, 'files', problems).flatMap(({ path, text, file }) => {
    const read = readTemplate(path, text, file)
    problems.push(...read.problems)
    return read.template ?? []
  })
}

function readPartials(dir: string, problems: SkillProblem[]): Record<string, string> {
  return Object.fromEntries(
    readBodies(dir, 'partials', problems).flatMap(({ path, text, file }) => {
      const fault = pathFault(path)
      if (fault) problems.push(problem('error', file, WHOLE_FILE, `the name of this partial is ${fault}`))
      return [[path.replace(/\.liquid$/, ''), text] as const]
    }),
  )
}

function readBodies(
  dir: string,
  folder: string,
  problems: SkillProblem[],
): { path: string; text: string; file: string }[] {
  const root = join(dir, folder)
  if (!exists(root)) return []
  if (!lstatSync(root).isDirectory()) {
    problems.push(problem('error', root, WHOLE_FILE, `${folder}/ must be a folder, not a link or a file`))
    return []
  }
  const tree = listFiles(root, root)
  problems.push(...tree.problems)
  let total = 0
  const bodies: { path: string; text: string; file: string }[] = []
  for (const path of tree.files) {
    const file = join(root, path)
    try {
      const text = readTextFile(file, TEMPLATE_LIMIT)
      total += text.length
      if (total > BODIES_LIMIT)
        throw new FormatError(problem('error', root, WHOLE_FILE, `more than ${BODIES_LIMIT} characters in all`))
      bodies.push({ path, text, file })
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      problems.push(error.problem)
      if (total > BODIES_LIMIT) break
    }
  }
  return bodies
}

function exists(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

function proseOf(text: string, block: Fence | null): string {
  const { body, bodyLine } = splitFrontmatter(text)
  const heading = block?.headings.at(-1)
  if (!heading) return body.trim()
  const { headings } = outline(text)
  const next = headings.find((h) => h.line > heading.line && h.level <= heading.level)
  const lines = body.split('\n')
  const before = lines.slice(0, heading.line - bodyLine)
  return [...before, ...(next ? lines.slice(next.line - bodyLine) : [])].join('\n').trim()
}
