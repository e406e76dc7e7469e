import { MOST_PROBLEMS, type SyntaxProblem } from '../problem.ts'
import { PUNCTUATION, type Punctuation, type Token, type TokenKind } from './token.ts'

export interface Lexed {
  /** Ends with one token of kind `end`. Blanks between tokens are the gaps between their offsets. */
  tokens: Token[]
  problems: SyntaxProblem[]
}

/** What the scanner stands in. Code inside a template counts its own braces, so that it knows which one ends it. */
type Mode =
  | { is: 'code'; braces: number; opener: Token | null }
  | { is: 'quoted'; opener: Token }
  | { is: 'heredoc'; opener: Token; marker: string }

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy
const NUMBER = /\d(?:(?:\d|\.|[eE][+-]?\d)*(?:\d|[eE][+-]?\d))?/y
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy
const BY_FIRST = groupByFirst(PUNCTUATION)

/** Splits HCL into tokens. Never throws: what cannot be read is a token of kind `invalid` and a problem. */
export function lexHcl(text: string): Lexed {
  return new Lexer(text).run()
}

class Lexer {
  private readonly text: string
  private readonly tokens: Token[] = []
  private readonly problems: SyntaxProblem[] = []
  private readonly modes: Mode[] = []
  private at = 0
  private line = 1
  private lineStart = 0

  constructor(text: string) {
    this.text = text
  }

  run(): Lexed {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1
    let mode: Mode = { is: 'code', braces: 0, opener: null }
    this.modes.push(mode)
    while (this.at < this.text.length) {
      if (mode.is === 'code') this.code(mode)
      else if (mode.is === 'quoted') this.quoted(mode)
      else this.heredoc(mode)
      mode = this.modes.at(-1) ?? mode
    }
    for (const open of this.modes.reverse()) this.unclosed(open)
    this.emit('end', this.at)
    return { tokens: this.tokens, problems: this.problems }
  }

  private code(mode: Extract<Mode, { is: 'code' }>): void {
    const { text, at } = this
    const char = text.charCodeAt(at)
    if (char === 32 || char === 9) {
      this.at++
    } else if (char === 10 || (char === 13 && text.charCodeAt(at + 1) === 10)) {
      this.emit('newline', char === 10 ? at + 1 : at + 2)
    } else if (char === 35 || (char === 47 && text.charCodeAt(at + 1) === 47)) {
      const end = text.indexOf('\n', at)
      this.emit('comment', end < 0 ? text.length : end + 1)
    } else if (char === 47 && text.charCodeAt(at + 1) === 42) {
      this.blockComment()
    } else if (char === 34) {
      this.modes.push({ is: 'quoted', opener: this.emit('open-quote', at + 1) })
    } else if (char === 123) {
      mode.braces++
      this.emit('{', at + 1)
    } else if (char === 125) {
      this.closeBrace(mode, 1)
    } else if (char === 126 && text.charCodeAt(at + 1) === 125) {
      this.closeBrace(mode, 2)
    } else if (char >= 48 && char <= 57) {
      this.emit('number', this.match(NUMBER) ?? at + 1)
    } else {
      this.word(char)
    }
  }

  private word(char: number): void {
    const end = this.identifierEnd()
    if (end !== null) {
      this.emit('identifier', end)
      return
    }
    const heredoc = char === 60 ? this.match(HEREDOC) : null
    if (heredoc !== null) {
      const opener = this.emit('open-heredoc', heredoc)
      this.modes.push({ is: 'heredoc', opener, marker: opener.text.replace(/^<<-?/, '').trim() })
      return
    }
    const kind = BY_FIRST.get(char)?.find((punctuation) => this.text.startsWith(punctuation, this.at))
    if (kind) {
      this.emit(kind, this.at + kind.length)
      return
    }
    const point = String.fromCodePoint(this.text.codePointAt(this.at) ?? char)
    const token = this.emit('invalid', this.at + point.length)
    this.problem(token, `the character ${JSON.stringify(point)} is not used in HCL`, hintFor(point))
  }

  private blockComment(): void {
    const end = this.text.indexOf('*/', this.at + 2)
    const token = this.emit('comment', end < 0 ? this.text.length : end + 2)
    if (end < 0) this.problem(token, 'the comment is never closed', 'end it with */')
  }

  private closeBrace(mode: Extract<Mode, { is: 'code' }>, length: 1 | 2): void {
    if (mode.opener && mode.braces === 0) {
      this.emit('template-end', this.at + length)
      this.modes.pop()
      return
    }
    mode.braces = Math.max(0, mode.braces - 1)
    const token = this.emit(length === 1 ? '}' : 'template-end', this.at + length)
    if (length === 2) this.problem(token, '~} closes a template sequence, and none is open here')
  }

