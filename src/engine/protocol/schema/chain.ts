import * as z from 'zod'
import { count, fact } from './facts.ts'

const chainSkill = z
  .object({
    name: z.string(),
    title: z.string(),
    priority: z.number().describe('Tie-break of the order; a lower number comes first. Dependencies decide before it.'),
    score: z.number().describe('10 for each primary keyword found, 5 for each secondary one; 0 when it was inserted.'),
    why: z.array(z.string()).describe('The words that matched, or what asked for an inserted skill.'),
    inserted: z.boolean().describe('Not named by the goal: another skill or the blueprint needs it.'),
    available: z.exactOptional(z.boolean()).describe('False: named by the goal, but not shipped and not found.'),
    questions: count.describe('Questions that will really be asked, given the facts known now.'),
    withDefault: z.exactOptional(count).describe('How many of them have a default.'),
  })
  .meta({ id: 'ChainSkill', title: 'Skill of a chain' })

const leftOut = z.array(z.object({ name: z.string(), why: z.string() })).describe('Skills that do not take part.')

const blueprintMatch = z
  .object({ name: z.string(), confidence: z.number().min(0).max(1), why: z.array(z.string()) })
  .meta({ id: 'BlueprintMatch', title: 'Blueprint that resembles the goal' })

export const goalMatch = z
  .object({
    goal: z.string(),
    skills: z.array(chainSkill),
    leftOut,
    blueprint: z.nullable(blueprintMatch),
    facts: z.array(fact).describe('Values that stand in the goal.'),
    nearest: z
      .array(z.object({ name: z.string(), why: z.string() }))
      .describe('When nothing matched: the skills whose words are nearest.'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'GoalMatch', title: 'What was read out of the goal, before anybody was asked' })

export const chain = z
  .object({
    goal: z.string(),
    skills: z.array(chainSkill).describe('In the order in which they are configured and generated.'),
    leftOut,
    blueprint: z.nullable(blueprintMatch),
    estimate: z.object({
      questions: count,
      withDefault: count,
      minutes: z.number().min(0),
    }),
  })
  .meta({ id: 'Chain', title: 'Skill chain' })
