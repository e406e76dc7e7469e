import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseHcl } from '../../../src/engine/terraform/syntax/parser.ts'

const first = (text: string): string => {
  const [problem] = parseHcl(text).problems
  return problem === undefined ? 'accepted' : `${problem.line}:${problem.column} ${problem.summary}`
}

describe('what HCL accepts and rejects', () => {
  test.each([
    ['a = 1\n', 'accepted'],
    ['a { b = 1 }\n', 'accepted'],
    ['a = [for k, v in x : v if k != ""]\n', 'accepted'],
    ['a = x.*.b[0]\n', 'accepted'],
    ['a = x[*].b["c"]\n', 'accepted'],
    ['a = -b.c + !d\n', 'accepted'],
    ['a = <<-EOT\n  x\n  EOT\n', 'accepted'],
    ['a = "%{ if x }y%{ else }z%{ endif }"\n', 'accepted'],
    ['a = 1 b = 2\n', '1:7 Missing newline after argument'],
    ['a = 1, b = 2\n', '1:6 Unexpected comma after argument'],
    ['"a" = 1\n', '1:1 Invalid argument name'],
    ['a = \n', '1:5 Invalid expression'],
    ['a "b" {\n', '1:7 Unclosed configuration block'],
    ['a = [1 2]\n', '1:8 Missing item separator'],
    ['a = f(1 2)\n', '1:9 Missing argument separator'],
    ['a = { b 1 }\n', '1:9 Missing key/value separator'],
    ['a = x ? y\n', '1:10 Missing false expression in conditional'],
    ["a = 'x'\n", '1:5 Invalid character'],
    ['a = "x\n', '1:5 Invalid multi-line string'],
    ['a { b = 1\n}\n', '1:10 Invalid single-argument block definition'],
    ['a = 1\na = 2\n', '2:1 Attribute redefined'],
    ['a = "%{ if x }y"\n', '1:6 Unexpected end of template'],
    ['a = "\\q"\n', '1:6 Invalid escape sequence'],
  ])('%j: %s', (text, verdict) => {
    expect(first(text)).toBe(verdict)
  })

  test('no text breaks the parser, and every place it names is in the text', () => {
    const bits = fc.constantFrom(
      'a',
      '=',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '"',
      '$' + '{',
      '%{',
      '\n',
      '.',
      '*',
      '1',
      ',',
      '<<E\n',
      'for ',
      ' in ',
      '?',
      ':',
      '-',
      '#',
      '/*',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        const lines = text.split('\n')
        for (const { line, column } of parseHcl(text).problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines.length)
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
