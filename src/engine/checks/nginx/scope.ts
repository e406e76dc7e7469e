import type { Findings, Source } from '../read/source.ts'
import type { Statement, Word } from './lexer.ts'
import type { Context } from './table.ts'
import { isPlaceholder } from './values.ts'

/** A statement and the file it came from: an include puts those of other files into a block. */
export interface Item {
  statement: Statement
  source: Source
}

/** The block that statements stand in. */
export interface Frame {
  context: Context
  /** null at the top of a configuration. */
  item: Item | null
  parent: Frame | null
  /** Everything in this block was seen, with all that it includes. */
  complete: boolean
  items: readonly Item[]
}

export interface Named extends Item {
  word: Word
}

/** What a configuration defines by name and what it asks for by name, in one of its rooms. */
export class Names {
  readonly variables = new Set<string>()
  readonly formats = new Map<string, Named>()
  readonly zones = new Map<string, Named>()
  readonly upstreams = new Map<string, Named>()
  readonly used: { kind: 'variable' | 'format' | 'zone' | 'upstream' | 'upstream or port'; name: string; at: Named }[] =
    []
}

/** What a rule may look at and where it says what it found. */
export interface Visit extends Item {
  frame: Frame
  findings: Findings
  names: Names
}

export function refuse({ source, findings }: Visit, word: Word, message: string, hint?: string): void {
  // Filled in before nginx reads it: nobody knows yet what it will say.
  if (!isPlaceholder(word.text)) findings.error(source, word.start, message, hint)
}

export function advise({ source, findings }: Visit, word: Word, message: string, hint?: string): void {
  findings.warning(source, word.start, message, hint)
}

/** The names in `$name` and `${name}` of a text, without the groups of a regular expression. */
export function variablesIn(text: string): string[] {
  if (!text.includes('$')) return []
  return [...text.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map((found) => found[1] ?? found[2] ?? '')
}
