import type { SkillProblem } from './types.ts'

/** Lines and columns count from 1; 0 means the whole file. */
export interface Place {
  line: number
  column: number
}

export const WHOLE_FILE: Place = { line: 0, column: 0 }

export type Path = readonly (string | number)[]

/** A file of a skill that cannot be read, with everything a person needs to mend it. */
export class FormatError extends Error {
  readonly problem: SkillProblem
  constructor(problem: SkillProblem) {
    super(formatProblem(problem))
    this.name = 'FormatError'
    this.problem = problem
  }
}

export function problem(
  severity: SkillProblem['severity'],
  file: string,
  place: Place,
  message: string,
  hint?: string,
): SkillProblem {
  const base = { severity, file, line: place.line, column: place.column, message }
  return hint === undefined ? base : { ...base, hint }
}

export function formatProblem(p: SkillProblem): string {
  const where = p.line > 0 ? `${p.file}:${p.line}:${p.column}` : p.file
  return `${where}: ${p.message}${p.hint ? ` (${p.hint})` : ''}`
}

export function hasErrors(problems: readonly SkillProblem[]): boolean {
  return problems.some((p) => p.severity === 'error')
}

/** One key for a path into a document: `questions/2/when`. */
export function pathKey(path: Path): string {
  return path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}
