/** Punctuation is its own kind; everything that carries text has a name. */
export type TokenKind =
  | 'identifier'
  | 'number'
  | 'comment'
  | 'newline'
  | 'open-quote'
  | 'quoted-text'
  | 'close-quote'
  | 'open-heredoc'
  | 'heredoc-text'
  | 'close-heredoc'
  | 'interpolation'
  | 'directive'
  | 'template-end'
  | 'invalid'
  | 'end'
  | Punctuation

export type Punctuation = (typeof PUNCTUATION)[number]

/** Longest first, so that the first one that fits is the right one. */
export const PUNCTUATION = [
  '...',
  '==',
  '!=',
  '>=',
  '<=',
  '&&',
  '||',
  '::',
  '=>',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '.',
  ',',
  '*',
  '/',
  '%',
  '+',
  '-',
  '=',
  '<',
  '>',
  '!',
  '?',
  ':',
] as const

/**
 * A piece of HCL with its place in the source. Line and column count from 1, columns in UTF-16 units.
 * A `#` or `//` comment holds its line end, as in HashiCorp's scanner: the formatter and the parser both lean on that.
 */
export interface Token {
  kind: TokenKind
  text: string
  offset: number
  line: number
  column: number
}

/** +1 for what opens a bracket or a template sequence, -1 for what closes one. */
export function bracketChange(kind: TokenKind): number {
  switch (kind) {
    case '{':
    case '[':
    case '(':
    case 'interpolation':
    case 'directive':
      return 1
    case '}':
    case ']':
    case ')':
    case 'template-end':
      return -1
    default:
      return 0
  }
}

/** Whether the token ends a line. */
export function endsLine(token: Token): boolean {
  return token.kind === 'newline' || (token.kind === 'comment' && token.text.endsWith('\n'))
}
