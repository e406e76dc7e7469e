import { describe, expect, test } from 'vitest'
import { readYamlFile } from '../../../../src/engine/checks/read/yaml.ts'
import { nodeAt, plain, type YamlNode } from '../../../../src/engine/checks/read/yaml-node.ts'
import type { YamlVersion } from '../../../../src/engine/checks/read/yaml-scalar.ts'

function roots(text: string, version: YamlVersion = '1.2'): (YamlNode | null)[] {
  return readYamlFile(text, { version }).documents.map((one) => one.root)
}

function root(text: string, version: YamlVersion = '1.2'): YamlNode | null {
  return roots(text, version)[0] ?? null
}

describe('documents', () => {
  test('each of a stream, empty ones included', () => {
    expect(roots('a: 1\n---\n---\n- b\n').map(plain)).toEqual([{ a: 1 }, null, ['b']])
  })

  test('a broken one does not hide the others', () => {
    const { documents, problems, place } = readYamlFile('a: 1\n---\nb: [\n---\nc: 3\n')
    expect(documents.map((one) => plain(one.root))).toEqual([{ a: 1 }, { c: 3 }])
    expect(problems).toHaveLength(1)
    expect(place(problems[0]?.offset ?? 0).line).toBeGreaterThanOrEqual(3)
  })

  test('later lines of a quoted text need no indentation, as in Go and Python', () => {
    const text = "a:\n  b: 'one\n  two\nthree'\n  c: 1\n"
    const file = readYamlFile(text)
    expect(file.problems).toEqual([])
    expect(plain(file.documents[0]?.root ?? null)).toMatchObject({ a: { c: 1 } })
    expect(file.place(nodeAt(file.documents[0]?.root, 'a', 'c')?.start ?? 0)).toEqual({ line: 5, column: 6 })
  })

  test('JSON is read as well, tabs and all', () => {
    expect(plain(root('{\n\t"a": [1, "b\\/c\\u00e9", true, null],\n\t"d": {"e": 1.5e3}\n}'))).toEqual({
      a: [1, 'b/cé', true, null],
      d: { e: 1500 },
    })
  })

  test('a byte order mark moves no place', () => {
    const text = '\uFEFFa: 1\nb: x\n'
    const value = nodeAt(root(text), 'b')
    expect(text.slice(value?.start, value?.end)).toBe('x')
  })
})

describe('places', () => {
  const text = [
    'plain: value',
    'quoted: "a b"',
    'tagged: !Ref  Name',
    'flow: {a: [1, 2 ], b: c} # }',
    'list:',
    '  - one',
    '  - two: 2',
    'empty:',
    'block: |',
    '  text',
    'last: 1',
  ].join('\n')
  const at = (...path: (string | number)[]): string => {
    const node = nodeAt(root(text), ...path)
    return text.slice(node?.start, node?.end)
  }

  test('of scalars, with their quotes and tags', () => {
    expect([at('plain'), at('quoted'), at('tagged')]).toEqual(['value', '"a b"', '!Ref  Name'])
  })

  test('of collections, to their last part or their bracket', () => {
    expect(at('flow')).toBe('{a: [1, 2 ], b: c}')
    expect(at('flow', 'a')).toBe('[1, 2 ]')
    expect(at('list')).toBe('- one\n  - two: 2')
    expect(at('list', 1)).toBe('two: 2')
  })

  test('of keys, and of values that are not there', () => {
    const file = readYamlFile(text)
    const map = file.documents[0]?.root
    const key = map?.kind === 'map' ? map.entry('empty')?.keyNode : undefined
    expect(file.place(key?.start ?? 0)).toEqual({ line: 8, column: 1 })
    expect(file.place(nodeAt(map, 'empty')?.start ?? 0).line).toBe(8)
  })
})

