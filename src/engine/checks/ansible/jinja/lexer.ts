import { ErrorAt } from '../../read/error-at.ts'

/** A template that Jinja refuses, with the place inside of it. */
export class JinjaError extends ErrorAt {}

export interface Token {
  kind: 'name' | 'number' | 'string' | 'sign' | 'end'
  text: string
  start: number
}

/** A piece of a template: an expression or a statement with its tokens. Text and comments are left out. */
export interface Piece {
  is: 'expression' | 'statement'
  tokens: readonly Token[]
  start: number
}

const TOKEN =
  /([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|((?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?))|(\/\/|\*\*|==|!=|<=|>=|[-+*/%~<>=()[\]{}.,:|])/y

/** The pieces of a template, raw blocks left out. */
export function pieces(source: string): Piece[] {
  const found: Piece[] = []
  for (let at = 0; ; ) {
    const open = source.slice(at).search(/\{[{%#]/)
    if (open < 0) return found
    const start = at + open
    const kind = source.charAt(start + 1)
    if (kind === '#') {
      const end = source.indexOf('#}', start + 2)
      if (end < 0) throw new JinjaError(start, 'Missing end of comment tag')
      at = end + 2
      continue
    }
    const close = kind === '{' ? '}}' : '%}'
    const from = start + 2 + (/[-+]/.test(source.charAt(start + 2)) ? 1 : 0)
    const { tokens, end } = tokenize(source, from, close)
    at = end
    if (kind === '%' && tokens[0]?.text === 'raw' && tokens.length === 2) {
      const after = /\{%[-+]?\s{0,20}endraw\s{0,20}[-+]?%\}/.exec(source.slice(at))
      if (after === null) throw new JinjaError(start, 'Missing end of raw directive')
      at += after.index + after[0].length
    } else found.push({ is: kind === '{' ? 'expression' : 'statement', tokens, start })
  }
}

/** An expression that stands alone, as in `when`. */
export function expressionTokens(source: string): Token[] {
  return tokenize(source, 0, null).tokens
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

function tokenize(source: string, from: number, close: string | null): { tokens: Token[]; end: number } {
  const tokens: Token[] = []
  const open: string[] = []
  for (let at = from; ; ) {
    while (/\s/.test(source.charAt(at))) at++
    if (at >= source.length) {
      if (close !== null) throw new JinjaError(Math.max(0, from - 2), `unexpected end of template: ${close} is missing`)
      tokens.push({ kind: 'end', text: '', start: source.length })
      return { tokens, end: at }
    }
    if (close !== null && open.length === 0) {
      const sign = /[-+]/.test(source.charAt(at)) ? 1 : 0
      if (source.startsWith(close, at + sign)) {
        tokens.push({ kind: 'end', text: close, start: at })
        return { tokens, end: at + sign + 2 }
      }
    }
    const token = tokenAt(source, at)
    if (token.kind === 'sign') balance(token, open)
    tokens.push(token)
    at = token.start + token.text.length
  }
}

function balance({ text, start }: Token, open: string[]): void {
  if (text === '(' || text === '[' || text === '{') open.push(text)
  const wanted = PAIRS[text]
  if (wanted !== undefined && open.pop() !== wanted) throw new JinjaError(start, `unexpected '${text}'`)
}

function tokenAt(source: string, at: number): Token {
  const char = source.charAt(at)
  if (char === '"' || char === "'") return { kind: 'string', text: stringAt(source, at), start: at }
  TOKEN.lastIndex = at
  const found = TOKEN.exec(source)
  if (found === null) throw new JinjaError(at, `unexpected char ${JSON.stringify(char)}`)
  const [text, name, number] = found
  return { kind: name !== undefined ? 'name' : number !== undefined ? 'number' : 'sign', text, start: at }
}

function stringAt(source: string, start: number): string {
  const quote = source.charAt(start)
  for (let at = start + 1; at < source.length; at++) {
    if (source.charAt(at) === '\\') at++
    else if (source.charAt(at) === quote) return source.slice(start, at + 1)
  }
  throw new JinjaError(start, `unexpected char ${JSON.stringify(quote)}: the string is not closed`)
}
