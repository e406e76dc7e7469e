import { compilePattern, PatternError } from '../pattern.ts'
import { type Sign, type Token, tokens, type Word } from './lexer.ts'
import { type Comparison, ConditionError, type Expr } from './types.ts'

const COMPARISONS = new Set<string>([
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
])
const DEEPEST = 32

/** Reads an expression. `not` binds looser than a comparison, `and` looser than `not`, `or` loosest. */
export function parseCondition(text: string): Expr {
  const all = tokens(text)
  let at = 0
  let depth = 0

  const peek = (): Token => all[at] ?? { is: 'end', column: text.length + 1 }
  const isSign = (value: Sign): boolean => {
    const token = peek()
    return token.is === 'sign' && token.value === value
  }
  const isWord = (value: Word): boolean => {
    const token = peek()
    return token.is === 'word' && token.value === value
  }
  const expect = (value: Sign, because: string): void => {
    if (!isSign(value)) throw new ConditionError(`expected "${value}" ${because}, found ${show(peek())}`, peek().column)
    at++
  }
  const deeper = <T>(read: () => T): T => {
    if (++depth > DEEPEST) throw new ConditionError(`nested deeper than ${DEEPEST} levels`, peek().column)
    const result = read()
    depth--
    return result
  }

  const either = (): Expr => {
    let left = both()
    while (isWord('or')) {
      at++
      left = { is: 'or', left, right: both() }
    }
    return left
  }
  const both = (): Expr => {
    let left = negation()
    while (isWord('and')) {
      at++
      left = { is: 'and', left, right: negation() }
    }
    return left
  }
  const negation = (): Expr => {
    if (!isWord('not')) return comparison()
    at++
    return deeper(() => ({ is: 'not', of: negation() }))
  }
  const comparison = (): Expr => {
    const left = joined()
    const token = peek()
    const op = comparisonOf(token)
    if (op === null) return left
    at++
    const right = joined()
    if (op === 'matches' && right.is === 'literal') checkPattern(right.value, token.column)
    if (comparisonOf(peek()) !== null) {
      throw new ConditionError('two comparisons in a row', peek().column, 'join them with "and"')
    }
    return { is: 'compare', op, left, right, column: token.column }
  }
  const joined = (): Expr => {
    let left = primary()
    while (isSign('~')) {
      at++
      left = { is: 'join', left, right: primary() }
    }
    return left
  }
  const primary = (): Expr => {
    const token = peek()
    at++
    switch (token.is) {
      case 'text':
      case 'number':
        return { is: 'literal', value: token.value }
      case 'name':
        if (token.value === 'size' && isSign('(')) return sizeOf()
        if (isSign('(')) throw new ConditionError(`no function is named "${token.value}"`, token.column, 'only size(x)')
        return { is: 'name', name: token.value, column: token.column }
      case 'word':
        if (token.value === 'true' || token.value === 'false') return { is: 'literal', value: token.value === 'true' }
        if (token.value === 'null') return { is: 'literal', value: null }
        break
      case 'sign':
        if (token.value === '(') {
          const inner = deeper(either)
          expect(')', 'to close the parenthesis')
          return inner
        }
        if (token.value === '[') return deeper(listOf)
        break
      case 'end':
        break
    }
    const hint = token.is === 'word' && token.value === 'not' ? 'write "not (a in b)"' : undefined
    throw new ConditionError(`expected a value, found ${show(token)}`, token.column, hint)
  }
  const sizeOf = (): Expr => {
    expect('(', 'after size')
    const of = deeper(either)
    expect(')', 'to close size(')
    return { is: 'size', of }
  }
  const listOf = (): Expr => {
    const items: Expr[] = []
    while (!isSign(']')) {
      items.push(either())
      if (!isSign(']')) expect(',', 'between the members of a list')
    }
    at++
    return { is: 'list', items }
  }

  if (peek().is === 'end') throw new ConditionError('an empty condition', 1)
  const expr = either()
  const rest = peek()
  if (rest.is !== 'end') {
    const hint = rest.is === 'word' && rest.value === 'not' ? 'write "not (a in b)"' : undefined
    throw new ConditionError(`expected "and", "or" or the end, found ${show(rest)}`, rest.column, hint)
  }
  return expr
}

function comparisonOf(token: Token): Comparison | null {
  // The set holds exactly the members of Comparison.
  return (token.is === 'sign' || token.is === 'word') && COMPARISONS.has(token.value)
    ? (token.value as Comparison)
    : null
}

function checkPattern(value: unknown, column: number): void {
  if (typeof value !== 'string') throw new ConditionError('matches needs a text on its right', column)
  try {
    compilePattern(value)
  } catch (error) {
    if (error instanceof PatternError) throw new ConditionError(error.message, column, error.hint)
    throw error
  }
}

function show(token: Token): string {
  if (token.is === 'end') return 'the end'
  return token.is === 'text' ? `'${token.value}'` : `"${token.value}"`
}
