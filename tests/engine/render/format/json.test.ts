import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatJson, scanJson } from '../../../../src/engine/render/format/json.ts'

describe('indenting', () => {
  test('follows the nesting and keeps the line breaks', () => {
    const text = '{\n"a": [ 1, 2 ],\n     "b": [{\n"c": "{[" \n},\n\n{ "d": {} }],\n"e":\n1.0}\n\n\n'
    expect(formatJson(text)).toBe(
      '{\n  "a": [ 1, 2 ],\n  "b": [{\n    "c": "{["\n  },\n    { "d": {} }],\n  "e":\n  1.0}\n',
    )
  })

  test('numbers and the order of keys are not touched', () => {
    expect(formatJson('{"b": 1.0, "10": 12345678901234567890, "2": 1e5}')).toBe(
      '{"b": 1.0, "10": 12345678901234567890, "2": 1e5}\n',
    )
  })

  test('the value stays, and indenting twice is indenting once', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const formatted = formatJson(text)
        expect(JSON.parse(formatted)).toEqual(JSON.parse(text))
        expect(formatJson(formatted)).toBe(formatted)
        if (indent === 2) expect(formatted).toBe(`${text}\n`)
      }),
    )
  })
})

describe('faults', () => {
  test.each([
    ['{"a": 1,\n "b": }', 2, 7, 'JSON: a value is expected here'],
    ['{"a": 1,\n}', 2, 1, 'JSON: a key in double quotes is expected here'],
    ['[1,\n]', 2, 1, 'JSON: a value is expected here'],
    ['[1\n2]', 2, 1, 'JSON: a comma or ] is expected here'],
    ['{"a": [', 1, 8, 'JSON: the [ of line 1, column 7 is never closed'],
    ['{"a"\n 1}', 2, 2, 'JSON: a colon is expected after the key'],
    ['{"a": "x\n"}', 1, 7, 'JSON: this string is not closed, or holds a line end or an escape that JSON does not know'],
    ['{} {}', 1, 4, 'JSON: something stands after the value'],
    ['{"a": 1, "b": {"a": 1}, "a": 2}', 1, 25, 'JSON: the key "a" stands here a second time'],
    ['01', 1, 2, 'JSON: something stands after the value'],
    ['', 1, 1, 'JSON: the text ends where a value is expected'],
  ])('%j', (text, line, column, message) => {
    expect(scanJson(text)[0]).toMatchObject({ line, column, message })
  })

  test('accepted is what JSON.parse accepts', () => {
    const texts = fc.oneof(
      fc.json(),
      fc
        .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '0', '.5', 'true', ' ', '\n'))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const problems = scanJson(text).filter((problem) => !problem.message.includes('second time'))
        let readable = true
        try {
          JSON.parse(text)
        } catch {
          readable = false
        }
        expect(problems.length === 0).toBe(readable)
      }),
      { numRuns: 2000 },
    )
  })

  test('depth does not exhaust the stack', () => {
    expect(scanJson('['.repeat(100_000))).toHaveLength(1)
  })
})
