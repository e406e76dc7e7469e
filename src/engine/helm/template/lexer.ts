import { ErrorAt } from '../../checks/read/error-at.ts'

/** A template that Go's parser refuses, with the place. */
export class TemplateSyntaxError extends ErrorAt {}

export type TokenKind =
  | 'text'
  | 'left'
  | 'right'
  | 'identifier'
  | 'field'
  | 'variable'
  | 'string'
  | 'number'
  | 'char'
  | 'dot'
  | 'space'
  | '('
  | ')'
  | '|'
  | ','
  | ':='
  | '='

export interface Token {
  kind: TokenKind
  /** A field without its dot, a variable with its dollar, a string as it is written. */
  text: string
  start: number
  end: number
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const NUMBER = /[+-]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d+)i?/y

/** Go's text/template, as tokens. Throws TemplateSyntaxError. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('{{', at)
    if (open < 0) {
      tokens.push({ kind: 'text', text: source.slice(at), start: at, end: source.length })
      break
    }
    if (open > at) tokens.push({ kind: 'text', text: source.slice(at, open), start: at, end: open })
    at = action(source, open, tokens)
  }
  return tokens
}

/** One `{{…}}`; gives the offset behind it. */
function action(source: string, open: number, tokens: Token[]): number {
  let at = open + 2
  if (/^-[ \t\r\n]/.test(source.slice(at, at + 2))) at++
  const comment = /^[ \t\r\n]*\/\*/.exec(source.slice(at, at + 40))
  if (comment !== null) return afterComment(source, open, at + comment[0].length)
  tokens.push({ kind: 'left', text: '', start: open, end: at })
  let depth = 0
  for (;;) {
    if (at >= source.length) throw new TemplateSyntaxError(open, 'the action that begins here is not closed')
    const close = /^(?:[ \t\r\n]-)?\}\}/.exec(source.slice(at, at + 4))
    if (close !== null) {
      if (depth > 0) throw new TemplateSyntaxError(at, 'a parenthesis is not closed')
      tokens.push({ kind: 'right', text: '', start: at, end: at + close[0].length })
      return at + close[0].length
    }
    const token = inside(source, at, open)
    if (token.kind === '(') depth++
    if (token.kind === ')' && --depth < 0)
      throw new TemplateSyntaxError(at, 'a parenthesis is closed that was not opened')
    tokens.push(token)
    at = token.end
  }
}

function afterComment(source: string, open: number, from: number): number {
  const end = source.indexOf('*/', from)
  if (end < 0) throw new TemplateSyntaxError(open, 'the comment that begins here is not closed')
  const close = /^(?:[ \t\r\n]-)?\}\}/.exec(source.slice(end + 2, end + 6))
  if (close === null) throw new TemplateSyntaxError(end, 'a comment ends with */}} or */ -}}')
  return end + 2 + close[0].length
}

function inside(source: string, at: number, open: number): Token {
  const char = source.charAt(at)
  const token = (kind: TokenKind, end: number, text = source.slice(at, end)): Token => ({ kind, text, start: at, end })
  if (/[ \t\r\n]/.test(char)) {
    let end = at
    // A blank before a trim marker belongs to it.
    while (/[ \t\r\n]/.test(source.charAt(end)) && !/^[ \t\r\n]-\}\}/.test(source.slice(end, end + 4))) end++
    return token('space', Math.max(end, at + (end === at ? 1 : 0)))
  }
  if (source.startsWith(':=', at)) return token(':=', at + 2)
  if (char === '=' || char === '(' || char === ')' || char === '|' || char === ',') return token(char, at + 1)
  if (char === '"') return token('string', stringEnd(source, at, '"'))
  if (char === "'") return token('char', stringEnd(source, at, "'"))
  if (char === '`') {
    const end = source.indexOf('`', at + 1)
    if (end < 0) throw new TemplateSyntaxError(at, 'a raw string is not closed')
    return token('string', end + 1)
  }
  if (char === '.') {
    const name = nameAt(source, at + 1)
    if (name !== '') return token('field', at + 1 + name.length, name)
    if (!/\d/.test(source.charAt(at + 1))) return token('dot', at + 1)
  }
  if (char === '$') return token('variable', at + 1 + nameAt(source, at + 1).length)
  const name = nameAt(source, at)
  if (name !== '') return token('identifier', at + name.length)
  NUMBER.lastIndex = at
  const number = NUMBER.exec(source)
  if (number !== null) return token('number', at + number[0].length)
  if (char === '{' || char === '}')
    throw new TemplateSyntaxError(char === '{' ? at : open, `unexpected ${JSON.stringify(char)} in an action`)
  throw new TemplateSyntaxError(at, `unexpected ${JSON.stringify(char)} in an action`)
}

function nameAt(source: string, at: number): string {
  NAME.lastIndex = at
  return NAME.exec(source)?.[0] ?? ''
}

function stringEnd(source: string, start: number, quote: string): number {
  for (let at = start + 1; at < source.length; at++) {
    const char = source.charAt(at)
    if (char === '\\') at++
    else if (char === '\n') break
    else if (char === quote) return at + 1
  }
  throw new TemplateSyntaxError(start, 'a string is not closed')
}
