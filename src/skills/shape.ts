import { z } from 'zod'
import type { FactType, FactValue } from './values.ts'

/** Shapes of what a stranger's SKILL.md may hold. Only load.ts and blueprint.ts read them. */

export const FACT_NAME = /^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_-]*)*$/
export const SKILL_NAME = /^[a-z0-9-]{1,64}$/

const TYPES = [
  'text',
  'slug',
  'integer',
  'number',
  'boolean',
  'choice',
  'multi-choice',
  'cidr',
  'domain',
  'region',
  'duration',
  'size',
  'url',
  'arn',
  'list',
  'object',
] as const satisfies readonly FactType[]

export const factValue: z.ZodType<FactValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(factValue), z.record(z.string(), factValue)]),
)

const fact = z.string().max(100).regex(FACT_NAME, 'must be a fact such as network.cidr')
const skillName = z.string().regex(SKILL_NAME, 'must be a skill name: small letters, digits, hyphens')
const sentence = z.string().trim().min(1, 'must not be empty').max(2000)
/** YAML reads `when: true` as a boolean. */
const condition = z.union([z.string().min(1), z.boolean().transform(String)])
/** YAML reads `1.0` as a number. */
const loose = z.union([z.string(), z.number().transform(String)])
const words = z.array(loose.pipe(z.string().trim().min(1).max(100))).max(200)

const choice = z.union([
  loose.transform((value) => ({ value, label: value })),
  z.boolean().transform((value) => ({ value: String(value), label: String(value) })),
  z.strictObject({ value: loose, label: loose.optional(), note: z.string().optional(), when: condition.optional() }),
])

export interface RawSpec {
  type?: FactType | undefined
  choices?: z.output<typeof choice>[] | undefined
  min?: number | undefined
  max?: number | undefined
  pattern?: string | undefined
  items?: FactType | RawSpec | undefined
  fields?: Record<string, FactType | RawField> | undefined
  nullable?: boolean | undefined
}
export interface RawField extends RawSpec {
  optional?: boolean | undefined
  default?: FactValue | undefined
}

const type = z.enum(TYPES)
const specKeys = {
  type: type.optional(),
  choices: z.array(choice).min(1).max(100).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().min(1).optional(),
  items: z.lazy(() => z.union([type, rawSpec])).optional(),
  fields: z.lazy(() => z.record(z.string(), z.union([type, rawField]))).optional(),
  nullable: z.boolean().optional(),
}
const rawSpec: z.ZodType<RawSpec> = z.lazy(() => z.strictObject(specKeys))
const rawField: z.ZodType<RawField> = z.lazy(() =>
  z.strictObject({ ...specKeys, optional: z.boolean().optional(), default: factValue.optional() }),
)

const oneCase = z
  .strictObject({ when: condition.optional(), value: factValue.optional(), from: z.string().min(1).optional() })
  .refine((c) => (c.value === undefined) !== (c.from === undefined), 'needs either value or from')

const question = z.strictObject({
  fact,
  ask: sentence,
  why: z.string().trim().max(2000).default(''),
  ...specKeys,
  default: factValue.optional(),
  when: condition.optional(),
  from: z.enum(['starter', 'intermediate', 'advanced']).optional(),
})

const derived = z
  .strictObject({
    fact,
    cases: z.array(oneCase).min(1).optional(),
    from: z.string().min(1).optional(),
    value: factValue.optional(),
  })
  .refine(
    (d) => [d.cases, d.from, d.value].filter((part) => part !== undefined).length === 1,
    'needs one of cases, from and value',
  )

const reference = z.strictObject({
  name: z.string().min(1),
  kind: z.string().min(1),
  what: z.string().min(1),
  when: condition.optional(),
})

const consumed = reference.extend({
  for: z.string().trim().min(1).max(200).optional(),
  optional: z.boolean().default(false),
})

export const configuration = z.strictObject({
  title: z.string().trim().min(1).max(80),
  priority: z.number().int().min(0).max(1000).default(50),
  keywords: z
    .strictObject({
      primary: words.default([]),
      secondary: words.default([]),
      exclusions: words.default([]),
      requires_any: words.default([]),
    })
    .prefault({}),
  dependencies: z.array(z.union([skillName, z.strictObject({ skill: skillName, when: condition })])).default([]),
  includes: z.array(skillName).default([]),
  shared: z.boolean().default(false),
  conflicts: z
    .array(
      z.strictObject({
        with: skillName,
        when: condition,
        mine: sentence,
        theirs: sentence,
        options: z.array(z.strictObject({ label: sentence, set: z.record(fact, factValue).default({}) })).min(1),
      }),
    )
    .default([]),
  needs: z
    .array(
      z.strictObject({
        skill: skillName,
        when: condition.optional(),
        title: sentence,
        issues: z.array(sentence).default([]),
        assume: sentence,
      }),
    )
    .default([]),
  provides: z.array(reference).default([]),
  consumes: z.array(consumed).default([]),
  questions: z.array(question).max(100).default([]),
  derived: z.array(derived).max(200).default([]),
  dimensions: z.record(z.string(), fact).default({}),
})
export type Configuration = z.output<typeof configuration>
export type RawQuestion = z.output<typeof question>
export type RawCase = z.output<typeof oneCase>

export const cases = z.array(oneCase).min(1)

export const frontmatter = z.looseObject({
  name: z.string().regex(SKILL_NAME, 'must be 1 to 64 small letters, digits and hyphens'),
  description: z.string().trim().min(1, 'must not be empty').max(1024, 'must not be longer than 1024 characters'),
  version: loose.optional(),
  metadata: z.looseObject({ version: loose.optional() }).nullish(),
})
