import type { Question, Skill } from '../../skills/types.ts'
import {
  checkRules,
  type FactCircumstances,
  type FactProblem,
  FactStore,
  modelFact,
  resolveFacts,
  scopeFor,
  specOf,
} from '../facts/index.ts'
import type { Fact, FactValue, Maturity, TypeSpec } from '../protocol/index.ts'

/** What is known in a run, and everything that follows from it. */
export interface Knowledge {
  known(name: string): Fact | undefined
  set(fact: Fact): void
  clear(name: string): void
  /** The chain decides which defaults and derived facts count. */
  inChain(skills: readonly Skill[]): void
  spec(name: string): TypeSpec | undefined
  resolve(): Resolved
  /** Everything that was given, without defaults. */
  given(): Fact[]
}

export interface Resolved {
  maturity: Maturity
  /** Every fact with a value, given or by default. */
  facts: Record<string, Fact>
  /** What conditions and templates read: facts as a tree, computed values, maturity, skills. */
  scope: Record<string, FactValue>
  /** What contradicts what; looked for when it is asked for. */
  readonly problems: FactProblem[]
}

export interface Circumstances extends FactCircumstances {
  /** Every skill that exists: a template may ask `has` about one that is not in the chain. */
  allSkills: readonly string[]
}

export function createKnowledge(circumstances: Circumstances): Knowledge {
  let store = FactStore.empty
  // What stands behind an answer, and comes back when the answer is taken back.
  const offers = new Map<string, Fact>()
  let skills: readonly Skill[] = []
  let resolved: Resolved | null = null

  const question = (name: string): Question | undefined =>
    skills.flatMap((skill) => skill.questions).find((one) => one.fact === name)

  return {
    known: (name) => store.entries().find((fact) => fact.name === name),
    set(fact) {
      if (isOffer(fact)) offers.set(fact.name, fact)
      store = store.set(fact.name, fact.value, fact.origin, fact.source)
      resolved = null
    },
    clear(name) {
      const before = store.origin(name)
      if (before !== undefined && isOffer({ origin: before })) offers.delete(name)
      const offer = offers.get(name)
      store = store.clear(name)
      if (offer !== undefined) store = store.set(name, offer.value, offer.origin, offer.source)
      resolved = null
    },
    inChain(now) {
      skills = now
      resolved = null
    },
    spec(name) {
      const asking = question(name)
      return asking === undefined ? modelFact(name)?.spec : specOf(asking)
    },
    given: () => store.entries(),
    resolve() {
      resolved ??= resolveNow()
      return resolved
    },
  }

  function resolveNow(): Resolved {
    const facts = resolveFacts({ known: store.entries(), skills, circumstances })
    const maturity = facts.maturity?.value as Maturity // the model's type of this fact; it has a default
    const { goal, versions, date, allSkills } = circumstances
    const scope = scopeFor({
      facts,
      skills: skills.map((skill) => skill.name),
      allSkills,
      maturity,
      goal,
      versions,
      date,
      derived: skills.flatMap((skill) => skill.derived),
    })
    let problems: FactProblem[] | null = null
    return {
      maturity,
      facts,
      scope,
      get problems() {
        problems ??= checkRules(scope, facts, date)
        return problems
      },
    }
  }
}

const isOffer = ({ origin }: Pick<Fact, 'origin'>): boolean => origin === 'preferences' || origin === 'blueprint'
