/** A text that its own language cannot read. Lines and columns count from 1. */
export interface SyntaxProblem {
  line: number
  column: number
  message: string
  /** What to do about it, when there is more to say than the message. */
  hint?: string
}

/** More in one text help nobody. */
export const MOST_PROBLEMS = 20

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
    line++
    start = next + 1
  }
  return { line, column: offset - start + 1 }
}

export interface Formatted {
  text: string
  problems: SyntaxProblem[]
}
