import { z } from 'zod'
import { keysOf, matchShape } from './border.ts'
import type { Heading, Outline } from './markdown.ts'
import { splitFrontmatter } from './markdown.ts'
import { FormatError, problem } from './problem.ts'
import { FACT_NAME, factValue, SKILL_NAME } from './shape.ts'
import type { SkillProblem } from './types.ts'
import type { FactValue } from './values.ts'
import { parseYaml } from './yaml.ts'

export interface BlueprintHead {
  name: string
  title: string
  description: string
  triggers: { primary: string[]; secondary: string[] }
  skills: string[]
  defaults: Record<string, FactValue>
  questions: string[]
}

const fact = z.string().regex(FACT_NAME, 'must be a fact such as network.cidr')
const words = z.array(z.string().trim().min(1).max(100)).max(200).default([])
const frontmatter = z.strictObject({
  name: z.string().regex(SKILL_NAME, 'must be 1 to 64 small letters, digits and hyphens'),
  title: z.string().trim().min(1).max(80),
  description: z.string().trim().min(1).max(1024),
  version: z.union([z.string(), z.number()]).optional(),
  triggers: z.strictObject({ primary: words, secondary: words }),
  skills: z.array(z.string().regex(SKILL_NAME, 'must be a skill name')).min(1),
  defaults: z.record(fact, factValue).default({}),
  questions: z.array(fact).default([]),
})

export function readFrontmatterForm(
  text: string,
  file: string,
  fileName: string,
  problems: SkillProblem[],
): BlueprintHead | null {
  const { yaml } = splitFrontmatter(text)
  if (yaml === null) {
    problems.push(
      problem('error', file, { line: 1, column: 1 }, 'the frontmatter is not closed', 'end it with a line ---'),
    )
    return null
  }
  try {
    const document = parseYaml(yaml, file, { linesBefore: 1, limit: 64 * 1024 })
    const result = matchShape(frontmatter, document.value, document, file, keysOf(frontmatter))
    problems.push(...result.problems)
    if (!result.value) return null
    const { version: _, ...head } = result.value
    if (head.name !== fileName) {
      const message = `the name "${head.name}" is not that of its file, "${fileName}.md"`
      problems.push(problem('error', file, document.at(['name']), message, 'rename one of them'))
    }
    return head
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    problems.push(error.problem)
    return null
  }
}

/** The public collection says the same in headings, lists and fenced texts. */
export function readPublicForm(markdown: Outline, fileName: string): BlueprintHead {
  const named = (pattern: RegExp): Heading | undefined => markdown.headings.find((h) => pattern.test(h.title))
  const textOf = (heading: Heading | undefined): string => (heading ? markdown.section(heading).text : '')
  const title = named(/./)?.title ?? fileName
  const triggers = textOf(named(/^trigger keywords/i))
  return {
    name: fileName.toLowerCase(),
    title,
    description: firstParagraph(textOf(named(/^overview/i))) || title,
    triggers: {
      primary: listAfter(triggers, /^\*\*primary/i),
      secondary: listAfter(triggers, /^\*\*secondary/i),
    },
    skills: chainOf(textOf(named(/^skill chain/i))),
    // Keys such as `iac_tool` belong to that collection's prompts; which fact they mean is nowhere written.
    defaults: {},
    questions: [],
  }
}

function firstParagraph(text: string): string {
  return (
    text
      .split(/\n\s*\n/)
      .map((p) => p.replaceAll(/\s+/g, ' ').trim())
      .find((p) => p !== '' && p !== '---') ?? ''
  ).slice(0, 1024)
}

function listAfter(text: string, mark: RegExp): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  const start = lines.findIndex((line) => mark.test(line))
  if (start < 0) return []
  const items: string[] = []
  for (const line of lines.slice(start + 1)) {
    const item = /^[-*]\s+(.+)$/.exec(line)
    if (item) items.push((item[1] ?? '').replaceAll(/^["'`]|["'`]$/g, '').toLowerCase())
    else if (line !== '') break
  }
  return items
}

/** `1. name (comment)`, and the alternatives `OR name` below it, of which the first one stands for all. */
function chainOf(text: string): string[] {
  const names = text.split('\n').flatMap((line) => /^\s*\d+\.\s+`?([a-z0-9][a-z0-9-]*)`?/.exec(line)?.[1] ?? [])
  return [...new Set(names)]
}
