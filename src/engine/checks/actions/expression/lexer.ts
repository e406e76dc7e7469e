import { ErrorAt } from '../../read/error-at.ts'

/** An expression that GitHub refuses, with the place inside of it. */
export class ExpressionError extends ErrorAt {}

export interface Token {
  kind: 'name' | 'number' | 'string' | 'sign' | 'end'
  text: string
  start: number
}

const TOKEN =
  /([A-Za-z_][\w-]*)|([-+]?(?:0x[\da-fA-F]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))|('(?:[^']|'')*')|(\|\||&&|==|!=|<=|>=|[!<>()[\].,*])/y

/** The last token is `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (/\s/.test(source.charAt(at))) at++
    if (at >= source.length) break
    TOKEN.lastIndex = at
    const found = TOKEN.exec(source)
    if (found === null) throw new ExpressionError(at, unexpected(source, at))
    const [text, name, number, string] = found
    const end = at + text.length
    if (number !== undefined && /[\w.]/.test(source.charAt(end))) throw new ExpressionError(at, `unexpected ${number}…`)
    const kind =
      name !== undefined ? 'name' : number !== undefined ? 'number' : string !== undefined ? 'string' : 'sign'
    tokens.push({ kind, text, start: at })
    at = end
  }
  tokens.push({ kind: 'end', text: '', start: source.length })
  return tokens
}

function unexpected(source: string, at: number): string {
  const char = source.charAt(at)
  if (char === "'") return 'a string is not closed'
  if (char === '"') return 'unexpected ": strings stand in single quotes'
  return `unexpected character ${JSON.stringify(char)}`
}

export interface Placeholder {
  /** What stands between `${{` and `}}`. */
  text: string
  start: number
  /** Behind `}}`; null when it is never closed. */
  end: number | null
}

/** Every `${{ }}` of a text; braces inside of strings do not close it. */
export function placeholders(text: string): Placeholder[] {
  const found: Placeholder[] = []
  for (let open = text.indexOf('${{'); open >= 0; ) {
    const start = open + 3
    const close = closing(text, start)
    found.push({ text: text.slice(start, close ?? text.length), start, end: close === null ? null : close + 2 })
    if (close === null) break
    open = text.indexOf('${{', close)
  }
  return found
}

function closing(text: string, from: number): number | null {
  let isString = false
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === "'") isString = !isString
    else if (!isString && char === '}' && text.charAt(at + 1) === '}') return at
  }
  return null
}
