import { nearest } from '../../../../skills/nearest.ts'
import { parseDuration } from '../duration.ts'
import type { Expression, Matcher, Matching } from './ast.ts'
import { FUNCTIONS } from './functions.ts'
import { AGGREGATORS, PromqlError, type Token, tokenize, unquoted } from './lexer.ts'
import { judgeAggregation, judgeBinary, judgeCall, judgeSelector, judgeSubquery, judgeUnary } from './types.ts'

/** Reads an expression as Prometheus does, types included. Throws PromqlError at the first thing that it refuses. */
export function parsePromql(source: string): Expression {
  return new Parser(source).all()
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '>': 3,
  '<=': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
}

/** A sign before an operand binds as tightly as `*`: only `^` is stronger. */
const UNARY = 6

const DEEPEST = 200

/** Words with a meaning of their own that cannot be a metric. */
const NO_METRIC: ReadonlySet<string> = new Set(['on', 'ignoring', 'group_left', 'group_right', 'bool', 'atan2'])

class Parser {
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(source: string) {
    this.tokens = tokenize(source)
  }

  all(): Expression {
    if (this.peek().kind === 'end') throw new PromqlError(0, 'no expression found in input')
    const expression = this.binary(0)
    if (this.peek().kind !== 'end') this.unexpected()
    return expression
  }

  private binary(least: number): Expression {
    if (++this.depth > DEEPEST) throw new PromqlError(this.peek().start, 'the expression is nested too deep')
    let left = this.unary()
    for (;;) {
      const token = this.peek()
      const precedence = token.kind === 'sign' || token.kind === 'keyword' ? PRECEDENCE[token.text] : undefined
      if (precedence === undefined || precedence < least) break
      this.at++
      const bool = this.accept('bool')
      const matching = this.matching()
      const right = this.binary(token.text === '^' ? precedence : precedence + 1)
      left = judgeBinary({ op: token, bool, left, right, matching })
    }
    this.depth--
    return left
  }

  private matching(): Matching | null {
    const word = this.peek()
    if (!this.accept('on') && !this.accept('ignoring')) return null
    const labels = this.labels()
    const group = this.accept('group_left') ? 'left' : this.accept('group_right') ? 'right' : null
    const include = group !== null && this.peek().text === '(' ? this.labels() : []
    if (this.isFill()) this.fill()
    return { on: word.text === 'on', labels, group, include }
  }

  private isFill(): boolean {
    return /^fill(?:_left|_right)?$/i.test(this.peek().text) && this.tokens[this.at + 1]?.text === '('
  }

  private fill(): void {
    while (this.isFill()) {
      this.at += 2
      if (this.peek().text === '-' || this.peek().text === '+') this.at++
      if (this.peek().kind !== 'number' && this.peek().kind !== 'duration') this.unexpected('fill', 'number')
      this.at++
      this.expect(')', 'fill')
    }
  }

  private unary(): Expression {
    const sign = this.peek()
    if (sign.kind !== 'sign' || (sign.text !== '-' && sign.text !== '+')) return this.postfix(this.primary())
    this.at++
    return judgeUnary(sign.start, this.binary(UNARY))
  }

  private primary(): Expression {
    const token = this.peek()
    const { start, end } = token
    if (token.kind === 'number' || token.kind === 'duration') {
      this.at++
      if (token.kind === 'duration') this.checkDuration(token)
      return { is: 'number', type: 'scalar', start, end }
    }
    if (token.kind === 'string') {
      this.at++
      return { is: 'string', type: 'string', value: unquoted(token.text), start, end }
    }
    if (token.text === '(') return this.parentheses()
    if (token.text === '{') return this.selector(null)
    if (token.kind === 'sign' || token.kind === 'end') return this.unexpected()
    return this.word(token)
  }

