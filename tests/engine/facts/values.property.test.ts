import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MODEL, MODEL_NAMES } from '../../../src/engine/facts/model.ts'
import { readValue, showValue } from '../../../src/engine/facts/values.ts'
import type { TypeSpec } from '../../../src/engine/protocol/facts.ts'
import { valuesOf } from './arbitraries.ts'

const OTHERS: Record<string, TypeSpec> = {
  text: { type: 'text' },
  'texts in a list': { type: 'list', items: { type: 'text' } },
  size: { type: 'size' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  'object of texts': { type: 'object', fields: { a: { type: 'text' }, b: { type: 'text', nullable: true } } },
  'list of lists': {
    type: 'list',
    items: { type: 'object', fields: { l: { type: 'list', items: { type: 'text' } } } },
  },
}
const specs: [string, TypeSpec][] = [
  ...MODEL_NAMES.map((name): [string, TypeSpec] => [name, MODEL[name].spec]),
  ...Object.entries(OTHERS),
]

describe('what is shown can be typed back', () => {
  test.each(specs)('%s', (_name, spec) => {
    fc.assert(
      fc.property(valuesOf(spec), (value) => {
        expect(readValue(showValue(value, spec), spec)).toEqual({ ok: true, value })
      }),
      { numRuns: 60 },
    )
  })
})

describe('a canonical value is read as itself', () => {
  test.each(specs)('%s', (_name, spec) => {
    fc.assert(
      fc.property(valuesOf(spec), (value) => {
        expect(readValue(value, spec)).toEqual({ ok: true, value })
      }),
      { numRuns: 60 },
    )
  })
})

test('no input makes readValue throw, and every refusal says something', () => {
  const input = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.jsonValue(),
    fc.constantFrom('[', '{a', '- ', '{__proto__: 1}', '&a [*a]', '!!js/function x'),
  )
  fc.assert(
    fc.property(input, fc.constantFrom(...specs), (text, [, spec]) => {
      const result = readValue(text, spec)
      if (!result.ok) expect(result.problem.length * result.expected.length).toBeGreaterThan(0)
      if (!result.ok) expect(result.problem).not.toMatch(/[\u0000-\u001f\u007f]/)
    }),
    { numRuns: 3000 },
  )
})
