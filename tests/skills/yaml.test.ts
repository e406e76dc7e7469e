import { describe, expect, test } from 'vitest'
import { FormatError } from '../../src/skills/problem.ts'
import { parseYaml } from '../../src/skills/yaml.ts'

function fault(text: string, options = {}): string {
  try {
    parseYaml(text, 'a.yaml', options)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

describe('a YAML document', () => {
  test('is plain JSON with a place for every path', () => {
    const document = parseYaml('a: 1\nlist:\n  - x\n  - {deep: "y"}\nempty:\ntext: |\n  two\n  lines\n', 'a.yaml')
    expect(document.value).toEqual({ a: 1, list: ['x', { deep: 'y' }], empty: null, text: 'two\nlines\n' })
    expect(document.at(['a'])).toEqual({ line: 1, column: 4 })
    expect(document.keyAt(['list'])).toEqual({ line: 2, column: 1 })
    expect(document.at(['list', 1])).toEqual({ line: 4, column: 5 })
    expect(document.at(['list', 1, 'deep'])).toEqual({ line: 4, column: 12 })
    expect(document.at(['empty'])).toEqual({ line: 5, column: 1 })
  })

  test('answers for a path that is not there with the nearest enclosing one', () => {
    const document = parseYaml('a:\n  b: 1\n', 'a.yaml')
    expect(document.at(['a', 'c', 'd'])).toEqual({ line: 2, column: 3 })
    expect(document.at(['nothing'])).toEqual({ line: 1, column: 1 })
  })

  test('inside Markdown counts from the beginning of the file', () => {
    const document = parseYaml('a: 1\n', 'SKILL.md', { linesBefore: 20 })
    expect(document.at(['a'])).toEqual({ line: 21, column: 4 })
  })

  test('that is empty is null', () => {
    expect(parseYaml('', 'a.yaml').value).toBeNull()
    expect(parseYaml('# only a comment\n', 'a.yaml').value).toBeNull()
  })

  test('keeps keys with slashes apart', () => {
    const document = parseYaml('a/b: 1\na:\n  b: 2\n', 'a.yaml')
    expect(document.at(['a/b'])).toEqual({ line: 1, column: 6 })
    expect(document.at(['a', 'b'])).toEqual({ line: 3, column: 6 })
  })

  test('reads yes, on and dates as texts', () => {
    expect(parseYaml('{a: yes, b: on, c: 2024-01-01}', 'a.yaml').value).toEqual({ a: 'yes', b: 'on', c: '2024-01-01' })
  })
})

describe('refused, at its place', () => {
  test.each([
    [
      'a duplicate key',
      'a: 1\nb: 2\na: 3\n',
      'a.yaml:3:1: the key "a" stands here twice (first on line 1 of this YAML)',
    ],
    ['a tab as indentation', 'a:\n\tb: 1\n', 'a.yaml:2:1'],
    ['a list that is not closed', 'a: [1, 2\n', 'a.yaml:2:1'],
    ['a tag', 'a: !!js/function "x"\n', 'a.yaml:1:4: the tag !!js/function is not plain data'],
    ['a binary', 'a: !!binary aGk=\n', 'the tag !!binary'],
    ['__proto__', '__proto__: {polluted: true}\n', 'must not be named __proto__'],
    ['a list as a key', '? [a, b]\n: 1\n', 'a key must be a plain text'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'a second YAML document'],
    ['an alias of what it stands in', 'a: &a [1, *a]\n', '*a repeats what it stands in'],
    ['an unknown alias', 'a: *nowhere\n', 'a.yaml:1'],
    ['a NUL byte', 'a: "\0"\n', 'NUL byte'],
    ['depth', `${'['.repeat(200)}${']'.repeat(200)}`, 'a.yaml:1'],
  ])('%s', (_, text, message) => {
    expect(fault(text)).toContain(message)
  })

  test('an anchor bomb', () => {
    const levels = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
    for (let i = 1; i < 12; i++) {
      const before = String.fromCharCode(96 + i)
      const name = String.fromCharCode(97 + i)
      levels.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`)
    }
    expect(fault(levels.join('\n'))).toMatch(/a\.yaml:\d+:\d+: more than \d+ (aliases|values)/)
  })

  test('a text over the limit', () => {
    expect(fault('a: 1\n'.repeat(10), { limit: 20 })).toContain('50 characters of YAML, more than the 20 allowed')
  })
})