  private word(token: Token): Expression {
    const next = this.tokens[this.at + 1]
    if (token.kind === 'keyword' && AGGREGATORS.has(token.text) && /^(?:\(|by|without)$/.test(next?.text ?? ''))
      return this.aggregation(token)
    const isCall = token.kind === 'identifier' || token.text === 'start' || token.text === 'end'
    if (isCall && next?.text === '(') return this.call(token)
    if (NO_METRIC.has(token.text)) this.unexpected()
    this.at++
    const { text: name, start, end } = token
    if (this.peek().text === '{' && this.peek().kind === 'sign') return this.selector(token)
    return { is: 'selector', type: 'vector', name, matchers: [], start, end, shifted: false, fixed: false }
  }

  private parentheses(): Expression {
    const { start } = this.next()
    const of = this.binary(0)
    const { end } = this.expect(')', '')
    return { is: 'parentheses', type: of.type, of, start, end }
  }

  private call(name: Token): Expression {
    this.at++
    const signature = FUNCTIONS.get(name.text)
    if (signature === undefined) {
      const near = nearest(name.text, [...FUNCTIONS.keys(), ...AGGREGATORS])
      const hint = near === null ? '' : `; did you mean "${near}"?`
      throw new PromqlError(name.start, `unknown function with name ${JSON.stringify(name.text)}${hint}`)
    }
    const { args, end } = this.args()
    return judgeCall(name, signature, args, end)
  }

  private args(): { args: Expression[]; end: number } {
    this.expect('(', '')
    const args: Expression[] = []
    while (this.peek().text !== ')') {
      args.push(this.binary(0))
      const comma = this.peek()
      if (comma.text !== ',') break
      this.at++
      if (this.peek().text === ')')
        throw new PromqlError(comma.start, 'trailing commas not allowed in function call args')
    }
    return { args, end: this.expect(')', '').end }
  }

  private aggregation(op: Token): Expression {
    this.at++
    let modifier = this.modifier()
    const { args, end } = this.args()
    const hadOne = modifier !== null
    modifier ??= this.modifier()
    return judgeAggregation(op, args, modifier, hadOne ? end : (this.tokens[this.at - 1]?.end ?? end))
  }

  private modifier(): { by: string[] | null; without: string[] | null } | null {
    if (this.accept('by')) return { by: this.labels(), without: null }
    if (this.accept('without')) return { by: null, without: this.labels() }
    return null
  }

  private labels(): string[] {
    this.expect('(', 'grouping opts')
    const labels: string[] = []
    while (this.peek().text !== ')') {
      const token = this.next()
      if (token.kind === 'string') labels.push(unquoted(token.text))
      else if (/^(?:identifier|metric|keyword)$/.test(token.kind)) labels.push(token.text)
      else this.unexpected('grouping opts', 'label', token)
      if (this.peek().text !== ',') break
      this.at++
    }
    this.expect(')', 'grouping opts')
    return labels
  }

  private selector(name: Token | null): Expression {
    const open = this.next()
    const matchers: Matcher[] = []
    while (this.peek().text !== '}') {
      matchers.push(this.matcher())
      if (this.peek().text !== ',') break
      this.at++
    }
    const { end } = this.expect('}', 'label matching')
    const start = name?.start ?? open.start
    return judgeSelector({ name: name?.text ?? null, matchers, start, end })
  }

  private matcher(): Matcher {
    const name = this.next()
    if (name.kind !== 'identifier' && name.kind !== 'string')
      this.unexpected('label matching', 'identifier or "}"', name)
    const label = name.kind === 'string' ? unquoted(name.text) : name.text
    const op = this.peek()
    if (name.kind === 'string' && (op.text === ',' || op.text === '}'))
      return { name: '__name__', op: '=', value: label, start: name.start, valueStart: name.start }
    if (op.text !== '=' && op.text !== '!=' && op.text !== '=~' && op.text !== '!~')
      return this.unexpected('label matching', 'label matching operator')
    this.at++
    const value = this.next()
    if (value.kind !== 'string') this.unexpected('label matching', 'string', value)
    return { name: label, op: op.text, value: unquoted(value.text), start: name.start, valueStart: value.start }
  }

  /** `offset`, `@` and brackets behind an operand. */
  private postfix(operand: Expression): Expression {
    let of = operand
    for (;;) {
      const token = this.peek()
      if (token.text === '[') of = this.brackets(of)
      else if (token.kind === 'keyword' && token.text === 'offset') of = this.offset(of)
      else if (token.text === '@') of = this.timestamp(of)
      else if (token.kind === 'keyword' && (token.text === 'anchored' || token.text === 'smoothed')) this.at++
      else return of
    }
  }

  private brackets(of: Expression): Expression {
    const open = this.next()
    this.durationExpression('subquery or range selector')
    if (this.peek().text !== ':') {
      const { end } = this.expect(']', 'subquery or range')
      if (of.is !== 'selector') throw new PromqlError(open.start, 'ranges only allowed for vector selectors')
      if (of.shifted) throw new PromqlError(open.start, 'no offset modifiers allowed before range')
      if (of.fixed) throw new PromqlError(open.start, 'no @ modifiers allowed before range')
      return { is: 'range', type: 'matrix', of, start: of.start, end, shifted: false, fixed: false }
    }
    this.at++
    if (this.peek().text !== ']') this.durationExpression('subquery selector')
    return judgeSubquery(of, this.expect(']', 'subquery selector').end)
  }

  private offset(of: Expression): Expression {
    const word = this.next()
    if (of.is !== 'selector' && of.is !== 'range' && of.is !== 'subquery')
      throw new PromqlError(
        of.start,
        'offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
      )
    if (of.shifted) throw new PromqlError(word.start, 'offset may not be set multiple times')
    const { end } = this.durationOperand('offset')
    return { ...of, shifted: true, end }
  }

  private timestamp(of: Expression): Expression {
    const sign = this.next()
    if (of.is !== 'selector' && of.is !== 'range' && of.is !== 'subquery')
      throw new PromqlError(
        of.start,
        '@ modifier must be preceded by an instant vector selector or range vector selector or a subquery',
      )
    if (of.fixed) throw new PromqlError(sign.start, '@ <timestamp> may not be set multiple times')
    if (this.accept('start') || this.accept('end')) {
      this.expect('(', '@')
      return { ...of, fixed: true, end: this.expect(')', '@').end }
    }
    if (this.peek().text === '-' || this.peek().text === '+') this.at++
    const number = this.next()
    if (number.kind !== 'number' && number.kind !== 'duration') this.unexpected('@', 'timestamp', number)
    if (/^(?:inf|nan)$/i.test(number.text))
      throw new PromqlError(number.start, `timestamp out of bounds for @ modifier: ${number.text}`)
    return { ...of, fixed: true, end: number.end }
  }

  /** A duration, or a sum of them: newer versions calculate. */
  private durationExpression(where: string): void {
    if (++this.depth > DEEPEST) throw new PromqlError(this.peek().start, 'the expression is nested too deep')
    const sign = this.peek().text
    const first = this.durationOperand(where)
    if (!/^[-+*/%^]$/.test(this.peek().text) && first.kind !== 'sign') this.checkDuration(first, true, sign === '-')
    while (/^[-+*/%^]$/.test(this.peek().text)) {
      this.at++
      this.durationOperand(where)
    }
    this.depth--
  }

  private durationOperand(where: string): Token {
    if (this.peek().text === '-' || this.peek().text === '+') this.at++
    const token = this.next()
    if (token.kind === 'duration' || token.kind === 'number') {
      if (token.kind === 'duration') this.checkDuration(token)
      return token
    }
    if (token.text === '(') {
      this.durationExpression(where)
      return this.expect(')', where)
    }
    if (!/^(?:step|range|min_of|max_of)$/i.test(token.text)) this.unexpected(where, 'duration', token)
    this.expect('(', where)
    while (this.peek().text !== ')') {
      this.durationExpression(where)
      if (this.peek().text !== ',') break
      this.at++
    }
    return this.expect(')', where)
  }

  private checkDuration({ kind, text, start }: Token, positive = false, negative = false): void {
    const length = kind === 'duration' ? parseDuration(text) : Number(text)
    if (length === null)
      throw new PromqlError(start, `not a valid duration string: "${text}": units go from the largest to the smallest`)
    if (positive && (negative || !(length > 0))) throw new PromqlError(start, 'duration must be greater than 0')
  }

  private accept(word: string): boolean {
    const { kind, text } = this.peek()
    if (kind !== 'keyword' || text !== word) return false
    this.at++
    return true
  }

  private expect(sign: string, where: string): Token {
    const token = this.next()
    return token.kind === 'sign' && token.text === sign ? token : this.unexpected(where, JSON.stringify(sign), token)
  }

  private peek(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? NOTHING
  }

  private next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  private unexpected(where = '', expected = '', token = this.peek()): never {
    const what = token.kind === 'sign' || token.kind === 'end' ? '' : `${token.kind} `
    const shown = token.kind === 'end' ? token.text : JSON.stringify(token.text)
    const place = where === '' ? '' : ` in ${where}`
    throw new PromqlError(
      token.start,
      `unexpected ${what}${shown}${place}${expected === '' ? '' : `, expected ${expected}`}`,
    )
  }
}

const NOTHING: Token = { kind: 'end', text: 'end of input', start: 0, end: 0 }
