import type { Derived } from '../../skills/types.ts'
import { type Fact, type FactValue, MATURITIES, type Maturity } from '../protocol/facts.ts'
import { resolveDerived } from './defaults.ts'
import { derive, type Kept } from './derive.ts'
import { type ModelFacts, modelFacts, type Service } from './model.ts'
import { type FactTree, treeOf } from './store.ts'

export interface ScopeInput {
  /** As `resolveFacts` gives them: every fact of the model is there. */
  facts: Readonly<Record<string, Fact>>
  /** Names in the chain, in its order. */
  skills: readonly string[]
  /** Every name that `has` answers for; the chain's alone without it. */
  allSkills?: readonly string[]
  maturity: Maturity
  goal: string
  versions: Readonly<Record<string, FactValue>>
  /** YYYY-MM-DD of the first run. */
  date: string
  /** Facts that the skills of the chain compute, in the chain's order. */
  derived?: readonly Derived[]
}

/** Every fact by dotted name, known, defaulted and computed: the flat form of what templates see. */
export function expandFacts(input: ScopeInput): Record<string, FactValue> {
  const given = Object.fromEntries(Object.values(input.facts).map((fact) => [fact.name, fact.value]))
  const model = modelFacts({ ...given, maturity: input.maturity })
  const flat: Record<string, FactValue> = {
    ...given,
    services: model.services.map((service) => expandService(service, model, input.versions)),
    ...derive(model, { date: input.date, kept: keptFrom(given) }),
  }
  const variables = variablesOf(input)
  const scope = (name: string): FactValue | undefined => (Object.hasOwn(flat, name) ? flat[name] : variables[name])
  const derived = (input.derived ?? []).filter((entry) => !Object.hasOwn(given, entry.fact))
  return { ...flat, ...resolveDerived(derived, scope) }
}

/** The variables of templates and conditions, as docs/skill-format.md lists them. */
export function scopeFor(input: ScopeInput): FactTree {
  return treeOf({ ...expandFacts(input), ...variablesOf(input) })
}

/** What an earlier run decided stands among the facts under the computed names. */
function keptFrom(values: Readonly<Record<string, FactValue>>): Kept {
  const cidrs = values['network.cidrs']
  const serial = values['dns.serial']
  const kept: Kept = {}
  if (typeof serial === 'number') kept.serial = serial
  if (cidrs !== null && typeof cidrs === 'object' && !Array.isArray(cidrs)) {
    kept.cidrs = Object.fromEntries(Object.entries(cidrs).map(([name, cidr]) => [name, String(cidr)]))
  }
  return kept
}

function variablesOf(input: ScopeInput): Record<string, FactValue> {
  const known = [...(input.allSkills ?? []), ...input.skills]
  return {
    maturity: input.maturity,
    level: MATURITIES.indexOf(input.maturity) + 1,
    skills: [...input.skills],
    has: Object.fromEntries(known.map((name) => [name.replaceAll('-', '_'), input.skills.includes(name)])),
    goal: input.goal,
    versions: { ...input.versions },
  }
}

/** A service answers under its name in the project's domain, and an image of the version table takes its tag there. */
function expandService(service: Service, facts: ModelFacts, versions: Readonly<Record<string, FactValue>>): FactValue {
  const image = service.image
  const version = versions[image.slice(image.lastIndexOf('/') + 1)]
  const tagged = hasTag(image) || typeof version !== 'string' ? image : `${image}:${version}`
  return { ...service, image: tagged, host: service.host ?? `${service.name}.${facts['dns.domain']}` }
}

/** A colon before the last slash is the port of a registry. */
export function hasTag(image: string): boolean {
  return image.includes('@') || image.slice(image.lastIndexOf('/') + 1).includes(':')
}
