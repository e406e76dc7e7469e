import { lexHcl } from '../../render/format/hcl/lexer.ts'
import { unescapeHcl } from '../../render/format/hcl/string.ts'
import type { Token } from '../../render/format/hcl/token.ts'
import type { Attribute, Block, Body, Expression, Label, Place } from './ast.ts'
import { Cursor } from './cursor.ts'
import { ExpressionParser } from './expression.ts'
import { type Finding, HclError, unreadable } from './problem.ts'

export interface Parsed {
  /** What stands before the first problem is there; what follows it is guesswork and is not. */
  body: Body
  problems: Finding[]
}

/** Reads a file of HCL as Terraform does, and says in its words what it will not accept. */
export function parseHcl(text: string): Parsed {
  const { tokens, problems } = lexHcl(text)
  if (problems.length > 0) {
    const findings = problems.map((problem) => {
      const token = tokens.find((one) => one.line === problem.line && one.column === problem.column)
      return token ? unreadable(token) : { ...place(problem), summary: 'Invalid character', detail: problem.message }
    })
    return { body: emptyBody(place({ line: 1, column: 1 })), problems: findings }
  }
  return attempt(tokens)
}

/** Reads an expression that stands alone. */
export function parseExpressionText(text: string): { expression: Expression | null; problems: Finding[] } {
  const { body, problems } = parseHcl(`x = ${text}\n`)
  const expression = body.attributes.get('x')?.value ?? null
  const [more] = body.attributes.size > 1 || body.blocks.length > 0 ? [place({ line: 1, column: 1 })] : []
  if (more === undefined) return { expression: problems.length > 0 ? null : expression, problems }
  return {
    expression: null,
    problems: [{ ...more, summary: 'Invalid expression', detail: 'It ends before its text does.' }],
  }
}

/** Reads an expression that stands alone: the inside of a template file. */
export function parseTemplateText(text: string): { template: Expression | null; problems: Finding[] } {
  // A heredoc is a template without quotes; its marker is one that no file holds.
  const lines = lexHcl(`<<${MARKER}\n${text}\n${MARKER}\n`)
  const shift = (finding: Finding): Finding => ({ ...finding, line: Math.max(1, finding.line - 1) })
  if (lines.problems.length > 0) {
    const [problem] = lines.problems
    const token = lines.tokens.find((one) => one.line === problem?.line && one.column === problem.column)
    return { template: null, problems: token ? [shift(unreadable(token))] : [] }
  }
  try {
    return { template: new ExpressionParser(new Cursor(lines.tokens)).parse(), problems: [] }
  } catch (error) {
    if (error instanceof HclError) return { template: null, problems: [shift(error.finding)] }
    throw error
  }
}

const MARKER = 'SKILLCHAIN_TEMPLATE_END'

function attempt(tokens: readonly Token[]): Parsed {
  const parser = new BodyParser(new Cursor(tokens))
  try {
    return { body: parser.file(), problems: parser.problems }
  } catch (error) {
    if (error instanceof HclError) return { body: parser.root, problems: [...parser.problems, error.finding] }
    throw error
  }
}

function emptyBody(end: Place): Body {
  return { attributes: new Map(), blocks: [], end }
}

const place = ({ line, column }: Place): Place => ({ line, column })

/** Bodies nest as deep as a file says; beyond this nobody wrote it by hand. */
const MAX_DEPTH = 200

class BodyParser {
  readonly problems: Finding[] = []
  readonly root: Body & { attributes: Map<string, Attribute> } = {
    attributes: new Map(),
    blocks: [],
    end: { line: 1, column: 1 },
  }
  private readonly cursor: Cursor
  private readonly expressions: ExpressionParser
  private depth = 0

  constructor(cursor: Cursor) {
    this.cursor = cursor
    this.expressions = new ExpressionParser(cursor)
  }

  file(): Body {
    this.fill(this.root, null)
    return this.root
  }

  private fill(body: Body & { attributes: Map<string, Attribute> }, brace: Token | null): void {
    const { cursor } = this
    for (;;) {
      const token = cursor.peek()
      const kind = cursor.kind()
      if (kind === 'newline') cursor.read()
      else if (kind === 'identifier') this.item(body)
      else if (kind === '}' && brace !== null) {
        body.end = place(cursor.read())
        return
      } else if (kind === 'end') {
        body.end = place(token)
        if (brace === null) return
        throw new HclError(brace, 'Unclosed configuration block', UNCLOSED)
      } else if (kind === 'open-quote') {
        throw new HclError(token, 'Invalid argument name', 'Argument names must not be quoted.')
      } else {
        throw new HclError(token, 'Argument or block definition required', REQUIRED)
      }
    }
  }

