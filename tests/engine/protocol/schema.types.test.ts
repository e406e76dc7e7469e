import { expect, test } from 'vitest'
import type * as z from 'zod'
import type {
  Answer,
  AnswerTo,
  BatchEvent,
  BatchSchemaLine,
  ChainRequest,
  FactValue,
  JsonLine,
  MergeRequest,
  QuestionRequest,
  Report,
  Request,
  ResultLine,
  RunEvent,
  RunOptions,
  RunOrigin,
  SchemaLine,
  TypeSpec,
} from '../../../src/engine/protocol/index.ts'
import type * as schema from '../../../src/engine/protocol/schema.ts'

/** True for types that are the same to the letter: every field, its optionality, every member of every union. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Flat<T> = { [Key in keyof T]: T[Key] }
/** What both say about the variant of a union that carries this word. */
type Variant<U, Key extends string, Word> = Extract<U, Record<Key, Word>>
/** The words whose variant differs; `never` when the unions are the same. */
type Differing<A, B, Key extends string> = {
  [Word in Words<A, Key> | Words<B, Key>]: Same<Variant<A, Key, Word>, Variant<B, Key, Word>> extends true
    ? never
    : Word
}[Words<A, Key> | Words<B, Key>]
type Words<U, Key extends string> = U extends Record<Key, infer Word extends string> ? Word : never

const prove = <T extends true>(proof: T): T => proof
type Is<T> = z.infer<T extends z.ZodType ? T : never>

test('the comparison sees what a hasty one overlooks', () => {
  prove<Same<{ a: string; b?: number }, { a: string; b?: number }>>(true)
  prove<Same<Same<{ a: string; b?: number }, { a: string }>, false>>(true)
  prove<Same<Same<{ a: string; b?: number }, { a: string; b?: number | undefined }>, false>>(true)
  prove<Same<Same<{ a: 'x' | 'y' }, { a: 'x' }>, false>>(true)
  prove<Same<Same<{ a: { b: { c?: 1 } } }, { a: { b: object } }>, false>>(true)
  prove<Same<Differing<{ t: 'x'; a: 1 } | { t: 'y' }, { t: 'x'; a: 2 } | { t: 'z' }, 't'>, 'x' | 'y' | 'z'>>(true)
})

test('the schemas describe the types of the protocol, to the letter and in both directions', () => {
  // One by one first: the compiler then names what differs.
  prove<Same<Differing<Is<typeof schema.runEvent>, RunEvent, 'type'>, never>>(true)
  prove<Same<Differing<Is<typeof schema.request>, Request, 'kind'>, never>>(true)
  prove<Same<Is<typeof schema.runEvent>, RunEvent>>(true)
  prove<Same<Is<typeof schema.request>, Request>>(true)
  prove<Same<Differing<Is<typeof schema.batchEvent>, Flat<BatchEvent>, 'type'>, never>>(true)
  prove<Same<Flat<Is<typeof schema.batchEvent>>, Flat<BatchEvent>>>(true)
  prove<Same<Is<typeof schema.batchSchemaLine>, BatchSchemaLine>>(true)
  prove<Same<Is<typeof schema.answer>, Answer>>(true)
  prove<Same<Is<typeof schema.questionAnswer>, AnswerTo<QuestionRequest>>>(true)
  prove<Same<Is<typeof schema.chainAnswer>, AnswerTo<ChainRequest>>>(true)
  prove<Same<Is<typeof schema.mergeAnswer>, AnswerTo<MergeRequest>>>(true)
  prove<Same<Is<typeof schema.report>, Report>>(true)
  prove<Same<Is<typeof schema.runOptions>, RunOptions>>(true)
  prove<Same<Is<typeof schema.runOrigin>, RunOrigin>>(true)
  prove<Same<Is<typeof schema.schemaLine>, SchemaLine>>(true)
  prove<Same<Is<typeof schema.resultLine>, ResultLine>>(true)
  prove<Same<Is<typeof schema.jsonLine>, JsonLine>>(true)
  expect.assertions(0)
})

test('so do those that refer to themselves, whose type is written by hand', () => {
  prove<Same<Is<typeof schema.factValue>, FactValue>>(true)
  prove<Same<Is<typeof schema.typeSpecObject>, TypeSpec>>(true)
  prove<Same<Is<typeof schema.fieldSpecObject>, Flat<schema.FieldSpec>>>(true)
  expect.assertions(0)
})
