import { describe, expect, test } from 'vitest'
import { consistencyCheck } from '../../../../src/engine/checks/consistency/check.ts'
import { CONSISTENCY } from '../../../../src/engine/checks/consistency/rules.ts'
import type { Fact } from '../../../../src/engine/protocol/index.ts'
import { judgeWith } from '../judge.ts'
import { type Files, route, service } from './cases/case.ts'
import { CLUSTER } from './cases/cluster.ts'
import { FILES } from './cases/files.ts'
import { HOSTS } from './cases/hosts.ts'

const CASES = [...FILES, ...CLUSTER, ...HOSTS]

const found = async (rule: string, files: Files, facts: readonly Fact[] = []) =>
  (await judgeWith(consistencyCheck, files, facts)).filter((one) => one.rule === rule)

describe('what one file says of another', () => {
  test('every rule has cases', () => {
    const rules = Object.values(CONSISTENCY).map((rule) => rule.id)
    expect([...new Set(CASES.map((one) => one.rule))].sort()).toEqual([...rules].sort())
  })

  test.each(CASES)('$rule $name', async ({ rule, at, fails, passes, nearMiss, severity, facts }) => {
    const [failing, ...more] = await found(rule, fails, facts)
    expect(more).toEqual([])
    expect(`${failing?.file}:${failing?.line}:${failing?.column}`).toBe(at)
    if (severity !== undefined) expect(failing?.severity).toBe(severity)
    expect(await found(rule, passes, facts)).toEqual([])
    expect(await found(rule, nearMiss, facts)).toEqual([])
  })

  test('facts are asked only where there are any', async () => {
    const files = { 'deploy.sh': 'REGION=eu-west-2 NETWORK=10.1.0.0/16\n' }
    expect(await judgeWith(consistencyCheck, files)).toEqual([])
  })

  test('both places are named', async () => {
    const files = { 'k8s/route.yaml': route('web', 8080), 'k8s/a.yaml': service('web', 80) }
    const [one] = await found('missing-backend', files)
    expect(one?.message).toBe('HTTPRoute a leads to port 8080 of the service web, which has 80 (k8s/a.yaml).')
  })
})
