import type { Token, TokenKind } from '../../render/format/hcl/token.ts'
import type { BinaryOperator, Expression, Step } from './ast.ts'
import { parseObject, parseTuple } from './constructor.ts'
import type { Cursor } from './cursor.ts'
import { type Grammar, placeOf, unterminated } from './grammar.ts'
import { HclError } from './problem.ts'
import { parseTemplate } from './template.ts'

const PRECEDENCE: ReadonlyMap<TokenKind, number> = new Map<TokenKind, number>([
  ['||', 1],
  ['&&', 2],
  ...(['==', '!='] as const).map((kind) => [kind, 3] as const),
  ...(['<', '>', '<=', '>='] as const).map((kind) => [kind, 4] as const),
  ...(['+', '-'] as const).map((kind) => [kind, 5] as const),
  ...(['*', '/', '%'] as const).map((kind) => [kind, 6] as const),
])

const MAX_DEPTH = 400

/** The grammar of HCL's expressions. The first problem ends it: what would come after is guesswork. */
export class ExpressionParser implements Grammar {
  readonly cursor: Cursor
  private depth = 0

  constructor(cursor: Cursor) {
    this.cursor = cursor
  }

  parse(): Expression {
    const { cursor } = this
    const start = cursor.peek()
    if (++this.depth > MAX_DEPTH)
      throw new HclError(start, 'Expression too deep', `It nests more than ${MAX_DEPTH} deep.`)
    const condition = this.binary(1)
    this.depth--
    if (cursor.kind() !== '?') return condition
    cursor.read()
    const yes = this.parse()
    if (cursor.kind() !== ':') {
      throw new HclError(
        cursor.peek(),
        'Missing false expression in conditional',
        'The conditional operator (...?...:...) requires a false expression, delimited by a colon.',
      )
    }
    cursor.read()
    return { is: 'conditional', at: placeOf(start), condition, yes, no: this.parse() }
  }

  private binary(lowest: number): Expression {
    const at = placeOf(this.cursor.peek())
    let left = this.withPath(this.term())
    for (;;) {
      const kind = this.cursor.kind()
      const strength = PRECEDENCE.get(kind)
      if (strength === undefined || strength < lowest) return left
      this.cursor.read()
      // The table above holds exactly these kinds.
      const operator = kind as BinaryOperator
      left = { is: 'binary', at, operator, left, right: this.binary(strength + 1) }
    }
  }

  /** Everything that can follow a term: `.name`, `[key]`, `.0`, `.*`, `[*]`. */
  private withPath(from: Expression): Expression {
    const { cursor } = this
    let result = from
    for (;;) {
      const kind = cursor.kind()
      if (kind === '.') {
        const dot = cursor.read()
        const next = cursor.peek()
        if (next.kind === '*') {
          cursor.read()
          result = this.attributeSplat(result, dot)
        } else result = extend(result, this.dotted(dot))
      } else if (kind === '[') {
        const open = cursor.read()
        if (cursor.kind() === '*') {
          cursor.read()
          const close = cursor.read()
          if (close.kind !== ']') {
            throw new HclError(
              close,
              'Missing close bracket on splat index',
              'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
            )
          }
          const each = this.withPath({ is: 'item', at: placeOf(open) })
          result = { is: 'splat', at: result.at, source: result, each }
        } else result = this.indexed(result, open)
      } else return result
    }
  }

  /** What stands behind a dot: a name, or a number in the old way to index. */
  private dotted(dot: Token): Step {
    const token = this.cursor.peek()
    if (token.kind === 'identifier') {
      this.cursor.read()
      return { is: 'attribute', name: token.text, at: placeOf(dot) }
    }
    if (token.kind !== 'number') {
      throw new HclError(token, 'Invalid attribute name', 'An attribute name is required after a dot.')
    }
    this.cursor.read()
    const dotInside = token.text.indexOf('.')
    if (dotInside >= 0) {
      const use = `[${token.text.slice(0, dotInside)}][${token.text.slice(dotInside + 1)}]`
      throw new HclError(
        token,
        'Invalid legacy index syntax',
        `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax instead, like ${use}.`,
      )
    }
    return { is: 'index', key: numberOf(token), at: placeOf(dot) }
  }

  private attributeSplat(source: Expression, dot: Token): Expression {
    const { cursor } = this
    const steps: Step[] = []
    while (cursor.kind() === '.') {
      const next = cursor.read()
      if (cursor.kind() === '*') {
        throw new HclError(
          cursor.peek(),
          'Nested splat expression not allowed',
          'A splat expression (*) cannot be used inside another attribute-only splat expression.',
        )
      }
      steps.push(this.dotted(next))
    }
    const item: Expression = { is: 'item', at: placeOf(dot) }
    const each: Expression = steps.length === 0 ? item : { is: 'relative', at: item.at, source: item, steps }
    return { is: 'splat', at: source.at, source, each }
  }

