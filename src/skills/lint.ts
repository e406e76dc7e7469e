import { join } from 'node:path'
import {
  checkCondition,
  checkIntegration,
  checkSkillNames,
  conditionsOf,
  declaredFacts,
  factHint,
  headerNames,
  isKnown,
  knownFacts,
  namesOf,
} from './lint/names.ts'
import { checkOutputs, checkPaths } from './lint/outputs.ts'
import { type LintContext, LintReport } from './lint/report.ts'
import { checkTemplates } from './lint/templates.ts'
import { didYouMean } from './nearest.ts'
import { type Path, problem, WHOLE_FILE } from './problem.ts'
import { placeholders } from './template.ts'
import type { Blueprint, Skill, SkillProblem } from './types.ts'

export type { LintContext } from './lint/report.ts'

/** Everything in a skill that names something which is not there, or that nothing will ever use. */
export function lintSkill(skill: Skill, ctx: LintContext): SkillProblem[] {
  const report = new LintReport(skill, ctx)
  if (skill.textOnly) {
    const message = 'no "## Skillchain Configuration" section: this skill contributes nothing to a chain'
    report.problems.push(problem('info', join(skill.dir, 'SKILL.md'), WHOLE_FILE, message))
    return report.problems
  }
  const facts = knownFacts(report)
  checkSkillNames(report)
  checkIntegration(report)
  checkConditions(report, facts)
  checkFacts(report, facts)
  const used = checkTemplates(report, facts)
  checkOutputs(report, facts)
  checkPaths(report)
  checkUse(report, used)
  checkLengths(report)
  return report.problems
}

function checkConditions(report: LintReport, facts: ReadonlySet<string>): void {
  for (const { text, path } of conditionsOf(report.skill)) {
    checkCondition(text, facts, report, (message, hint) => report.config('error', path, message, hint))
  }
}

function checkFacts(report: LintReport, facts: ReadonlySet<string>): void {
  const { skill, ctx } = report
  const shared = new Set(ctx.facts)
  skill.questions.forEach((question, i) => {
    if (question.typed === false && !shared.has(question.fact)) {
      const hint = didYouMean(question.fact, shared) ?? 'add type:'
      report.config(
        'error',
        ['questions', i, 'fact'],
        `${question.fact} is not in the shared model and has no type`,
        hint,
      )
    }
    for (const other of report.others) {
      const twin = other.questions.find((q) => q.fact === question.fact)
      if (!twin || question.typed === false || twin.typed === false) continue
      if (twin.spec.type !== question.spec.type) {
        const message = `${other.name} asks for ${question.fact} as ${twin.spec.type}, this skill as ${question.spec.type}`
        report.config('error', ['questions', i, 'type'], message)
      }
    }
  })
  skill.conflicts.forEach((conflict, i) => {
    conflict.options.forEach((option, j) => {
      for (const fact of Object.keys(option.set)) {
        if (isKnown(fact, facts)) continue
        report.config(
          'error',
          ['conflicts', i, 'options', j, 'set', fact],
          `no fact is named "${fact}"`,
          factHint(fact, facts),
        )
      }
    })
  })
  checkNesting(report, shared)
  const order = skill.derived.map((d) => d.fact)
  skill.derived.forEach((derived, i) => {
    const read = derived.cases
      .flatMap((c) => [c.when, c.from])
      .flatMap((text) => (text === undefined ? [] : namesOf(text)))
    for (const name of read) {
      if (order.indexOf(name) < i) continue
      const message =
        name === derived.fact ? `${name} is derived from itself` : `${name} is derived after ${derived.fact}`
      report.config('error', ['derived', i], message, 'put it earlier')
    }
  })
}

/** A dotted name is a path into one tree, so no fact's name may be the beginning of another's. */
function checkNesting(report: LintReport, shared: ReadonlySet<string>): void {
  const others = new Set([...shared, ...report.others.flatMap(declaredFacts)])
  const check = (fact: string, path: Path): void => {
    for (const other of others) {
      if (fact.startsWith(`${other}.`))
        report.config('error', path, `${fact} lies inside ${other}, which is a fact itself`)
      if (other.startsWith(`${fact}.`)) report.config('error', path, `${fact} is a branch that already holds ${other}`)
    }
  }
  report.skill.questions.forEach((question, i) => {
    if (!shared.has(question.fact)) check(question.fact, ['questions', i, 'fact'])
  })
  report.skill.derived.forEach((derived, i) => {
    check(derived.fact, ['derived', i, 'fact'])
  })
}

