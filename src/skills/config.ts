import { didYouMean } from './nearest.ts'
import { compilePattern, PatternError } from './pattern.ts'
import { type Path, problem } from './problem.ts'
import {
  type Configuration,
  cases as casesShape,
  type RawCase,
  type RawField,
  type RawQuestion,
  type RawSpec,
} from './shape.ts'
import { conditionFault } from './template.ts'
import type { DefaultSpec, Derived, Question, SkillProblem } from './types.ts'
import { type Choice, type FactType, type FactValue, MATURITIES, type TypeSpec } from './values.ts'
import type { YamlDocument } from './yaml.ts'

/** Reports a fault of a condition or expression at its own column, as far as the YAML around it allows. */
export type Complain = (path: Path, message: string, hint?: string) => void

export function complainer(document: YamlDocument, file: string, problems: SkillProblem[]): Complain {
  return (path, message, hint) => problems.push(problem('error', file, document.at(path), message, hint))
}

export function toQuestion(raw: RawQuestion, document: YamlDocument, path: Path): Question {
  const typed =
    raw.type !== undefined || raw.choices !== undefined || raw.items !== undefined || raw.fields !== undefined
  const question: Question = {
    fact: raw.fact,
    ask: raw.ask,
    why: raw.why,
    spec: toSpec(raw),
    default: toDefault(raw.default),
    line: document.at(path).line,
  }
  if (!typed) question.typed = false
  if (raw.when !== undefined) question.when = raw.when
  if (raw.from !== undefined) question.from = raw.from
  if (raw.choices !== undefined) question.choices = raw.choices.map(toChoice)
  return question
}

function toChoice(raw: NonNullable<RawSpec['choices']>[number]): Choice {
  const choice: Choice = { value: raw.value, label: raw.label ?? raw.value }
  if ('note' in raw && raw.note !== undefined) choice.note = raw.note
  if ('when' in raw && raw.when !== undefined) choice.when = raw.when
  return choice
}

function toSpec(raw: RawSpec): TypeSpec {
  const spec: TypeSpec = { type: raw.type ?? impliedType(raw) }
  if (raw.choices !== undefined) spec.choices = raw.choices.map(toChoice)
  if (raw.min !== undefined) spec.min = raw.min
  if (raw.max !== undefined) spec.max = raw.max
  if (raw.pattern !== undefined) spec.pattern = raw.pattern
  if (raw.items !== undefined) spec.items = toSpec(wide(raw.items))
  if (raw.nullable !== undefined) spec.nullable = raw.nullable
  if (raw.fields !== undefined) {
    spec.fields = Object.fromEntries(
      Object.entries(raw.fields).map(([name, field]) => {
        const whole: RawField = wide(field)
        const optional = whole.optional === undefined ? {} : { optional: whole.optional }
        const fallback = whole.default === undefined ? {} : { default: whole.default }
        return [name, { ...toSpec(whole), ...optional, ...fallback }]
      }),
    )
  }
  return spec
}

function wide<T extends RawSpec>(spec: FactType | T): T | { type: FactType } {
  return typeof spec === 'string' ? { type: spec } : spec
}

function impliedType(raw: RawSpec): FactType {
  if (raw.choices) return 'choice'
  if (raw.items) return 'list'
  return raw.fields ? 'object' : 'text'
}

/** `default:` is a value, an expression, one value per maturity, or cases; a list is cases only if every member is one. */
export function toDefault(raw: FactValue | undefined): DefaultSpec {
  if (raw === undefined) return { is: 'value', value: null }
  if (isExpression(raw)) return { is: 'cases', cases: [{ from: raw.from }] }
  if (Array.isArray(raw)) {
    const list = casesShape.safeParse(raw)
    return list.success ? { is: 'cases', cases: list.data.map(toCase) } : { is: 'value', value: raw }
  }
  if (raw !== null && typeof raw === 'object') {
    const levels = Object.keys(raw)
    if (levels.length > 0 && levels.every((level) => MATURITIES.some((m) => m === level))) {
      return { is: 'cases', cases: perMaturity(raw) }
    }
  }
  return { is: 'value', value: raw }
}

function perMaturity(raw: Record<string, FactValue>): Derived['cases'] {
  const given = MATURITIES.filter((m) => Object.hasOwn(raw, m))
  return given
    .map((level, index) => {
      const value = raw[level] ?? null
      const result = isExpression(value) ? { from: value.from } : { value }
      return index === 0 ? result : { when: `maturity >= '${level}'`, ...result }
    })
    .reverse()
}

function isExpression(value: FactValue): value is { from: string } {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.keys(value).length === 1 &&
    typeof value.from === 'string'
  )
}

