import { ConditionError, type Expr, nameNodes, parseCondition } from '../condition.ts'
import { didYouMean, nearest } from '../nearest.ts'
import type { Path } from '../problem.ts'
import type { Derived, Skill, TemplateFile } from '../types.ts'
import type { Choice, TypeSpec } from '../values.ts'
import { type LintReport, RESERVED } from './report.ts'

export type Say = (message: string, hint?: string) => void

/** Every fact somebody declares: the shared model, and the questions and derivations of all skills. */
export function knownFacts(report: LintReport): Set<string> {
  const declared = [report.skill, ...report.others].flatMap(declaredFacts)
  return new Set([...report.ctx.facts, ...declared, ...RESERVED])
}

export function declaredFacts(skill: Skill): string[] {
  return [...skill.questions.map((q) => q.fact), ...skill.derived.map((d) => d.fact)]
}

/** A path is known when it is a fact, lies inside one, or is a branch that holds some. */
export function isKnown(name: string, facts: ReadonlySet<string>): boolean {
  if (facts.has(name)) return true
  const steps = name.split('.')
  for (let length = steps.length - 1; length > 0; length--) if (facts.has(steps.slice(0, length).join('.'))) return true
  for (const fact of facts) if (fact.startsWith(`${name}.`)) return true
  return false
}

/** The nearest known name: of the whole, or of its first step when that is what nobody knows. */
export function factHint(name: string, facts: ReadonlySet<string>): string | undefined {
  const whole = nearest(name, facts)
  const [root = '', ...rest] = name.split('.')
  const roots = new Set([...facts].map((fact) => fact.split('.')[0] ?? fact))
  if (whole !== null || rest.length === 0 || roots.has(root))
    return whole === null ? undefined : `did you mean "${whole}"?`
  const near = nearest(root, roots)
  return near === null ? undefined : `did you mean "${[near, ...rest].join('.')}"?`
}

/** Checks the names in a condition or expression. Its syntax was checked when the skill was read. */
export function checkCondition(
  text: string | undefined,
  facts: ReadonlySet<string>,
  report: LintReport,
  say: Say,
): void {
  if (text === undefined) return
  let expr: Expr
  try {
    expr = parseCondition(text)
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    say(`the condition does not read (column ${error.column}): ${error.message}`, error.hint)
    return
  }
  for (const { name } of nameNodes(expr)) {
    if (!isKnown(name, facts)) say(`no fact is named "${name}"`, factHint(name, facts))
  }
  for (const { name, literal } of comparisons(expr)) checkLiteral(name, literal, report, say)
}

/** `maturity` and `skills` are compared with known words, and so is a fact with choices. */
function checkLiteral(name: string, literal: string, report: LintReport, say: Say): void {
  if (name === 'skills') {
    if (!report.skillNames.has(literal)) say(`no skill is named "${literal}"`, didYouMean(literal, report.skillNames))
    return
  }
  const words = name === 'maturity' ? ['starter', 'intermediate', 'advanced'] : choicesOf(name, report)
  if (words && !words.includes(literal)) say(`${name} is never "${literal}"`, didYouMean(literal, words))
}

function choicesOf(fact: string, report: LintReport): string[] | null {
  for (const skill of [report.skill, ...report.others]) {
    const question = skill.questions.find((q) => q.fact === fact)
    const choices: Choice[] | undefined = question?.choices
    if (choices) return choices.map((c) => c.value)
  }
  return null
}

function comparisons(expr: Expr): { name: string; literal: string }[] {
  switch (expr.is) {
    case 'and':
    case 'or':
    case 'join':
      return [...comparisons(expr.left), ...comparisons(expr.right)]
    case 'not':
    case 'size':
      return comparisons(expr.of)
    case 'list':
      return expr.items.flatMap(comparisons)
    case 'compare': {
      if (!['==', '!=', '<', '<=', '>', '>=', 'in', 'contains'].includes(expr.op)) return []
      const [name, others] = expr.left.is === 'name' ? [expr.left.name, expr.right] : [null, expr.left]
      const found = name ?? (expr.right.is === 'name' ? expr.right.name : null)
      if (found === null) return []
      const literals = others.is === 'list' ? others.items : [others]
      return literals.flatMap((l) =>
        l.is === 'literal' && typeof l.value === 'string' ? [{ name: found, literal: l.value }] : [],
      )
    }
    default:
      return []
  }
}

/** Names of other skills, in everything but templates. */
export function checkSkillNames(report: LintReport): void {
  const { skill } = report
  const check = (name: string, path: Path): void => {
    if (name === skill.name) report.config('error', path, `${name} names itself`)
    else if (!report.skillNames.has(name)) {
      report.config('error', path, `no skill is named "${name}"`, didYouMean(name, report.skillNames))
    } else if (report.ctx.skills.find((s) => s.name === name)?.textOnly) {
      report.config('error', path, `"${name}" has no Skillchain Configuration and cannot be part of a chain`)
    }
  }
  skill.dependencies.forEach((name, i) => {
    check(name, ['dependencies', i])
  })
  skill.includes.forEach((name, i) => {
    check(name, ['includes', i])
    if (report.ctx.skills.find((s) => s.name === name)?.shared !== true)
      report.config('error', ['includes', i], `"${name}" is not shared`, 'write it under dependencies')
  })
  skill.conflicts.forEach((conflict, i) => {
    check(conflict.with, ['conflicts', i, 'with'])
  })
  skill.needs.forEach((need, i) => {
    check(need.skill, ['needs', i, 'skill'])
  })
  checkCycle(report)
}

