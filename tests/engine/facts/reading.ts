import { expect, test } from 'vitest'
import { modelFact } from '../../../src/engine/facts/model.ts'
import { readValue } from '../../../src/engine/facts/values.ts'
import type { TypeSpec } from '../../../src/engine/protocol/facts.ts'

export const specOf = (name: string): TypeSpec => {
  const spec = modelFact(name)?.spec
  if (spec === undefined) throw new Error(`no fact ${name}`)
  return spec
}
export const read = (input: unknown, spec: TypeSpec) => {
  const result = readValue(input, spec)
  return result.ok ? result.value : result.problem
}
export const accepts = (spec: TypeSpec, rows: [unknown, unknown][]) =>
  test.each(rows)('%j is read as %j', (input, value) => {
    expect(readValue(input, spec)).toEqual({ ok: true, value })
  })
export const refuses = (spec: TypeSpec, rows: [unknown, string][]) =>
  test.each(rows)('%j is refused: %s', (input, problem) => {
    const result = readValue(input, spec)
    expect(result).toMatchObject({ ok: false, problem })
    expect(result.ok ? '' : result.expected).not.toBe('')
  })