function toCase(raw: RawCase): Derived['cases'][number] {
  const result: Derived['cases'][number] = {}
  if (raw.when !== undefined) result.when = raw.when
  if (raw.value !== undefined) result.value = raw.value
  if (raw.from !== undefined) result.from = raw.from
  return result
}

export function toDerived(raw: Configuration['derived'][number]): Derived {
  if (raw.cases) return { fact: raw.fact, cases: raw.cases.map(toCase) }
  return { fact: raw.fact, cases: [raw.from !== undefined ? { from: raw.from } : { value: raw.value ?? null }] }
}

/** Every condition, expression and pattern of a configuration must read; each that does not is reported at its place. */
export function checkExpressions(config: Configuration, complain: Complain): void {
  const check = (text: string | undefined, path: Path): void => {
    const fault = text === undefined ? null : conditionFault(text)
    if (fault) complain(path, `the condition does not read (column ${fault.column}): ${fault.message}`, fault.hint)
  }
  const lists = {
    conflicts: config.conflicts,
    needs: config.needs,
    provides: config.provides,
    consumes: config.consumes,
  }
  for (const [key, list] of Object.entries(lists)) {
    for (const [i, item] of list.entries()) check(item.when, [key, i, 'when'])
  }
  config.dependencies.forEach((one, i) => {
    if (typeof one !== 'string') check(one.when, ['dependencies', i, 'when'])
  })
  config.questions.forEach((question, i) => {
    const path = ['questions', i]
    check(question.when, [...path, 'when'])
    checkSpec(question, path, check, complain)
    checkDefault(toDefault(question.default), [...path, 'default'], check)
  })
  config.derived.forEach((derived, i) => {
    if (derived.from !== undefined) check(derived.from, ['derived', i, 'from'])
    derived.cases?.forEach((c, j) => {
      check(c.when, ['derived', i, 'cases', j, 'when'])
      check(c.from, ['derived', i, 'cases', j, 'from'])
    })
  })
}

type Check = (text: string | undefined, path: Path) => void

function checkDefault(spec: DefaultSpec, path: Path, check: Check): void {
  if (spec.is === 'value') return
  spec.cases.forEach((c, i) => {
    check(c.when, [...path, i, 'when'])
    check(c.from, [...path, i, 'from'])
  })
}

function checkSpec(spec: RawSpec, path: Path, check: Check, complain: Complain): void {
  spec.choices?.forEach((choice, i) => {
    if ('when' in choice) check(choice.when, [...path, 'choices', i, 'when'])
    const twin = spec.choices?.findIndex((other) => other.value === choice.value)
    if (twin !== undefined && twin < i)
      complain([...path, 'choices', i], `the choice "${choice.value}" stands here twice`)
  })
  const isChoice = spec.type === 'choice' || spec.type === 'multi-choice'
  if (spec.choices && spec.type !== undefined && !isChoice) {
    complain([...path, 'type'], `choices do not go with the type ${spec.type}`, 'use choice or multi-choice')
  }
  if (spec.min !== undefined && spec.max !== undefined && spec.min > spec.max) {
    complain([...path, 'min'], `min ${spec.min} is greater than max ${spec.max}`)
  }
  if (spec.pattern !== undefined) {
    try {
      compilePattern(spec.pattern)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      complain([...path, 'pattern'], `the regular expression is refused: ${error.message}`, error.hint)
    }
  }
  if (typeof spec.items === 'object') checkSpec(spec.items, [...path, 'items'], check, complain)
  for (const [name, field] of Object.entries(spec.fields ?? {})) {
    if (typeof field === 'object') checkSpec(field, [...path, 'fields', name], check, complain)
  }
}

/** Facts that a skill declares twice, by question or derivation. */
export function checkTwice(config: Configuration, complain: Complain): void {
  const seen = new Set<string>()
  const facts = [
    ...config.questions.map((q, i) => ({ fact: q.fact, path: ['questions', i, 'fact'] })),
    ...config.derived.map((d, i) => ({ fact: d.fact, path: ['derived', i, 'fact'] })),
  ]
  for (const { fact, path } of facts) {
    if (seen.has(fact)) complain(path, `the fact ${fact} is declared twice in this skill`)
    seen.add(fact)
  }
  for (const { fact, path } of facts) {
    const steps = fact.split('.')
    const parent = steps.map((_, i) => steps.slice(0, i).join('.')).find((prefix) => prefix !== '' && seen.has(prefix))
    if (parent !== undefined)
      complain(path, `${fact} lies inside ${parent}, which is a fact itself`, didYouMean(fact, []))
  }
}
