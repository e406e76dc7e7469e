import fc from 'fast-check'
import { MODEL, MODEL_NAMES, type ModelFacts } from '../../../src/engine/facts/model.ts'
import { REGIONS } from '../../../src/engine/facts/regions.ts'
import { readValue } from '../../../src/engine/facts/values.ts'
import type { FactValue, TypeSpec } from '../../../src/engine/protocol/facts.ts'

/** Values that a spec accepts, as `readValue` would return them. */
export function valuesOf(spec: TypeSpec): fc.Arbitrary<FactValue> {
  const value = plain(spec)
  return spec.nullable ? fc.option(value, { nil: null }) : value
}

function plain(spec: TypeSpec): fc.Arbitrary<FactValue> {
  const canonical = (raw: fc.Arbitrary<unknown>): fc.Arbitrary<FactValue> =>
    raw
      .map((input) => readValue(input, spec))
      .filter((result) => result.ok)
      .map((result) => (result.ok ? result.value : null))
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/)
  switch (spec.type) {
    case 'text':
      return canonical(
        spec.pattern === undefined
          ? fc.string({ minLength: 1, maxLength: 30 })
          : fc.stringMatching(new RegExp(spec.pattern)),
      )
    case 'slug':
      return canonical(label)
    case 'integer':
      return fc.integer({ min: spec.min ?? -1000, max: spec.max ?? 1000 })
    case 'number':
      return canonical(
        fc.double({ min: spec.min ?? -1000, max: spec.max ?? 1000, noNaN: true }).map((n) => Number(n.toFixed(3))),
      )
    case 'boolean':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...(spec.choices ?? []).map((choice) => choice.value))
    case 'multi-choice':
      return fc.subarray((spec.choices ?? []).map((choice) => choice.value))
    case 'cidr':
      return fc
        .tuple(fc.integer({ min: spec.min ?? 0, max: spec.max ?? 32 }), fc.nat(2 ** 32 - 1))
        .map(([prefix, address]) => {
          const first = Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix)
          return `${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join('.')}/${prefix}`
        })
    case 'domain':
      return canonical(
        fc.tuple(label, fc.constantFrom('io', 'internal', 'example.de', 'dev')).map((parts) => parts.join('.')),
      )
    case 'region':
      return fc.constantFrom(...REGIONS.map((region) => region.name))
    case 'duration':
      return canonical(fc.integer({ min: spec.min ?? 0, max: spec.max ?? 10_000_000 }).map((seconds) => `${seconds}s`))
    case 'size':
      return canonical(
        fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.constantFrom('Mi', 'Gi', 'MB', 'T', 'B')).map((p) => p.join('')),
      )
    case 'url':
      return canonical(label.map((name) => `https://git.acme.io/${name}/infra`))
    case 'arn':
      return canonical(label.map((name) => `arn:aws:iam::111122223333:role/${name}`))
    case 'list':
      return fc.array(valuesOf(spec.items ?? { type: 'text' }), {
        minLength: spec.min ?? 0,
        maxLength: Math.min(spec.max ?? 5, 5),
      })
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(spec.fields ?? {}).map(([name, field]) => [name, valuesOf(field)])),
      )
  }
}

/** Whole models: every fact has some value of its type. */
export const models: fc.Arbitrary<ModelFacts> = fc
  .record(Object.fromEntries(MODEL_NAMES.map((name) => [name, valuesOf(MODEL[name].spec)])))
  // Each value was made by its spec.
  .map((facts) => facts as unknown as ModelFacts)
