import { bracketChange, type Token, type TokenKind } from './token.ts'

/** Whether one blank goes between two tokens of a line; `before` is what stands in front of the first, if anything. */
export function spaceBetween(before: Token | undefined, left: Token, right: Token): boolean {
  const decided = withinWords(left.kind, right.kind) ?? aroundText(left.kind, right.kind)
  if (decided !== null) return decided
  // `in` before a list is the keyword of a for expression, and not something to index.
  if (left.kind === 'identifier' && left.text === 'in' && before?.kind === 'identifier') return true
  if (right.kind === '[' && (left.kind === 'identifier' || left.kind === 'number' || bracketChange(left.kind) < 0)) {
    return false
  }
  if (left.kind === '!') return false
  if (left.kind === '-') return before !== undefined && !BEFORE_A_SIGN.has(before.kind)
  return aroundBrackets(left.kind, right.kind)
}

/** What is written together: calls, paths, namespaces, and commas with what stands before them. */
function withinWords(left: TokenKind, right: TokenKind): boolean | null {
  if (right === 'newline') return false
  if (left === 'identifier' && (right === '(' || right === '::')) return false
  if (left === '::' && right === 'identifier') return false
  if (left === '.' || right === '.' || right === ',' || right === '...') return false
  if (left === ',') return true
  return null
}

/** Blanks inside a string or a heredoc would be part of its value. */
function aroundText(left: TokenKind, right: TokenKind): boolean | null {
  return TEXT_BEGINS.has(left) || TEXT_ENDS.has(right) ? false : null
}

function aroundBrackets(left: TokenKind, right: TokenKind): boolean {
  if (left === '{' || right === '}') return !(left === '{' && right === '}')
  if ((left === 'interpolation' || left === 'directive') && right === '{') return true
  if (left === '}' && right === 'template-end') return true
  if (left === 'template-end' && (right === 'interpolation' || right === 'directive')) return false
  return bracketChange(left) <= 0 && bracketChange(right) >= 0
}

const TEXT_BEGINS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'quoted-text',
  'heredoc-text',
  'open-quote',
  'open-heredoc',
])
const TEXT_ENDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'quoted-text',
  'heredoc-text',
  'close-quote',
  'close-heredoc',
])

/** After one of these a minus is a sign and stays with its number. */
const BEFORE_A_SIGN: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['(', '{', '[', '=', ':', ',', '?'] as const),
  ...(['+', '*', '/', '%', '-'] as const),
  ...(['==', '!=', '>', '>=', '<', '<=', '&&', '||', '!'] as const),
])
