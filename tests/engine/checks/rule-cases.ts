import { expect, test } from 'vitest'
import type { Check } from '../../../src/engine/checks/index.ts'
import type { Judge } from '../../../src/engine/checks/resources/judge.ts'
import type { Fact } from '../../../src/engine/protocol/index.ts'
import { judgeWith } from './judge.ts'

/** A rule with what it finds, what it is satisfied by, and what looks like a finding and is none. */
export interface RuleCase {
  rule: string
  name?: string
  fails: string
  passes: string
  nearMiss: string
  /** The line of the finding; 1 unless said otherwise. */
  line?: number
  severity?: string
  facts?: readonly Fact[]
  /** The file they stand in: `main.tf` unless said otherwise. */
  file?: string
}

const REQUIRED = ['fails', 'passes', 'nearMiss'] as const

/** Runs every case, and fails for a rule that has none. */
export function ruleCases(check: Check, judges: readonly Judge[], cases: readonly RuleCase[]): void {
  test('every rule has an example that fails, one that passes and a near miss', () => {
    const rules = judges.flatMap((judge) => judge.rules.map((rule) => rule.id)).sort()
    expect([...new Set(cases.map((one) => one.rule))].sort()).toEqual([...new Set(rules)])
    for (const one of cases) for (const kind of REQUIRED) expect(one[kind].trim()).not.toBe('')
  })

  test.each(cases)('$rule $name', async ({ rule, fails, passes, nearMiss, line, severity, facts, file }) => {
    const found = async (text: string) =>
      (await judgeWith(check, { [file ?? 'main.tf']: text }, facts)).filter((one) => one.rule === rule)
    const failing = await found(fails)
    expect(failing.length).toBeGreaterThan(0)
    expect(failing[0]).toMatchObject({ line: line ?? 1, ...(severity === undefined ? {} : { severity }) })
    expect(failing[0]?.hint).toBeTruthy()
    expect(await found(passes)).toEqual([])
    expect(await found(nearMiss)).toEqual([])
  })
}

/** A resource of Terraform with these lines in it. */
export function resource(type: string, ...lines: readonly string[]): string {
  return `resource "${type}" "a" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}
