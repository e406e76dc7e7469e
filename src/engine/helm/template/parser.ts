import type { Command, Operand, Pipe, TemplateNode } from './ast.ts'
import { FUNCTIONS } from './functions.ts'
import { TemplateSyntaxError, type Token, type TokenKind, tokenize } from './lexer.ts'

const DEEPEST = 200

/** What a template may name, beyond what it declares itself. */
export interface TemplateWorld {
  functions: ReadonlySet<string>
  /** With their dollars. */
  variables: readonly string[]
}

const HELM: TemplateWorld = { functions: FUNCTIONS, variables: [] }

/** Reads a template as Go does. Throws TemplateSyntaxError at the first thing that Go refuses. */
export function parseTemplate(source: string, world = HELM): TemplateNode[] {
  return new Parser(tokenize(source), source.length, world).all()
}

type Ending = 'else' | 'end' | 'file'

class Parser {
  private readonly tokens: readonly Token[]
  private readonly length: number
  private at = 0
  private readonly functions: ReadonlySet<string>
  private readonly variables: string[]
  private loops = 0
  private depth = 0
  /** Where the last `{{else}}` or `{{end}}` began. */
  private closing = 0

  constructor(tokens: readonly Token[], length: number, { functions, variables }: TemplateWorld) {
    this.tokens = tokens
    this.length = length
    this.functions = functions
    this.variables = ['$', ...variables]
  }

  all(): TemplateNode[] {
    const nodes: TemplateNode[] = []
    const ending = this.list(nodes, 0)
    if (ending !== 'file') this.fail(`{{${ending}}} closes nothing`, this.closing)
    return nodes
  }

