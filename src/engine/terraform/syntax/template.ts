import { unescapeHcl } from '../../render/format/hcl/string.ts'
import type { Token } from '../../render/format/hcl/token.ts'
import type { Expression, For, Place } from './ast.ts'
import { parseForHead } from './constructor.ts'
import { type Grammar, isWord, placeOf } from './grammar.ts'
import { HclError } from './problem.ts'

type Part =
  | { is: 'text'; at: Place; text: string }
  | { is: 'value'; at: Place; value: Expression }
  | { is: 'if'; at: Place; condition: Expression }
  | { is: 'for'; at: Place; keyName: string | null; valueName: string; collection: Expression }
  | { is: 'else' | 'endif' | 'endfor'; at: Place }

/** A quoted string or a heredoc, behind its opening mark. */
export function parseTemplate(expressions: Grammar, open: Token): Expression {
  const heredoc = open.kind === 'open-heredoc'
  const parts = readParts(expressions, heredoc)
  if (heredoc && open.text.startsWith('<<-')) removeIndent(parts)
  const [only] = parts
  if (parts.length === 1 && only?.is === 'value') return { is: 'wrap', at: placeOf(open), inner: only.value }
  return joined(new Nesting(parts, open).all(), placeOf(open))
}

function joined(parts: Expression[], at: Place): Expression {
  const [only] = parts
  if (parts.length === 0) return { is: 'literal', at, value: '' }
  if (parts.length === 1 && only?.is === 'literal' && typeof only.value === 'string') return { ...only, at }
  return { is: 'template', at, parts }
}

function readParts(expressions: Grammar, heredoc: boolean): Part[] {
  const { cursor } = expressions
  const end = heredoc ? 'close-heredoc' : 'close-quote'
  const parts: Part[] = []
  let trimNext = false
  for (;;) {
    const token = cursor.read()
    if (token.kind === end) return parts
    if (token.kind === 'quoted-text' || token.kind === 'heredoc-text') {
      const text = textOf(token)
      parts.push({ is: 'text', at: placeOf(token), text: trimNext ? text.trimStart() : text })
      trimNext = false
    } else if (token.kind === 'interpolation' || token.kind === 'directive') {
      const before = parts.at(-1)
      if (token.text.endsWith('~') && before?.is === 'text') before.text = before.text.trimEnd()
      trimNext = cursor.within(false, () => {
        parts.push(token.kind === 'interpolation' ? interpolation(expressions, token) : directive(expressions, token))
        return cursor.read().text.startsWith('~')
      })
    } else {
      throw new HclError(token, 'Unterminated template string', 'No closing marker was found for the string.')
    }
  }
}

