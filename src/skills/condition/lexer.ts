import { ConditionError } from './types.ts'

export type Token =
  | { is: 'text'; value: string; column: number }
  | { is: 'number'; value: number; column: number }
  | { is: 'name'; value: string; column: number }
  | { is: 'word'; value: Word; column: number }
  | { is: 'sign'; value: Sign; column: number }
  | { is: 'end'; column: number }

const WORDS = [
  'and',
  'or',
  'not',
  'in',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'true',
  'false',
  'null',
] as const
export type Word = (typeof WORDS)[number]
const SIGNS = ['==', '!=', '<=', '>=', '<', '>', '(', ')', '[', ']', ',', '~'] as const
export type Sign = (typeof SIGNS)[number]

const ALIASES = new Map<string, Word>([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
  ['IN', 'in'],
])
const SYMBOLS = new Map<string, Word>([
  ['&&', 'and'],
  ['||', 'or'],
])
const NAME = /[A-Za-z_][\w-]*(?:\.[\w-]+)*/y
const NUMBER = /-?\d+(?:\.\d+)?(?![\w.])/y
const LONGEST = 2000

export function tokens(text: string): Token[] {
  if (text.length > LONGEST) throw new ConditionError(`a condition longer than ${LONGEST} characters`, 1)
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    const column = at + 1
    if (/\s/.test(char)) {
      at++
      continue
    }
    if (char === "'" || char === '"') {
      const read = readText(text, at)
      found.push({ is: 'text', value: read.value, column })
      at = read.next
      continue
    }
    const symbol = SYMBOLS.get(text.slice(at, at + 2))
    const sign = SIGNS.find((s) => text.startsWith(s, at))
    const number = match(NUMBER, text, at)
    const name = match(NAME, text, at)
    if (symbol) {
      found.push({ is: 'word', value: symbol, column })
      at += 2
    } else if (sign) {
      found.push({ is: 'sign', value: sign, column })
      at += sign.length
    } else if (char === '!') {
      found.push({ is: 'word', value: 'not', column })
      at++
    } else if (number !== null) {
      found.push({ is: 'number', value: Number(number), column })
      at += number.length
    } else if (name !== null) {
      const word = WORDS.find((w) => w === name) ?? ALIASES.get(name)
      found.push(word ? { is: 'word', value: word, column } : { is: 'name', value: name, column })
      at += name.length
    } else {
      throw new ConditionError(`"${char}" has no meaning here`, column, hintFor(char))
    }
  }
  found.push({ is: 'end', column: text.length + 1 })
  return found
}

/** A backslash stands for itself, except before a quote or another backslash: regular expressions stay readable. */
function readText(text: string, start: number): { value: string; next: number } {
  const quote = text.charAt(start)
  let value = ''
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === quote) return { value, next: i + 1 }
    const following = text.charAt(i + 1)
    if (char === '\\' && (following === quote || following === '\\')) {
      value += following
      i++
    } else {
      value += char
    }
  }
  throw new ConditionError('a text that is not closed', start + 1, `add ${quote} at its end`)
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function hintFor(char: string): string | undefined {
  if (char === '=') return 'two values are compared with =='
  if (char === '&') return 'write "and"'
  if (char === '|') return 'write "or"'
  if (char === '+') return 'texts are joined with ~'
  return undefined
}
