import { buildAutomaton, search } from './pattern/automaton.ts'
import { PatternError, parsePattern } from './pattern/parse.ts'
import { branching, degree, refuseNestedRepeats } from './pattern/safety.ts'

export { PatternError } from './pattern/parse.ts'

/** A regular expression from a skill, safe to run on any text. */
export interface Pattern {
  source: string
  test(text: string): boolean
  /** Index of the leftmost match, or -1. */
  find(text: string): number
}

export interface PatternOptions {
  ignoreCase?: boolean
  /** `^` and `$` stand at every line: for the content of files. */
  multiline?: boolean
}

const LONGEST = 500
const MOST_STEPS = 2_000_000

/**
 * Accepts what can be matched in linear time: no look-around, no back reference, no ambiguous repetition in a repetition.
 * JavaScript's own matcher runs what is cheap for it; the rest goes through an automaton that cannot backtrack.
 */
export function compilePattern(source: string, options: PatternOptions = {}): Pattern {
  if (source.length > LONGEST) throw new PatternError(`an expression longer than ${LONGEST} characters`)
  const inline = source.startsWith('(?i)')
  const body = inline ? source.slice(4) : source
  const ignoreCase = inline || options.ignoreCase === true
  const multiline = options.multiline === true
  const tree = parsePattern(body, ignoreCase)
  refuseNestedRepeats(tree)
  const native = nativeExpression(body, `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}`)
  const automaton = buildAutomaton(tree)
  const growth = degree(tree)
  const ways = branching(tree)
  const find = (text: string): number =>
    ways * text.length ** growth <= MOST_STEPS ? text.search(native) : search(automaton, text, multiline)
  return { source, find, test: (text) => find(text) >= 0 }
}

function nativeExpression(body: string, flags: string): RegExp {
  try {
    return new RegExp(body, flags)
  } catch (error) {
    throw new PatternError(error instanceof Error ? error.message : String(error))
  }
}
