import * as z from 'zod'
import type { FactValue, TypeSpec } from '../facts.ts'

export type FieldSpec = NonNullable<TypeSpec['fields']>[string]

export const count = z.int().min(0)

// What refers to itself needs its type by hand; the proof beside the tests compares the shapes with the types all the same.
export const factValue: z.ZodType<FactValue> = z
  .lazy(() =>
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(factValue), z.record(z.string(), factValue)]),
  )
  .meta({
    id: 'FactValue',
    title: 'Value of a fact',
    description: 'Any JSON value, in the canonical form of its type.',
  })

export const factValues = z.record(z.string(), factValue)

export const maturity = z
  .enum(['starter', 'intermediate', 'advanced'])
  .meta({ id: 'Maturity', description: 'How much is generated; each level adds to the one before it.' })

export const factOrigin = z
  .enum(['answer', 'flag', 'answers-file', 'goal', 'preferences', 'blueprint', 'default', 'derived'])
  .meta({
    id: 'FactOrigin',
    description: 'Where a value came from, strongest first: a source never replaces one that stands before it here.',
  })

export const fact = z
  .object({
    name: z.string().describe('Dotted name, such as network.cidr.'),
    value: factValue,
    origin: factOrigin,
    source: z.exactOptional(z.string()).describe('The words of the goal, the file or the skill the value came from.'),
  })
  .meta({ id: 'Fact', title: 'Fact' })

export const choice = z
  .object({
    value: z.string(),
    label: z.string(),
    note: z.exactOptional(z.string()).describe('What this choice costs or brings.'),
    when: z.exactOptional(z.string()).describe('Condition under which the skill offers the choice.'),
  })
  .meta({ id: 'Choice', title: 'Choice of a question' })

const factType = z.enum([
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
])

const specShape = {
  type: factType,
  choices: z.exactOptional(z.array(choice)),
  min: z.exactOptional(z.number()).describe('Least number, length, prefix, seconds or bytes, by the type.'),
  max: z.exactOptional(z.number()).describe('Largest number, length, prefix, seconds or bytes, by the type.'),
  pattern: z.exactOptional(z.string()).describe('Regular expression that a text has to match.'),
  items: z.exactOptional(z.lazy((): z.ZodType<TypeSpec> => typeSpec)).describe('Type of the members of a list.'),
  fields: z
    .exactOptional(
      z.record(
        z.string(),
        z.lazy((): z.ZodType<FieldSpec> => fieldSpec),
      ),
    )
    .describe('Types of the fields of an object.'),
  nullable: z.exactOptional(z.boolean()).describe('Null is a value of its own.'),
}

export const typeSpecObject = z
  .object(specShape)
  .meta({ id: 'TypeSpec', title: 'Type of a fact', description: 'What values a fact may hold.' })
export const fieldSpecObject = z
  .object({ ...specShape, optional: z.exactOptional(z.boolean()), default: z.exactOptional(factValue) })
  .meta({ id: 'FieldSpec', title: 'Type of a field of an object' })

export const typeSpec: z.ZodType<TypeSpec> = typeSpecObject
const fieldSpec: z.ZodType<FieldSpec> = fieldSpecObject