/** A question or derivation whose fact nobody reads. Facts of the shared model are read by the program itself. */
function checkUse(report: LintReport, usedByTemplates: ReadonlySet<string>): void {
  const { skill, ctx } = report
  const shared = new Set(ctx.facts)
  const read = new Set(usedByTemplates)
  for (const { text } of conditionsOf(skill)) for (const name of namesOf(text)) read.add(name)
  for (const item of allItems(skill)) if (item.when !== undefined) for (const name of namesOf(item.when)) read.add(name)
  for (const fact of Object.values(skill.outputs.dimensions)) read.add(fact)
  for (const blueprint of ctx.blueprints) {
    if (!('deliverables' in blueprint)) continue
    for (const { condition } of blueprint.deliverables)
      if (condition) for (const name of namesOf(condition)) read.add(name)
  }
  for (const other of report.others) {
    for (const { text } of conditionsOf(other)) for (const name of namesOf(text)) read.add(name)
    for (const template of other.templates) for (const name of headerNames(template)) read.add(name)
  }
  const names = [...read]
  const isRead = (fact: string): boolean =>
    names.some((name) => name === fact || name.startsWith(`${fact}.`) || fact.startsWith(`${name}.`)) ||
    report.others.some((other) =>
      other.templates.some((t) => t.body.includes(fact) || placeholders(t.path).includes(fact)),
    )
  skill.questions.forEach((question, i) => {
    if (shared.has(question.fact) || isRead(question.fact)) return
    report.config('error', ['questions', i, 'fact'], `nothing reads ${question.fact}: the answer would change nothing`)
  })
  skill.derived.forEach((derived, i) => {
    if (isRead(derived.fact)) return
    report.config('warning', ['derived', i, 'fact'], `nothing reads ${derived.fact}`)
  })
}

function allItems(skill: Skill) {
  return [
    skill.outputs.base,
    ...Object.values(skill.outputs.conditional).flatMap((cases) => Object.values(cases)),
  ].flat()
}

const LENGTHS = { ask: 160, why: 320, label: 80, note: 160, title: 60 } as const

function checkLengths(report: LintReport): void {
  const { skill } = report
  const check = (text: string | undefined, key: keyof typeof LENGTHS, path: (string | number)[]): void => {
    if (text === undefined || text.length <= LENGTHS[key]) return
    report.config('warning', path, `${key} has ${text.length} characters; a screen has room for ${LENGTHS[key]}`)
  }
  if (skill.description.length > 1024) {
    report.config('error', [], `the description has ${skill.description.length} characters, more than 1024`)
  }
  check(skill.title, 'title', ['title'])
  skill.questions.forEach((question, i) => {
    check(question.ask, 'ask', ['questions', i, 'ask'])
    check(question.why, 'why', ['questions', i, 'why'])
    question.choices?.forEach((choice, j) => {
      check(choice.label, 'label', ['questions', i, 'choices', j])
      check(choice.note, 'note', ['questions', i, 'choices', j])
    })
  })
}

/** Names in a blueprint that lead nowhere. */
export function lintBlueprint(blueprint: Blueprint, ctx: LintContext): SkillProblem[] {
  const problems: SkillProblem[] = []
  const skills = new Set(ctx.skills.map((s) => s.name))
  const facts = new Set([...ctx.facts, ...ctx.skills.flatMap(declaredFacts)])
  const severity = blueprint.public ? 'warning' : 'error'
  const say = (line: number, message: string, hint?: string): void => {
    const place = line > 0 ? { line, column: 1 } : WHOLE_FILE
    problems.push(problem(severity, blueprint.file, place, message, hint))
  }
  for (const name of blueprint.skills) {
    if (!skills.has(name)) say(0, `no skill is named "${name}"`, didYouMean(name, skills))
  }
  for (const name of [...Object.keys(blueprint.defaults), ...blueprint.questions]) {
    if (!isKnown(name, facts)) say(0, `no fact is named "${name}"`, factHint(name, facts))
  }
  for (const item of blueprint.deliverables) {
    if (item.skill !== '' && !skills.has(item.skill)) {
      say(item.line, `"${item.name}": no skill is named "${item.skill}"`, didYouMean(item.skill, skills))
    } else if (item.skill !== '' && !blueprint.skills.includes(item.skill)) {
      say(item.line, `"${item.name}": ${item.skill} is not in this blueprint's chain`)
    }
    for (const name of item.condition === undefined ? [] : namesOf(item.condition)) {
      if (!isKnown(name, facts) && name !== 'skills') {
        say(item.line, `"${item.name}": no fact is named "${name}"`, factHint(name, facts))
      }
    }
  }
  return problems
}
