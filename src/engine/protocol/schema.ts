import * as z from 'zod'
import { batchLine } from './schema/batch.ts'
import { outcome, runEvent } from './schema/events.ts'
import { count } from './schema/facts.ts'

export { batchEvent, batchLine, batchSchemaLine } from './schema/batch.ts'
export { runEvent, runOptions, runOrigin } from './schema/events.ts'
export { type FieldSpec, factValue, fieldSpecObject, typeSpecObject } from './schema/facts.ts'
export { report } from './schema/report.ts'
export {
  answer,
  chainAnswer,
  dialogRequest,
  mergeAnswer,
  mergeRequest,
  questionAnswer,
  request,
} from './schema/requests.ts'

// Loaded where something comes in from outside and by the script that writes the published schema, never on the way of
// an ordinary run.

export const schemaLine = z
  .object({
    type: z.literal('schema'),
    schema: z.literal('skillchain.run'),
    version: z.literal(1).describe('Version of the lines; another number means lines of another shape.'),
    skillchain: z.string().describe('Version of the program.'),
  })
  .meta({ id: 'SchemaLine', title: 'First line', description: 'Says what the lines that follow are.' })

export const resultLine = z
  .object({
    type: z.literal('result'),
    run: z.string().describe('Name of the run, for `resume` and `answer`.'),
    outcome,
    exitCode: count.describe('Exit code of the command.'),
    out: z.string().describe('Folder of the result, absolute.'),
    completeness: z.exactOptional(z.int().min(0).max(100)).describe('Whole per cent, rounded down.'),
    required: z.exactOptional(count),
    fulfilled: z.exactOptional(count),
    files: z.exactOptional(count).describe('Files in the result.'),
  })
  .meta({
    id: 'ResultLine',
    title: 'Last line',
    description: 'What the command came to. The figures are there when a result could be judged.',
  })

export const jsonLine = z.union([schemaLine, runEvent, resultLine])

const GROWS = 'Ignore fields, types and values you do not know: version 1 may gain some.'

/** The published schema of one line of `--json`. It is open: a reader ignores fields it does not know. */
export const publishedSchema = (): object =>
  published(jsonLine, {
    $id: 'urn:skillchain:run:1',
    title: 'One line of skillchain --json',
    description: `The first line is a SchemaLine, the last a ResultLine, each line between them a RunEvent. ${GROWS}`,
  })

/** The same for a batch of tasks. */
export const publishedBatchSchema = (): object =>
  published(batchLine, {
    $id: 'urn:skillchain:batch:1',
    title: 'One line of a batch with --json',
    description: `The first line is a BatchSchemaLine, each line after it a BatchEvent, the last one batch.finished. ${GROWS}`,
  })

function published(line: z.ZodType, about: { $id: string; title: string; description: string }): object {
  const { $schema, ...body } = z.toJSONSchema(line, { target: 'draft-2020-12', io: 'input', reused: 'inline' })
  return { $schema, ...about, ...body }
}
