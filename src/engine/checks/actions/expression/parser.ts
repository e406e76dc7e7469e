import { ExpressionError, type Token, tokenize } from './lexer.ts'

export type Expression = { start: number } & (
  | { is: 'literal'; value: string | number | boolean | null }
  | { is: 'context'; name: string }
  /** `.name`, `['name']`, `.*`, `[expression]`: what is no fixed name has a null one. */
  | { is: 'member'; of: Expression; name: string | null; index: Expression | null }
  | { is: 'call'; name: string; args: readonly Expression[] }
  | { is: 'not'; of: Expression }
  | { is: 'binary'; op: string; left: Expression; right: Expression }
)

/** Reads the inside of `${{ }}` as GitHub does. Throws ExpressionError at the first thing that it refuses. */
export function parseExpression(source: string): Expression {
  return new Parser(tokenize(source)).all()
}

const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']]

const DEEPEST = 50

class Parser {
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  all(): Expression {
    if (this.peek().kind === 'end') throw new ExpressionError(0, 'the expression is empty')
    const expression = this.level(0)
    if (this.peek().kind !== 'end') this.unexpected()
    return expression
  }

  private level(number: number): Expression {
    const operators = LEVELS[number]
    if (operators === undefined) return this.unary()
    let left = this.level(number + 1)
    for (let token = this.peek(); token.kind === 'sign' && operators.includes(token.text); token = this.peek()) {
      this.at++
      left = { is: 'binary', op: token.text, left, right: this.level(number + 1), start: token.start }
    }
    return left
  }

  private unary(): Expression {
    if (++this.depth > DEEPEST) throw new ExpressionError(this.peek().start, 'the expression is nested too deep')
    const sign = this.peek()
    if (sign.text === '!' && sign.kind === 'sign') {
      this.at++
      const of = this.unary()
      this.depth--
      return { is: 'not', of, start: sign.start }
    }
    const operand = this.members(this.primary())
    this.depth--
    return operand
  }

  private primary(): Expression {
    const token = this.next()
    const { kind, text, start } = token
    if (kind === 'number') return { is: 'literal', value: Number(text), start }
    if (kind === 'string') return { is: 'literal', value: text.slice(1, -1).replaceAll("''", "'"), start }
    if (kind === 'sign' && text === '(') {
      const inside = this.level(0)
      this.expect(')')
      return inside
    }
    if (kind !== 'name') return this.unexpected(token)
    if (text === 'true' || text === 'false') return { is: 'literal', value: text === 'true', start }
    if (text === 'null') return { is: 'literal', value: null, start }
    if (/^(?:NaN|Infinity)$/.test(text)) return { is: 'literal', value: Number(text), start }
    if (this.peek().text !== '(') return { is: 'context', name: text.toLowerCase(), start }
    return { is: 'call', name: text, args: this.args(), start }
  }

  private args(): Expression[] {
    this.expect('(')
    const args: Expression[] = []
    if (this.peek().text !== ')') {
      args.push(this.level(0))
      while (this.peek().text === ',') {
        this.at++
        args.push(this.level(0))
      }
    }
    this.expect(')')
    return args
  }

  private members(operand: Expression): Expression {
    let of = operand
    for (;;) {
      const { kind, text, start } = this.peek()
      if (kind !== 'sign' || (text !== '.' && text !== '[')) return of
      this.at++
      if (text === '.') {
        const name = this.next()
        if (name.kind === 'sign' && name.text === '*') of = { is: 'member', of, name: null, index: null, start }
        else if (name.kind === 'name') of = { is: 'member', of, name: name.text.toLowerCase(), index: null, start }
        else this.unexpected(name)
        continue
      }
      if (this.peek().kind === 'sign' && this.peek().text === '*') {
        this.at++
        of = { is: 'member', of, name: null, index: null, start }
      } else {
        const index = this.level(0)
        const name = index.is === 'literal' && typeof index.value === 'string' ? index.value.toLowerCase() : null
        of = { is: 'member', of, name, index, start }
      }
      this.expect(']')
    }
  }

  private expect(sign: string): void {
    const token = this.next()
    if (token.kind !== 'sign' || token.text !== sign) this.unexpected(token, `, expected "${sign}"`)
  }

  private peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? NOTHING
  }

  private next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  private unexpected(token = this.peek(), expected = ''): never {
    const what = token.kind === 'end' ? 'end of the expression' : JSON.stringify(token.text)
    throw new ExpressionError(token.start, `unexpected ${what}${expected}`)
  }
}

const NOTHING: Token = { kind: 'end', text: '', start: 0 }
