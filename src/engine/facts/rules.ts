import type { Fact, FactValue, Maturity } from '../protocol/facts.ts'
import { environmentsOf } from './derive.ts'
import { modelFacts } from './model.ts'
import * as balancing from './rules/balancing.ts'
import * as names from './rules/names.ts'
import * as network from './rules/network.ts'
import * as project from './rules/project.ts'
import * as recovery from './rules/recovery.ts'
import type { FactProblem, Rule, RuleContext } from './rules/rule.ts'
import * as servers from './rules/servers.ts'
import * as workloads from './rules/workloads.ts'

export type { FactProblem } from './rules/rule.ts'

const RULES: readonly Rule[] = [project, network, names, servers, workloads, balancing, recovery].flatMap((group) =>
  Object.values(group),
)

/** `scope` is what `scopeFor` made of `facts`. Errors first, each group in the order of the rules. */
export function checkRules(
  scope: Readonly<Record<string, FactValue>>,
  facts: Readonly<Record<string, Fact>>,
  date = '1970-01-01',
): FactProblem[] {
  const context = contextOf(scope, facts, date)
  const problems = RULES.flatMap((rule) => rule(context))
  return [...problems.filter((p) => p.severity === 'error'), ...problems.filter((p) => p.severity !== 'error')]
}

/** The contradictions that a fact takes part in, to be shown where it is answered. */
export function problemsOf(name: string, problems: readonly FactProblem[]): FactProblem[] {
  return problems.filter((problem) => problem.between.includes(name))
}

function contextOf(
  scope: Readonly<Record<string, FactValue>>,
  facts: Readonly<Record<string, Fact>>,
  date: string,
): RuleContext {
  const maturity = scope.maturity as Maturity // scopeFor puts it there
  const values = Object.fromEntries(Object.values(facts).map((fact) => [fact.name, fact.value]))
  const model = modelFacts({ ...values, maturity })
  const skills = Array.isArray(scope.skills) ? scope.skills : []
  const blocks = at(scope, 'network.cidrs')
  return {
    facts: model,
    get: (name) => at(scope, name),
    envs: environmentsOf(model, isTexts(blocks) ? blocks : {}),
    maturity,
    has: (skill) => skills.includes(skill),
    date,
  }
}

function at(scope: Readonly<Record<string, FactValue>>, name: string): FactValue {
  let value: FactValue | undefined = { ...scope }
  for (const step of name.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, step)) return null
    value = value[step]
  }
  return value ?? null
}

function isTexts(value: FactValue): value is Record<string, string> {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.values(value).every((inner) => typeof inner === 'string')
  )
}
