// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are HCL's templates

import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { CORE_SCHEMA, load, type Schema, YAML11_SCHEMA } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import type { FactValue } from '../../../src/engine/protocol/facts.ts'
import { formatHcl, scanHcl } from '../../../src/engine/render/format/hcl.ts'
import { hclLiteral, shellWord, yamlLiteral } from '../../../src/engine/render/literal.ts'
import { FilterError } from '../../../src/engine/render/template-error.ts'
import { nastyText } from './format/mess.ts'

const wellFormed = nastyText.map((text) => text.toWellFormed())
const key = wellFormed.filter((text) => text !== '__proto__' && text.length < 100)

const fact: fc.Arbitrary<FactValue> = fc.letrec<{ fact: FactValue }>((tie) => ({
  fact: fc.oneof(
    { depthSize: 'small' },
    wellFormed,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('fact')),
    fc.dictionary(key, tie('fact')),
  ),
})).fact

describe('HCL', () => {
  test('values as they stand in a configuration', () => {
    expect(hclLiteral('a "b" ${c} %{d}\n')).toBe('"a \\"b\\" $${c} %%{d}\\n"')
    expect(hclLiteral(['a', 1, true, null])).toBe('["a", 1, true, null]')
    expect(hclLiteral({ a: 1, 'b-c': { d: [] }, 'e f': {}, for: 1, true: 2, '1x': 3 })).toBe(
      '{ a = 1, b-c = { d = [] }, "e f" = {}, "for" = 1, "true" = 2, "1x" = 3 }',
    )
  })

  test('any value is one readable expression, in the style of terraform fmt', () => {
    fc.assert(
      fc.property(fact, (value) => {
        const text = `a = ${hclLiteral(value)}\n`
        expect(scanHcl(text)).toEqual([])
        expect(formatHcl(text)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test('a number that is none is refused', () => {
    expect(() => hclLiteral(Number.NaN)).toThrow(FilterError)
  })
})

describe('YAML', () => {
  const schemas: [string, Schema][] = [
    ['1.2', CORE_SCHEMA],
    ['1.1', YAML11_SCHEMA],
  ]

  test.each(schemas)('%s reads every value back, wherever it stands', (_, schema) => {
    fc.assert(
      fc.property(fact, (value) => {
        const text = yamlLiteral(value)
        expect(load(text, { schema })).toEqual(value)
        expect(load(`key: ${text}`, { schema })).toEqual({ key: value })
        expect(load(`- ${text} # why`, { schema })).toEqual([value])
        expect(load(`{a: [${text}, ${text}], b: 1}`, { schema })).toEqual({ a: [value, value], b: 1 })
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    'yes',
    'No',
    'ON',
    'off',
    'y',
    'N',
    'true',
    'null',
    '~',
    '',
    '1.10',
    '0x1f',
    '0o7',
    '007',
    '1_000',
    '12:30',
    '1e3',
    '.5',
    '+1',
    '-1',
    '2026-01-01',
    'a: b',
    'a #b',
    'a:',
    '- a',
    '#a',
    '@a',
    '*a',
    '&a',
    '!a',
    '%a',
    '{a',
    '[a',
    'a, b',
    "'a",
    ' a',
    'a ',
    '---',
    '=',
    '<<',
    'a\nb',
  ])('%j needs quotes', (text) => expect(yamlLiteral(text)).toMatch(/^".*"$/))

  test.each([
    'nginx',
    'nginx:1.27-alpine',
    'ghcr.io/stefanprodan/podinfo:6.9.1',
    '10.0.0.0/16',
    '250m',
    '128Mi',
    '30s',
    'eu-west-1',
    'arn:aws:iam::aws:policy/X',
    'two words',
    'a.b_c',
  ])('%j needs none', (text) => expect(yamlLiteral(text)).toBe(text))
})

describe('shell', () => {
  test('plain words stay plain', () => {
    expect(shellWord('eu-west-1')).toBe('eu-west-1')
    expect(shellWord(['--name', 'a b', ''])).toBe("--name 'a b' ''")
  })

  test('a shell reads back what was written', () => {
    const texts = fc
      .sample(nastyText, { numRuns: 300, seed: 1 })
      .map((text) => text.toWellFormed().replaceAll('\0', ''))
    const script = `printf '%s\\0' ${shellWord(texts)}`
    const run = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' })
    expect(run.stdout.split('\0').slice(0, -1)).toEqual(texts)
  })

  test('what a command line cannot hold is refused', () => {
    expect(() => shellWord({ a: 1 })).toThrow(FilterError)
    expect(() => shellWord('a\0b')).toThrow(FilterError)
  })
})
