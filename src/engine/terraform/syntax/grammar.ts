import type { Token } from '../../render/format/hcl/token.ts'
import type { Expression, Place } from './ast.ts'
import type { Cursor } from './cursor.ts'

/** What the parts of the grammar need of each other. */
export interface Grammar {
  readonly cursor: Cursor
  parse(): Expression
}

export interface ForHead {
  keyName: string | null
  valueName: string
  collection: Expression
}

export function placeOf({ line, column }: Place): Place {
  return { line, column }
}

export function isWord(token: Token, text: string): boolean {
  return token.kind === 'identifier' && token.text === text
}

export function unterminated(bracket: string, where = ''): string {
  const what = where === '' ? `no corresponding closing ${bracket}` : `no closing ${bracket} ${where}`
  return `There is ${what} before the end of the file. This may be caused by incorrect ${bracket} nesting elsewhere in this file.`
}
