import { join } from 'node:path'
import { didYouMean } from './nearest.ts'
import { FormatError, type Path, problem, WHOLE_FILE } from './problem.ts'
import { listFiles, readTextFile } from './read.ts'
import type { Keywords, SkillProblem } from './types.ts'
import { parseYaml, type YamlDocument } from './yaml.ts'

/** One skill of a public registry: what that collection knows about it, which is not enough to generate anything. */
export interface RegistrySkill {
  name: string
  domain: string
  priority: number
  keywords: Keywords
  dependencies: string[]
  /** True for `["*"]`: after everything else. */
  afterAll: boolean
  invocation: string
  description: string
  file: string
  line: number
}

export interface Registry {
  version: string
  domains: string[]
  skills: RegistrySkill[]
  /** Skill chains that the older single-file registry holds. */
  blueprints: { name: string; description: string; primary: string[]; secondary: string[]; skills: string[] }[]
}

const REGISTRY_LIMIT = 1024 * 1024
const SKILL_KEYS = new Set([
  ...['priority', 'keywords', 'invocation', 'dependencies', 'questions', 'estimate_tokens', 'version', 'description'],
  ...['group', 'required', 'parallel_group', 'category', 'plugin', 'plugin_group', 'domain'],
])

type Fields = Record<string, unknown>

/**
 * Reads a folder of public registries, split by domain with an `_index.yaml`, or a single older file. What they contain
 * is loaded as it is; counts, files and names that do not agree are reported.
 */
export function loadRegistry(dir: string): { registry: Registry; problems: SkillProblem[] } {
  const problems: SkillProblem[] = []
  const registry: Registry = { version: '', domains: [], skills: [], blueprints: [] }
  const tree = listFiles(dir, dir, { files: 200, depth: 1 })
  problems.push(...tree.problems)
  const files = tree.files.filter((name) => /\.ya?ml$/.test(name))
  const documents = files.flatMap((name) => open(join(dir, name), problems) ?? [])
  for (const source of documents) {
    if (!isIndex(source.top)) readDomain(source, registry, problems)
  }
  for (const source of documents) if (isIndex(source.top)) readIndexFile(source, registry, problems)
  checkNames(registry, documents, problems)
  return { registry, problems }
}

interface Source {
  file: string
  document: YamlDocument
  top: Fields
}

function open(file: string, problems: SkillProblem[]): Source | null {
  try {
    const document = parseYaml(readTextFile(file, REGISTRY_LIMIT), file)
    const top = fields(document.value)
    if (top) return { file, document, top }
    problems.push(problem('error', file, WHOLE_FILE, 'this is not a registry'))
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    problems.push(error.problem)
  }
  return null
}

function isIndex(top: Fields): boolean {
  return fields(top.domains) !== null
}

function readDomain(source: Source, registry: Registry, problems: SkillProblem[]): void {
  const { file, document, top } = source
  const skills = fields(top.skills)
  if (!skills) {
    problems.push(problem('warning', file, document.at(['skills']), 'this registry lists no skills'))
    return
  }
  const domain = text(top.domain) || 'general'
  if (!registry.domains.includes(domain)) registry.domains.push(domain)
  registry.version ||= text(top.registry_version) || text(top.version)
  for (const [name, raw] of Object.entries(skills)) {
    const skill = readSkill(name, raw, text(fields(raw)?.domain) || domain, source, problems)
    if (!skill) continue
    if (registry.skills.some((other) => other.name === name)) {
      problems.push(problem('warning', file, document.keyAt(['skills', name]), `"${name}" stands in two registries`))
    } else registry.skills.push(skill)
  }
  const group = text(top.plugin_group)
  checkGroups(source, skills, group, problems)
  readLegacyBlueprints(top, registry)
}

function readSkill(
  name: string,
  raw: unknown,
  domain: string,
  { file, document }: Source,
  problems: SkillProblem[],
): RegistrySkill | null {
  const path = ['skills', name]
  const say = (below: Path, message: string, hint?: string): void => {
    problems.push(problem('warning', file, document.at([...path, ...below]), message, hint))
  }
  const found = fields(raw)
  if (!found) {
    say([], `"${name}" is not a skill`)
    return null
  }
  for (const key of Object.keys(found)) {
    if (!SKILL_KEYS.has(key)) say([key], `nobody knows "${key}"`, didYouMean(key, SKILL_KEYS))
  }
  if (typeof found.priority !== 'number') say(['priority'], `"${name}" has no priority; it comes last`)
  // The older registry lists its keywords without dividing them.
  const words = Array.isArray(found.keywords) ? { primary: found.keywords } : (fields(found.keywords) ?? {})
  const dependencies = list(found.dependencies)
  return {
    name,
    domain,
    priority: typeof found.priority === 'number' ? found.priority : 1000,
    keywords: {
      primary: list(words.primary),
      secondary: list(words.secondary),
      exclusions: list(words.exclusions),
      requiresAny: list(words.requires_any),
    },
    dependencies: dependencies.filter((d) => d !== '*'),
    afterAll: dependencies.includes('*'),
    invocation: text(found.invocation),
    description: text(found.description),
    file,
    line: document.keyAt(path).line,
  }
}

