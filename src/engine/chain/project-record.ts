import type { Fact, FactValue, Maturity } from '../protocol/index.ts'
import { MATURITIES } from '../protocol/index.ts'
import type { Manifest } from '../workspace/index.ts'
import type { Confirmed } from './confirm.ts'
import type { RunContext } from './context.ts'
import type { Knowledge } from './knowledge.ts'

/** What `regenerate`, `diff` and `report` need to know about a result; kept in its manifest. */
export interface ProjectRecord {
  goal: string
  date: string
  maturity: Maturity
  blueprint: string | null
  skills: string[]
  /** Dependencies that were taken out on purpose. */
  without: string[]
  /** Facts that were given, by whomever; defaults are worked out again. */
  facts: Record<string, FactValue>
  /** Values that must stay although their inputs grow. */
  cidrs: Record<string, string>
  serial: number | null
}

export function projectRecord(ctx: RunContext, knowledge: Knowledge, confirmed: Confirmed): Record<string, FactValue> {
  const { scope, maturity } = knowledge.resolve()
  // What a blueprint brings and what is kept from the first run stands in fields of its own.
  const given = knowledge
    .given()
    .filter(({ name, origin }: Fact) => origin !== 'blueprint' && origin !== 'derived' && name !== 'maturity')
  return {
    goal: ctx.goal,
    date: ctx.origin.date,
    maturity,
    blueprint: confirmed.chain.blueprint?.name ?? null,
    skills: confirmed.skills.map((skill) => skill.name),
    without: confirmed.selection.without ?? [],
    // The folder may be renamed later; the project keeps its name.
    facts: {
      'project.name': at(scope.project, 'name'),
      'project.repository': at(scope.project, 'repository'),
      ...Object.fromEntries(given.map((fact) => [fact.name, fact.value])),
    },
    cidrs: at(scope.network, 'cidrs'),
    serial: at(scope.dns, 'serial'),
  }
}

function at(tree: FactValue | undefined, name: string): FactValue {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree) ? (tree[name] ?? null) : null
}

/** The record of an earlier run, or null when the result is not ours or its record is of another shape. */
export function readProject(manifest: Manifest | null): ProjectRecord | null {
  const raw = manifest?.project
  if (raw === undefined) return null
  const { goal, date, maturity, blueprint, skills, without, facts, cidrs, serial } = raw
  const level = MATURITIES.find((known) => known === maturity)
  if (typeof goal !== 'string' || typeof date !== 'string' || level === undefined || !Array.isArray(skills)) return null
  return {
    goal,
    date,
    maturity: level,
    blueprint: typeof blueprint === 'string' ? blueprint : null,
    skills: skills.filter((name) => typeof name === 'string'),
    without: Array.isArray(without) ? without.filter((name) => typeof name === 'string') : [],
    facts: isTree(facts) ? facts : {},
    cidrs: isTree(cidrs)
      ? Object.fromEntries(
          Object.entries(cidrs).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
        )
      : {},
    serial: typeof serial === 'number' ? serial : null,
  }
}

const isTree = (value: FactValue | undefined): value is { [key: string]: FactValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values that an earlier run worked out and that must not move when their inputs grow. */
export function keptFacts(manifest: Manifest | null): Fact[] {
  const project = readProject(manifest)
  if (project === null) return []
  return [
    { name: 'network.cidrs', value: project.cidrs, origin: 'derived', source: 'the first run' },
    ...(project.serial === null
      ? []
      : [{ name: 'dns.serial', value: project.serial, origin: 'derived', source: 'the first run' } as const]),
  ]
}

/** What was chosen for this result before. Offered again in place of the defaults: a second run changes nothing unasked. */
export function rememberedFacts(manifest: Manifest | null): Fact[] {
  const project = readProject(manifest)
  if (project === null) return []
  return Object.entries({ ...project.facts, maturity: project.maturity }).flatMap(([name, value]): Fact[] =>
    value === null ? [] : [{ name, value, origin: 'preferences', source: 'the last run' }],
  )
}
