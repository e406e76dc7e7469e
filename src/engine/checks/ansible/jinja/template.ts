import { ExpressionReader, type Uses } from './expression.ts'
import { expressionTokens, JinjaError, type Piece, pieces } from './lexer.ts'

export interface JinjaReading extends Uses {
  fault: { offset: number; message: string } | null
}

/** Statements that have an end, with the words that may stand in between. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  if: ['elif', 'else'],
  for: ['else'],
  macro: [],
  call: [],
  filter: [],
  block: [],
  with: [],
  autoescape: [],
  trans: ['pluralize'],
}

/** A text with `{{ }}` and `{% %}` in it. */
export function readTemplate(source: string): JinjaReading {
  return reading((uses) => statements(pieces(source), uses))
}

/** An expression without braces, as in `when`. */
export function readExpression(source: string): JinjaReading {
  return reading((uses) => new ExpressionReader(expressionTokens(source), uses).whole())
}

function reading(read: (uses: Uses) => void): JinjaReading {
  const uses: Uses = { filters: [], tests: [], variables: [], bound: [] }
  try {
    read(uses)
    return { ...uses, fault: null }
  } catch (error) {
    if (!(error instanceof JinjaError)) throw error
    return { ...uses, fault: { offset: error.offset, message: error.message } }
  }
}

function statements(all: readonly Piece[], uses: Uses): void {
  const open: { word: string; start: number }[] = []
  for (const { is, tokens, start } of all) {
    const reader = new ExpressionReader(tokens, uses)
    if (is === 'expression') {
      reader.whole()
      continue
    }
    const { kind, text: word } = reader.next()
    if (kind !== 'name') throw new JinjaError(start, 'tag name expected')
    const inside = open.at(-1)
    if (word.startsWith('end')) {
      if (inside === undefined || inside.word !== word.slice(3)) throw new JinjaError(start, unknownTag(word, inside))
      open.pop()
    } else if (inside !== undefined && BLOCKS[inside.word]?.includes(word) === true) {
      if (word === 'elif') reader.whole()
    } else statement(reader, word, start, open, uses)
  }
  const left = open.at(-1)
  if (left !== undefined)
    throw new JinjaError(
      left.start,
      `the block '${left.word}' that begins here is never ended: end${left.word} is missing`,
    )
}

function statement(
  reader: ExpressionReader,
  word: string,
  start: number,
  open: { word: string; start: number }[],
  uses: Uses,
): void {
  switch (word) {
    case 'if':
      reader.whole()
      break
    case 'for':
      loop(reader, uses)
      break
    case 'set':
      if (!assignment(reader, uses)) {
        open.push({ word, start })
        return
      }
      break
    case 'import':
    case 'from':
      bind(reader, uses, '')
      return
    case 'do':
    case 'include':
    case 'extends':
    case 'break':
    case 'continue':
    case 'debug':
      return
    case 'macro':
    case 'call':
    case 'with':
    case 'block':
      bind(reader, uses, '')
      break
    default:
      if (BLOCKS[word] === undefined) throw new JinjaError(start, unknownTag(word, open.at(-1)))
  }
  if (BLOCKS[word] !== undefined) open.push({ word, start })
}

function loop(reader: ExpressionReader, uses: Uses): void {
  bind(reader, uses, 'in')
  if (!reader.acceptName('in')) reader.unexpected(reader.peek(), "expected 'in'")
  reader.condition(false)
  while (reader.accept(',')) reader.condition(false)
  if (reader.acceptName('if')) reader.condition()
  reader.acceptName('recursive')
  if (reader.peek().kind !== 'end') reader.unexpected()
}

/** False for `{% set x %}`, which has an end. */
function assignment(reader: ExpressionReader, uses: Uses): boolean {
  bind(reader, uses, '=')
  if (!reader.accept('=')) return false
  reader.whole()
  return true
}

/** Names up to a word are given here. */
function bind(reader: ExpressionReader, uses: Uses, end: string): void {
  for (
    let token = reader.peek();
    token.kind !== 'end' && token.text !== end && token.text !== '|';
    token = reader.peek()
  ) {
    if (token.kind === 'name') uses.bound.push(token.text)
    reader.at++
  }
}

function unknownTag(word: string, inside: { word: string } | undefined): string {
  const open = inside === undefined ? '' : `; the innermost block that needs to be closed is '${inside.word}'`
  return `Encountered unknown tag '${word}'${open}`
}
