import * as z from 'zod'
import { chain, goalMatch } from './chain.ts'
import { choice, count, fact, factOrigin, factValue, typeSpec } from './facts.ts'

const id = z.string().describe('Names the request in this run; `skillchain answer RUN ID CHOICE` answers it.')
const problem = z.exactOptional(z.string()).describe('Set when the last answer was refused: why.')
const keyed = z
  .array(z.object({ key: z.string().describe('What is typed.'), label: z.string().describe('What it means.') }))
  .describe('The answers there are.')

export const questionRequest = z
  .object({
    kind: z.literal('question'),
    id,
    skill: z.string(),
    step: count.describe('Place of the skill in the chain, from 1.'),
    of: count.describe('Skills in the chain.'),
    index: count.describe('Place of the question in its skill, from 1.'),
    count: count.describe('Questions of the skill that are open now.'),
    fact: z.string().describe('The fact the answer fills.'),
    ask: z.string(),
    why: z.string().describe('Why it matters.'),
    spec: typeSpec,
    choices: z.array(choice).describe('Choices that are offered now; empty unless the type is a choice.'),
    default: factValue.describe('Taken by `skip`; null when there is none.'),
    defaultFrom: factOrigin,
    previous: z.exactOptional(factValue).describe('The value given before, when the question is asked again.'),
    changes: z.array(z.string()).describe('Files whose content depends on the answer.'),
    known: z.array(fact).describe('Facts of this skill that are settled.'),
    problem,
  })
  .meta({ id: 'QuestionRequest', title: 'Question of a skill' })

export const chainRequest = z
  .object({
    kind: z.literal('chain'),
    id,
    chain,
    match: goalMatch,
    others: z
      .array(z.object({ name: z.string(), title: z.string(), questions: count, withDefault: count }))
      .describe('Skills that are not in the chain and can be added.'),
    problem,
  })
  .meta({ id: 'ChainRequest', title: 'Confirmation of the chain' })

export const dialogRequest = z
  .object({
    kind: z.literal('dialog'),
    id,
    dialog: z.enum([
      'skill-failed',
      'dependency-skipped',
      'configuration-conflict',
      'missing-critical',
      'incomplete',
      'save-preferences',
      'remove-orphan',
    ]),
    title: z.string(),
    lines: z.array(z.string()),
    prompt: z.string(),
    choices: keyed,
    default: z.exactOptional(z.string()).describe('Key taken with --skip-all. Without one the run stops here.'),
  })
  .meta({ id: 'DialogRequest', title: 'Dialog: some lines and a choice' })

export const mergeRequest = z
  .object({
    kind: z.literal('merge'),
    id,
    path: z.string(),
    hunks: z
      .array(
        z.object({
          line: count.describe('Where it begins in your file, from 1.'),
          base: z.string().describe('What was generated last time.'),
          yours: z.string().describe('What stands in your file.'),
          ours: z.string().describe('What is generated now.'),
        }),
      )
      .describe('The places where both sides disagree.'),
    marked: z.string().describe('The whole file with both sides between conflict markers.'),
    reason: z.enum(['both-changed', 'not-ours', 'binary', 'deleted-by-you']),
    place: z.exactOptional(
      z
        .object({
          index: count.describe('From 1.'),
          of: count.describe('Files that need a decision.'),
          files: count,
          same: count,
          fresh: count.describe('Files that did not exist.'),
          changed: count.describe('Files that are updated or merge by themselves.'),
          kept: count.describe('Files that stay as you made them.'),
        })
        .describe('Where this file stands among all that are written.'),
    ),
  })
  .meta({ id: 'MergeRequest', title: 'A file that you and the new version changed' })

export const gateRequest = z
  .object({
    kind: z.literal('gate'),
    id,
    gate: z.string().describe('Name for `--approve GATE=CHOICE`.'),
    title: z.string(),
    lines: z.array(z.string()),
    evidence: z.array(z.string()),
    choices: keyed,
    safe: z.string().describe('Key of the choice that changes nothing.'),
    typed: z.exactOptional(z.string()).describe('Words to type for the choice that cannot be undone.'),
  })
  .meta({
    id: 'GateRequest',
    title: 'Gate',
    description: 'Something irreversible. Never answered by a default or by --skip-all.',
  })

export const request = z
  .discriminatedUnion('kind', [questionRequest, chainRequest, dialogRequest, mergeRequest, gateRequest])
  .meta({ id: 'Request', title: 'Request', description: 'Something the run cannot decide by itself.' })

export const questionAnswer = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('value'), value: factValue }),
    z.object({ is: z.literal('skip') }).describe('The default of this question.'),
    z.object({ is: z.literal('skip-all') }).describe('The defaults of this question and all that follow.'),
    z.object({ is: z.literal('back') }).describe('Return to the previous skill; answers are kept.'),
    z.object({ is: z.literal('done') }).describe('Ask nothing more and generate.'),
    z.object({ is: z.literal('restart') }).describe('Return to the chain; answers are cleared.'),
  ])
  .meta({ id: 'QuestionAnswer', title: 'Answer of a question' })

export const chainAnswer = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('confirm') }),
    z.object({ is: z.literal('skip') }).describe('Confirm, and take the default of every question that follows.'),
    z.object({ is: z.literal('customize'), skills: z.array(z.string()) }).describe('All skills, in this order.'),
    z
      .object({ is: z.literal('blueprint'), name: z.nullable(z.string()) })
      .describe('Take this blueprint; null: a custom chain of the matched skills.'),
  ])
  .meta({ id: 'ChainAnswer', title: 'Answer to the chain' })

const side = z.enum(['mine', 'new', 'both'])

export const mergeAnswer = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('mine') }),
    z.object({ is: z.literal('new') }),
    z.object({ is: z.literal('both') }).describe('Both sides between conflict markers.'),
    z.object({ is: z.literal('hunks'), sides: z.array(side) }).describe('A side for each hunk, in order.'),
    z.object({ is: z.literal('edited'), text: z.string() }).describe('The whole file as it was saved in an editor.'),
  ])
  .meta({ id: 'MergeAnswer', title: 'Answer to a merge' })

export const answer = z
  .union([questionAnswer, chainAnswer, mergeAnswer, z.string().describe('Key of the choice of a dialog or a gate.')])
  .meta({ id: 'Answer', title: 'Answer', description: 'In the kind of its request.' })
