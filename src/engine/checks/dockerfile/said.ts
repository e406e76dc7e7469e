import type { Rule } from '../rule.ts'

/** What is found, by offset. */
export interface Said {
  rule: Rule
  offset: number
  message: string
  hint?: string | undefined
}
