import { expect } from 'vitest'
import {
  checkRules,
  type FactCircumstances,
  type FactProblem,
  type ModelFacts,
  modelFacts,
  resolveFacts,
  scopeFor,
} from '../../../src/engine/facts/index.ts'
import type { Fact, FactValue, Maturity } from '../../../src/engine/protocol/facts.ts'

export const circumstances = (): FactCircumstances => ({
  goal: 'production kubernetes on AWS',
  date: '2026-11-20',
  projectName: 'shop',
  repository: null,
  versions: { podinfo: '6.14.1', terraform: '1.11.4' },
})

export type Given = Partial<Record<string, FactValue>>

export const known = (given: Given): Fact[] =>
  Object.entries(given).map(([name, value]) => ({ name, value: value ?? null, origin: 'answer' }))

export function resolved(given: Given = {}, skills: string[] = [], maturity: Maturity = 'intermediate') {
  const chain = skills.map((name) => ({ name, questions: [], derived: [] }))
  return resolveFacts({ known: known({ maturity, ...given }), skills: chain, circumstances: circumstances() })
}

export function completed(given: Given = {}, maturity: Maturity = 'intermediate'): ModelFacts {
  const facts = resolved(given, [], maturity)
  return modelFacts(Object.fromEntries(Object.values(facts).map((fact) => [fact.name, fact.value])))
}

export function scopeOf(given: Given = {}, skills: string[] = [], maturity: Maturity = 'intermediate') {
  const { goal, versions, date } = circumstances()
  return scopeFor({ facts: resolved(given, skills, maturity), skills, maturity, goal, versions, date })
}

export function problemsIn(
  given: Given = {},
  skills: string[] = [],
  maturity: Maturity = 'intermediate',
): FactProblem[] {
  return checkRules(scopeOf(given, skills, maturity), resolved(given, skills, maturity), circumstances().date)
}

/** A contradiction, and what is said about it. */
export interface Row {
  title: string
  given: Given
  skills?: string[]
  maturity?: Maturity
  fact: string
  severity?: 'error' | 'warning'
  says: string
}

export function expectRefused({ given, skills, maturity, fact, severity = 'error', says }: Row): void {
  const found = problemsIn(given, skills, maturity).filter((problem) => problem.fact === fact)
  expect(found[0]).toMatchObject({
    severity,
    message: expect.stringContaining(says),
    hint: expect.stringMatching(/\w/),
  })
}

export const service = (more: Given = {}) => ({
  name: 'web',
  image: 'ghcr.io/acme/web:1.2.3',
  port: 8080,
  live: '/healthz',
  ready: '/readyz',
  host: null,
  class: 'standard',
  min: 2,
  max: 6,
  calls: [],
  ...more,
})
