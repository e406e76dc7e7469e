import { withoutBlanksAtEnd } from './lines.ts'
import { type Formatted, MOST_PROBLEMS, positionAt, type SyntaxProblem } from './problem.ts'

/** Indents by nesting and keeps the author's line breaks, numbers and order of keys. */
export function formatJson(text: string): string {
  return readAndFormatJson(text).text
}

export function scanJson(text: string): SyntaxProblem[] {
  return readAndFormatJson(text).problems
}

/** Both at once, from one reading. A text that cannot be read comes back as it is. */
export function readAndFormatJson(text: string): Formatted {
  const scanner = new JsonScanner(text)
  try {
    scanner.document()
  } catch (error) {
    if (error instanceof Unreadable) return { text, problems: [error.problem] }
    throw error
  }
  return scanner.problems.length > 0 ? { text, problems: scanner.problems } : { text: indentJson(text), problems: [] }
}

class Unreadable extends Error {
  readonly problem: SyntaxProblem
  constructor(text: string, offset: number, message: string, hint?: string) {
    super(message)
    this.problem = { ...positionAt(text, offset), message: `JSON: ${message}`, ...(hint ? { hint } : {}) }
  }
}

const MAX_DEPTH = 200
const BLANKS = /[ \t\r\n]*/y
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/** Reads JSON for its faults alone: unlike JSON.parse it knows where they are, and sees keys that stand twice. */
class JsonScanner {
  readonly problems: SyntaxProblem[] = []
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  document(): void {
    this.value(0)
    this.take(BLANKS)
    if (this.at < this.text.length) this.fail('something stands after the value')
  }

  private value(depth: number): void {
    this.take(BLANKS)
    if (depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`)
    const char = this.text[this.at]
    if (char === '{') this.members(depth)
    else if (char === '[') this.elements(depth)
    else if (char === '"') this.string()
    else if (this.take(NUMBER) === '' && this.take(WORD) === '') {
      this.fail(char === undefined ? 'the text ends where a value is expected' : 'a value is expected here')
    }
  }

  private members(depth: number): void {
    const open = this.at++
    const keys = new Set<string>()
    for (let first = true; !this.closes('}', first, open); first = false) {
      const at = this.at
      if (this.text[at] !== '"') this.fail('a key in double quotes is expected here', this.trailingComma(first, '}'))
      // A JSON string that matched the grammar is a JavaScript string.
      const key = String(JSON.parse(this.string()))
      if (keys.has(key) && this.problems.length < MOST_PROBLEMS) {
        const message = `JSON: the key ${JSON.stringify(key)} stands here a second time`
        this.problems.push({ ...positionAt(this.text, at), message, hint: 'only the last of the two values counts' })
      }
      keys.add(key)
      this.take(BLANKS)
      if (this.text[this.at] !== ':') this.fail('a colon is expected after the key')
      this.at++
      this.value(depth + 1)
    }
  }

  private elements(depth: number): void {
    const open = this.at++
    for (let first = true; !this.closes(']', first, open); first = false) {
      if (this.text[this.at] === ']') this.fail('a value is expected here', this.trailingComma(first, ']'))
      this.value(depth + 1)
    }
  }

  /** Goes on to the next member, or past the closing bracket. */
  private closes(bracket: '}' | ']', first: boolean, open: number): boolean {
    this.take(BLANKS)
    const char = this.text[this.at]
    if (char === bracket) {
      this.at++
      return true
    }
    if (char === undefined) {
      const from = positionAt(this.text, open)
      this.fail(`the ${this.text[open]} of line ${from.line}, column ${from.column} is never closed`)
    }
    if (first) return false
    if (char !== ',') this.fail(`a comma or ${bracket} is expected here`)
    this.at++
    this.take(BLANKS)
    return false
  }

  private trailingComma(first: boolean, bracket: string): string | undefined {
    return !first && this.text[this.at] === bracket ? 'remove the comma before it' : undefined
  }

  private string(): string {
    const found = this.take(STRING)
    if (found === '') this.fail('this string is not closed, or holds a line end or an escape that JSON does not know')
    return found
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private fail(message: string, hint?: string): never {
    throw new Unreadable(this.text, this.at, message, hint)
  }
}

/** A line stands one step further right than the line that opened what it is in; a closing one stands below it. */
function indentJson(text: string): string {
  const openers: number[] = []
  const result: string[] = []
  for (const raw of text.split('\n')) {
    const line = withoutBlanksAtEnd(raw).trimStart()
    if (line === '') continue
    const brackets = [...line.matchAll(BRACKETS)].map(([found]) => found).filter((found) => found.length === 1)
    const closing = /^[\]}\s]*/.exec(line)?.[0].replace(/\s/g, '').length ?? 0
    const opener = openers.at(-Math.max(1, closing))
    const indent = opener === undefined ? 0 : closing > 0 ? opener : opener + 1
    result.push('  '.repeat(indent) + line)
    for (const bracket of brackets) {
      if (bracket === '{' || bracket === '[') openers.push(indent)
      else openers.pop()
    }
  }
  return result.length === 0 ? '' : `${result.join('\n')}\n`
}

/** Brackets, and strings so that theirs do not count. */
const BRACKETS = /"(?:[^"\\]|\\.)*"|[[\]{}]/g
