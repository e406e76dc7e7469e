import * as z from 'zod'
import { chain, goalMatch } from './chain.ts'
import { event } from './event.ts'
import { count, fact, factValues, maturity } from './facts.ts'
import { checkStatus, diagnostic, report } from './report.ts'
import { answer, request } from './requests.ts'

const run = z.string().describe('Name of the run, such as 20261120-221503-4f2a.')

export const runOptions = z
  .object({
    ask: z
      .enum(['everything', 'conflicts', 'nothing'])
      .describe('nothing: --skip-all. conflicts: only what concerns the edits of the user.'),
    maturity: z.nullable(maturity),
    blueprint: z.nullable(z.string()),
    set: factValues,
    answers: factValues,
    answersFile: z.nullable(z.string()),
    preferences: factValues,
    skills: z.array(z.string()),
    skillDirs: z.array(z.string()),
    onConflict: z.enum(['ask', 'mine', 'new', 'both']),
    approve: z.record(z.string(), z.string()).describe('Choice by gate.'),
    dryRun: z.boolean(),
    allowDirty: z.boolean(),
    removeOrphans: z.boolean(),
  })
  .meta({ id: 'RunOptions', title: 'What was asked for' })

export const runOrigin = z
  .object({
    cwd: z.string(),
    out: z.string().describe('Folder of the result, absolute.'),
    shown: z.string().describe('The same as it was typed.'),
    date: z.string().describe('YYYY-MM-DD of the first run.'),
    projectName: z.string(),
    repository: z.nullable(z.string()),
  })
  .meta({ id: 'RunOrigin', title: 'Where and when the run began' })

const fileAction = z
  .enum(['create', 'update', 'merge', 'same', 'keep-yours', 'stay-deleted', 'remove', 'keep-orphan'])
  .meta({ id: 'FileAction', title: 'What happens to a file' })

export const outcome = z
  .enum(['done', 'failed', 'unanswered', 'interrupted', 'incomplete'])
  .meta({ id: 'Outcome', title: 'How the run ended' })

export const runEvent = z
  .discriminatedUnion('type', [
    event('run.started', 'A run begins.', {
      run,
      version: z.string().describe('Version of the program.'),
      goal: z.string(),
      options: runOptions,
      origin: runOrigin,
    }),
    event('run.resumed', 'The run begins again from its start and finds the answers given so far.', {
      run,
      goal: z.string(),
      version: z.string().describe('Version of the program.'),
    }),
    event('goal.understood', 'What the goal means.', { match: goalMatch }),
    event('chain.proposed', 'The chain as it would be taken now.', { chain }),
    event('chain.confirmed', 'The chain that is taken.', {
      chain,
      skipAll: z.boolean().describe('No question is asked from here on.'),
    }),
    event('skill.started', 'The questions of a skill begin.', {
      skill: z.string(),
      title: z.string(),
      step: count.describe('Place in the chain, from 1.'),
      of: count,
    }),
    event('skill.configured', 'The questions of a skill are settled.', {
      skill: z.string(),
      summary: z.string().describe('Its choices in one line.'),
    }),
    event('skill.failed', 'A skill could not be generated; a dialog follows.', {
      skill: z.string(),
      invocation: z.string(),
      reason: z.string(),
    }),
    event('skill.skipped', 'A skill takes no further part.', { skill: z.string(), reason: z.string() }),
    event('fact.set', 'A fact has a value from outside.', { fact }),
    event('fact.cleared', 'A fact has lost its value and may be asked again.', {
      name: z.string(),
      because: z.string(),
    }),
    event('request.opened', 'Something is asked. The last one before an unanswered end is the one that waits.', {
      request,
    }),
    event('request.answered', 'The request with this id is answered.', {
      id: z.string(),
      answer,
      by: z.enum(['person', 'default', 'policy', 'file']),
    }),
    event('generate.started', 'Templates are rendered.', {
      goal: z.string(),
      skills: z.array(z.object({ name: z.string(), summary: z.string() })),
    }),
    event('generate.skill', 'The templates of a skill are rendered.', {
      skill: z.string(),
      files: count,
      ms: z.number().min(0),
    }),
    event('files.planned', 'What will happen to each file. Nothing is written before this line.', {
      files: z.array(
        z.object({
          path: z.string(),
          action: fileAction,
          owner: z.string().describe('The skill.'),
          hash: z.nullable(z.string()).describe('SHA-256 of what will be on disk; null when the file will be absent.'),
        }),
      ),
    }),
    event('file.diff', 'What a dry run would change in a file.', {
      path: z.string(),
      diff: z.string().describe('A unified diff.'),
    }),
    event('file.written', 'A file is as planned.', { path: z.string(), action: fileAction }),
    event('files.settled', 'All files are as planned.', { written: count, same: count, kept: count, removed: count }),
    event('checks.started', 'Checks begin; each of them has its verdict in a `check.finished`.', {
      checks: z.array(z.object({ check: z.string(), files: count.describe('How many files it looks at.') })),
    }),
    event('check.started', 'A check is at work; several may be at once.', { check: z.string() }),
    event('check.finished', 'A check has its verdict.', {
      check: z.string(),
      status: checkStatus,
      diagnostics: z.array(diagnostic),
      note: z.exactOptional(z.string()),
      ignored: z.exactOptional(count).describe('Findings that a comment with a reason told to leave out.'),
      outside: z.exactOptional(z.boolean()).describe('Another program, which may be absent.'),
    }),
    event('report.ready', 'The result is judged. After missing parts were generated it comes again.', { report }),
    event('note', 'Something to know.', { level: z.enum(['info', 'warning']), text: z.string() }),
    event('run.finished', 'The run is over.', {
      outcome,
      exitCode: count.describe('Exit code of the command.'),
      message: z.string().describe('For a person: what happened and how to go on. Empty when all is well.'),
    }),
  ])
  .meta({ id: 'RunEvent', title: 'Event', description: 'Something that happened, in the order in which it happened.' })
