import type { z } from 'zod'
import type { TypeSpec } from '../protocol/facts.ts'
import { MODEL, MODEL_NAMES, type ModelFacts } from './model.ts'
import { readValue } from './values.ts'

/**
 * A zod schema of the model, for whole records from outside: every fact optional, unknown names refused, values
 * canonical afterwards. zod is loaded only here.
 */
export async function modelSchema(): Promise<z.ZodType<Partial<ModelFacts>>> {
  const { z: zod } = await import('zod')
  const value = (spec: TypeSpec): z.ZodType =>
    zod.unknown().transform((input, context) => {
      const result = readValue(input, spec)
      if (result.ok) return result.value
      context.addIssue({ code: 'custom', message: `${result.problem} (expected ${result.expected})`, input })
      return zod.NEVER
    })
  const shape = Object.fromEntries(MODEL_NAMES.map((name) => [name, value(MODEL[name].spec).optional()]))
  // readValue gives each fact the type of its spec, from which ModelFacts is made too.
  return zod.strictObject(shape) as unknown as z.ZodType<Partial<ModelFacts>>
}
