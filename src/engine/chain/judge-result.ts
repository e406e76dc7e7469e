import { holds } from '../../skills/condition.ts'
import type { CheckOutcome, Tree } from '../checks/index.ts'
import type { Fact, Report } from '../protocol/index.ts'
import { buildReport } from '../report/index.ts'
import { readManifest, type Workspace } from '../workspace/index.ts'
import type { Catalog } from './context.ts'
import { diskTree } from './disk-tree.ts'
import { allFacts } from './finish.ts'
import { createKnowledge } from './knowledge.ts'
import { keptFacts, readProject } from './project-record.ts'
import { sharedBy } from './shared.ts'

export interface ResultOnDisk {
  tree: Tree
  facts: Fact[]
  /** Its skills that are not here. */
  unknown: string[]
  judge(checks: readonly CheckOutcome[]): Report
}

/** A result as it stands on disk now; null when it is none of ours. */
export function openResult(workspace: Workspace, catalog: Catalog, shown: string): ResultOnDisk | null {
  const manifest = readManifest(workspace)
  const project = readProject(manifest)
  if (manifest === null || project === null) return null
  const skills = catalog.skills.filter((skill) => project.skills.includes(skill.name))
  const knowledge = createKnowledge({
    goal: project.goal,
    date: project.date,
    projectName: String(project.facts['project.name'] ?? ''),
    repository: null,
    versions: catalog.versions,
    allSkills: [...catalog.skills.map((skill) => skill.name), ...catalog.known],
  })
  for (const fact of keptFacts(manifest)) knowledge.set(fact)
  for (const [name, value] of Object.entries({ ...project.facts, maturity: project.maturity })) {
    knowledge.set({ name, value, origin: 'answers-file', source: 'the last run' })
  }
  knowledge.inChain(skills)
  const facts = allFacts(knowledge)
  const blueprint = catalog.blueprints.find((one) => one.name === project.blueprint) ?? null
  const tree = diskTree(workspace)
  const input = {
    goal: project.goal,
    maturity: project.maturity,
    tree,
    facts,
    skills: [...sharedBy(skills, catalog), ...skills],
    blueprint,
    holds: (condition: string) => holds(condition, knowledge.resolve().scope),
    owner: (path: string) => manifest.files.get(path)?.owner,
    root: shown,
  }
  const unknown = project.skills.filter((name) => !skills.some((skill) => skill.name === name))
  return { tree, facts, unknown, judge: (checks) => buildReport({ ...input, checks }) }
}
