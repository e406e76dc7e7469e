// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lexHcl } from '../../../../src/engine/render/format/hcl/lexer.ts'
import { quoteHcl, unescapeHcl } from '../../../../src/engine/render/format/hcl/string.ts'
import { nastyText } from './mess.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures/hcl')
const kinds = (text: string): string[] => lexHcl(text).tokens.map((token) => token.kind)

/** Every character of the text is in a token, or a blank between two. */
function expectLossless(text: string): void {
  let at = text.startsWith('\ufeff') ? 1 : 0
  for (const token of lexHcl(text).tokens) {
    expect(text.slice(at, token.offset)).toMatch(/^[ \t]*$/)
    expect(text.startsWith(token.text, token.offset)).toBe(true)
    at = token.offset + token.text.length
  }
  expect(at).toBe(text.length)
}

describe('tokens', () => {
  test('a string with a template is taken apart', () => {
    expect(kinds('a = "x${b.c}$${d}"')).toEqual([
      'identifier',
      '=',
      'open-quote',
      'quoted-text',
      'interpolation',
      'identifier',
      '.',
      'identifier',
      'template-end',
      'quoted-text',
      'close-quote',
      'end',
    ])
  })

  test('braces of an object inside a template do not end it', () => {
    expect(kinds('"${{a=1}}"').filter((kind) => kind === 'template-end')).toHaveLength(1)
  })

  test('a heredoc ends at its marker, and only at the beginning of a line', () => {
    const { tokens, problems } = lexHcl('a = <<-EOT\n x EOT\n${y}EOT\n  EOT\n')
    expect(problems).toEqual([])
    expect(tokens.find((token) => token.kind === 'close-heredoc')).toMatchObject({ text: '  EOT', line: 4, column: 1 })
  })

  test('numbers, dots and ellipses', () => {
    expect(kinds('1.5e-3 1... a.0.b')).toEqual([
      'number',
      'number',
      '...',
      'identifier',
      '.',
      'number',
      '.',
      'identifier',
      'end',
    ])
  })

  test('operators are as long as they can be', () => {
    expect(kinds('a<=b=>c==d!=!e::f').filter((kind) => kind !== 'identifier')).toEqual([
      '<=',
      '=>',
      '==',
      '!=',
      '!',
      '::',
      'end',
    ])
  })

  test('names may hold hyphens and any letters', () => {
    expect(lexHcl('größe-2 = 表').tokens.map((token) => token.text)).toEqual(['größe-2', '=', '表', ''])
  })
})

describe('positions', () => {
  test('line and column count from 1, over comments, heredocs and strings', () => {
    const text = '/* a\n b */ x = <<E\n t\nE\n  y = "z" # c\n z'
    for (const token of lexHcl(text).tokens) {
      const before = text.slice(0, token.offset)
      expect(token.line).toBe(before.split('\n').length)
      expect(token.column).toBe(before.length - before.lastIndexOf('\n'))
    }
  })

  test('nothing is lost of any real text', () => {
    for (const file of readdirSync(FIXTURES)) expectLossless(readFileSync(join(FIXTURES, file), 'utf8'))
  })

  test('nothing is lost of any text at all', () => {
    fc.assert(fc.property(nastyText, expectLossless))
  })
})

describe('strings', () => {
  test('a quoted text is one string without templates, and means the same text', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const { tokens, problems } = lexHcl(quoteHcl(text))
        expect(problems).toEqual([])
        const inside = tokens.filter((token) => token.kind === 'quoted-text').map((token) => token.text)
        expect(tokens.map((token) => token.kind)).toEqual(
          text === '' ? ['open-quote', 'close-quote', 'end'] : ['open-quote', 'quoted-text', 'close-quote', 'end'],
        )
        expect(unescapeHcl(inside.join(''))).toBe(text.toWellFormed())
      }),
      { numRuns: 1000 },
    )
  })

  test('templates, quotes and control characters are escaped', () => {
    expect(quoteHcl('a${b}%{c}"d"\\\n\u0007')).toBe('"a$${b}%%{c}\\"d\\"\\\\\\n\\u0007"')
  })

  test('an escape that HCL does not know is no text', () => {
    expect(unescapeHcl('\\x')).toBeNull()
    expect(unescapeHcl('\\U00110000')).toBeNull()
    expect(unescapeHcl('\\u00e9\\U0001f600')).toBe('é😀')
  })
})
