import { isIpv4, isIpv6, isNetwork } from '../read/address.ts'
import { tableOf } from '../schemas.ts'
import { isTtl } from '../zone/ttl.ts'
import type { Part, Statement, Word } from './lexer.ts'

/** One element of a way to write a statement. */
type Element =
  | { kind: 'type'; name: string }
  | { kind: 'word'; text: string }
  /** Any of these, in any order, or none. */
  | { kind: 'options'; of: Element[][] }
  | { kind: 'either'; of: Element[][] }
  /** A block of statements that are all written alike. */
  | { kind: 'list'; of: Element[] }
  /** A block of statements with names. */
  | { kind: 'struct' }
  | { kind: 'anything' }

export interface Rule {
  many: boolean
  /** The last branch of BIND that has it; null for one that is still there. */
  last: string | null
  ways: Element[][]
}

export interface Grammar {
  rule(path: string): Rule | undefined
  /** Names of the statements that a block may have. */
  names(block: string): readonly string[]
}

export const namedGrammar = tableOf('bind/named.txt.br', readGrammar)

function readGrammar(text: string): Grammar {
  const lines = new Map<string, string[]>()
  const names = new Map<string, string[]>()
  for (const line of text.trimEnd().split('\n')) {
    const path = line.slice(0, line.indexOf('\t'))
    const same = lines.get(path)
    if (same !== undefined) {
      same.push(line)
      continue
    }
    lines.set(path, [line])
    const cut = path.lastIndexOf('/')
    const block = cut < 0 ? '' : path.slice(0, cut)
    const all = names.get(block)
    if (all === undefined) names.set(block, [path.slice(cut + 1)])
    else all.push(path.slice(cut + 1))
  }
  const rules = new Map<string, Rule>()
  return {
    names: (block) => names.get(block) ?? [],
    rule(path) {
      const read = rules.get(path)
      if (read !== undefined) return read
      const all = lines.get(path)
      if (all === undefined) return undefined
      const [, many, last] = all[0]?.split('\t') ?? []
      const ways = all.map((line) => compile(line.split('\t')[3] ?? ''))
      const rule: Rule = { many: many === 'many', last: last === undefined || last === '-' ? null : last, ways }
      rules.set(path, rule)
      return rule
    },
  }
}

function compile(pattern: string): Element[] {
  const tokens = pattern.match(/<[^>]+>|\{\*\}|\.\.\.|[{}[\]()|;]|[^\s{}[\]()|;]+/g) ?? []
  let at = 0
  const sequence = (...ends: string[]): Element[] => {
    const found: Element[] = []
    for (let token = tokens[at]; token !== undefined && !ends.includes(token); token = tokens[at]) {
      at++
      if (token === '[') {
        const of = sequence(']')
        at++
        const last = found.at(-1)
        if (last?.kind === 'options') last.of.push(of)
        else found.push({ kind: 'options', of: [of] })
      } else if (token === '(') {
        const of = [sequence('|', ')')]
        while (tokens[at] === '|') {
          at++
          of.push(sequence('|', ')'))
        }
        at++
        found.push({ kind: 'either', of })
      } else if (token === '{*}') found.push({ kind: 'struct' })
      else if (token === '{') {
        const of = sequence('}')
        at++
        found.push(of.some((one) => one.kind === 'anything') ? { kind: 'anything' } : { kind: 'list', of })
      } else if (token === '<unspecified-text>') found.push({ kind: 'anything' })
      else if (token.startsWith('<')) found.push({ kind: 'type', name: token.slice(1, -1) })
      else if (token !== ';' && token !== '...') found.push({ kind: 'word', text: token })
    }
    return found
  }
  return sequence()
}

/** How far a statement can be read, and what would have to stand where reading ends. */
export interface Mismatch {
  /** null: words are missing at the end. */
  part: Part | null
  expected: string[]
}

/** null when a statement is written in one of its ways. Its first word, the name, is not looked at. */
export function mismatch({ ways }: Rule, { parts }: Statement): Mismatch | null {
  const matcher = new Matcher()
  const rest = parts.slice(1)
  if (ways.some((way) => matcher.match(way, rest, 0).includes(rest.length))) return null
  return { part: matcher.inner ?? rest[matcher.furthest] ?? null, expected: [...matcher.expected] }
}

