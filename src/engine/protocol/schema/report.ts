import * as z from 'zod'
import { chain } from './chain.ts'
import { count, maturity } from './facts.ts'

export const diagnostic = z
  .object({
    check: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    file: z.string(),
    line: count.describe('From 1; 0 means the whole file.'),
    column: count.describe('From 1; 0 means the whole line.'),
    message: z.string(),
    hint: z.exactOptional(z.string()).describe('What to do about it.'),
    rule: z.exactOptional(z.string()).describe('The rule within the check, where it has several.'),
    fix: z
      .exactOptional(
        z.object({
          title: z.string(),
          edits: z.array(z.object({ start: count, end: count, text: z.string() })),
        }),
      )
      .describe('A change that is safe to make; edits are by offsets in the text.'),
  })
  .meta({ id: 'Diagnostic', title: 'Diagnostic', description: 'One finding, whoever found it.' })

const evidence = z
  .array(z.object({ file: z.string(), line: count, text: z.string() }))
  .describe('Places in the result that show it.')

const outputResult = z.object({
  path: z.string(),
  status: z.enum(['fulfilled', 'missing', 'incomplete']),
  problems: z.array(z.string()).describe('What is wrong, for a person.'),
})

const deliverableResult = z
  .object({
    name: z.string(),
    status: z.enum(['fulfilled', 'missing', 'skipped']),
    skippedBy: z
      .exactOptional(z.enum(['maturity', 'condition']))
      .describe('Its maturity is another, or its condition does not hold.'),
    skill: z.string(),
    files: z.array(z.string()),
    missingPaths: z.exactOptional(z.array(z.string())).describe('What is absent, empty, or lacks what was looked for.'),
    why: z.array(z.string()).describe('Why it was skipped, or what is missing.'),
    evidence,
  })
  .meta({ id: 'DeliverableResult', title: 'Deliverable of the blueprint' })

const checklistResult = z
  .object({
    line: z.string(),
    status: z.enum(['met', 'unmet', 'not-applicable']),
    because: z.string().describe('What was looked for and found.'),
    evidence,
  })
  .meta({ id: 'ChecklistResult', title: 'Line of the checklist' })

export const checkStatus = z.enum(['passed', 'failed', 'not-run'])

export const report = z
  .object({
    goal: z.string(),
    blueprint: z.nullable(z.string()),
    maturity,
    required: count.describe('Items that are required.'),
    fulfilled: count.describe('Required items that are there.'),
    completeness: z
      .int()
      .min(0)
      .max(100)
      .describe('Whole per cent, rounded down: 100 means every required item is there.'),
    skills: z
      .array(z.object({ skill: z.string(), outputs: z.array(outputResult) }))
      .describe('What each skill promised in its outputs.yaml.'),
    deliverables: z.array(deliverableResult),
    checklist: z.array(checklistResult),
    files: z.array(z.object({ path: z.string(), owner: z.string(), bytes: count })),
    keyFiles: z.array(z.object({ label: z.string(), path: z.string() })),
    nextSteps: z.array(z.string()),
    diagnostics: count,
    checks: z.exactOptional(
      z.array(
        z.object({
          check: z.string(),
          status: checkStatus,
          findings: count,
          note: z.exactOptional(z.string()),
          diagnostics: z.exactOptional(z.array(diagnostic)).describe('What it found, the first of it.'),
          outside: z.exactOptional(z.boolean()).describe('Another program, which may be absent.'),
        }),
      ),
    ),
    chain: z.exactOptional(chain).describe('Absent when the report is about a folder that no run made.'),
  })
  .meta({ id: 'Report', title: 'Report', description: 'The verdict on what stands on disk.' })
