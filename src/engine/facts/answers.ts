import type { Scope } from '../../skills/condition.ts'
import { didYouMean } from '../../skills/nearest.ts'
import type { Path, Place } from '../../skills/problem.ts'
import type { FactValue, TypeSpec } from '../protocol/facts.ts'
import { COMPUTED, MODEL_NAMES, modelFact } from './model.ts'
import { shorten } from './values/result.ts'
import { readValue } from './values.ts'

/** Which facts there are: the model's, and those that skills ask for. */
export interface SpecLookup {
  spec(name: string): TypeSpec | undefined
  names(): readonly string[]
}

export interface AnswerProblem extends Place {
  fact: string
  message: string
  hint?: string
}

export interface AnswersResult {
  facts: Record<string, FactValue>
  problems: AnswerProblem[]
}

export const MODEL_LOOKUP: SpecLookup = { spec: (name) => modelFact(name)?.spec, names: () => MODEL_NAMES }

/** The model and the questions of skills; a question without a type of its own leaves it to the model. */
export function lookupWith(questions: readonly { fact: string; spec: TypeSpec; typed?: boolean }[]): SpecLookup {
  const own = new Map<string, TypeSpec>()
  for (const { fact, spec, typed } of questions) {
    const known = modelFact(fact)?.spec
    if (!own.has(fact)) own.set(fact, typed === false && known !== undefined ? known : spec)
  }
  return {
    spec: (name) => modelFact(name)?.spec ?? own.get(name),
    names: () => [...new Set([...MODEL_NAMES, ...own.keys()])],
  }
}

/** Reads `network: {cidr: …}` and `network.cidr: …` alike. `at` says where the key at a path stands. */
export function readAnswers(
  value: unknown,
  at: (path: Path) => Place,
  lookup: SpecLookup = MODEL_LOOKUP,
  scope?: Scope,
): AnswersResult {
  const result: AnswersResult = { facts: {}, problems: [] }
  const report = (path: Path, fact: string, message: string, hint?: string): void => {
    result.problems.push({ fact, message, ...at(path), ...(hint === undefined ? {} : { hint }) })
  }
  const names = lookup.names()

  const read = (name: string, given: unknown, path: Path): void => {
    const spec = lookup.spec(name)
    if (spec === undefined) {
      branch(name, given, path)
      return
    }
    const reading = readValue(given, spec, scope)
    if (Object.hasOwn(result.facts, name)) report(path, name, `${name} is answered twice`, 'keep one of the two')
    else if (reading.ok) result.facts[name] = reading.value
    else report(path, name, `${name}: ${reading.problem}`, `expected: ${reading.expected}`)
  }
  const branch = (name: string, given: unknown, path: Path): void => {
    const known = names.some((other) => other.startsWith(`${name}.`))
    if (known && isRecord(given)) walk(given, path, `${name}.`)
    else if (known) report(path, name, `${name} holds several facts`, `name one, like ${below(name, names)}`)
    else report(path, name, unknownFact(name), hintFor(name, names))
  }
  const walk = (record: Record<string, unknown>, path: Path, prefix: string): void => {
    for (const [key, given] of Object.entries(record)) read(`${prefix}${key}`, given, [...path, key])
  }

  if (value === null || value === undefined) return result
  if (isRecord(value)) walk(value, [], '')
  else report([], '', 'answers are facts with values', 'write lines such as network.cidr: 10.20.0.0/16')
  return result
}

export type SetResult = { ok: true; name: string; value: FactValue } | { ok: false; message: string; hint: string }

/** `network.cidr=10.0.0.0/16`; everything after the first `=` is the value. */
export function readSet(text: string, lookup: SpecLookup = MODEL_LOOKUP, scope?: Scope): SetResult {
  const equals = text.indexOf('=')
  const name = (equals < 0 ? text : text.slice(0, equals)).trim()
  const spec = lookup.spec(name)
  const names = lookup.names()
  if (spec === undefined) {
    const holds = names.some((other) => other.startsWith(`${name}.`))
    const hint = holds ? `name one, like ${below(name, names)}` : hintFor(name, names)
    return { ok: false, message: holds ? `${name} holds several facts` : unknownFact(name), hint }
  }
  if (equals < 0) return { ok: false, message: `${name} has no value`, hint: `write ${name}=VALUE` }
  const reading = readValue(text.slice(equals + 1), spec, scope)
  if (reading.ok) return { ok: true, name, value: reading.value }
  return { ok: false, message: `${name}: ${reading.problem}`, hint: `expected: ${reading.expected}` }
}

function unknownFact(name: string): string {
  const computed = (COMPUTED as readonly string[]).some((other) => name === other || name.startsWith(`${other}.`))
  return computed
    ? `${name} is computed and cannot be set`
    : `there is no fact ${name === '' ? 'without a name' : shorten(name)}`
}

function hintFor(name: string, names: readonly string[]): string {
  const leaf = name.slice(name.lastIndexOf('.') + 1)
  const sameLeaf = names.find((other) => other === leaf || other.endsWith(`.${leaf}`))
  return (
    didYouMean(name, names) ??
    (sameLeaf === undefined ? 'skillchain facts prints all of them' : `did you mean "${sameLeaf}"?`)
  )
}

const below = (name: string, names: readonly string[]): string =>
  names.find((other) => other.startsWith(`${name}.`)) ?? name

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
