import { endsLine, type Token, type TokenKind } from '../../render/format/hcl/token.ts'

/** Walks over tokens as HCL does: comments are skipped, line ends count only outside of brackets. */
export class Cursor {
  private readonly tokens: readonly Token[]
  private readonly last: Token
  private readonly modes: boolean[] = [true]
  private index = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
    this.last = tokens.at(-1) ?? { kind: 'end', text: '', offset: 0, line: 1, column: 1 }
  }

  peek(): Token {
    return this.tokens[this.next()] ?? this.last
  }

  /** The kind of what is next; a comment that ends its line counts as the line end it holds. */
  kind(): TokenKind {
    const { kind } = this.peek()
    return kind === 'comment' ? 'newline' : kind
  }

  /** Nothing is skipped before it is looked at, so that the mode at that time decides about line ends. */
  read(): Token {
    const at = this.next()
    this.index = Math.min(at + 1, this.tokens.length - 1)
    return this.tokens[at] ?? this.last
  }

  /** Inside of brackets line ends mean nothing, inside of braces they do. */
  within<T>(countNewlines: boolean, parse: () => T): T {
    this.modes.push(countNewlines)
    const result = parse()
    this.modes.pop()
    return result
  }

  mark(): number {
    return this.index
  }

  reset(index: number): void {
    this.index = index
  }

  private next(): number {
    const counts = this.modes.at(-1) ?? true
    let at = this.index
    for (; ; at++) {
      const token = this.tokens[at]
      if (token === undefined) return at
      if (token.kind === 'comment' ? counts && endsLine(token) : token.kind !== 'newline' || counts) return at
    }
  }
}
