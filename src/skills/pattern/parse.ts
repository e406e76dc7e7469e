import { bothCases, type CharSet, charSet, DIGIT, LINE_END, negate, one, SPACE, union, WORD } from './charset.ts'

export type Node =
  | { is: 'set'; set: CharSet }
  | { is: 'sequence'; items: Node[] }
  | { is: 'choice'; items: Node[] }
  | { is: 'repeat'; of: Node; min: number; max: number }
  | { is: 'assert'; what: '^' | '$' | 'b' | 'B' }

/** A regular expression that is not accepted, and why. */
export class PatternError extends Error {
  readonly hint: string | undefined
  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'PatternError'
    this.hint = hint
  }
}

const DEEPEST = 20
const MOST_REPEATS = 200
const CONTROL: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 }
const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  D: negate(DIGIT),
  w: WORD,
  W: negate(WORD),
  s: SPACE,
  S: negate(SPACE),
}

/** Reads the part of JavaScript's regular expressions that can be matched in linear time. */
export function parsePattern(source: string, ignoreCase: boolean): Node {
  let at = 0
  let depth = 0

  const choice = (): Node => {
    if (++depth > DEEPEST) throw new PatternError(`nested deeper than ${DEEPEST} groups`)
    const items = [sequence()]
    while (source.charAt(at) === '|') {
      at++
      items.push(sequence())
    }
    depth--
    return items.length === 1 && items[0] ? items[0] : { is: 'choice', items }
  }
  const sequence = (): Node => {
    const items: Node[] = []
    while (at < source.length && !'|)'.includes(source.charAt(at))) items.push(quantified())
    return items.length === 1 && items[0] ? items[0] : { is: 'sequence', items }
  }
  const quantified = (): Node => {
    const start = at
    const node = atom()
    const bounds = quantifier()
    if (!bounds) return node
    if (node.is === 'assert' || quantifier()) throw new PatternError(`nothing to repeat in ${source.slice(start, at)}`)
    return { is: 'repeat', of: node, min: bounds[0], max: bounds[1] }
  }
  const quantifier = (): [number, number] | null => {
    const rest = source.slice(at)
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(rest)
    if (!found) return null
    at += found[0].length
    if (rest.startsWith('*')) return [0, Number.POSITIVE_INFINITY]
    if (rest.startsWith('+')) return [1, Number.POSITIVE_INFINITY]
    if (rest.startsWith('?')) return [0, 1]
    const min = Number(found[1])
    const max = found[2] === undefined ? min : found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY
    if (min > MOST_REPEATS || (max !== Number.POSITIVE_INFINITY && max > MOST_REPEATS)) {
      throw new PatternError(`a repetition of more than ${MOST_REPEATS}`)
    }
    if (min > max) throw new PatternError(`the repetition ${found[0]} is out of order`)
    return [min, max]
  }
  const atom = (): Node => {
    const char = source.charAt(at++)
    switch (char) {
      case '.':
        return { is: 'set', set: negate(LINE_END) }
      case '^':
      case '$':
        return { is: 'assert', what: char }
      case '(':
        return group()
      case '[':
        return { is: 'set', set: fold(brackets()) }
      case '\\': {
        const next = source.charAt(at)
        if (next === 'b' || next === 'B') {
          at++
          return { is: 'assert', what: next }
        }
        return { is: 'set', set: fold(escaped()) }
      }
      case '*':
      case '+':
      case '?':
        throw new PatternError(`nothing to repeat before "${char}"`, `for the character itself write \\${char}`)
      default:
        if (char === '{' && /^\d+(,\d*)?\}/.test(source.slice(at)))
          throw new PatternError('nothing to repeat before "{"')
        return { is: 'set', set: fold(one(char)) }
    }
  }
  const group = (): Node => {
    const rest = source.slice(at)
    if (/^\?(=|!|<=|<!)/.test(rest)) throw new PatternError('looking ahead or behind is not supported')
    const prefix = /^\?(?::|<\w+>)/.exec(rest)
    if (rest.startsWith('?') && !prefix) throw new PatternError('this kind of group is not supported', 'write (?:…)')
    at += prefix?.[0].length ?? 0
    const inner = choice()
    if (source.charAt(at) !== ')') throw new PatternError('a group that is not closed', 'for the character write \\(')
    at++
    return inner
  }
  const brackets = (): CharSet => {
    const negated = source.charAt(at) === '^'
    if (negated) at++
    const parts: CharSet[] = []
    while (source.charAt(at) !== ']') {
      if (at >= source.length) throw new PatternError('a [ that is not closed', 'for the character write \\[')
      const low = member()
      const dash = source.charAt(at) === '-' && source.charAt(at + 1) !== ']' && at + 1 < source.length
      if (!dash) {
        parts.push(low)
        continue
      }
      at++
      const high = member()
      const from = single(low)
      const to = single(high)
      if (from === null || to === null) parts.push(low, one('-'), high)
      else if (from > to) throw new PatternError('a range in [ ] is out of order')
      else parts.push([[from, to]])
    }
    at++
    // Letters are folded before the negation, as the language does it.
    const set = fold(charSet(parts.flat()))
    return negated ? negate(set) : set
  }
  const member = (): CharSet => {
    const char = source.charAt(at++)
    if (char !== '\\') return one(char)
    if (source.charAt(at) === 'b') {
      at++
      return [[8, 8]]
    }
    return escaped()
  }
  const escaped = (): CharSet => {
    const char = source.charAt(at++)
    if (char === '') throw new PatternError('a backslash at the end')
    const known = CLASSES[char]
    if (known) return known
    if (char === 'k' || /[1-9]/.test(char)) throw new PatternError('references back to a group are not supported')
    if (char === 'c') throw new PatternError('\\c is not supported')
    const control = CONTROL[char]
    if (control !== undefined) {
      if (char === '0' && /\d/.test(source.charAt(at))) throw new PatternError('octal escapes are not supported')
      return [[control, control]]
    }
    const hex = char === 'x' ? /^[0-9a-fA-F]{2}/ : char === 'u' ? /^[0-9a-fA-F]{4}/ : null
    const digits = hex?.exec(source.slice(at))?.[0]
    if (digits === undefined) return one(char)
    at += digits.length
    return [[Number.parseInt(digits, 16), Number.parseInt(digits, 16)]]
  }
  const fold = (set: CharSet): CharSet => (ignoreCase ? bothCases(set) : set)

  const node = choice()
  if (at < source.length) throw new PatternError('a ) that opens nowhere', 'for the character write \\)')
  return node
}

function single(set: CharSet): number | null {
  const [range] = set
  return set.length === 1 && range && range[0] === range[1] ? range[0] : null
}

/** Every character that some text matching the node may hold. */
export function alphabet(node: Node): CharSet {
  switch (node.is) {
    case 'set':
      return node.set
    case 'assert':
      return []
    case 'repeat':
      return alphabet(node.of)
    default:
      return union(...node.items.map(alphabet))
  }
}
