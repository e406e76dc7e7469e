import * as z from 'zod'
import { event } from './event.ts'
import { count } from './facts.ts'
import { gateRequest } from './requests.ts'

const task = z.string().describe('Name of the task in the backlog.')
const at = z.number().min(0).describe('Milliseconds since the batch began.')

const timed = <Type extends string, Shape extends z.ZodRawShape>(type: Type, description: string, shape: Shape) =>
  event(type, description, { at, ...shape })

export const batchEvent = z
  .discriminatedUnion('type', [
    timed('batch.started', 'A batch begins; all its tasks wait.', {
      batch: z.string().describe('Name of the batch.'),
      parallel: count.describe('How many tasks run at once.'),
      tasks: z.array(
        z.object({ task, kind: z.string().describe('Platform and language, such as tf-hcl.'), difficulty: z.string() }),
      ),
    }),
    timed('task.started', 'A task begins, or begins again: what it did before no longer counts.', { task }),
    timed('task.phase', 'A phase begins or has its result.', {
      task,
      phase: z.enum(['init', 'generate', 'qa', 'review', 'pr']),
      status: z.enum(['running', 'passed', 'failed', 'not-run']),
    }),
    timed('task.step', 'What the task does now, in a few words.', { task, text: z.string() }),
    timed('task.log', 'One line of a tool, as it came: strip control codes before you show it.', {
      task,
      text: z.string(),
    }),
    timed('task.spent', 'What the task took since the last such event; what nobody measured is absent.', {
      task,
      deploys: z.exactOptional(count),
      usd: z.exactOptional(z.number().min(0)),
    }),
    timed('task.paused', 'A person paused the task.', { task }),
    timed('task.resumed', 'The task goes on, after a pause or an obstacle.', { task }),
    timed('task.blocked', 'The task cannot go on by itself.', { task, reason: z.string() }),
    timed('gate.asked', 'Something irreversible waits for an answer. Others may wait at the same time.', {
      task,
      request: gateRequest,
    }),
    timed('gate.answered', 'The gate with this id is answered; never by default and never by time.', {
      task,
      id: z.string(),
      answer: z.string().describe('Key of a choice.'),
      by: z.enum(['person', 'policy']),
    }),
    timed('task.finished', 'The task is over. Its gates that nobody answered are gone.', {
      task,
      outcome: z.enum(['done', 'failed', 'stopped']),
      summary: z.string(),
    }),
    timed('batch.finished', 'All tasks are over or blocked.', { message: z.string() }),
  ])
  .meta({
    id: 'BatchEvent',
    title: 'Event of a batch',
    description: 'Something that happened to one of the tasks, in the order in which it happened.',
  })

export const batchSchemaLine = z
  .object({
    type: z.literal('schema'),
    schema: z.literal('skillchain.batch'),
    version: z.literal(1).describe('Version of the lines; another number means lines of another shape.'),
    skillchain: z.string().describe('Version of the program.'),
  })
  .meta({ id: 'BatchSchemaLine', title: 'First line', description: 'Says what the lines that follow are.' })

export const batchLine = z.union([batchSchemaLine, batchEvent])
