import { JinjaError, type Token } from './lexer.ts'

/** What an expression uses by name, each with its place. */
export interface Uses {
  filters: { name: string; start: number }[]
  tests: { name: string; start: number }[]
  /** Variables; what is only asked for, or has a default, is marked. */
  variables: { name: string; start: number; isAsked: boolean }[]
  /** Names that the text gives itself: of loops, macros and `set`. */
  bound: string[]
}

const DEEPEST = 100

/** Operators by how tightly they bind, from the loosest. `in` and `is` have a way of their own. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['not'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['~'],
  ['*', '/', '//', '%'],
]

/** Reads Jinja's expressions: what they name is gathered, what Jinja refuses is thrown as JinjaError. */
export class ExpressionReader {
  private readonly tokens: readonly Token[]
  private readonly uses: Uses
  private depth = 0
  at = 0

  constructor(tokens: readonly Token[], uses: Uses) {
    this.tokens = tokens
    this.uses = uses
  }

  /** An expression and nothing behind it. */
  whole(): void {
    if (this.peek().kind === 'end') this.fail('Expected an expression, got end of print statement')
    this.list()
    if (this.peek().kind !== 'end') this.unexpected()
  }

  /** Expressions with commas between them. */
  list(): void {
    this.condition()
    while (this.accept(',')) if (!this.endsList()) this.condition()
  }

  /** `a if b else c`; `withElse` is false where a loop has a filter of its own. */
  condition(withIf = true): void {
    if (++this.depth > DEEPEST) this.fail('the expression is nested too deep')
    this.level(0)
    while (withIf && this.acceptName('if')) {
      this.level(0)
      if (this.acceptName('else')) this.condition()
    }
    this.depth--
  }

  private endsList(): boolean {
    const { kind, text } = this.peek()
    return kind === 'end' || text === ')' || text === '=' || text === 'in'
  }

  private level(number: number): void {
    const operators = LEVELS[number]
    if (operators === undefined) {
      this.unary()
      return
    }
    if (operators.includes('not')) {
      while (this.acceptName('not')) {
        // Several of them are one after the other.
      }
      this.level(number + 1)
      return
    }
    this.level(number + 1)
    for (;;) {
      const { kind, text } = this.peek()
      const isNotIn = kind === 'name' && text === 'not' && this.peek(1).text === 'in' && operators.includes('in')
      if (isNotIn) this.at += 2
      else if (kind !== 'string' && kind !== 'end' && operators.includes(text)) this.at++
      else return
      this.level(number + 1)
    }
  }

  private unary(): void {
    if (++this.depth > DEEPEST) this.fail('the expression is nested too deep')
    if (this.accept('-') || this.accept('+')) this.unary()
    else {
      const first = this.peek()
      this.primary()
      const isVariable = first.kind === 'name' && this.peek().text !== '(' && !CONSTANTS.has(first.text)
      const [filters, tests] = [this.uses.filters.length, this.uses.tests.length]
      this.postfix()
      while (this.accept('**')) this.unary()
      this.filters()
      if (isVariable) this.variable(first, [...this.uses.filters.slice(filters), ...this.uses.tests.slice(tests)])
    }
    this.depth--
  }

  private variable({ text: name, start }: Token, behind: readonly { name: string }[]): void {
    const isAsked = behind.some((one) => /^(?:d|default|defined|undefined)$/.test(one.name))
    this.uses.variables.push({ name, start, isAsked })
  }

  private primary(): void {
    const token = this.next()
    if (token.kind === 'number') return
    if (token.kind === 'name') {
      if (RESERVED.has(token.text)) this.unexpected(token)
      return
    }
    if (token.kind === 'string') {
      while (this.peek().kind === 'string') this.at++
      return
    }
    if (token.text === '(') {
      if (!this.accept(')')) {
        this.list()
        this.expect(')')
      }
    } else if (token.text === '[') this.items(']', () => this.condition())
    else if (token.text === '{')
      this.items('}', () => {
        this.condition()
        this.expect(':')
        this.condition()
      })
    else this.unexpected(token)
  }

  private items(close: string, item: () => void): void {
    while (!this.accept(close)) {
      item()
      if (this.accept(close)) return
      this.expect(',')
    }
  }

  private postfix(): void {
    for (;;) {
      if (this.accept('.')) {
        const { kind } = this.next()
        if (kind !== 'name' && kind !== 'number') this.unexpected(this.tokens[this.at - 1], 'expected name or number')
      } else if (this.accept('[')) this.subscript()
      else if (this.accept('(')) this.args()
      else return
    }
  }

  private subscript(): void {
    do {
      if (this.peek().text !== ':') this.condition()
      for (let colons = 0; colons < 2 && this.accept(':'); colons++)
        if (!/^[\]:,]$/.test(this.peek().text)) this.condition()
    } while (this.accept(','))
    this.expect(']')
  }

  /** Behind the opening parenthesis of a call. */
  args(): void {
    while (!this.accept(')')) {
      if (!this.accept('*')) this.accept('**')
      if (this.peek().kind === 'name' && this.peek(1).text === '=') this.at += 2
      this.condition()
      if (this.accept(')')) return
      this.expect(',')
    }
  }

  private filters(): void {
    for (;;) {
      if (this.accept('|')) this.named(this.uses.filters)
      else if (this.peek().kind === 'name' && this.peek().text === 'is') {
        this.at++
        this.acceptName('not')
        this.named(this.uses.tests)
        this.testArgument()
      } else if (this.accept('(')) this.args()
      else return
    }
  }

  private named(into: { name: string; start: number }[]): void {
    const first = this.next()
    if (first.kind !== 'name') this.unexpected(first, 'expected a name')
    let name = first.text
    while (this.accept('.')) name += `.${this.next().text}`
    into.push({ name, start: first.start })
    if (this.accept('(')) this.args()
  }

  /** `is divisibleby 3`: a test takes one argument without parentheses. */
  private testArgument(): void {
    const { kind, text } = this.peek()
    const isWord = kind === 'name' && !/^(?:else|or|and|is|in|not|if)$/.test(text)
    if (!isWord && kind !== 'string' && kind !== 'number' && text !== '[' && text !== '{') return
    this.primary()
    this.postfix()
  }

  accept(sign: string): boolean {
    if (this.peek().kind !== 'sign' || this.peek().text !== sign) return false
    this.at++
    return true
  }

  acceptName(word: string): boolean {
    if (this.peek().kind !== 'name' || this.peek().text !== word) return false
    this.at++
    return true
  }

  expect(sign: string): void {
    if (!this.accept(sign)) this.unexpected(this.peek(), `expected '${sign}'`)
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] ?? NOTHING
  }

  next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  unexpected(token = this.peek(), expected = ''): never {
    const shown = token.kind === 'end' ? 'end of the expression' : `'${token.text}'`
    throw new JinjaError(token.start, `unexpected ${shown}${expected === '' ? '' : `, ${expected}`}`)
  }

  private fail(message: string): never {
    throw new JinjaError(this.peek().start, message)
  }
}

const NOTHING: Token = { kind: 'end', text: '', start: 0 }

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'none', 'True', 'False', 'None'])

/** Words that can be no variable. */
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'is', 'in', 'if', 'else', 'elif'])
