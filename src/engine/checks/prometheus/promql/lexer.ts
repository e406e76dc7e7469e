import { ErrorAt } from '../../read/error-at.ts'

/** An expression that Prometheus refuses, with the place inside of it. */
export class PromqlError extends ErrorAt {}

export type TokenKind = 'identifier' | 'metric' | 'keyword' | 'string' | 'number' | 'duration' | 'sign' | 'end'

export interface Token {
  kind: TokenKind
  /** A keyword in small letters, a sign, all else as it is written. */
  text: string
  start: number
  end: number
}

export const AGGREGATORS: ReadonlySet<string> = new Set(
  'sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio'.split(' '),
)

const KEYWORDS: ReadonlySet<string> = new Set([
  ...AGGREGATORS,
  ...'and or unless atan2 offset smoothed anchored by without on ignoring group_left group_right bool start end'.split(
    ' ',
  ),
])

// What follows a number is looked at afterwards: looking ahead would try every shorter one.
const NUMBER = /0[xX]_?[\da-fA-F]+(?:_[\da-fA-F]+)*|(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const DURATION = /(?:\d+(?:ms|[smhdwy]))+/y
const NUMBER_GOES_ON = /[\w.]/
const WORD = /[A-Za-z_:][\w:]*/y
const LABEL = /[A-Za-z_]\w*/y
const SIGNS = ['==', '=~', '!=', '!~', '<=', '>=', '<', '>', '=', '+', '-', '*', '/', '%', '^', '@', ',']

/** PromQL as tokens, the last of which is `end`. */
export function tokenize(source: string): Token[] {
  return new Lexer(source).all()
}

class Lexer {
  private readonly source: string
  private readonly tokens: Token[] = []
  private at = 0
  private readonly parentheses: number[] = []
  private brace: number | null = null
  private bracket: number | null = null

  constructor(source: string) {
    this.source = source
  }

  all(): Token[] {
    const { source } = this
    while (this.at < source.length) {
      const char = source.charAt(this.at)
      if (/[ \t\n\r]/.test(char)) this.at++
      else if (char === '#') this.at = lineEnd(source, this.at)
      else this.tokens.push(this.token(char))
    }
    if (this.brace !== null) throw new PromqlError(this.brace, 'unexpected end of input inside braces')
    if (this.bracket !== null) throw new PromqlError(this.bracket, 'unclosed left bracket')
    const open = this.parentheses.at(-1)
    if (open !== undefined) throw new PromqlError(open, 'unclosed left parenthesis')
    this.tokens.push({ kind: 'end', text: 'end of input', start: source.length, end: source.length })
    return this.tokens
  }

  private token(char: string): Token {
    const { source, at } = this
    if ('"\'`'.includes(char)) return this.take('string', stringEnd(source, at))
    if (this.brace === null) {
      if (/[\d.]/.test(char)) return this.number()
      const word = this.match(this.bracket === null ? WORD : LABEL)
      if (word !== null) return this.word(word)
    } else {
      const label = this.match(LABEL)
      if (label !== null) return this.take('identifier', at + label.length)
    }
    return this.sign(char)
  }

  private word(word: string): Token {
    const end = this.at + word.length
    const small = word.toLowerCase()
    if (small === 'inf' || small === 'nan') return this.take('number', end)
    if (KEYWORDS.has(small)) return { ...this.take('keyword', end), text: small }
    return this.take(word.includes(':') ? 'metric' : 'identifier', end)
  }

  private number(): Token {
    const { source, at } = this
    const number = this.match(NUMBER)
    if (number !== null && !NUMBER_GOES_ON.test(source.charAt(at + number.length)))
      return this.take('number', at + number.length)
    const duration = this.match(DURATION)
    if (duration !== null && !/\w/.test(source.charAt(at + duration.length)))
      return this.take('duration', at + duration.length)
    const bad = /^[\w.]+/.exec(source.slice(at, at + 60))?.[0] ?? source.charAt(at)
    throw new PromqlError(at, `bad number or duration syntax: ${JSON.stringify(bad)}`)
  }

  private sign(char: string): Token {
    const { source, at } = this
    const sign = SIGNS.find((one) => source.startsWith(one, at))
    const isMatch = sign === '=~' || sign === '!~'
    if (sign !== undefined && (this.brace === null ? !isMatch : /^(?:=|!=|=~|!~|,)$/.test(sign)))
      return this.take('sign', at + sign.length)
    if (sign === '==' && this.brace !== null) return this.take('sign', at + 1)
    if (isMatch) throw new PromqlError(at, `unexpected character after '${char}': '~'`)
    this.brackets(char)
    return this.take('sign', at + 1)
  }

  private brackets(char: string): void {
    const { at } = this
    const unexpected = (what: string): never => {
      throw new PromqlError(at, `unexpected ${what}`)
    }
    if (this.brace !== null) {
      if (char !== '}') unexpected(`character inside braces: '${char}'`)
      this.brace = null
    } else if (char === '{') this.brace = at
    else if (char === '(') this.parentheses.push(at)
    else if (char === ')') {
      if (this.parentheses.pop() === undefined) unexpected("right parenthesis ')'")
    } else if (char === '[') {
      if (this.bracket !== null) unexpected("left bracket '['")
      this.bracket = at
    } else if (char === ']') {
      if (this.bracket === null) unexpected("right bracket ']'")
      this.bracket = null
    } else if (char !== ':' || this.bracket === null) unexpected(`character: ${JSON.stringify(char)}`)
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    return pattern.exec(this.source)?.[0] ?? null
  }

  private take(kind: TokenKind, end: number): Token {
    const token = { kind, text: this.source.slice(this.at, end), start: this.at, end }
    this.at = end
    return token
  }
}

function lineEnd(source: string, from: number): number {
  const at = source.slice(from).search(/[\n\r]/)
  return at < 0 ? source.length : from + at
}

const ESCAPE = /\\(?:[abfnrtv\\"']|[0-3][0-7]{2}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/y

function stringEnd(source: string, start: number): number {
  const quote = source.charAt(start)
  for (let at = start + 1; at < source.length; at++) {
    const char = source.charAt(at)
    if (char === quote) return at + 1
    if (quote === '`') continue
    if (char === '\n') break
    if (char !== '\\') continue
    ESCAPE.lastIndex = at
    const escaped = ESCAPE.exec(source)?.[0]
    const next = source.charAt(at + 1)
    if (escaped === undefined || ((next === '"' || next === "'") && next !== quote))
      throw new PromqlError(at, next === '' ? 'escape sequence not terminated' : `unknown escape sequence \\${next}`)
    at += escaped.length - 1
  }
  throw new PromqlError(start, quote === '`' ? 'unterminated raw string' : 'unterminated quoted string')
}

/** What a string of PromQL means. */
export function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1)
  return text
    .slice(1, -1)
    .replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|.)/gs, (_, code: string) => {
      if (/^[xuU]./.test(code)) return codePoint(Number.parseInt(code.slice(1), 16))
      if (/^[0-7]{3}$/.test(code)) return codePoint(Number.parseInt(code, 8))
      return { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }[code] ?? code
    })
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
