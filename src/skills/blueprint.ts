import { basename } from 'node:path'
import { readDeliverables } from './blueprint-deliverables.ts'
import { readFrontmatterForm, readPublicForm } from './blueprint-head.ts'
import { outline } from './markdown.ts'
import { FormatError, hasErrors, problem, WHOLE_FILE } from './problem.ts'
import { codeOf, readTextFile } from './read.ts'
import type { Blueprint, SkillProblem } from './types.ts'

export type { Blueprint, ContentCheck, Deliverable, MaturityProfile } from './types.ts'

/** Reads a blueprint: ours with frontmatter, or one of the public collection as it is. Never throws. */
export function loadBlueprint(file: string): { blueprint: Blueprint | null; problems: SkillProblem[] } {
  const problems: SkillProblem[] = []
  try {
    return { blueprint: read(file, problems), problems }
  } catch (error) {
    if (error instanceof FormatError) problems.push(error.problem)
    else problems.push(problem('error', file, WHOLE_FILE, `the blueprint cannot be read: ${codeOf(error)}`))
    return { blueprint: null, problems }
  }
}

function read(file: string, problems: SkillProblem[]): Blueprint | null {
  const text = readTextFile(file)
  const markdown = outline(text)
  const ours = text.startsWith('---\n')
  const name = basename(file).replace(/\.md$/, '')
  const head = ours ? readFrontmatterForm(text, file, name, problems) : readPublicForm(markdown, name)
  const promised = readDeliverables(markdown, file, ours, problems)
  if (!head || hasErrors(problems)) return null
  if (promised.deliverables.length === 0) {
    problems.push(problem('warning', file, WHOLE_FILE, 'this blueprint promises no deliverables'))
  }
  return { ...head, ...promised, file, public: !ours }
}
