import { distance } from '../../../skills/nearest.ts'
import { Findings, type Source } from '../read/source.ts'
import { Spelling } from '../read/spelling.ts'
import type { Surroundings } from '../surroundings.ts'
import { isForeign, REMOVED, soundsForeign } from './foreign.ts'
import { type Statement, shown } from './lexer.ts'
import { judgeNames } from './names.ts'
import { RULES } from './rules/index.ts'
import { judgeWords } from './rules/words.ts'
import { type Frame, type Item, Names, refuse, type Visit } from './scope.ts'
import { type Context, contextInside, type Directive, directiveIn, type NginxTable, takes } from './table.ts'
import { type NginxFiles, resolveInclude } from './tree.ts'
import { isPlaceholder, valueFault } from './values.ts'

const DEEPEST_INCLUDE = 20

/** Values and names of headers and parameters, which no module takes for a directive. */
const NO_DIRECTIVE = /^(?:on|off|true|false|yes|no|default|always|none|auto|[A-Z][A-Z0-9_]+|[A-Z][a-z]+)$/

export interface Configuration {
  root: string
  context: Context
  /** It is a whole configuration and not a piece of one. */
  isMain: boolean
}

/** Judges one configuration with all that it includes. */
export class Judge {
  readonly findings = new Findings('nginx')
  private readonly table: NginxTable
  private readonly files: NginxFiles
  private readonly surroundings: Surroundings
  private readonly configuration: Configuration
  /** False once something is included that is not here, or cannot be read. */
  private complete = true
  private foreign = false
  private readonly spelling: Spelling
  private readonly rooms = { http: new Names(), stream: new Names() }

  constructor(table: NginxTable, files: NginxFiles, surroundings: Surroundings, configuration: Configuration) {
    this.table = table
    this.spelling = new Spelling(table.directives.keys())
    this.files = files
    this.surroundings = surroundings
    this.configuration = configuration
  }

  run(): void {
    const { root, context, isMain } = this.configuration
    const file = this.files.get(root)
    if (file === undefined) return
    const frame = this.frameOf(file.statements, file.source, context, null, null)
    this.block(frame)
    const named = isMain && /(?:^|\/)nginx\.conf$/.test(root)
    if (named && this.complete && !frame.items.some(({ statement }) => statement.name.text === 'events'))
      this.findings.error(
        file.source,
        0,
        'no "events" section in configuration',
        'nginx wants one, an empty one will do: events {}',
      )
    for (const [room, names] of Object.entries(this.rooms)) {
      const variables = room === 'http' ? this.table.variables.http : this.table.variables.stream
      judgeNames(names, variables, { complete: isMain && this.complete, foreign: this.foreign }, this.findings)
    }
  }

  private frameOf(
    statements: readonly Statement[],
    source: Source,
    context: Context,
    item: Item | null,
    parent: Frame | null,
  ): Frame {
    const before = this.complete
    this.complete = true
    const items = this.expand(statements, source, 0)
    const complete = this.complete && (parent === null || parent.complete)
    this.complete = before && this.complete
    return { context, item, parent, complete, items }
  }

  /** Puts what is included where it is included. */
  private expand(statements: readonly Statement[], source: Source, depth: number): Item[] {
    const items: Item[] = []
    for (const statement of statements) {
      const pattern = statement.args[0]
      const single = statement.name.text === 'include' && statement.block === null && statement.args.length === 1
      if (!single || pattern === undefined) {
        items.push({ statement, source })
        continue
      }
      const { root, isMain } = this.configuration
      const included = resolveInclude(pattern.text, { root, from: source.path, isMain }, this.surroundings)
      if (included === 'shipped') continue
      if (included === 'unknown' || depth >= DEEPEST_INCLUDE) this.complete = false
      else if (included === 'missing') {
        this.complete = false
        const message = `open() "${pattern.text}" failed (no such file)`
        this.findings.error(source, pattern.start, message, 'nginx takes a relative path from the folder of nginx.conf')
      } else {
        for (const path of included.files) {
          const file = this.files.get(path)
          if (file === undefined || file.fault !== null) this.complete = false
          if (file !== undefined) items.push(...this.expand(file.statements, file.source, depth + 1))
        }
      }
    }
    return items
  }

  private block(frame: Frame): void {
    const seen = new Map<string, Item>()
    for (const item of frame.items) this.statement(item, frame, seen)
  }

  private statement(item: Item, frame: Frame, seen: Map<string, Item>): void {
    const { statement, source } = item
    const { name } = statement
    const room = /^stream/.test(frame.context) ? this.rooms.stream : this.rooms.http
    const visit: Visit = { ...item, frame, findings: this.findings, names: room }
    const directive = directiveIn(this.table, name.text, frame.context)
    if (directive === undefined) {
      this.unknown(visit)
      return
    }
    if (this.shapeFault(visit, directive)) return
    if (directive.once) {
      const first = seen.get(name.text)
      if (first !== undefined) {
        const { line } = first.source.at(first.statement.name.start)
        const where = first.source.path === source.path ? `line ${line}` : `${first.source.path}:${line}`
        refuse(visit, name, `"${name.text}" directive is duplicate`, `the same block has one in ${where}`)
      } else seen.set(name.text, item)
    }
    const swallowed = statement.args.length > 1 ? this.swallowed(visit) : null
    const before = this.findings.found.length
    this.content(visit, directive)
    if (swallowed === null) return
    // The words of the next line are no good here: one cause, said once.
    const refused = this.findings.found.splice(before).some((one) => one.severity === 'error')
    const [severity, seems] = refused ? (['error', 'is'] as const) : (['warning', 'seems to be'] as const)
    this.findings.add(severity, source, swallowed.end, `a ";" ${seems} missing after "${shown(swallowed.text)}"`, {
      hint: `nginx takes the next line for more arguments of "${name.text}"`,
    })
  }