function checkCycle(report: LintReport): void {
  const { skill } = report
  const graph = new Map(report.ctx.skills.map((s) => [s.name, s.dependencies]))
  graph.set(skill.name, skill.dependencies)
  skill.dependencies.forEach((start, i) => {
    const way = wayTo(start, skill.name, graph)
    if (way && start !== skill.name) {
      report.config('error', ['dependencies', i], `a circle of dependencies: ${[skill.name, ...way].join(' → ')}`)
    }
  })
}

function wayTo(from: string, to: string, graph: ReadonlyMap<string, string[]>): string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]])
  const queue = [from]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === to) {
      const way: string[] = []
      for (let step: string | null = at; step !== null; step = cameFrom.get(step) ?? null) way.unshift(step)
      return way
    }
    for (const next of graph.get(at) ?? []) {
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      queue.push(next)
    }
  }
  return null
}

/** What one skill gives, another takes. */
export function checkIntegration(report: LintReport): void {
  const { skill } = report
  const offered = new Set([skill, ...report.others].flatMap((s) => s.provides.map((p) => p.name)))
  skill.consumes.forEach((reference, i) => {
    if (!offered.has(reference.name)) {
      report.config(
        'error',
        ['consumes', i],
        `no skill provides "${reference.name}"`,
        didYouMean(reference.name, offered),
      )
    }
    const ends = [skill, ...report.others].flatMap((s) => s.provides.filter((p) => p.name === reference.name))
    if (ends.length > 0 && !ends.some((end) => end.what === reference.what && end.kind === reference.kind)) {
      const given = ends.map((end) => `${end.kind} ${end.what}`).join(', ')
      report.config('error', ['consumes', i], `"${reference.name}" is ${given} where it is provided`)
    }
  })
  skill.provides.forEach((reference, i) => {
    const twin = report.others.find((other) => other.provides.some((p) => p.name === reference.name))
    if (twin) report.config('warning', ['provides', i], `"${reference.name}" is provided by ${twin.name} as well`)
  })
  const names = new Set(report.ctx.blueprints.map((b) => b.name))
  const named = skill.outputs.metadata.primary_blueprints
  if (names.size > 0 && Array.isArray(named)) {
    named.forEach((name: unknown, i) => {
      if (typeof name !== 'string' || names.has(name)) return
      const path = ['metadata', 'primary_blueprints', i]
      report.outputs('warning', path, 0, `no blueprint is named "${name}"`, didYouMean(name, names))
    })
  }
}

/** All conditions of a skill with the path of each, for whoever needs them all. */
export function conditionsOf(skill: Skill): { text: string; path: Path }[] {
  const all: { text: string | undefined; path: Path }[] = []
  const referenced = {
    conflicts: skill.conflicts,
    needs: skill.needs,
    provides: skill.provides,
    consumes: skill.consumes,
  }
  for (const [key, list] of Object.entries(referenced)) {
    for (const [i, item] of list.entries()) all.push({ text: item.when, path: [key, i, 'when'] })
  }
  skill.dependencies.forEach((name, i) => {
    all.push({ text: skill.dependsWhen[name], path: ['dependencies', i, 'when'] })
  })
  const cases = (list: Derived['cases'], path: Path): void => {
    for (const [i, c] of list.entries()) {
      all.push({ text: c.when, path: [...path, i, 'when'] }, { text: c.from, path: [...path, i, 'from'] })
    }
  }
  const choices = (spec: TypeSpec, path: Path): void => {
    spec.choices?.forEach((c, i) => {
      all.push({ text: c.when, path: [...path, 'choices', i, 'when'] })
    })
    if (spec.items) choices(spec.items, [...path, 'items'])
    for (const [name, field] of Object.entries(spec.fields ?? {})) choices(field, [...path, 'fields', name])
  }
  skill.questions.forEach((question, i) => {
    all.push({ text: question.when, path: ['questions', i, 'when'] })
    choices(question.spec, ['questions', i])
    if (question.default.is === 'cases') cases(question.default.cases, ['questions', i, 'default'])
  })
  skill.derived.forEach((derived, i) => {
    cases(derived.cases, ['derived', i, 'cases'])
  })
  return all.flatMap(({ text, path }) => (text === undefined ? [] : [{ text, path }]))
}

/** Facts that a template reads outside its body. */
export function headerNames(template: TemplateFile): string[] {
  const names = template.when === undefined ? [] : namesOf(template.when)
  return template.each ? [...names, template.each.list] : names
}

export function namesOf(text: string): string[] {
  try {
    return nameNodes(parseCondition(text)).map((n) => n.name)
  } catch (error) {
    if (error instanceof ConditionError) return []
    throw error
  }
}