  private item(body: Body & { attributes: Map<string, Attribute> }): void {
    const { cursor } = this
    const name = cursor.read()
    const kind = cursor.kind()
    if (kind === '=') {
      this.keep(body, this.attribute(name))
      const end = cursor.peek()
      const after = cursor.kind()
      if (after === ',') {
        throw new HclError(
          end,
          'Unexpected comma after argument',
          'Argument definitions must be separated by newlines, not commas. An argument definition must end with a newline.',
        )
      }
      if (after !== 'newline' && after !== 'end') {
        throw new HclError(end, 'Missing newline after argument', 'An argument definition must end with a newline.')
      }
    } else if (kind === 'open-quote' || kind === '{' || kind === 'identifier') {
      body.blocks.push(this.block(name))
      const after = cursor.kind()
      if (after !== 'newline' && after !== 'end') {
        const end = cursor.peek()
        throw new HclError(end, 'Missing newline after block definition', 'A block definition must end with a newline.')
      }
    } else {
      throw new HclError(name, 'Argument or block definition required', `${REQUIRED} ${USE_EQUALS}`)
    }
  }

  private attribute(name: Token): Attribute {
    this.cursor.read()
    return { name: name.text, at: place(name), value: this.expressions.parse() }
  }

  private keep(body: { attributes: Map<string, Attribute> }, attribute: Attribute): void {
    const first = body.attributes.get(attribute.name)
    if (first === undefined) body.attributes.set(attribute.name, attribute)
    else {
      this.problems.push({
        ...attribute.at,
        summary: 'Attribute redefined',
        detail: `The argument "${attribute.name}" was already set at line ${first.at.line}. Each argument may be set only once.`,
      })
    }
  }

  private block(type: Token): Block {
    const { cursor } = this
    if (++this.depth > MAX_DEPTH) throw new HclError(type, 'Too many nested blocks', `Blocks nest ${MAX_DEPTH} deep.`)
    const labels: Label[] = []
    for (;;) {
      const token = cursor.peek()
      const kind = cursor.kind()
      if (kind === '{') break
      if (kind === 'open-quote') labels.push(this.quotedLabel())
      else if (kind === 'identifier') labels.push({ text: token.text, at: place(cursor.read()) })
      else throw new HclError(token, 'Invalid block definition', brokenHeader(kind))
    }
    const brace = cursor.read()
    const after = cursor.kind()
    const body: Body & { attributes: Map<string, Attribute> } = {
      attributes: new Map(),
      blocks: [],
      end: place(brace),
    }
    if (after === 'newline' || after === 'end' || after === '}') this.fill(body, brace)
    else this.singleLine(body, brace)
    this.depth--
    return { type: type.text, at: place(type), labels, body }
  }

  /** `lifecycle { prevent_destroy = true }`: one argument, closed on the same line. */
  private singleLine(body: Body & { attributes: Map<string, Attribute> }, brace: Token): void {
    const { cursor } = this
    const name = cursor.read()
    if (name.kind !== 'identifier') throw new HclError(name, 'Argument or block definition required', REQUIRED)
    const kind = cursor.kind()
    if (kind === 'open-quote' || kind === '{' || kind === 'identifier') {
      throw new HclError(
        name,
        'Argument definition required',
        `A single-line block definition can contain only a single argument. If you meant to define argument "${name.text}", use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
      )
    }
    if (kind !== '=') {
      throw new HclError(name, 'Argument or block definition required', `${REQUIRED} ${USE_EQUALS}`)
    }
    this.keep(body, this.attribute(name))
    const end = cursor.peek()
    switch (cursor.kind()) {
      case '}':
        body.end = place(cursor.read())
        return
      case ',':
        throw new HclError(
          end,
          SINGLE,
          'Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.',
        )
      case 'newline':
        throw new HclError(
          end,
          SINGLE,
          "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
        )
      case 'end':
        throw new HclError(brace, 'Unclosed configuration block', UNCLOSED)
      default:
        throw new HclError(
          end,
          SINGLE,
          'A single-line block definition must end with a closing brace immediately after its single argument definition.',
        )
    }
  }

  private quotedLabel(): Label {
    const { cursor } = this
    const open = cursor.read()
    let text = ''
    for (;;) {
      const token = cursor.read()
      if (token.kind === 'close-quote') return { text, at: place(open) }
      if (token.kind !== 'quoted-text') {
        const sign = token.text.startsWith('%') ? '%' : '$'
        throw new HclError(
          token,
          'Invalid string literal',
          `Template sequences are not allowed in this string. To include a literal "${sign}", double it (as "${sign}${sign}") to escape it.`,
        )
      }
      const plain = unescapeHcl(token.text)
      if (plain === null) throw new HclError(token, 'Invalid escape sequence', 'A backslash begins an unknown escape.')
      text += plain
    }
  }
}

function brokenHeader(kind: string): string {
  if (kind === '=') {
    return 'The equals sign "=" indicates an argument definition, and must not be used when defining a block.'
  }
  if (kind === 'newline') {
    return 'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.'
  }
  return 'Either a quoted string block label or an opening brace ("{") is expected here.'
}

const REQUIRED = 'An argument or block definition is required here.'
const USE_EQUALS = 'To set an argument, use the equals sign "=" to introduce the argument value.'
const SINGLE = 'Invalid single-argument block definition'
const UNCLOSED =
  'There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.'