class Matcher {
  furthest = 0
  expected = new Set<string>()
  /** The word inside a list that is not what the list has. */
  inner: Part | null = null

  /** Where a sequence may end that begins at `from`. */
  match(way: readonly Element[], parts: readonly Part[], from: number): number[] {
    let ends = [from]
    for (const element of way) {
      const next = new Set<number>()
      for (const at of ends) for (const end of this.element(element, parts, at)) next.add(end)
      if (next.size === 0) return []
      ends = [...next]
    }
    for (const end of ends) if (end < parts.length) this.miss(end, 'the end of the statement')
    return ends
  }

  private element(element: Element, parts: readonly Part[], at: number): number[] {
    if (element.kind === 'options') return this.options(element.of, parts, at)
    if (element.kind === 'either') return element.of.flatMap((way) => this.match(way, parts, at))
    const part = parts[at]
    const fits = part !== undefined && this.fits(element, part)
    if (fits) return [at + 1]
    this.miss(at, wanted(element))
    return []
  }

  private options(ways: readonly Element[][], parts: readonly Part[], from: number): number[] {
    const ends = new Set([from])
    for (const at of ends) for (const way of ways) for (const end of this.match(way, parts, at)) ends.add(end)
    return [...ends]
  }

  private fits(element: Element, part: Part): boolean {
    if (element.kind === 'struct' || element.kind === 'anything') return part.kind === 'block'
    if (element.kind === 'list')
      return part.kind === 'block' && part.statements.every((one) => this.listed(element.of, one))
    // `keys { a; }` of a server.
    if (part.kind === 'block') return element.kind === 'type' && element.name === 'server_key'
    if (element.kind === 'word') return part.text.toLowerCase() === element.text.toLowerCase()
    return element.kind === 'type' && isOf(element.name, part)
  }

  private listed(way: readonly Element[], statement: Statement): boolean {
    const [first] = way
    if (first?.kind === 'type' && first.name === 'address_match_element') {
      const wrong = addressMatchFault(statement)
      if (wrong !== null) this.inner ??= wrong
      return wrong === null
    }
    const inside = new Matcher()
    if (inside.match(way, statement.parts, 0).includes(statement.parts.length)) return true
    this.inner ??= inside.inner ?? statement.parts[inside.furthest] ?? statement.parts.at(-1) ?? null
    return false
  }

  private miss(at: number, expected: string): void {
    if (at < this.furthest) return
    if (at > this.furthest) this.expected.clear()
    this.furthest = at
    this.expected.add(expected)
  }
}

function wanted(element: Element): string {
  if (element.kind === 'type') return TYPES[element.name]?.says ?? element.name
  return element.kind === 'word' ? `'${element.text}'` : "'{'"
}

/** `!` negates, `key x` asks for a signature, and lists may stand in lists. */
function addressMatchFault({ parts }: Statement): Part | null {
  const words = parts[0]?.kind === 'word' && parts[0].text === '!' ? parts.slice(1) : parts
  const [first, second, third] = words
  if (first === undefined) return parts[0] ?? null
  if (first.kind === 'block') {
    if (second !== undefined) return second
    for (const statement of first.statements) {
      const wrong = addressMatchFault(statement)
      if (wrong !== null) return wrong
    }
    return null
  }
  if (first.text.toLowerCase() === 'key') return second === undefined ? first : (third ?? null)
  // Ports and transports may stand behind an address in newer lists.
  if (second !== undefined)
    return /^(?:port|transport)$/i.test(second.kind === 'word' ? second.text : '') ? null : second
  if (/^\d{1,3}$/.test(first.text) && Number(first.text) <= 255) return first
  if (/^\d+(?:\.\d*)*(?:\/.*|\.\d*)$/.test(first.text) || /^[\da-f:]*:[\da-f:.]*(?:\/\d*)?$/i.test(first.text))
    return isMatchNetwork(first.text) ? null : first
  return null
}