  /** Up to `{{else}}`, `{{end}}` or the end of the file; the word itself is read. */
  private list(nodes: TemplateNode[], opened: number): Ending {
    if (++this.depth > DEEPEST) this.fail('blocks are nested too deep', opened)
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      this.at++
      if (token.kind === 'text') continue
      const ending = this.action(nodes, token.start)
      if (ending !== null) {
        this.closing = token.start
        this.depth--
        return ending
      }
    }
    this.depth--
    return 'file'
  }

  private action(nodes: TemplateNode[], start: number): Ending | null {
    this.blanks()
    const word = this.tokens[this.at]
    if (word?.kind === 'identifier') {
      switch (word.text) {
        case 'if':
        case 'with':
        case 'range':
          this.at++
          nodes.push(this.block(word.text, start))
          return null
        case 'define':
        case 'block':
          this.at++
          this.definition(nodes, word.text, start)
          return null
        case 'template':
          this.at++
          nodes.push(this.call(start))
          return null
        case 'else':
        case 'end':
          this.at++
          if (word.text === 'end') this.right('end')
          return word.text
        case 'break':
        case 'continue':
          this.at++
          if (this.loops === 0) this.fail(`{{${word.text}}} stands outside of a range`, word.start)
          this.right(word.text)
          return null
      }
    }
    const pipe = this.pipe('a command', 'right')
    this.right('the action')
    nodes.push({ is: 'action', pipe, start })
    return null
  }

  private block(is: 'if' | 'with' | 'range', start: number): TemplateNode {
    const scope = this.variables.length
    const pipe = this.pipe(is, 'right', is === 'range')
    this.right(is)
    if (is === 'range') this.loops++
    const body: TemplateNode[] = []
    const otherwise: TemplateNode[] = []
    let ending = this.list(body, start)
    if (is === 'range') this.loops--
    if (ending === 'else') {
      this.blanks()
      const next = this.tokens[this.at]
      if (next?.kind === 'identifier' && (next.text === 'if' || next.text === 'with') && is !== 'range') {
        // `{{else if}}` shares the end of the whole.
        this.at++
        otherwise.push(this.block(next.text, next.start))
        this.variables.length = scope
        return { is, pipe, body, otherwise, start }
      }
      this.right('else')
      ending = this.list(otherwise, start)
      if (ending === 'else') this.fail('a second {{else}} in one block', this.closing)
    }
    if (ending === 'file') this.fail(`{{${is}}} is never ended`, start)
    this.variables.length = scope
    return { is, pipe, body, otherwise, start }
  }

  private definition(nodes: TemplateNode[], word: 'define' | 'block', start: number): void {
    const { name, at } = this.name(word)
    const outer = [...this.variables]
    const loops = this.loops
    const pipe = word === 'block' ? this.pipe('block', 'right') : null
    this.right(word)
    this.variables.length = 0
    this.variables.push('$')
    this.loops = 0
    const body: TemplateNode[] = []
    const ending = this.list(body, start)
    if (ending === 'file') this.fail(`{{${word} ${JSON.stringify(name)}}} is never ended`, start)
    if (ending === 'else') this.fail(`{{else}} in {{${word}}}`, this.closing)
    this.loops = loops
    this.variables.length = 0
    this.variables.push(...outer)
    nodes.push({ is: 'define', name, body, start })
    if (pipe !== null) nodes.push({ is: 'template', name, pipe, start, nameStart: at })
  }

  private call(start: number): TemplateNode {
    const { name, at } = this.name('template')
    this.blanks()
    const pipe = this.tokens[this.at]?.kind === 'right' ? null : this.pipe('template', 'right')
    this.right('template')
    return { is: 'template', name, pipe, start, nameStart: at }
  }

  private name(word: string): { name: string; at: number } {
    this.blanks()
    const token = this.tokens[this.at]
    if (token?.kind !== 'string') return this.fail(`{{${word}}} needs a name in quotes`)
    this.at++
    return { name: unquoted(token.text), at: token.start }
  }

  private pipe(what: string, end: TokenKind, isRange = false): Pipe {
    const start = this.tokens[this.at]?.start
    const variables = this.declarations(isRange)
    const commands: Command[] = []
    for (;;) {
      commands.push({ operands: this.command(what) })
      this.blanks()
      if (this.tokens[this.at]?.kind !== '|') break
      this.at++
    }
    if (commands.some((one) => one.operands.length === 0))
      this.fail(commands.length === 1 ? `${what} has no value` : 'a pipe leads from or to nothing', start)
    commands.slice(1).forEach(({ operands: [first] }) => {
      if (first !== undefined && /^(?:constant|string|nil|dot)$/.test(first.is) && first.fields.length === 0)
        this.fail('a pipe leads into something that takes no value', first.start)
    })
    const next = this.tokens[this.at]
    if (next !== undefined && next.kind !== end) this.fail(`unexpected ${shown(next)} in ${what}`, next.start)
    for (const name of variables) this.variables.push(name)
    return { variables, commands }
  }

  /** `$x :=`, `$x =`, `$i, $x :=`. */
  private declarations(isRange: boolean): string[] {
    this.blanks()
    const before = this.at
    const names: string[] = []
    for (;;) {
      const token = this.tokens[this.at]
      if (token?.kind !== 'variable') break
      this.at++
      this.blanks()
      const sign = this.tokens[this.at]
      names.push(token.text)
      if (sign?.kind === ',' && isRange && names.length === 1) {
        this.at++
        this.blanks()
        continue
      }
      if (sign?.kind === ':=' || sign?.kind === '=') {
        this.at++
        if (sign.kind === ':=') return names
        for (const name of names) this.known(name, token.start)
        return []
      }
      break
    }
    this.at = before
    return []
  }

  private command(what: string): Operand[] {
    const operands: Operand[] = []
    for (;;) {
      const hadBlank = this.blanks()
      const token = this.tokens[this.at]
      if (token === undefined || token.kind === 'right' || token.kind === ')' || token.kind === '|') return operands
      if (operands.length > 0 && !hadBlank)
        this.fail(`unexpected ${shown(token)} in ${what}: a blank is missing`, token.start)
      operands.push(this.operand(token, what))
    }
  }

  private operand(token: Token, what: string): Operand {
    this.at++
    const { start } = token
    switch (token.kind) {
      case 'dot':
        return { is: 'dot', fields: [], start }
      case 'field':
        return { is: 'field', fields: [token.text, ...this.fields()], start }
      case 'variable':
        this.known(token.text, start)
        return { is: 'variable', name: token.text, fields: this.fields(), start }
      case 'number':
      case 'char':
        return { is: 'constant', fields: this.noFields(token), start }
      case 'string':
        return { is: 'string', value: unquoted(token.text), fields: this.noFields(token), start }
      case '(': {
        if (++this.depth > DEEPEST) this.fail('parentheses are nested too deep', start)
        const pipe = this.pipe('parentheses', ')')
        this.blanks()
        if (this.tokens[this.at]?.kind !== ')') this.fail('a parenthesis is not closed', start)
        this.at++
        this.depth--
        return { is: 'group', pipe, fields: this.fields(), start }
      }
      case 'identifier': {
        if (token.text === 'true' || token.text === 'false')
          return { is: 'constant', fields: this.noFields(token), start }
        if (token.text === 'nil') return { is: 'nil', fields: this.noFields(token), start }
        if (!this.functions.has(token.text)) this.fail(`function "${token.text}" is not defined`, start)
        return { is: 'function', name: token.text, fields: this.fields(), start }
      }
      default:
        return this.fail(`unexpected ${shown(token)} in ${what}`, start)
    }
  }

  private fields(): string[] {
    const fields: string[] = []
    for (let token = this.tokens[this.at]; token?.kind === 'field'; token = this.tokens[this.at]) {
      fields.push(token.text)
      this.at++
    }
    return fields
  }

  private noFields(token: Token): string[] {
    const next = this.tokens[this.at]
    if (next?.kind === 'field') this.fail(`unexpected .${next.text} after ${shown(token)}`, next.start)
    return []
  }

  private known(name: string, at: number): void {
    if (!this.variables.includes(name)) this.fail(`undefined variable ${name}`, at)
  }

  private blanks(): boolean {
    let any = false
    while (this.tokens[this.at]?.kind === 'space') {
      this.at++
      any = true
    }
    return any
  }

  private right(what: string): void {
    this.blanks()
    const token = this.tokens[this.at]
    if (token?.kind !== 'right')
      this.fail(`unexpected ${token === undefined ? 'end' : shown(token)} in ${what}`, token?.start)
    this.at++
  }

  private fail(message: string, at = this.tokens[this.at]?.start ?? this.length): never {
    throw new TemplateSyntaxError(at, message)
  }
}

function shown({ kind, text }: Token): string {
  if (kind === 'field') return JSON.stringify(`.${text}`)
  return text === '' ? `"${kind === 'right' ? '}}' : '{{'}"` : JSON.stringify(text.slice(0, 30))
}

function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1)
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : text
  } catch {
    // Go has escapes that JSON lacks; names do not use them.
    return text.slice(1, -1)
  }
}
