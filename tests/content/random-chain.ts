import { orderChain, withDependencies } from '../../src/engine/chain/order.ts'
import { modelFact, specOf } from '../../src/engine/facts/index.ts'
import type { FactValue, Maturity, TypeSpec } from '../../src/engine/protocol/facts.ts'
import type { Question, Skill } from '../../src/skills/types.ts'

export interface Combination {
  skills: string[]
  maturity: Maturity
  set: Record<string, FactValue>
}

/** A generator that gives the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const LEVELS: readonly Maturity[] = ['starter', 'intermediate', 'advanced']

/** Values that no choice offers, and that change what is written. */
const TEXTS: Readonly<Record<string, readonly FactValue[]>> = {
  'dns.domain': ['acme.dev', 'shop.internal', 'corp.example-shop.net'],
  environments: [['prod'], ['prod', 'staging'], ['dev', 'qa', 'prod']],
  'project.name': ['shop', 'a', 'twenty-letters-long-x'],
  'project.repository': ['https://github.com/acme/shop'],
  'network.admin_cidrs': [[], ['203.0.113.0/24']],
  'linux.platform': ['aws', 'existing'],
  'dns.provider': [['route53'], ['bind'], ['route53', 'bind']],
  services: [
    [
      { name: 'web', calls: ['api'] },
      { name: 'api', class: 'critical', min: 3, max: 9 },
      { name: 'nightly', class: 'batch' },
    ],
    [{ name: 'only-one' }],
  ],
}

/** Facts that dependencies read. */
const BEFORE = new Set(['linux.platform', 'dns.provider'])

/** Some skills with what they depend on, and random answers to some of their questions. */
export function combination(all: readonly Skill[], seed: number): Combination {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T // never asked of an empty list
  const wanted = all.filter(() => random() < 0.35).map((skill) => skill.name)
  const names = wanted.length > 0 ? wanted : [pick(all).name]
  const set: Record<string, FactValue> = {}
  for (const [name, values] of Object.entries(TEXTS)) if (random() < 0.4) set[name] = pick(values)
  // What a goal says before the chain is built: dependencies read it, and later answers do not change it.
  const said = { linux: { platform: set['linux.platform'] ?? null }, dns: { provider: set['dns.provider'] ?? null } }
  const complete = withDependencies(names, all, { scope: () => said }).map((entry) => entry.name)
  const skills = orderChain(all.filter((skill) => complete.includes(skill.name)))
  for (const question of skills.flatMap((skill) => skill.questions)) {
    if (question.fact in set || BEFORE.has(question.fact) || random() > 0.5) continue
    const value = answer(question, random, pick)
    if (value !== undefined) set[question.fact] = value
  }
  return { skills: skills.map((skill) => skill.name), maturity: pick(LEVELS), set }
}

function answer(question: Question, random: () => number, pick: <T>(list: readonly T[]) => T): FactValue | undefined {
  const spec: TypeSpec = specOf(question)
  const choices = (question.choices ?? spec.choices ?? modelFact(question.fact)?.spec.choices ?? []).map(
    (one) => one.value,
  )
  switch (spec.type) {
    case 'choice':
      return choices.length === 0 ? undefined : pick(choices)
    case 'multi-choice':
      return choices.filter(() => random() < 0.5)
    case 'boolean':
      return random() < 0.5
    default:
      return undefined
  }
}