/** Addresses may be cut short before their prefix: `10/8`, `192.168/16`; bits behind the prefix must be zero. */
export function isMatchNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/')
  if (address.includes(':')) return isNetwork(text.replace(/%\w+$/, ''))
  const octets = address.split('.')
  const isShort = octets.length < 4 && bits !== undefined
  const whole = isShort ? [...octets, '0', '0', '0', '0'].slice(0, 4).join('.') : address
  if (!isNetwork(bits === undefined ? whole : `${whole}/${bits}`)) return false
  if (bits === undefined) return true
  const value = whole.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  return value % 2 ** (32 - Number(bits)) === 0
}

interface Type {
  says: string
  is(word: Word): boolean
}

const isInteger = (text: string): boolean => /^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295
const isSize = (text: string): boolean => /^\d{1,18}[kmg]?$/i.test(text)
const isDuration = (text: string): boolean =>
  isTtl(text) ||
  (text.length > 1 && /^P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/i.test(text))

const SEVERITIES = /^(?:critical|error|warning|notice|info|debug|dynamic|\d+)$/i

const TYPES: Readonly<Record<string, Type>> = {
  string: { says: 'a string', is: ({ text, quoted }) => quoted || !/[/!]/.test(text) },
  quoted_string: { says: 'a quoted string', is: (word) => word.quoted },
  integer: { says: 'an integer', is: ({ text, quoted }) => !quoted && isInteger(text) },
  boolean: { says: 'a boolean', is: ({ text }) => /^(?:yes|no|true|false|1|0)$/i.test(text) },
  duration: { says: 'a duration', is: ({ text }) => isDuration(text) },
  ttlval: { says: 'a duration', is: ({ text }) => isDuration(text) },
  duration_or_unlimited: { says: 'a duration', is: ({ text }) => /^unlimited$/i.test(text) || isDuration(text) },
  fixedpoint: { says: 'a fixed point number', is: ({ text }) => /^\d+(?:\.\d{0,2})?$/.test(text) },
  percentage: { says: 'a percentage', is: ({ text }) => /^\d+%$/.test(text) },
  size: { says: 'a size', is: ({ text }) => /^(?:unlimited|default)$/i.test(text) || isSize(text) },
  sizeval: { says: 'a size', is: ({ text }) => isSize(text) },
  ipv4_address: { says: 'an IPv4 address', is: ({ text }) => isIpv4(text) },
  ipv6_address: { says: 'an IPv6 address', is: ({ text }) => isIpv6(text.replace(/%\w+$/, '')) },
  netprefix: { says: 'a network', is: ({ text }) => isMatchNetwork(text) },
  class: { says: 'a class', is: ({ text }) => /^(?:IN|CH|HS|CHAOS|HESIOD|ANY|NONE|CLASS\d+)$/i.test(text) },
  log_severity: { says: 'a severity', is: ({ text }) => SEVERITIES.test(text) },
  syslog_facility: { says: 'a facility', is: ({ text }) => /^[a-z]+\d?$/i.test(text) },
  portrange: { says: 'ports', is: ({ text }) => /^(?:range|\d+)$/i.test(text) },
  'remote-servers': { says: 'the name of a list of servers', is: isName },
  'server-list': { says: 'the name of a list of servers', is: isName },
  masters: { says: 'the name of a list of servers', is: isName },
}

/** What looks like an address is taken for one. */
function isName({ text }: Word): boolean {
  return !/^[\d.]+$|:/.test(text)
}

function isOf(type: string, word: Word): boolean {
  return TYPES[type]?.is(word) ?? true
}

/** Whether its blocks hold addresses, networks and names of lists of them. */
export function takesAddresses({ ways }: Rule): boolean {
  const inside = (elements: readonly Element[]): boolean =>
    elements.some((one) => {
      if (one.kind === 'list') return one.of[0]?.kind === 'type' && one.of[0].name === 'address_match_element'
      return (one.kind === 'options' || one.kind === 'either') && one.of.some(inside)
    })
  return ways.some(inside)
}
