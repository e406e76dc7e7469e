import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildAutomaton, search } from '../../src/skills/pattern/automaton.ts'
import { neverMatches } from '../../src/skills/pattern/never.ts'
import { parsePattern } from '../../src/skills/pattern/parse.ts'
import { compilePattern, PatternError } from '../../src/skills/pattern.ts'

describe('accepted', () => {
  test.each([
    ['terraform\\s*\\{', 'terraform {'],
    ['backend\\s+"s3"|backend\\s+"gcs"', 'backend "s3" {}'],
    ['^[a-z0-9]+(-[a-z0-9]+)*$', 'a-b-c'],
    ['^([a-z0-9-]+\\.)+[a-z]{2,}$', 'a.b.example'],
    ['^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$', '10.0.0.0/16'],
    ['server .* weight', 'server a weight'],
    ['{{.*}}', 'a {{ b }}'],
    ['(?i)kind: deployment', 'Kind: Deployment'],
    ['required_version\\s*=\\s*">=\\s*1\\.', 'required_version = ">= 1.11"'],
    ['(GET|POST) /', 'POST /'],
    ['(?:a{2})+b', 'aaaab'],
    ['(a|b)*c', 'abac'],
  ])('%s', (source, text) => {
    expect(compilePattern(source).test(text)).toBe(true)
  })

  test('^ and $ stand at every line of a file', () => {
    expect(compilePattern('^b$', { multiline: true }).find('a\nb\nc')).toBe(2)
    expect(compilePattern('^b$').find('a\nb\nc')).toBe(-1)
  })
})

describe('refused', () => {
  test.each([
    '(a+)+',
    '(a*)*',
    '(a|a)*',
    '(a|ab)+',
    '([a-z]+-?)*',
    '(x+x+)+y',
    '(.*a){20}',
    '(\\w+\\s?)*$',
    '(a?){50}a',
    '(?=a)b',
    '(?<!a)b',
    '(a)\\1',
    '*.sh',
    '[',
    '[[',
    '(',
    'a)',
    '\\',
    'x{2,1}',
    'x{1,99999}',
    'rate\\\\(http',
    'a'.repeat(2000),
  ])('%s', (source) => {
    expect(() => compilePattern(source)).toThrow(PatternError)
  })
})

test.each([
  'a*a*a*a*b',
  '.*.*.*b',
  '[\\s\\S]*a[\\s\\S]*a[\\s\\S]*b',
  'a.*b.*c.*d',
  '(.{0,9})'.repeat(9).concat('z'),
  'a?'.repeat(25).concat('a'.repeat(25), 'b'),
  '(a|aa)'.repeat(30).concat('b'),
  '^[a-z0-9]+(-[a-z0-9]+)*$',
])('no accepted pattern spins, however long the text: %s', (source) => {
  const started = performance.now()
  expect(compilePattern(source).test(`${'a'.repeat(200_000)}!`)).toBe(false)
  expect(performance.now() - started).toBeLessThan(5000)
})

test('the automaton finds what the native matcher finds', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\s', '\\b', '\\B', '^', '$', 'c', '\\n', '-')
  const piece = fc.tuple(atom, fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '*?')).map(([a, q]) => {
    return /^[\^$]$|^\\[bB]$/.test(a) ? a : a + q
  })
  const source = fc
    .array(
      fc.oneof(
        piece,
        fc
          .tuple(fc.array(piece, { maxLength: 3 }), fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}'))
          .map(([pieces, q]) => `(?:${pieces.join('')}|b)${q}`),
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.join(''))
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '1', ' ', '\n'), maxLength: 12 })
  fc.assert(
    fc.property(source, text, fc.boolean(), (pattern, input, multiline) => {
      const native = input.search(new RegExp(pattern, multiline ? 'm' : ''))
      expect(search(buildAutomaton(parsePattern(pattern, false)), input, multiline)).toBe(native)
    }),
    { numRuns: 3000 },
  )
})

test('any text is a pattern or a PatternError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'()[]{}*+?|^$\\.,-ab0') })), (source) => {
      try {
        compilePattern(source).test('some text\nand more')
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError)
      }
    }),
    { numRuns: 3000 },
  )
})

test('an expression that no file can match is recognised', () => {
  expect(['$ANSIBLE_VAULT', 'a^b', 'x|$y', '[]'].map(neverMatches)).toEqual([true, true, false, true])
  expect(['^a$', 'a$\\n', 'a\\n^b', '^$'].map(neverMatches)).toEqual([false, false, false, false])
})
