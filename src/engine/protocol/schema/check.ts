import * as z from 'zod'
import { count } from './facts.ts'
import { checkStatus, diagnostic } from './report.ts'

export const checkSchemaLine = z
  .object({
    type: z.literal('schema'),
    schema: z.literal('skillchain.check'),
    version: z.literal(1).describe('Version of the lines; another number means lines of another shape.'),
    skillchain: z.string().describe('Version of the program.'),
  })
  .meta({ id: 'CheckSchemaLine', title: 'First line', description: 'Says what the lines that follow are.' })

const diagnosticLine = diagnostic
  .extend({
    type: z.literal('diagnostic'),
    file: z.string().describe('As it can be typed from where the command was started.'),
  })
  .meta({ id: 'DiagnosticLine', title: 'A finding', description: 'Sorted by file and place.' })

const fixedLine = z
  .object({
    type: z.literal('fixed'),
    file: z.string(),
    made: z.array(z.string()).describe('What was done to it, in a few words each.'),
    refused: z.exactOptional(z.string()).describe('Why nothing was done, or nothing more.'),
  })
  .meta({
    id: 'FixedLine',
    title: 'A file that was fixed',
    description: 'With --fix, before the findings that are left.',
  })

const checkLine = z
  .object({
    type: z.literal('check'),
    check: z.string(),
    status: checkStatus.describe('failed: it found an error. not-run: nobody knows what it would have found.'),
    findings: count,
    note: z
      .exactOptional(z.string())
      .describe('How many files it judged and what it could not judge; for one that did not run, why.'),
    ignored: z.exactOptional(count).describe('Findings that a comment with a reason told to leave out.'),
    outside: z.exactOptional(z.boolean()).describe('Another program, which may be absent.'),
  })
  .meta({ id: 'CheckLine', title: 'A check', description: 'Each check that had a file, after the findings.' })

const summaryLine = z
  .object({
    type: z.literal('summary'),
    errors: count,
    warnings: count,
    infos: count,
    ignored: count,
    notRun: count.describe('Checks that did not run.'),
    exitCode: count.describe('Exit code of the command.'),
  })
  .meta({ id: 'CheckSummaryLine', title: 'Last line', description: 'What it all came to.' })

export const checkJsonLine = z.discriminatedUnion('type', [
  checkSchemaLine,
  fixedLine,
  diagnosticLine,
  checkLine,
  summaryLine,
])

/** The published schema of one line of `skillchain check --json`. */
export function publishedCheckSchema(): object {
  const { $schema, ...body } = z.toJSONSchema(checkJsonLine, { target: 'draft-2020-12', io: 'input', reused: 'inline' })
  return {
    $schema,
    $id: 'urn:skillchain:check:1',
    title: 'One line of skillchain check --json',
    description:
      'The first line is a CheckSchemaLine, the last a CheckSummaryLine. Ignore fields, types and values you do not know: version 1 may gain some.',
    ...body,
  }
}
