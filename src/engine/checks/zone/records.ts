import { didYouMean } from '../../../skills/nearest.ts'
import type { Findings, Source } from '../read/source.ts'
import { type Entry, readEntries, type Token } from './lexer.ts'
import { isBelow, type Name, readName } from './name.ts'
import { isType, RECORD_TYPES, readRdata, type Target } from './rdata.ts'
import { seconds } from './ttl.ts'

export interface ZoneRecord {
  source: Source
  owner: Name
  /** The word that gave the owner; null when the record has that of the one before. */
  ownerToken: Token | null
  type: string
  ttl: number | null
  /** Where the type stands. */
  at: number
  data: readonly Token[]
  targets: readonly Target[]
}

export interface Zone {
  origin: Name
  /** false when nobody said of what domain this is: names cannot be compared then. */
  certain: boolean
  records: ZoneRecord[]
  /** All that the file includes was seen, and read. */
  complete: boolean
}

/** Where a zone's includes are found; null for one that cannot be seen. */
export type Include = (path: string, from: Source) => Source | null

const CLASSES = /^(?:IN|CH|HS|CHAOS|HESIOD|CLASS\d{1,5})$/i

/** Reads a zone with all that it includes, and says what cannot be read. */
export function readZone(
  source: Source,
  origin: { name: Name; certain: boolean },
  include: Include,
  findings: Findings,
): Zone {
  const zone: Zone = { origin: origin.name, certain: origin.certain, records: [], complete: true }
  new Reader(zone, include, findings).file(source, origin.name, 0)
  return zone
}

const DEEPEST_INCLUDE = 10

/** A file of another domain is said to be one a few times. */
const MOST_OUTSIDE = 5

class Reader {
  private readonly zone: Zone
  private readonly include: Include
  private readonly findings: Findings
  private owner: Name | null = null
  private ttl: number | null = null
  private lastTtl: number | null = null
  private sawSoa = false
  private outside = 0

  constructor(zone: Zone, include: Include, findings: Findings) {
    this.zone = zone
    this.include = include
    this.findings = findings
  }

  file(source: Source, from: Name, depth: number): void {
    let origin = from
    const { entries, faults } = readEntries(source.text)
    for (const { offset, message, hint } of faults) this.findings.error(source, offset, message, hint)
    if (faults.length > 0) this.zone.complete = false
    for (const entry of entries) {
      const [first] = entry.tokens
      if (first === undefined) continue
      if (first.text.startsWith('$') && !first.quoted && !entry.continued)
        origin = this.directive(source, entry, first, origin, depth)
      else this.record(source, entry, origin)
    }
  }

