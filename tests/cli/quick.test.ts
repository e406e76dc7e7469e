import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GOAL, type Shell, shell, skillchain } from '../helpers/cli.ts'

/** A folder of skills, though empty, makes the whole program answer. */
function withSkillFolder(): Shell {
  const at = shell()
  mkdirSync(join(at.cwd, '.skillchain', 'skills'), { recursive: true })
  return at
}

test.each([
  [['match', GOAL, '--json']],
  [['match', GOAL]],
  [['match', 'staging', 'and', 'prod', 'VPC', 'without', 'NAT', 'in', 'eu-west-1', '--json']],
  [['match', 'kubernets and dns for acme.io']],
  [['match', 'qqqq zzzz']],
])('%j: the short way to an answer and the long one say the same', (args) => {
  const quick = skillchain(shell(), args)
  const whole = skillchain(withSkillFolder(), args)
  expect(quick.code, quick.err).toBe(0)
  expect(quick.out).toBe(whole.out)
  expect(quick.out).not.toBe('')
})

test('what is more than a goal takes the long way', () => {
  expect(skillchain(shell(), ['match', '--help']).out).toMatch(/show which skills/)
  expect(skillchain(shell(), ['match']).code).toBe(2)
  expect(skillchain(shell(), ['match', GOAL, '--jsn']).err).toMatch(/--json/)
})

test.each([['--version'], ['-V'], ['--help'], ['-h']])('%s answers without the program behind it', (flag) => {
  const done = skillchain(shell(), [flag])
  expect(done.code, done.err).toBe(0)
  expect(done.out).toMatch(flag.toLowerCase().includes('v') ? /^\d+\.\d+\.\d+\n$/ : /Usage: skillchain/)
})
