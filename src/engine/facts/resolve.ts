import type { DefaultSpec, Derived, Question, Skill } from '../../skills/types.ts'
import {
  type Fact,
  type FactOrigin,
  type FactValue,
  MATURITIES,
  type Maturity,
  type TypeSpec,
} from '../protocol/facts.ts'
import { resolveCases, resolveDefault } from './defaults.ts'
import { derive } from './derive.ts'
import { COMPUTED, isModelName, MODEL, MODEL_NAMES, modelFact, modelFacts } from './model.ts'
import { regionNamed } from './regions.ts'
import { slugFrom } from './values/text.ts'
import { readValue } from './values.ts'

/** What a run begins in, as far as defaults depend on it. */
export interface FactCircumstances {
  goal: string
  /** YYYY-MM-DD of the first run. */
  date: string
  projectName: string
  repository: string | null
  versions: Readonly<Record<string, FactValue>>
}

export interface ResolveInput {
  known: Iterable<Fact>
  /** The chain, in its order. Of two skills that ask for a fact, the earlier one's default counts. */
  skills: readonly Pick<Skill, 'name' | 'questions' | 'derived'>[]
  circumstances: FactCircumstances
}

/** Every fact with a value: known, or by the default of its question, or by the model's. */
export function resolveFacts(input: ResolveInput): Record<string, Fact> {
  const known = new Map([...fittingFacts(input.known)].map((fact) => [fact.name, fact]))
  const questions = new Map<string, { question: Question; skill: string }>()
  const derived = new Map<string, Derived>()
  for (const skill of input.skills) {
    for (const question of skill.questions) {
      if (!questions.has(question.fact)) questions.set(question.fact, { question, skill: skill.name })
    }
    for (const entry of skill.derived) if (!derived.has(entry.fact)) derived.set(entry.fact, entry)
  }
  const own: Record<string, FactValue> = {
    skills: input.skills.map((skill) => skill.name),
    has: Object.fromEntries(input.skills.map((skill) => [snake(skill.name), true])),
    goal: input.circumstances.goal,
    versions: { ...input.circumstances.versions },
  }
  const settled = new Map<string, FactValue | undefined>()

  // A default may read any fact, whichever skill asks for it; one that reads itself in a circle finds null.
  const get = (name: string): FactValue | undefined => {
    const fact = known.get(name)
    if (fact !== undefined) return fact.value
    if (Object.hasOwn(own, name)) return own[name]
    if (name === 'level') return levelOf(get('maturity'))
    if (settled.has(name)) return settled.get(name)
    settled.set(name, knows(name) ? null : undefined)
    const value = work(name)
    settled.set(name, value)
    return value
  }
  const knows = (name: string): boolean =>
    isModelName(name) || questions.has(name) || derived.has(name) || (COMPUTED as readonly string[]).includes(name)
  const work = (name: string): FactValue | undefined => {
    const entry = derived.get(name)
    if (entry !== undefined) return resolveCases(entry.cases, get) ?? null
    const question = questions.get(name)?.question
    if (question !== undefined) return fitting(question.default, specOf(question), name)
    if (isModelName(name)) return modelDefault(name)
    if (name === 'aws.paired_region') return regionNamed(String(get('aws.region')))?.pair ?? null
    return (COMPUTED as readonly string[]).includes(name) ? computed()[name] : undefined
  }
  const modelDefault = (name: string): FactValue => {
    if (name === 'project.name') return slugFrom(input.circumstances.projectName, 20) || 'platform'
    if (name === 'project.repository') return fittingValue(input.circumstances.repository, MODEL[name].spec) ?? null
    return isModelName(name) ? resolveDefault(MODEL[name].default, get) : null
  }
  /** A default that its own type refuses is a fault of the skill, which lint reports; the model's default stands in. */
  const fitting = (spec: DefaultSpec, type: TypeSpec, name: string): FactValue => {
    const value = resolveDefault(spec, get)
    const fit = value === null ? undefined : fittingValue(value, type)
    return fit ?? (isModelName(name) ? modelDefault(name) : null)
  }
  /** In a circle of defaults a fact may be missing here; the model's default keeps the arithmetic alive. */
  const computed = (): Record<string, FactValue> => {
    const model = Object.fromEntries(MODEL_NAMES.map((name) => [name, get(name) ?? modelDefault(name)]))
    return derive(modelFacts(model), { date: input.circumstances.date })
  }

  const facts: Record<string, Fact> = {}
  for (const name of [...MODEL_NAMES, ...questions.keys(), ...known.keys()]) {
    if (Object.hasOwn(facts, name)) continue
    const given = known.get(name)
    if (given !== undefined) facts[name] = given
    else if (!derived.has(name)) {
      const skill = questions.get(name)?.skill
      facts[name] = {
        name,
        value: get(name) ?? null,
        origin: 'default',
        ...(skill === undefined ? {} : { source: skill }),
      }
    }
  }
  return facts
}

/** The type of a question's fact: its own, or the shared model's when it leaves the type out. */
export function specOf(question: Question): TypeSpec {
  const model = question.typed === false ? modelFact(question.fact)?.spec : undefined
  if (model === undefined) return question.spec
  return question.choices === undefined ? model : { ...model, choices: question.choices }
}

/** What a person said is wrong and came past the checks of its border: an edited journal. */
export class FactValueError extends Error {
  readonly fact: string
  constructor(fact: Fact, problem: string, expected: string) {
    super(`${fact.name}${fact.source === undefined ? '' : ` (from ${fact.source})`}: ${problem}; expected ${expected}`)
    this.name = 'FactValueError'
    this.fact = fact.name
  }
}

const SAID: readonly FactOrigin[] = ['answer', 'flag', 'answers-file']

/** Canonical values. One that was only understood or suggested and does not fit is not known, and a default stands in. */
function* fittingFacts(facts: Iterable<Fact>): Generator<Fact> {
  for (const fact of facts) {
    const spec = modelFact(fact.name)?.spec
    const result = spec === undefined ? undefined : readValue(fact.value, spec)
    if (result === undefined) yield fact
    else if (result.ok) yield { ...fact, value: result.value }
    else if (SAID.includes(fact.origin)) throw new FactValueError(fact, result.problem, result.expected)
  }
}

function levelOf(maturity: FactValue | undefined): number {
  // A value that is no level is not found.
  return MATURITIES.indexOf(maturity as Maturity) + 1
}

function fittingValue(value: FactValue, spec: TypeSpec): FactValue | undefined {
  const result = readValue(value, spec)
  return result.ok ? result.value : undefined
}

const snake = (name: string): string => name.replaceAll('-', '_')
