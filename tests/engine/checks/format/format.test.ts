import { describe, expect, test } from 'vitest'
import { applyFixes, CHECKS, memoryTree, runCatalog, TIDY } from '../../../../src/engine/checks/index.ts'
import { contextOf } from '../context.ts'

async function formatted(path: string, text: string): Promise<{ found: string[]; text: string }> {
  const entries = [...CHECKS.filter((one) => one.id === 'format'), TIDY]
  const outcomes = await runCatalog(entries, contextOf(memoryTree({ [path]: text })))
  const all = outcomes.flatMap((one) => one.diagnostics)
  return {
    found: all.map((one) => `${one.line}: ${one.severity}: ${one.message}`),
    text: applyFixes(
      text,
      all.flatMap((one) => one.fix ?? []),
    ).text,
  }
}

describe('Terraform', () => {
  test('is told where it begins to look different, and is fixed', async () => {
    expect(await formatted('main.tf', 'locals {\n  a = 1\n  bb   = 2\n}\n')).toEqual({
      found: ['2: warning: It is not formatted as terraform fmt has it.'],
      text: 'locals {\n  a  = 1\n  bb = 2\n}\n',
    })
  })

  test.each([
    ['as it should be', 'locals {\n  a = 1\n}\n'],
    ['not readable', 'locals {\n  a   = [1\n'],
    ['of Windows line ends', 'locals {\r\n  a = 1\r\n}\r\n'],
  ])('nothing is said of what is %s', async (_what, text) => {
    expect(await formatted('main.tf', text)).toEqual({ found: [], text })
  })
})

describe('YAML and JSON are only tidied', () => {
  test('blanks at the ends of lines', async () => {
    expect((await formatted('a.yaml', 'a: 1  \nb:\n    - 2\n\n\n')).text).toBe('a: 1\nb:\n    - 2\n')
  })

  test('text keeps its blanks', async () => {
    const text = 'a: |\n  two blanks  \n  more\nb: "x  "\n'
    expect((await formatted('a.yaml', text)).text).toBe(text)
  })

  test('JSON that is indented by two is indented throughout', async () => {
    expect((await formatted('a.json', '{\n  "a": {\n  "b": 1\n  }\n}\n')).text).toBe(
      '{\n  "a": {\n    "b": 1\n  }\n}\n',
    )
  })

  test.each([
    ['a.json', '{\n    "a": 1\n}\n'],
    ['a.json', '{"a":1}'],
    ['a.json', '{\n\t"a": 1\n}\n'],
    ['a.json', '{\n  "a": [\n'],
    ['a.yaml', 'a: 1  \r\n'],
    ['chart/templates/a.yaml', 'a: {{ .x }}  \n'],
    ['tsconfig.json', '{\n  // c\n}  \n'],
    ['package-lock.json', '{\n  "a": {\n  "b": 1\n  }\n}\n'],
  ])('%s with %j stays as it is', async (path, text) => {
    expect((await formatted(path, text)).text).toBe(text)
  })
})