function textOf(token: Token): string {
  if (token.kind === 'heredoc-text') return token.text.replace(/([$%])\1\{/g, '$1{')
  const text = unescapeHcl(token.text)
  if (text !== null) return text
  const bad = /\\(?!u[\da-fA-F]{4}|U[\da-fA-F]{8}|[nrt"\\])(.?)/.exec(token.text.replaceAll('\\\\', '  '))
  const detail = `The symbol "${bad?.[1] ?? ''}" is not a valid escape sequence selector.`
  throw new HclError({ line: token.line, column: token.column + (bad?.index ?? 0) }, 'Invalid escape sequence', detail)
}

function interpolation(expressions: Grammar, open: Token): Part {
  const { cursor } = expressions
  const value = expressions.parse()
  const close = cursor.peek()
  if (close.kind !== 'template-end') {
    const colon = close.kind === ':'
    throw new HclError(
      close,
      'Extra characters after interpolation expression',
      colon
        ? 'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".'
        : 'Expected a closing brace to end the interpolation expression, but found extra characters.',
    )
  }
  return { is: 'value', at: placeOf(open), value }
}

function directive(expressions: Grammar, open: Token): Part {
  const { cursor } = expressions
  const word = cursor.peek()
  if (word.kind !== 'identifier') {
    throw new HclError(
      word,
      'Invalid template directive',
      'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
    )
  }
  cursor.read()
  const at = placeOf(open)
  let part: Part
  if (isWord(word, 'if')) part = { is: 'if', at, condition: expressions.parse() }
  else if (isWord(word, 'for')) part = { is: 'for', at, ...parseForHead(expressions, 'directive') }
  else if (word.text === 'else' || word.text === 'endif' || word.text === 'endfor') part = { is: word.text, at }
  else {
    const detail = `"${word.text}" is not a valid template control keyword.`
    throw new HclError(word, 'Invalid template control keyword', detail)
  }
  if (cursor.peek().kind !== 'template-end') {
    throw new HclError(
      cursor.peek(),
      `Extra characters in ${word.text} marker`,
      'Expected a closing brace to end the sequence, but found extra characters.',
    )
  }
  return part
}

/** Puts what stands between a directive and its end inside of it. */
class Nesting {
  private readonly parts: readonly Part[]
  private readonly open: Token
  private index = 0

  constructor(parts: readonly Part[], open: Token) {
    this.parts = parts
    this.open = open
  }

  all(): Expression[] {
    const result: Expression[] = []
    while (this.index < this.parts.length) result.push(this.one())
    return result
  }

  private one(): Expression {
    const part = this.parts[this.index++]
    if (part === undefined) throw this.unbalanced('Unexpected end of template', this.open)
    switch (part.is) {
      case 'text':
        return { is: 'literal', at: part.at, value: part.text }
      case 'value':
        return part.value
      case 'if':
        return this.choice(part.at, part.condition)
      case 'for': {
        const { keyName, valueName, collection } = part
        const value = joined(this.until(part.at, ['endfor']).inside, part.at)
        const loop: For = {
          ...{ is: 'for', at: part.at, keyName, valueName, collection, value },
          ...{ key: null, condition: null, group: false, joins: true },
        }
        return loop
      }
      default:
        throw this.unbalanced(`Unexpected ${part.is} directive`, part.at)
    }
  }

  private choice(at: Place, condition: Expression): Expression {
    const yes = this.until(at, ['else', 'endif'])
    const no = yes.end === 'else' ? this.until(at, ['endif']).inside : []
    // Each side is a text whatever stands in it.
    const text = (parts: Expression[]): Expression =>
      parts.length === 0 ? { is: 'literal', at, value: '' } : { is: 'template', at, parts }
    return { is: 'conditional', at, condition, yes: text(yes.inside), no: text(no) }
  }

  private until(at: Place, ends: readonly Part['is'][]): { inside: Expression[]; end: Part['is'] } {
    const inside: Expression[] = []
    for (;;) {
      const part = this.parts[this.index]
      if (part === undefined) throw this.unbalanced('Unexpected end of template', at)
      if (ends.includes(part.is)) {
        this.index++
        return { inside, end: part.is }
      }
      inside.push(this.one())
    }
  }

  private unbalanced(summary: string, at: Place): HclError {
    return new HclError(at, summary, 'The control directives within this template are unbalanced.')
  }
}

/** `<<-` takes the least indentation of its lines away from all of them. */
function removeIndent(parts: Part[]): void {
  let least = Number.POSITIVE_INFINITY
  eachLineStart(parts, (line, last) => {
    if (last || line.trim() !== '') least = Math.min(least, line.length - line.trimStart().length)
    return line
  })
  if (least > 0 && Number.isFinite(least)) eachLineStart(parts, (line) => line.slice(Math.min(least, indentOf(line))))
}

const indentOf = (line: string): number => line.length - line.trimStart().length

function eachLineStart(parts: Part[], change: (line: string, goesOn: boolean) => string): void {
  let atStart = true
  parts.forEach((part, index) => {
    if (part.is !== 'text') {
      atStart = false
      return
    }
    const lines = part.text.split('\n')
    part.text = lines
      .map((line, number) => {
        const starts = number > 0 || atStart
        const isLast = number === lines.length - 1
        if (!starts || (isLast && line === '' && index === parts.length - 1)) return line
        return change(line, isLast && index < parts.length - 1)
      })
      .join('\n')
    atStart = part.text.endsWith('\n')
  })
}
