import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { shell, skillchain } from '../helpers/cli.ts'

const read = (path: string): unknown => load(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))

test('the hooks for pre-commit call commands and options that exist', () => {
  const hooks = read('.pre-commit-hooks.yaml') as { id: string; entry: string; pass_filenames: boolean }[] // our own file
  expect(hooks.map((hook) => hook.id)).toEqual(['skillchain-check', 'skillchain-fix'])
  for (const { entry } of hooks) {
    const [program, ...args] = entry.split(' ')
    expect(program).toBe('skillchain')
    const at = shell()
    const { code, err } = skillchain(at, args)
    expect(code, err).toBe(0)
  }
})

test('the action hands every input to the program, and nothing else', () => {
  const action = read('action.yml') as {
    inputs: Record<string, unknown>
    runs: { using: string; steps: { run: string; env?: Record<string, string> }[] }
  } // our own file
  expect(action.runs.using).toBe('composite')
  const env = action.runs.steps.at(-1)?.env ?? {}
  expect(Object.keys(env).sort()).toEqual(
    [...Object.keys(action.inputs).map((name) => name.toUpperCase()), 'PROGRAM'].sort(),
  )
  const script = action.runs.steps.at(-1)?.run ?? ''
  for (const name of Object.keys(env)) expect(script).toContain(`$${name}`)
  // Values come by the environment: written into the script they would be code.
  expect(script).not.toContain('${{')
})