  private directive(source: Source, { tokens }: Entry, first: Token, origin: Name, depth: number): Name {
    const [, argument, second] = tokens
    const name = first.text.toUpperCase()
    if (!/^\$(?:ORIGIN|TTL|INCLUDE|GENERATE|DATE)$/.test(name)) {
      this.refuse(
        source,
        first.start,
        `unknown $ directive '${first.text}'`,
        didYouMean(first.text, ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE']),
      )
      return origin
    }
    if (argument === undefined) {
      if (name !== '$DATE') this.refuse(source, first.end, `${name} has no value: unexpected end of line`)
      return origin
    }
    if (name === '$ORIGIN') {
      const read = readName(argument.text, origin)
      if ('name' in read) return read.name
      this.refuse(source, argument.start, read.fault)
    } else if (name === '$TTL') {
      this.ttl = seconds(argument.text)
      if (this.ttl === null)
        this.refuse(source, argument.start, `bad ttl '${argument.text}'`, 'a time is a number of seconds, or 1h30m')
    } else if (name === '$INCLUDE') this.included(source, argument, second, origin, depth)
    else if (name === '$GENERATE') this.generated(source, argument)
    return origin
  }

  private included(source: Source, path: Token, other: Token | undefined, origin: Name, depth: number): void {
    const found = depth < DEEPEST_INCLUDE ? this.include(path.text, source) : null
    if (found === null) {
      this.zone.complete = false
      return
    }
    const owner = this.owner
    const read = other === undefined || other.text.startsWith(';') ? { name: origin } : readName(other.text, origin)
    if ('name' in read) this.file(found, read.name, depth + 1)
    this.owner = owner
  }

  /** What it makes is not spelled out: names may then exist that nobody wrote. */
  private generated(source: Source, range: Token): void {
    this.zone.complete = false
    if (!/^\d+-\d+(?:\/\d+)?$/.test(range.text))
      this.refuse(source, range.start, `invalid range '${range.text}'`, 'such as 1-100 or 0-254/2')
  }

  private record(source: Source, entry: Entry, origin: Name): void {
    const words = [...entry.tokens]
    let ownerToken: Token | null = null
    if (!entry.continued) {
      ownerToken = words.shift() ?? null
      const read = readName(ownerToken?.text ?? '', origin)
      if ('fault' in read) return void this.refuse(source, ownerToken?.start ?? entry.start, read.fault)
      this.owner = read.name
    }
    if (this.owner === null)
      return void this.refuse(
        source,
        entry.start,
        'no current owner name',
        'a line that begins with a blank continues the record before, and there is none',
      )
    const ttl = this.prefix(source, words)
    if (ttl === false) return
    const [type, ...data] = words
    if (type === undefined)
      return void this.refuse(
        source,
        ownerToken?.end ?? entry.start,
        'unexpected end of line',
        'a record has a type and its data',
      )
    const name = type.text.toUpperCase()
    if (!isType(name) || type.quoted) {
      const hint =
        didYouMean(name, RECORD_TYPES) ?? (/^\d/.test(name) ? 'a TTL is a number of seconds, or 1h30m' : undefined)
      return void this.refuse(source, type.start, `unknown RR type '${type.text}'`, hint)
    }
    const { targets, fault } = readRdata(name, data, origin)
    if (fault !== null) {
      const at = fault.token?.start ?? data.at(-1)?.end ?? type.end
      const near = fault.token === null ? '' : ` near '${fault.token.text.slice(0, 40)}'`
      return void this.refuse(source, at, `${name}: ${fault.message}${near}`)
    }
    this.zone.records.push({
      source,
      owner: this.owner,
      ownerToken,
      type: name,
      ttl: this.timeFor(source, type, name, ttl),
      at: type.start,
      data,
      targets,
    })
    if (
      !isBelow(this.owner, this.zone.origin) &&
      this.zone.certain &&
      ownerToken !== null &&
      ++this.outside <= MOST_OUTSIDE
    )
      this.findings.warning(
        source,
        ownerToken.start,
        `out-of-zone data (${this.owner}) is ignored`,
        `this is the zone ${this.zone.origin}`,
      )
  }

  /** Takes TTL and class off a record, which stand in any order; false when they are refused. */
  private prefix(source: Source, words: Token[]): number | null | false {
    let ttl: number | null = null
    let classed = false
    for (let taken = 0; taken < 2; taken++) {
      const [word, next] = words
      if (word === undefined || word.quoted) break
      if (CLASSES.test(word.text) && !classed) {
        classed = true
        if (!/^IN$/i.test(word.text) && this.zone.records.length === 0) this.zone.complete = false
        words.shift()
      } else if (ttl === null && seconds(word.text) !== null && next !== undefined) {
        ttl = seconds(word.text)
        if (ttl !== null && ttl > 2_147_483_647)
          this.findings.warning(source, word.start, `the TTL ${word.text} is more than 2147483647 and counts as 0`)
        words.shift()
      } else break
    }
    return ttl
  }

  private timeFor(source: Source, token: Token, type: string, own: number | null): number | null {
    const found = own ?? this.ttl ?? this.lastTtl
    if (found === null && type !== 'SOA' && !this.sawSoa)
      this.findings.error(source, token.start, 'no TTL specified', 'begin the file with $TTL, such as $TTL 3600')
    if (type === 'SOA') this.sawSoa = true
    if (own !== null) this.lastTtl = own
    return found
  }

  private refuse(source: Source, offset: number, message: string, hint?: string): void {
    this.zone.complete = false
    this.findings.error(source, offset, message, hint)
  }
}
