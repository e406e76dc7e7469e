import type { SyntaxProblem } from '../problem.ts'
import { bracketChange, endsLine, type Token, type TokenKind } from './token.ts'

/**
 * An argument or a block header, as ranges of token indices; `to` is exclusive.
 * `depth` counts the blocks around an argument, and `block` is the type of the innermost one.
 */
export type BodyItem =
  | { is: 'argument'; name: number; depth: number; block: string | null; from: number; to: number }
  | { is: 'block'; type: number; labels: { from: number; to: number } }

export interface Outline {
  /** In source order; a block stands before what it holds. */
  items: BodyItem[]
  /** At most one: what follows the first problem of nesting is guesswork. */
  problems: SyntaxProblem[]
}

/** Finds arguments and blocks. It checks nesting and line ends, and leaves the grammar of expressions alone. */
export function outline(tokens: readonly Token[]): Outline {
  const reader = new OutlineReader(tokens)
  try {
    reader.read()
    return { items: reader.items, problems: [] }
  } catch (error) {
    if (error instanceof Misplaced) return { items: reader.items, problems: [error.problem] }
    throw error
  }
}

class Misplaced extends Error {
  readonly problem: SyntaxProblem
  constructor(token: Token, message: string, hint?: string) {
    super(message)
    this.problem = { line: token.line, column: token.column, message, ...(hint ? { hint } : {}) }
  }
}

interface OpenBlock {
  type: Token
  brace: Token
  single: boolean
}

const MAX_DEPTH = 200

const CLOSES: ReadonlyMap<TokenKind, TokenKind> = new Map<TokenKind, TokenKind>([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
  ['interpolation', 'template-end'],
  ['directive', 'template-end'],
])

class OutlineReader {
  readonly items: BodyItem[] = []
  private readonly tokens: readonly Token[]
  private readonly last: Token
  private readonly open: OpenBlock[] = []
  private at = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
    this.last = tokens.at(-1) ?? { kind: 'end', text: '', offset: 0, line: 1, column: 1 }
  }

  read(): void {
    for (;;) {
      const token = this.peek()
      if (token.kind === 'newline' || token.kind === 'comment') this.at++
      else if (token.kind === 'identifier') this.item()
      else if (token.kind === '}') this.closeBlock(token)
      else if (token.kind === 'end') break
      else {
        const hint = token.kind === 'open-quote' ? 'names of arguments stand without quotes' : undefined
        throw new Misplaced(token, 'an argument or a block is expected here', hint)
      }
    }
    const unclosed = this.open.at(-1)
    if (unclosed) throw new Misplaced(unclosed.brace, `the block ${unclosed.type.text} is never closed`)
  }

  private item(): void {
    const name = this.at++
    this.skipComments()
    if (this.peek().kind === '=') this.argument(name)
    else this.openBlock(name)
  }

  private argument(name: number): void {
    const equals = this.peek()
    this.at++
    this.skipComments()
    const from = this.at
    const to = this.skipValue()
    if (to <= from) throw new Misplaced(equals, 'a value is missing after =')
    const block = this.open.at(-1)
    this.items.push({ is: 'argument', name, depth: this.open.length, block: block?.type.text ?? null, from, to })
    if (block?.single) {
      this.skipComments()
      if (this.peek().kind !== '}') {
        throw new Misplaced(this.peek(), 'a block on one line holds one argument', 'give each argument its own line')
      }
    } else this.lineEnd('argument')
  }

  /** Goes to the end of the value; returns the index after its last token that is not a comment. */
  private skipValue(): number {
    const brackets: Token[] = []
    let to = this.at
    for (; ; this.at++) {
      const token = this.peek()
      const change = bracketChange(token.kind)
      if (brackets.length === 0 && (endsLine(token) || token.kind === 'end' || token.kind === '}')) return to
      if (token.kind === 'end') {
        const opener = brackets.at(-1)
        throw new Misplaced(opener ?? token, `${opener?.text ?? 'the value'} is never closed`)
      }
      if (token.kind === ',' && brackets.length === 0) {
        throw new Misplaced(token, 'a comma cannot end an argument', 'give each argument its own line')
      }
      if (change > 0) {
        this.limitDepth(brackets.length, token)
        brackets.push(token)
      } else if (change < 0) this.closeBracket(brackets.pop(), token)
      if (token.kind !== 'comment') to = this.at + 1
    }
  }

  /** Indentation grows with depth, so that endless depth would be an endless text. */
  private limitDepth(depth: number, token: Token): void {
    if (depth >= MAX_DEPTH) throw new Misplaced(token, `nested deeper than ${MAX_DEPTH} levels`)
  }

  private closeBracket(opener: Token | undefined, closer: Token): void {
    if (!opener) throw new Misplaced(closer, `nothing is open that ${closer.text} could close`)
    if (CLOSES.get(opener.kind) === closer.kind) return
    const place = `${opener.text} of line ${opener.line}, column ${opener.column}`
    throw new Misplaced(closer, `${closer.text} cannot close the ${place}`)
  }

  private openBlock(type: number): void {
    const token = this.tokens[type] ?? this.last
    const from = type + 1
    while (this.peek().kind !== '{') this.label(token)
    const brace = this.peek()
    this.limitDepth(this.open.length, brace)
    this.items.push({ is: 'block', type, labels: { from, to: this.at } })
    this.at++
    this.skipComments()
    const single = !endsLine(this.peek()) && this.peek().kind !== 'end'
    this.open.push({ type: token, brace, single })
  }

  private label(type: Token): void {
    const token = this.peek()
    if (token.kind === 'comment' && !endsLine(token)) this.at++
    else if (token.kind === 'identifier') this.at++
    else if (token.kind === 'open-quote') {
      this.at++
      if (this.peek().kind === 'quoted-text') this.at++
      if (this.peek().kind !== 'close-quote') {
        throw new Misplaced(this.peek(), 'a label holds no template', 'write $${ for a literal ${')
      }
      this.at++
    } else throw new Misplaced(token, `${type.text} is followed by neither = nor a block`, 'open the block with {')
  }

  private closeBlock(brace: Token): void {
    if (!this.open.pop()) throw new Misplaced(brace, 'nothing is open that } could close')
    this.at++
    if (this.open.at(-1)?.single) throw new Misplaced(brace, 'a block on one line cannot hold another block')
    this.lineEnd('block')
  }

  private lineEnd(what: string): void {
    this.skipComments()
    const token = this.peek()
    if (!endsLine(token) && token.kind !== 'end') {
      throw new Misplaced(token, `a line end is missing after the ${what}`)
    }
  }

  private skipComments(): void {
    while (this.peek().kind === 'comment' && !endsLine(this.peek())) this.at++
  }

  private peek(): Token {
    return this.tokens[this.at] ?? this.last
  }
}