/** The invocation names a plugin; most domains say which plugin is theirs. */
function checkGroups({ file, document }: Source, skills: Fields, group: string, problems: SkillProblem[]): void {
  for (const [name, raw] of Object.entries(skills)) {
    const invocation = text(fields(raw)?.invocation)
    const [plugin, target] = invocation.split(':')
    const place = document.at(['skills', name, 'invocation'])
    if (invocation === '') {
      problems.push(problem('info', file, place, `"${name}" has no invocation`))
    } else if (target === undefined) {
      problems.push(problem('warning', file, place, `"${invocation}" does not read like plugin:skill`))
    } else {
      if (target !== name)
        problems.push(problem('warning', file, place, `"${name}" invokes "${target}"`, didYouMean(target, [name])))
      if (group !== '' && plugin !== group) {
        problems.push(problem('warning', file, place, `the plugin "${plugin}" is not this domain's, "${group}"`))
      }
    }
  }
}

function readIndexFile({ file, document, top }: Source, registry: Registry, problems: SkillProblem[]): void {
  registry.version = text(top.version) || registry.version
  const domains = fields(top.domains) ?? {}
  let total = 0
  for (const [name, raw] of Object.entries(domains)) {
    const entry = fields(raw) ?? {}
    const skills = registry.skills.filter((s) => s.domain === name)
    const path = ['domains', name]
    const count = typeof entry.skill_count === 'number' ? entry.skill_count : null
    total += count ?? skills.length
    if (!registry.domains.includes(name)) {
      problems.push(problem('info', file, document.at([...path, 'file']), `the registry of "${name}" is not here`))
    } else if (count !== null && count !== skills.length) {
      const message = `"${name}" is said to have ${count} skills and has ${skills.length}`
      problems.push(problem('warning', file, document.at([...path, 'skill_count']), message))
    }
  }
  if (typeof top.total_skills === 'number' && top.total_skills !== total) {
    const message = `total_skills says ${top.total_skills}, the domains add up to ${total}`
    problems.push(problem('warning', file, document.at(['total_skills']), message))
  }
  for (const domain of registry.domains) {
    if (!Object.hasOwn(domains, domain)) {
      problems.push(problem('warning', file, document.at(['domains']), `the domain "${domain}" is not in the index`))
    }
  }
}

function checkNames(registry: Registry, documents: readonly Source[], problems: SkillProblem[]): void {
  const names = new Set(registry.skills.map((s) => s.name))
  for (const skill of registry.skills) {
    const document = documents.find((d) => d.file === skill.file)?.document
    skill.dependencies.forEach((dependency, i) => {
      if (names.has(dependency)) return
      const place = document?.at(['skills', skill.name, 'dependencies', i]) ?? WHOLE_FILE
      const message = `"${skill.name}" depends on "${dependency}", which no registry here has`
      problems.push(problem('warning', skill.file, place, message, didYouMean(dependency, names)))
    })
    if (skill.afterAll) {
      const place = document?.at(['skills', skill.name, 'dependencies']) ?? WHOLE_FILE
      problems.push(problem('info', skill.file, place, `"*" means that "${skill.name}" comes after all others`))
    }
  }
}

/** The older registry is the only place that has blueprints as data. */
function readLegacyBlueprints(top: Fields, registry: Registry): void {
  for (const [name, raw] of Object.entries(fields(top.blueprints) ?? {})) {
    const found = fields(raw) ?? {}
    const triggers = fields(found.triggers) ?? {}
    registry.blueprints.push({
      name,
      description: text(found.description),
      primary: list(triggers.primary),
      secondary: list(triggers.secondary),
      skills: list(found.skill_chain),
    })
  }
}

function fields(value: unknown): Fields | null {
  const isMapping = value !== null && typeof value === 'object' && !Array.isArray(value)
  return isMapping ? (value as Fields) : null // a YAML mapping
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function list(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value)
    ? value.filter((entry) => typeof entry === 'string' || typeof entry === 'number').map(String)
    : []
}