  private content(visit: Visit, directive: Directive): void {
    const { statement } = visit
    const wrong = valueFault(directive, statement)
    if (wrong !== null) refuse(visit, wrong.word, wrong.message, wrong.hint)
    judgeWords(visit)
    if (statement.block !== null) this.inner(visit, statement.block)
    else RULES.get(statement.name.text)?.(visit)
  }

  private inner(visit: Visit, block: readonly Statement[]): void {
    const { statement, source, frame } = visit
    const inside = contextInside(statement.name.text, frame.context)
    if (inside === null) {
      // Blocks with words of their own: map, types, geo …
      const own = this.frameOf(block, source, frame.context, visit, frame)
      RULES.get(statement.name.text)?.({ ...visit, frame: own })
      return
    }
    const inner = this.frameOf(block, source, inside, visit, frame)
    RULES.get(statement.name.text)?.(visit)
    RULES.get(`${statement.name.text} {}`)?.({ ...visit, frame: inner })
    this.block(inner)
  }

  /** Whether it has the arguments and the block that it must have; the last word on a statement that has not. */
  private shapeFault(visit: Visit, directive: Directive): boolean {
    const { statement, source } = visit
    const { name, args } = statement
    const blockFault = directive.block !== (statement.block !== null)
    if (!blockFault && takes(directive, args.length)) return false
    const swallowed = this.swallowed(visit)
    if (swallowed !== null) {
      this.findings.error(
        source,
        swallowed.end,
        `a ";" is missing after "${shown(swallowed.text)}"`,
        `nginx says: ${blockFault && !directive.block ? `directive "${name.text}" is not terminated by ";"` : `invalid number of arguments in "${name.text}" directive`}`,
      )
    } else if (blockFault && directive.block) refuse(visit, name, `directive "${name.text}" has no opening "{"`)
    else if (blockFault) {
      const last = args.at(-1)
      const brace =
        last !== undefined &&
        last.end === statement.end &&
        /^\s*\d/.test(source.text.slice(statement.end + 1, statement.end + 9))
      refuse(
        visit,
        name,
        `directive "${name.text}" is not terminated by ";"`,
        brace ? 'a regular expression with { in it must stand in quotes' : undefined,
      )
    } else {
      const count = directive.counts.replace('+', ' or more').replaceAll(',', ' or ')
      refuse(
        visit,
        name,
        `invalid number of arguments in "${name.text}" directive`,
        `it takes ${count === '0' ? 'none' : count}, and here are ${args.length}`,
      )
    }
    return true
  }

  /** The word before a line that begins with another directive: what follows was not meant for this one. */
  private swallowed({ statement, source, frame }: Visit): { text: string; end: number } | null {
    const words = [statement.name, ...statement.args]
    for (const [index, word] of words.entries()) {
      const before = words[index - 1]
      if (before === undefined || word.quoted || (index === words.length - 1 && statement.block === null && index < 2))
        continue
      if (!source.text.slice(before.end, word.start).includes('\n')) continue
      const other = directiveIn(this.table, word.text, frame.context)
      if (other !== undefined && (takes(other, words.length - 1 - index) || statement.block !== null)) return before
    }
    return null
  }

  private unknown(visit: Visit): void {
    const { statement, frame } = visit
    const { name } = statement
    const known = this.table.directives.get(name.text)
    if (known !== undefined) {
      const places = [...new Set(known.flatMap((one) => one.contexts))].map(described).join(', ')
      refuse(
        visit,
        name,
        `"${name.text}" directive is not allowed here`,
        `it may stand in ${places}; this is ${described(frame.context)}`,
      )
      return
    }
    if (isForeign(name.text)) {
      this.noteForeign(visit)
      return
    }
    const removed = REMOVED.get(name.text)
    if (removed !== undefined) {
      this.findings.warning(
        visit.source,
        name.start,
        `"${name.text}" is gone since nginx ${removed}, which refuses it`,
        name.text === 'ssl' ? 'write it behind the address: listen 443 ssl;' : undefined,
      )
      return
    }
    if (isPlaceholder(name.text)) return
    const near = this.spelling.slip(name.text)
    const foreign = soundsForeign(name.text)
    if (near !== null && !(foreign && distance(name.text, near) > 1)) {
      refuse(visit, name, `unknown directive "${shown(name.text)}"`, `did you mean "${near}"?`)
      return
    }
    this.noteForeign(visit)
    if (foreign) return
    if (!/^[A-Za-z]\w*$/.test(name.text) || NO_DIRECTIVE.test(name.text))
      refuse(visit, name, `unknown directive "${shown(name.text)}"`, hintFor(visit))
    else
      this.findings.warning(
        visit.source,
        name.start,
        `"${shown(name.text)}" is no directive of nginx ${this.table.version}`,
        'nginx refuses it, unless a module that is not known here brings it',
      )
  }

  private noteForeign({ statement, names }: Visit): void {
    this.foreign = true
    for (const { text } of statement.args)
      for (const found of text.matchAll(/^\$(\w+)/g)) names.variables.add(found[1] ?? '')
  }
}

function hintFor({ statement, source }: Visit): string | undefined {
  const before = source.text.slice(Math.max(0, statement.name.start - 40), statement.name.start)
  if (/\{$/.test(before)) return 'a regular expression with { in it must stand in quotes'
  return undefined
}

function described(context: string): string {
  const words: Record<string, string> = {
    main: 'the top level',
    any: 'every block',
    'server-if': 'if in server',
    'location-if': 'if in location',
    'stream-server': 'server of stream',
    'stream-upstream': 'upstream of stream',
    'mail-server': 'server of mail',
  }
  return words[context] ?? context
}