describe('values', () => {
  test('YAML 1.2 knows two words for truth, and YAML 1.1 more', () => {
    const text = '[true, yes, on, n, "yes", ~, null, Null, True]'
    expect(plain(root(text, '1.2'))).toEqual([true, 'yes', 'on', 'n', 'yes', null, null, null, true])
    expect(plain(root(text, '1.1'))).toEqual([true, true, true, false, 'yes', null, null, null, true])
  })

  test('numbers as each version reads them', () => {
    const text = '[1, -2, 0x1F, 0o17, 0644, 1_000, 1.5, .5, 1e3, 1.2.3, 12:30, 08, "1"]'
    expect(plain(root(text, '1.2'))).toEqual([1, -2, 31, 15, 644, '1_000', 1.5, 0.5, 1000, '1.2.3', '12:30', 8, '1'])
    expect(plain(root(text, '1.1'))).toEqual([1, -2, 31, 15, 420, 1000, 1.5, 0.5, 1000, '1.2.3', '12:30', 8, '1'])
  })

  test('standard tags decide, other tags are kept', () => {
    expect(plain(root('[!!str 5, !!int "5", ! 5]'))).toEqual(['5', 5, '5'])
    expect(nodeAt(root('a: !Sub {x: 1}'), 'a')?.tag).toBe('!Sub')
    expect(nodeAt(root('a: !GetAtt [x, y]'), 'a')?.tag).toBe('!GetAtt')
    expect(nodeAt(root('a: !vault |\n  text\n'), 'a')).toMatchObject({ tag: '!vault', text: 'text\n', style: 'block' })
  })
})

describe('anchors and merge keys', () => {
  test('an alias is the node it names', () => {
    const map = root('a: &x {b: 1}\nc: *x\n')
    expect(nodeAt(map, 'c')).toBe(nodeAt(map, 'a'))
  })

  test('own keys count before merged ones, wherever they stand', () => {
    const text = 'base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\nuse:\n  <<: [*more, *base]\n  a: 5\n'
    expect(plain(nodeAt(root(text), 'use') ?? null)).toEqual({ a: 5, b: 3, c: 4 })
  })

  test('what an alias cannot mean is said', () => {
    const problems = (text: string) => readYamlFile(text).problems.map((one) => [one.rule, one.offset])
    expect(problems('a: *b\n')).toEqual([['alias', 3]])
    expect(problems('a: &a [*a]\n')).toEqual([['alias', 7]])
    expect(problems('a:\n  <<: 1\n')).toEqual([['merge', 5]])
    expect(problems('a: &x 1\n---\nb: *x\n')).toEqual([['alias', 15]])
  })

  test('a bomb is a problem, not a wait', () => {
    const levels = Array.from({ length: 12 }, (_, index) =>
      index === 0
        ? 'l0: &l0 [x, x, x, x, x, x, x, x, x, x]'
        : `l${index}: &l${index} [${Array(10)
            .fill(`*l${index - 1}`)
            .join(', ')}]`,
    )
    const { documents, problems } = readYamlFile(levels.join('\n'))
    expect(problems.map((one) => one.rule)).toEqual(['alias'])
    expect(JSON.stringify(plain(documents[0]?.root ?? null)).length).toBeLessThan(2_000_000)
  })
})

describe('duplicate keys', () => {
  test('are a problem at the second one; the last value counts', () => {
    const file = readYamlFile('a: 1\nb: 2\na: 3\n')
    expect(file.problems).toMatchObject([{ rule: 'duplicate-key', offset: 10 }])
    expect(plain(nodeAt(file.documents[0]?.root, 'a') ?? null)).toBe(3)
  })

  test('in a large map too, and not in two maps', () => {
    const large = Array.from({ length: 40 }, (_, index) => `k${index}: ${index}`).join('\n')
    expect(readYamlFile(`${large}\nk7: x\n`).problems).toHaveLength(1)
    expect(readYamlFile('- a: 1\n- a: 1\n').problems).toEqual([])
  })
})

test('no depth and no nonsense makes it throw', () => {
  for (const text of [
    '['.repeat(5000),
    '{a: '.repeat(5000),
    '\0',
    '"\\uD800"',
    '? [a]\n: b\n',
    '%TAG ! !\n--- !x\n',
    '*',
    '&',
  ])
    expect(() => readYamlFile(text), text.slice(0, 20)).not.toThrow()
})