  private indexed(source: Expression, open: Token): Expression {
    const { cursor } = this
    const key = cursor.within(false, () => {
      const inside = this.parse()
      const close = cursor.read()
      if (close.kind !== ']') {
        throw new HclError(
          close,
          'Missing close bracket on index',
          'The index operator must end with a closing bracket ("]").',
        )
      }
      return inside
    })
    if (key.is === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number')) {
      return extend(source, { is: 'index', key: key.value, at: placeOf(open) })
    }
    return { is: 'index', at: placeOf(open), source, key }
  }

  private term(): Expression {
    const { cursor } = this
    const start = cursor.peek()
    const at = placeOf(start)
    switch (cursor.kind()) {
      case '(':
        return this.parentheses(cursor.read())
      case 'number':
        return { is: 'literal', at, value: numberOf(cursor.read()) }
      case 'identifier':
        return this.word(cursor.read())
      case 'open-quote':
      case 'open-heredoc':
        return parseTemplate(this, cursor.read())
      case '-':
      case '!':
        cursor.read()
        return { is: 'unary', at, operator: start.kind === '-' ? '-' : '!', operand: this.signed(start) }
      case '[':
        return parseTuple(this, cursor.read())
      case '{':
        return parseObject(this, cursor.read())
      case 'end':
        throw new HclError(
          start,
          'Missing expression',
          'Expected the start of an expression, but found the end of the file.',
        )
      default:
        throw new HclError(
          start,
          'Invalid expression',
          'Expected the start of an expression, but found an invalid expression token.',
        )
    }
  }

  private signed(sign: Token): Expression {
    if (++this.depth > MAX_DEPTH)
      throw new HclError(sign, 'Expression too deep', `It nests more than ${MAX_DEPTH} deep.`)
    const operand = this.withPath(this.term())
    this.depth--
    return operand
  }

  private parentheses(open: Token): Expression {
    const { cursor } = this
    return cursor.within(false, () => {
      const inner = this.parse()
      if (cursor.kind() !== ')') {
        throw new HclError(
          cursor.peek(),
          'Unbalanced parentheses',
          'Expected a closing parenthesis to terminate the expression.',
        )
      }
      cursor.read()
      return { is: 'parentheses', at: placeOf(open), inner }
    })
  }

  private word(token: Token): Expression {
    const at = placeOf(token)
    const next = this.cursor.kind()
    if (next === '(' || next === '::') return this.call(token)
    switch (token.text) {
      case 'true':
        return { is: 'literal', at, value: true }
      case 'false':
        return { is: 'literal', at, value: false }
      case 'null':
        return { is: 'literal', at, value: null }
      default:
        return { is: 'traversal', at, root: token.text, steps: [] }
    }
  }

  private call(first: Token): Expression {
    const { cursor } = this
    let name = first.text
    let open = cursor.read()
    while (open.kind === '::') {
      const next = cursor.read()
      if (next.kind !== 'identifier') {
        throw new HclError(
          next,
          'Missing function name',
          'Function scope resolution symbol :: must be followed by a function name in this scope.',
        )
      }
      name += `::${next.text}`
      open = cursor.read()
    }
    if (open.kind !== '(') {
      throw new HclError(
        open,
        'Missing open parenthesis',
        'Function selector must be followed by an open parenthesis to begin the function call.',
      )
    }
    return cursor.within(false, () => this.arguments(name, first, open))
  }

  private arguments(name: string, first: Token, open: Token): Expression {
    const { cursor } = this
    const parts: Expression[] = []
    const done = (expand: boolean): Expression => {
      const end = placeOf(cursor.read())
      return { is: 'call', at: placeOf(first), name, parts, expand, end }
    }
    for (;;) {
      if (cursor.kind() === ')') return done(false)
      parts.push(this.parse())
      switch (cursor.kind()) {
        case ')':
          return done(false)
        case ',':
          cursor.read()
          break
        case '...':
          cursor.read()
          if (cursor.kind() === ')') return done(true)
          throw new HclError(
            cursor.peek(),
            'Missing closing parenthesis',
            'An expanded function argument (with ...) must be immediately followed by closing parentheses.',
          )
        case 'end':
          throw new HclError(open, 'Unterminated function call', unterminated('parenthesis', 'for this function call'))
        default:
          throw new HclError(
            cursor.peek(),
            'Missing argument separator',
            'A comma is required to separate each function argument from the next.',
          )
      }
    }
  }
}

function numberOf(token: Token): number {
  const value = Number(token.text)
  if (!Number.isNaN(value)) return value
  throw new HclError(token, 'Invalid number literal', 'Failed to recognize the value of this number literal.')
}

/** A step belongs to the path before it, if there is one. */
function extend(source: Expression, step: Step): Expression {
  if (source.is === 'traversal' || source.is === 'relative') return { ...source, steps: [...source.steps, step] }
  return { is: 'relative', at: source.at, source, steps: [step] }
}
