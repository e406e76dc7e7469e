import { ErrorAt } from '../read/error-at.ts'
import { LineIndex } from '../read/lines.ts'
import type { Node } from './node.ts'
import { type At, HOLE, hasHole } from './node.ts'

/** The place in its file of an offset in a text. */
export type Placing = (offset: number) => At

export type Read = { node: Node } | { problem: { at: At; message: string } }

const DEEPEST = 100

/**
 * Reads JSON with the place of everything in it. A hole where a value should stand is a value that is not known.
 * `isLiteral`: nothing was put into the text.
 */
export function readJson(text: string, placing: Placing, isLiteral = true): Read {
  const reader = new JsonReader(text, placing, isLiteral)
  try {
    return { node: reader.document() }
  } catch (error) {
    if (error instanceof JsonProblem) return { problem: { at: placing(error.offset), message: error.message } }
    throw error
  }
}

class JsonProblem extends ErrorAt {}

const STRING = /"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[A-Za-z]+/y
const SPACE = /[ \t\r\n]*/y

class JsonReader {
  private readonly text: string
  private readonly placing: Placing
  private readonly isLiteral: boolean
  private at = 0

  constructor(text: string, placing: Placing, isLiteral: boolean) {
    this.isLiteral = isLiteral
    this.text = text
    this.placing = placing
  }

  document(): Node {
    const node = this.value(0)
    this.space()
    if (this.at < this.text.length) throw new JsonProblem(this.at, 'something follows the end of the JSON')
    return node
  }

  private value(depth: number): Node {
    if (depth > DEEPEST) throw new JsonProblem(this.at, `the JSON nests more than ${DEEPEST} deep`)
    this.space()
    const at = this.placing(this.at)
    const char = this.text[this.at]
    if (char === '{') return this.map(at, depth)
    if (char === '[') return this.list(at, depth)
    if (char === '"') {
      const text = this.string()
      return hasHole(text) || !this.isLiteral
        ? { is: 'text', at, text }
        : { is: 'text', at, text, literal: true, written: text }
    }
    if (char === HOLE) {
      this.at++
      return { is: 'unknown', at }
    }
    const number = this.match(NUMBER)
    if (number !== null) return { is: 'number', at, value: Number(number) }
    const start = this.at
    const word = this.match(WORD)
    if (word === 'true' || word === 'false') return { is: 'bool', at, value: word === 'true' }
    if (word === 'null') return { is: 'null', at }
    throw new JsonProblem(start, char === undefined ? 'the JSON ends too early' : 'a value is expected here')
  }

  private map(at: At, depth: number): Node {
    const entries: Extract<Node, { is: 'map' }>['entries'] = new Map()
    let whole = true
    this.at++
    for (;;) {
      this.space()
      if (this.take('}')) return { is: 'map', at, entries, whole }
      if (entries.size > 0 || !whole) {
        this.need(',', 'a comma or a closing brace')
        this.space()
      }
      const name = this.at
      const key = this.string()
      this.space()
      this.need(':', 'a colon')
      const value = this.value(depth + 1)
      // Of a name that is not known nothing can be said, and it may be any.
      if (hasHole(key)) whole = false
      else entries.set(key, { at: this.placing(name), value })
    }
  }

  private list(at: At, depth: number): Node {
    const items: Node[] = []
    this.at++
    for (;;) {
      this.space()
      if (this.take(']')) return { is: 'list', at, items, whole: true }
      if (items.length > 0) this.need(',', 'a comma or a closing bracket')
      items.push(this.value(depth + 1))
    }
  }

  private string(): string {
    const start = this.at
    const found = this.match(STRING)
    if (found === null) throw new JsonProblem(start, 'a text in double quotes is expected here')
    const inner = found.slice(1, -1)
    return inner.includes('\\') ? unescaped(inner) : inner
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null) return null
    this.at += found[0].length
    return found[0]
  }

  private space(): void {
    this.match(SPACE)
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false
    this.at++
    return true
  }

  private need(char: string, what: string): void {
    if (!this.take(char)) throw new JsonProblem(this.at, `${what} is expected here`)
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escaped: string) =>
    escaped.length === 5 ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16)) : (ESCAPES[escaped] ?? escaped),
  )
}

/** Places in a file's own text. */
export function placingIn(file: string, text: string): Placing {
  const lines = new LineIndex(text)
  return (offset) => ({ file, ...lines.place(offset) })
}
