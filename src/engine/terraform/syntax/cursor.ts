import { endsLine, type Token, type TokenKind } from '../../render/format/hcl/token.ts'

/** Walks over tokens as HCL does: comments are skipped, line ends count only outside of brackets. */
export class Cursor {
  private readonly tokens: Token[] = []
  private readonly last: Token
  private countsLines = true
  private index = 0

  constructor(tokens: readonly Token[]) {
    for (const token of tokens) {
      // A comment that holds its line end stands for it; any other is nothing at all.
      if (token.kind !== 'comment') this.tokens.push(token)
      else if (endsLine(token)) this.tokens.push({ ...token, kind: 'newline' })
    }
    this.last = tokens.at(-1) ?? { kind: 'end', text: '', offset: 0, line: 1, column: 1 }
  }

  peek(): Token {
    return this.tokens[this.next()] ?? this.last
  }

  kind(): TokenKind {
    return this.peek().kind
  }

  /** Nothing is skipped before it is looked at, so that the mode at that time decides about line ends. */
  read(): Token {
    const at = this.next()
    this.index = at + 1 < this.tokens.length ? at + 1 : at
    return this.tokens[at] ?? this.last
  }

  /** Inside of brackets line ends mean nothing, inside of braces they do. */
  within<T>(countsLines: boolean, parse: () => T): T {
    const outer = this.countsLines
    this.countsLines = countsLines
    const result = parse()
    this.countsLines = outer
    return result
  }

  private next(): number {
    let at = this.index
    if (!this.countsLines) while (this.tokens[at]?.kind === 'newline') at++
    return at
  }
}
