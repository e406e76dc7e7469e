import { describe, expect, test, vi } from 'vitest'
import { COMMANDS, isGoalAlone, NOTHING_TYPED } from '../../src/cli/goal-alone.ts'
import { buildProgram } from '../../src/cli/program.ts'
import { virtualTerminal } from '../ui/virtual.ts'

// A goal without options goes past the command parser; this is what keeps the two ways the same.
vi.stubGlobal('__VERSION__', '0.0.0')
const program = buildProgram(virtualTerminal(80, 24).environment)

describe('a goal alone', () => {
  test('is words of which none is an option and the first is no command', () => {
    expect(isGoalAlone([])).toBe(true)
    expect(isGoalAlone(['production kubernetes on AWS'])).toBe(true)
    expect(isGoalAlone(['check', 'infra'])).toBe(false)
    expect(isGoalAlone(['help'])).toBe(false)
    expect(isGoalAlone(['a goal', '--plain'])).toBe(false)
    expect(isGoalAlone(['a goal', '--'])).toBe(false)
  })

  test('knows every command of the parser', () => {
    expect(program.commands.map((command) => command.name()).sort()).toEqual([...COMMANDS].sort())
  })

  test('has the options that the parser has when none is typed', () => {
    expect(NOTHING_TYPED).toEqual(
      Object.fromEntries(Object.entries(program.opts()).filter(([, value]) => value !== undefined)),
    )
  })
})
