import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { shippedSchemas } from '../../src/cli/check/schemas.ts'
import {
  CHECKS,
  completeness,
  factView,
  memoryTree,
  runCatalog,
  treeSurroundings,
} from '../../src/engine/checks/index.ts'
import { checkRules, resolveFacts } from '../../src/engine/facts/index.ts'
import { holds } from '../../src/skills/condition.ts'
import { type Combination, combination } from './random-chain.ts'
import { BUILTIN, loadBuiltinSkill, renderRepository, versionTable } from './render.ts'

/** `SKILLCHAIN_COMBINATIONS=1000 SKILLCHAIN_SEED=7` draws others. */
const COUNT = Number(process.env.SKILLCHAIN_COMBINATIONS ?? 300)
const FIRST = Number(process.env.SKILLCHAIN_SEED ?? 1) * 100_000

const here = BUILTIN.filter((name) => existsSync(new URL(`../../skillchain/skills/${name}`, import.meta.url)))
const skills = here.map(loadBuiltinSkill)

/** A person would be told of a contradiction before anything is written. */
function contradicts({ skills: names, maturity, set }: Combination): boolean {
  try {
    const repository = renderFacts(names, maturity, set)
    return checkRules(repository.scope, repository.facts, '2026-11-20').some((problem) => problem.severity === 'error')
  } catch {
    return true
  }
}

function renderFacts(names: readonly string[], maturity: Combination['maturity'], set: Combination['set']) {
  const chain = skills.filter((skill) => names.includes(skill.name))
  const circumstances = {
    goal: 'a test',
    date: '2026-11-20',
    projectName: 'shop',
    repository: null,
    versions: versionTable(),
  }
  const known = Object.entries({ maturity, ...set }).map(([name, value]) => ({ name, value, origin: 'flag' as const }))
  const facts = resolveFacts({ known, skills: chain, circumstances })
  return { facts, scope: renderRepository({ skills: names, maturity, set }).scope }
}

function drawn(): { seed: number; combination: Combination }[] {
  const found: { seed: number; combination: Combination }[] = []
  for (let seed = FIRST; found.length < COUNT && seed < FIRST + COUNT * 20; seed++) {
    const one = combination(skills, seed)
    if (!contradicts(one)) found.push({ seed, combination: one })
  }
  return found
}

describe(`${COUNT} random combinations of skills and answers`, () => {
  test('complete, without a finding, and the same a second time', { timeout: 1_200_000 }, async () => {
    const all = drawn()
    expect(all.length).toBe(COUNT)
    const faults: string[] = []
    for (const { seed, combination: one } of all) {
      for (const fault of await faultsOf(one))
        faults.push(`${fault}  (seed ${seed}: ${one.maturity} ${one.skills.join(' ')} ${JSON.stringify(one.set)})`)
    }
    expect(faults).toEqual([])
  })
})

async function faultsOf(one: Combination): Promise<string[]> {
  const repository = renderRepository(one)
  const again = renderRepository(one)
  const faults = repository.problems.map((problem) => `${problem.file}: ${problem.message}`)
  const texts = Object.fromEntries(repository.files.map((file) => [file.path, file.content]))
  if (
    JSON.stringify(texts) !== JSON.stringify(Object.fromEntries(again.files.map((file) => [file.path, file.content])))
  )
    faults.push('a second run writes something else')
  const tree = memoryTree(texts)
  const facts = factView(
    Object.entries(repository.scope).map(([name, value]) => ({ name, value, origin: 'derived' as const })),
  )
  const complete = completeness({
    tree,
    maturity: one.maturity,
    skills: repository.skills,
    deliverables: null,
    holds: (condition) => holds(condition, repository.scope),
    fact: facts.get,
  })
  for (const { skill, outputs } of complete.skills)
    for (const output of outputs)
      if (output.status !== 'fulfilled') faults.push(`${skill} owes ${output.path}: ${output.problems.join('; ')}`)
  const context = { tree, facts, surroundings: treeSurroundings(tree), schemas: shippedSchemas(), today: '2026-11-20' }
  for (const { check, status, note, diagnostics } of await runCatalog(CHECKS, context)) {
    if (status === 'not-run') faults.push(`${check} did not run: ${note}`)
    for (const found of diagnostics)
      if (found.severity !== 'info') faults.push(`${check}: ${found.file}:${found.line}: ${found.message}`)
  }
  return faults
}