  private quoted(mode: Extract<Mode, { is: 'quoted' }>): void {
    const { text } = this
    let end = this.at
    for (; end < text.length; end++) {
      const char = text.charCodeAt(end)
      if (char === 34 || char === 10) break
      if (char === 92 && end + 1 < text.length && text.charCodeAt(end + 1) !== 10) end++
      else if (char === 36 || char === 37) {
        if (text.charCodeAt(end + 1) === 123) break
        if (text.charCodeAt(end + 1) === char && text.charCodeAt(end + 2) === 123) end += 2
      }
    }
    if (end > this.at) this.emit('quoted-text', end)
    const char = text.charCodeAt(this.at)
    if (char === 34) {
      this.emit('close-quote', this.at + 1)
      this.modes.pop()
    } else if (char === 10) {
      // The string is taken to end here, so that one missing quote is one problem and not a hundred.
      this.unclosed(mode)
      this.modes.pop()
    } else if (this.at < text.length) {
      this.openTemplate()
    }
  }

  private heredoc(mode: Extract<Mode, { is: 'heredoc' }>): void {
    const { text } = this
    let lineBegins = this.tokens.at(-1) === mode.opener
    let end = this.at
    while (end < text.length) {
      if (lineBegins && this.closeHeredoc(mode, end)) return
      const stop = templateOrLineEnd(text, end)
      if (stop < text.length && text.charCodeAt(stop) !== 10) {
        if (stop > this.at) this.emit('heredoc-text', stop)
        this.openTemplate()
        return
      }
      end = Math.min(stop + 1, text.length)
      lineBegins = true
    }
    this.emit('heredoc-text', end)
  }

  /** Whether the line holds the marker alone; blanks around it are part of the token. */
  private closeHeredoc(mode: Extract<Mode, { is: 'heredoc' }>, lineStart: number): boolean {
    const { text } = this
    const lineEnd = text.indexOf('\n', lineStart)
    if (lineEnd < 0 || text.slice(lineStart, lineEnd).trim() !== mode.marker) return false
    if (lineStart > this.at) this.emit('heredoc-text', lineStart)
    this.emit('close-heredoc', text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd)
    this.modes.pop()
    return true
  }

  private openTemplate(): void {
    const kind = this.text.charCodeAt(this.at) === 36 ? 'interpolation' : 'directive'
    const opener = this.emit(kind, this.at + (this.text.charCodeAt(this.at + 2) === 126 ? 3 : 2))
    this.modes.push({ is: 'code', braces: 0, opener })
  }

  private unclosed(mode: Mode): void {
    if (!mode.opener) return
    if (mode.is === 'quoted') {
      this.problem(mode.opener, 'the string is not closed on its line', 'close it with ", or write a heredoc')
    } else if (mode.is === 'heredoc') {
      this.problem(
        mode.opener,
        `the heredoc is never closed`,
        `put ${mode.marker} on a line of its own, with a line end after it`,
      )
    } else {
      this.problem(mode.opener, `the template sequence ${mode.opener.text} is never closed`, 'end it with }')
    }
  }

  /** Names are ASCII nearly always; the pattern that knows all of Unicode is slow. */
  private identifierEnd(): number | null {
    let end = this.at
    let code = this.text.charCodeAt(end)
    if (code < 128 && !isLetter(code)) return null
    while (isLetter(code) || (code >= 48 && code <= 57) || code === 45) code = this.text.charCodeAt(++end)
    return code < 128 || Number.isNaN(code) ? end : this.match(IDENTIFIER)
  }

  private match(pattern: RegExp): number | null {
    pattern.lastIndex = this.at
    return pattern.test(this.text) ? pattern.lastIndex : null
  }

  private emit(kind: TokenKind, end: number): Token {
    const text = this.text.slice(this.at, end)
    const token = { kind, text, offset: this.at, line: this.line, column: this.at - this.lineStart + 1 }
    this.tokens.push(token)
    if (kind === 'newline' || kind === 'comment' || kind === 'open-heredoc' || kind === 'heredoc-text') {
      for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) {
        this.line++
        this.lineStart = this.at + next + 1
      }
    }
    this.at = end
    return token
  }

  private problem(token: Token, message: string, hint?: string): void {
    if (this.problems.length >= MOST_PROBLEMS) return
    this.problems.push({ line: token.line, column: token.column, message, ...(hint ? { hint } : {}) })
  }
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95
}

/** Offset of the first line end, or of the first `${` or `%{` that is not escaped by doubling, whichever comes first. */
function templateOrLineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 10) return at
    if (char !== 36 && char !== 37) continue
    if (text.charCodeAt(at + 1) === 123) return at
    if (text.charCodeAt(at + 1) === char && text.charCodeAt(at + 2) === 123) at += 2
  }
  return text.length
}

function groupByFirst(all: readonly Punctuation[]): ReadonlyMap<number, readonly Punctuation[]> {
  const groups = new Map<number, Punctuation[]>()
  for (const punctuation of all) {
    const first = punctuation.charCodeAt(0)
    groups.set(first, [...(groups.get(first) ?? []), punctuation])
  }
  return groups
}

function hintFor(point: string): string | undefined {
  if (point === "'") return 'texts stand in double quotes'
  if (point === '|' || point === '&') return `write ${point}${point}`
  if (point === ';') return 'arguments are separated by line ends'
  return undefined
}
