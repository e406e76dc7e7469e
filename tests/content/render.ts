import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drawings } from '../../src/engine/chain/drawings.ts'
import { linksOf, pairsOf } from '../../src/engine/chain/links.ts'
import { sharedBy } from '../../src/engine/chain/shared.ts'
import { resolveFacts, scopeFor } from '../../src/engine/facts/index.ts'
import type { Diagnostic } from '../../src/engine/protocol/diagnostic.ts'
import type { FactValue, Maturity } from '../../src/engine/protocol/facts.ts'
import { composeFiles, createRenderer, type OutFile, renderSkill } from '../../src/engine/render/index.ts'
import { loadSkillFolder } from '../../src/skills/load.ts'
import { readTextFile } from '../../src/skills/read.ts'
import type { Skill } from '../../src/skills/types.ts'
import { parseYaml } from '../../src/skills/yaml.ts'

const CONTENT = new URL('../../skillchain/', import.meta.url).pathname

export interface RepositoryRequest {
  /** Names in the order of the chain. */
  skills: readonly string[]
  maturity: Maturity
  set?: Readonly<Record<string, FactValue>>
  projectName?: string
}

export interface Repository {
  files: OutFile[]
  problems: Diagnostic[]
  skills: Skill[]
  scope: Record<string, FactValue>
}

export function loadBuiltinSkill(name: string): Skill {
  const { skill, problems } = loadSkillFolder(join(CONTENT, 'skills', name), 'builtin')
  const faults = problems.filter((problem) => problem.severity !== 'info')
  if (skill === null || faults.length > 0) throw new Error(`${name}: ${JSON.stringify(faults, null, 2)}`)
  return skill
}

export function versionTable(): Record<string, FactValue> {
  const file = join(CONTENT, 'versions.yaml')
  const table = parseYaml(readTextFile(file), file).value
  if (table === null || typeof table !== 'object' || Array.isArray(table)) throw new Error('versions.yaml is no table')
  return Object.fromEntries(
    Object.entries(table).map(([key, entry]) => {
      const known = entry !== null && typeof entry === 'object' && !Array.isArray(entry) && 'value' in entry
      return [key, known ? String(entry.value) : null]
    }),
  )
}

/** What the real pipeline writes for these facts, in memory. */
export function renderRepository(request: RepositoryRequest): Repository {
  const skills = request.skills.map(loadBuiltinSkill)
  const shared = sharedBy(skills, { shared: ['shared', 'shared-ansible'].map(loadBuiltinSkill) })
  const versions = versionTable()
  const date = '2026-11-20'
  const goal = 'a test of the content'
  const given = { maturity: request.maturity, ...request.set }
  const facts = resolveFacts({
    known: Object.entries(given).map(([name, value]) => ({ name, value, origin: 'flag' as const })),
    skills,
    circumstances: { goal, date, projectName: request.projectName ?? 'shop', repository: null, versions },
  })
  const known = scopeFor({
    facts,
    skills: request.skills,
    allSkills: BUILTIN,
    maturity: request.maturity,
    goal,
    versions,
    date,
    derived: skills.flatMap((skill) => skill.derived),
  }) as Record<string, FactValue> // a tree of facts is a fact value
  const links = linksOf(skills, known)
  const scope = { ...known, links: links.map((link) => ({ ...link })), link_pairs: pairsOf(links) }
  const renderer = createRenderer()
  const composed = composeFiles([...shared, ...skills].flatMap((skill) => renderSkill(skill, scope, renderer)))
  const computed = Object.entries(known)
    .filter(([name]) => !Object.hasOwn(facts, name))
    .map(([name, value]) => ({ name, value, origin: 'derived' as const }))
  const drawn = drawings(composed.files, [...Object.values(facts), ...computed], request.skills, links)
  return { ...composed, files: [...composed.files, ...drawn], skills: [...shared, ...skills], scope }
}

export function writeRepository(repository: Repository, dir: string): void {
  for (const file of repository.files) {
    const path = join(dir, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.content)
    chmodSync(path, file.mode)
  }
}

/** All names that `has` answers for. */
export const BUILTIN = [
  'administering-linux',
  'architecting-networks',
  'configuring-nginx',
  'designing-distributed-systems',
  'implementing-service-mesh',
  'load-balancing-patterns',
  'managing-configuration',
  'managing-dns',
  'operating-kubernetes',
  'planning-disaster-recovery',
  'shell-scripting',
  'writing-infrastructure-code',
]
