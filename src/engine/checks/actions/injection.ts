import type { Expression } from './expression/parser.ts'
import { written } from './expressions.ts'

/** What anybody can write who opens an issue, a pull request or a discussion, or pushes a branch. */
const UNTRUSTED =
  /^github\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment)\.body|pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))|pages\.\*\.page_name|commits\.\*\.(?:message|author\.(?:email|name))|head_commit\.(?:message|author\.(?:email|name))|workflow_run\.(?:head_branch|head_commit\.(?:message|author\.(?:email|name))|head_repository\.description|pull_requests\.\*\.head\.ref)|merge_group\.head_commit\.(?:message|author\.(?:email|name))))$/

/** Untrusted texts that an expression writes into a script, each with its place. */
export function untrusted(expression: Expression): { name: string; start: number }[] {
  return [...written(expression)]
    .map(({ path, start }) => ({ name: path.join('.'), start }))
    .filter(({ name }) => UNTRUSTED.test(name))
}
