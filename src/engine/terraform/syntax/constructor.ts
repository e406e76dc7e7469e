import type { Token } from '../../render/format/hcl/token.ts'
import type { Expression, ObjectItem } from './ast.ts'
import { type ForHead, type Grammar, isWord, placeOf, unterminated } from './grammar.ts'
import { HclError } from './problem.ts'

export function parseTuple(grammar: Grammar, open: Token): Expression {
  const { cursor } = grammar
  return cursor.within(false, (): Expression => {
    if (isWord(cursor.peek(), 'for')) return forExpression(grammar, open, ']')
    const parts: Expression[] = []
    for (;;) {
      if (cursor.kind() === ']') break
      parts.push(grammar.parse())
      if (cursor.kind() === ']') break
      if (cursor.kind() === 'end') {
        throw new HclError(open, 'Unterminated tuple constructor expression', unterminated('bracket'))
      }
      if (cursor.kind() !== ',') {
        throw new HclError(
          cursor.peek(),
          'Missing item separator',
          'Expected a comma to mark the beginning of the next item.',
        )
      }
      cursor.read()
    }
    cursor.read()
    return { is: 'tuple', at: placeOf(open), parts }
  })
}

export function parseObject(grammar: Grammar, open: Token): Expression {
  const { cursor } = grammar
  const isFor = cursor.within(false, () => isWord(cursor.peek(), 'for'))
  if (isFor) return cursor.within(false, () => forExpression(grammar, open, '}'))
  return cursor.within(true, (): Expression => {
    const items: ObjectItem[] = []
    for (;;) {
      if (cursor.kind() === 'newline') {
        cursor.read()
        continue
      }
      if (cursor.kind() === '}') break
      items.push(objectItem(grammar, open))
      if (cursor.kind() === '}') break
      if (cursor.kind() === 'end') throw unclosedObject(open)
      if (cursor.kind() !== ',' && cursor.kind() !== 'newline') {
        throw new HclError(
          cursor.peek(),
          'Missing attribute separator',
          'Expected a newline or comma to mark the beginning of the next attribute.',
        )
      }
      cursor.read()
    }
    cursor.read()
    return { is: 'object', at: placeOf(open), items }
  })
}

function objectItem(grammar: Grammar, open: Token): ObjectItem {
  const { cursor } = grammar
  const key = grammar.parse()
  const kind = cursor.kind()
  if (kind !== '=' && kind !== ':') {
    if (kind === 'end') throw unclosedObject(open)
    const [summary, detail] =
      kind === 'newline' || kind === ','
        ? ['Missing attribute value', 'Expected an attribute value, introduced by an equals sign ("=").']
        : [
            'Missing key/value separator',
            kind === 'identifier'
              ? 'Expected an equals sign ("=") to mark the beginning of the attribute value. If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.'
              : 'Expected an equals sign ("=") to mark the beginning of the attribute value.',
          ]
    throw new HclError(cursor.peek(), summary, detail)
  }
  cursor.read()
  return { key, value: grammar.parse() }
}

function forExpression(grammar: Grammar, open: Token, close: ']' | '}'): Expression {
  const { cursor } = grammar
  cursor.read()
  const { keyName, valueName, collection } = parseForHead(grammar, 'expression')
  if (cursor.kind() !== ':') throw badFor(cursor.peek(), 'requires a colon after the collection expression.')
  cursor.read()
  let key: Expression | null = null
  let value = grammar.parse()
  if (cursor.kind() === '=>') {
    cursor.read()
    key = value
    value = grammar.parse()
  }
  const ellipsis = cursor.kind() === '...' ? cursor.read() : null
  let condition: Expression | null = null
  if (isWord(cursor.peek(), 'if')) {
    cursor.read()
    condition = grammar.parse()
  }
  if (cursor.kind() !== close) {
    throw new HclError(cursor.peek(), INVALID_FOR, "Extra characters after the end of the 'for' expression.")
  }
  cursor.read()
  if (close === ']' && key !== null) {
    throw new HclError(key.at, INVALID_FOR, 'Key expression is not valid when building a tuple.')
  }
  if (close === ']' && ellipsis !== null) {
    throw new HclError(ellipsis, INVALID_FOR, 'Grouping ellipsis (...) cannot be used when building a tuple.')
  }
  if (close === '}' && key === null) {
    throw new HclError(value.at, INVALID_FOR, 'Key expression is required when building an object.')
  }
  const group = ellipsis !== null
  return { is: 'for', at: placeOf(open), keyName, valueName, collection, key, value, condition, group, joins: false }
}

/** `k, v in collection`, of an expression or of a directive in a template. */
export function parseForHead(grammar: Grammar, what: 'expression' | 'directive'): ForHead {
  const { cursor } = grammar
  let keyName: string | null = null
  if (cursor.kind() !== 'identifier') throw badFor(cursor.peek(), "requires variable name after 'for'.", what)
  let valueName = cursor.read().text
  if (cursor.kind() === ',') {
    cursor.read()
    if (cursor.kind() !== 'identifier') {
      throw badFor(cursor.peek(), 'requires value variable name after comma.', what)
    }
    keyName = valueName
    valueName = cursor.read().text
  }
  if (!isWord(cursor.peek(), 'in')) {
    throw badFor(cursor.peek(), "requires the 'in' keyword after its name declarations.", what)
  }
  cursor.read()
  return { keyName, valueName, collection: grammar.parse() }
}

const INVALID_FOR = "Invalid 'for' expression"

function badFor(token: Token, needs: string, what: 'expression' | 'directive' = 'expression'): HclError {
  return new HclError(token, `Invalid 'for' ${what}`, `For ${what} ${needs}`)
}

function unclosedObject(open: Token): HclError {
  return new HclError(open, 'Unterminated object constructor expression', unterminated('brace'))
}
