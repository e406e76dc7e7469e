import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needTool } from '../../../helpers/tools.ts'
import { judge } from '../helpers.ts'

/** Expressions that Terraform refuses as the value of an output, and others that it takes. */
function read(name: string): [refused: string[], taken: string[]] {
  const [refused = [], taken = []] = readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n\n')
    .map((part) => part.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
  return [refused, taken]
}

const VARIABLES: Readonly<Record<string, string>> = {
  ...{ p: 'string', n: 'number', b: 'bool', any: 'any', m: 'map(string)', pl: 'list(string)' },
  o: 'object({ a = string, b = string })',
}

const SECRETS: Readonly<Record<string, string>> = {
  ...{ s: 'string', sn: 'number', sb: 'bool', sm: 'map(string)', l: 'list(string)', sln: 'list(number)' },
  ...{ sml: 'map(list(string))', so: 'object({ a = string })' },
}

/** Each expression is the value of an output, on a line of its own. */
function moduleOf(expressions: readonly string[]): Record<string, string> {
  const declared = (types: Readonly<Record<string, string>>, more: string): string =>
    Object.entries(types)
      .map(([name, type]) => `variable "${name}" {\n  type = ${type}\n${more}}\n`)
      .join('')
  return {
    'variables.tf': declared(VARIABLES, '') + declared(SECRETS, '  sensitive = true\n'),
    'resource.tf': 'resource "terraform_data" "x" {}\n',
    'main.tf': expressions.map((one, index) => `output "o${index}" { value = ${one} }\n`).join(''),
  }
}

const at = (lines: readonly number[], expressions: readonly string[]): string[] =>
  expressions.filter((_, index) => lines.includes(index + 1))

describe.each(['sensitive.txt', 'unknown.txt'])('outputs of %s', (name) => {
  const [refused, taken] = read(name)
  const all = [...refused, ...taken]

  test('are refused as Terraform does', async () => {
    const found = await judge(moduleOf(all))
    const lines = found.filter((one) => one.severity === 'error').map((one) => one.line ?? 0)
    expect(at(lines, all)).toEqual(refused)
  })

  test('are so by terraform itself', { timeout: 60_000 }, (context) => {
    needTool(context, 'terraform')
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-outputs-'))
    try {
      for (const [path, text] of Object.entries(moduleOf(all))) writeFileSync(join(dir, path), text)
      const { stdout } = spawnSync('terraform', ['validate', '-json'], { cwd: dir, encoding: 'utf8' })
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { range: { start: { line: number } } }[] }
      const lines = diagnostics.map(({ range }) => range.start.line)
      expect(at(lines, all)).toEqual(refused)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
