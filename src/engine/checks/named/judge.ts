import { Findings, type Source } from '../read/source.ts'
import { Spelling } from '../read/spelling.ts'
import { type Grammar, mismatch, type Rule, takesAddresses } from './grammar.ts'
import type { Part, Statement, Word } from './lexer.ts'

/** A statement and the file that it came from. */
export interface Item {
  statement: Statement
  source: Source
}

export interface NamedZone {
  name: Word
  type: string
  /** The zone file, as it is written; null when the zone has none. */
  file: Word | null
  /** The view that it stands in. */
  view: string | null
  source: Source
}

/** Something that is defined by name, or asked for by it. */
export interface Mention {
  kind: 'acl' | 'key' | 'servers' | 'channel' | 'dnssec-policy' | 'tls'
  word: Word
  source: Source
}

const ZONES = [
  'primary',
  'secondary',
  'forward',
  'hint',
  'stub',
  'static-stub',
  'redirect',
  'mirror',
  'delegation-only',
]

/** What the statements of a configuration say, read with the grammar of named. */
export class NamedJudge {
  readonly findings = new Findings('named')
  readonly zones: NamedZone[] = []
  readonly defined: Mention[] = []
  readonly asked: Mention[] = []
  private readonly grammar: Grammar
  private readonly spellings = new Map<string, Spelling>()
  /** Brings in what a file includes; null when it is not here. */
  private readonly include: (path: string, from: Source) => Item[] | null
  complete = true
  private view: string | null = null

  constructor(grammar: Grammar, include: (path: string, from: Source) => Item[] | null) {
    this.grammar = grammar
    this.include = include
  }

  /** `above` names the block in the grammar: `options/`, `zone:primary/`. */
  block(items: readonly Item[], above: string): void {
    const seen = new Map<string, Item>()
    for (const item of this.expand(items, 0)) {
      const name = firstWord(item.statement)
      if (name === null) {
        const [part] = item.statement.parts
        if (part !== undefined) this.findings.error(item.source, part.start, 'a statement begins with its name')
        continue
      }
      this.statement(item, name, above, seen)
    }
  }

  private expand(items: readonly Item[], depth: number): Item[] {
    return items.flatMap((item) => {
      const [name, path] = item.statement.parts
      if (name?.kind !== 'word' || name.text.toLowerCase() !== 'include' || path?.kind !== 'word') return [item]
      const found = depth < 10 ? this.include(path.text, item.source) : null
      if (found === null) this.complete = false
      return found === null ? [] : this.expand(found, depth + 1)
    })
  }

  private statement(item: Item, name: Word, above: string, seen: Map<string, Item>): void {
    const { statement, source } = item
    const key = name.text.toLowerCase()
    if (key === 'zone' && (above === '' || above === 'view/')) {
      this.zone(item)
      return
    }
    const path = above + key
    // Of a zone without a type nothing is known but what no zone has.
    if (above === 'zone:/' && ZONES.some((type) => this.grammar.rule(`zone:${type}/${key}`) !== undefined)) return
    const rule = this.grammar.rule(path)
    if (rule === undefined) {
      this.unknown(source, name, above)
      return
    }
    if (rule.last !== null) {
      const hint =
        key === 'dnssec-enable' || key === 'dnssec-lookaside'
          ? 'leave it out: what it switched on is always on'
          : undefined
      this.findings.warning(
        source,
        name.start,
        `BIND has '${name.text}' no more since ${after(rule.last)}, and named refuses it`,
        hint,
      )
      return
    }
    const first = seen.get(key)
    if (first !== undefined && !rule.many) {
      const where = `${first.source.path}:${first.source.at(first.statement.parts[0]?.start ?? 0).line}`
      this.findings.error(source, name.start, `'${name.text}' redefined`, `it stands in ${where} already`)
    }
    seen.set(key, item)
    const wrong = mismatch(rule, statement)
    if (wrong !== null) {
      this.mismatched(item, name, wrong)
      return
    }
    this.mentions(item, key, path, rule)
    for (const part of statement.parts) {
      if (part.kind !== 'block' || this.grammar.names(path).length === 0) continue
      const outer = this.view
      const [, title] = statement.parts
      if (path === 'view' && title?.kind === 'word') this.view = title.text
      const items = part.statements.map((one) => ({ statement: one, source }))
      this.block(items, `${path}/`)
      this.view = outer
      const fault = contentFault(path, items, name)
      if (fault !== null) this.findings.error(source, fault.at, fault.message, fault.hint)
    }
  }

  private mismatched(
    { statement, source }: Item,
    name: Word,
    { part, expected }: { part: Part | null; expected: string[] },
  ): void {
    const swallowed = this.swallowed(source, statement)
    if (swallowed !== null) {
      this.findings.error(source, swallowed.end, "missing ';'", `the line ends without one, and named reads on`)
      return
    }
    const wanted = expected.slice(0, 6).join(', ')
    const at = part?.start ?? statement.end
    const near = part === null ? "';'" : part.kind === 'word' ? `'${part.text.slice(0, 40)}'` : "'{'"
    const only = wanted === '' ? undefined : `'${name.text}' wants ${wanted} here`
    this.findings.error(source, at, `unexpected ${near} in '${name.text}'`, only)
  }

  /** The part before a line that begins with a statement of its own. */
  private swallowed(source: Source, { parts }: Statement): Part | null {
    for (const [index, part] of parts.entries()) {
      const before = parts[index - 1]
      if (before === undefined || part.kind !== 'word' || part.quoted) continue
      if (source.text.slice(before.end, part.start).includes('\n') && index < parts.length - 1) return before
    }
    return null
  }

  private unknown(source: Source, name: Word, above: string): void {
    const known = this.spellings.get(above) ?? new Spelling(this.grammar.names(above.replace(/\/$/, '')))
    this.spellings.set(above, known)
    const block =
      above === '' ? 'the top level' : above.replace(/\/$/, '').replace(/^.*\//, '').replace('zone:', 'a zone of type ')
    this.findings.error(source, name.start, `unknown option '${name.text}' in ${block}`, known.hint(name.text))
  }

  private zone({ statement, source }: Item): void {
    const [, name, ...rest] = statement.parts
    const block = rest.find((part) => part.kind === 'block')
    const start = statement.parts[0]?.start ?? 0
    if (name?.kind !== 'word' || block?.kind !== 'block') {
      this.findings.error(
        source,
        name?.start ?? start,
        'unexpected token: a zone has a name and a block',
        'zone "example.com" { type primary; file "example.com.zone"; };',
      )
      return
    }
    for (const extra of rest)
      if (extra !== block && !(extra.kind === 'word' && /^(?:IN|CH|HS|CHAOS|HESIOD)$/i.test(extra.text)))
        this.findings.error(
          source,
          extra.start,
          `unexpected ${extra.kind === 'word' ? `'${extra.text}'` : "'{'"} in zone '${name.text}'`,
        )
    const inside = this.expand(
      block.statements.map((one) => ({ statement: one, source })),
      0,
    )
    const value = (key: string): Word | null => {
      const found = inside.find((one) => firstWord(one.statement)?.text.toLowerCase() === key)?.statement.parts[1]
      return found?.kind === 'word' ? found : null
    }
    const written = value('type')
    const type =
      ({ master: 'primary', slave: 'secondary' } as Record<string, string>)[written?.text.toLowerCase() ?? ''] ??
      written?.text.toLowerCase() ??
      ''
    if (name.text === '') this.findings.error(source, name.start, "zone '': is not a valid name")
    const inView = value('in-view')
    this.zones.push({ name, type, file: value('file'), view: this.view, source })
    if (inView !== null) return
    if (written === null) {
      if (this.complete && !inside.some((one) => firstWord(one.statement)?.text.toLowerCase() === 'template'))
        this.findings.error(source, name.start, `zone '${name.text}': type not present`, 'such as type primary;')
    } else if (!ZONES.includes(type)) {
      this.findings.error(
        source,
        written.start,
        `unexpected '${written.text}': '${written.text}' is no type of a zone`,
        new Spelling(ZONES).hint(written.text) ?? `it is one of ${ZONES.join(', ')}`,
      )
      return
    }
    this.block(inside, type === '' ? 'zone:/' : `zone:${type}/`)
    this.needs(type, name, source, inside)
  }

  private needs(type: string, name: Word, source: Source, inside: readonly Item[]): void {
    const has = (...keys: string[]): boolean =>
      inside.some((one) => keys.includes(firstWord(one.statement)?.text.toLowerCase() ?? ''))
    if (!this.complete) return
    if (/^(?:primary|hint)$/.test(type) && !has('file', 'database', 'dlz'))
      this.findings.error(source, name.start, `zone '${name.text}': missing 'file' entry`)
    if (/^(?:secondary|stub)$/.test(type) && !has('primaries', 'masters'))
      this.findings.error(source, name.start, `zone '${name.text}': missing 'primaries' entry`)
  }

  private mentions({ statement, source }: Item, key: string, path: string, rule: Rule): void {
    const [name, second] = statement.parts
    if (second?.kind === 'word') {
      const kind = DEFINES[key]
      if ((path === key || path === `view/${key}`) && kind !== undefined)
        this.defined.push({ kind, word: second, source })
      else if (path === 'logging/channel') this.defined.push({ kind: 'channel', word: second, source })
      else if (key === 'dnssec-policy') this.asked.push({ kind: 'dnssec-policy', word: second, source })
      else if (path === 'logging/category') this.category(second, source)
    }
    // Who may see the statistics is looked up when named runs.
    const isAddresses = takesAddresses(rule) && !path.startsWith('statistics-channels')
    if (path === 'dnssec-policy/keys') this.algorithms(statement, source)
    let before: Part | undefined = name
    for (const part of statement.parts) {
      if (part.kind === 'block') {
        const isKeys = before?.kind === 'word' && before.text === 'keys' && path !== 'dnssec-policy/keys'
        for (const one of part.statements) {
          if (isKeys) this.ask('key', one, source)
          else if (path === 'logging/category') this.ask('channel', one, source)
          else if (isAddresses) this.askAddress(one, source)
          else if (
            /^(?:masters|primaries|parental-agents)$/.test(key) ||
            (key === 'also-notify' && path.startsWith('zone:'))
          )
            this.askServer(one, source)
        }
      } else if (before?.kind === 'word' && before.text.toLowerCase() === 'port' && Number(part.text) > 65_535)
        this.findings.error(source, part.start, `port number out of range near '${part.text}'`)
      before = part
    }
  }

  private algorithms({ parts }: Statement, source: Source): void {
    const block = parts[1]
    if (block?.kind !== 'block') return
    for (const key of block.statements) {
      const at = key.parts.findIndex((part) => part.kind === 'word' && part.text.toLowerCase() === 'algorithm')
      const word = key.parts[at + 1]
      if (at >= 0 && word?.kind === 'word' && !SIGNING.test(word.text))
        this.findings.error(source, word.start, `bad algorithm ${word.text}`, 'ecdsap256sha256 is the usual one')
    }
  }

  private category(word: Word, source: Source): void {
    if (CATEGORIES.has(word.text.toLowerCase())) return
    const slip = new Spelling(CATEGORIES).near(word.text)
    if (slip !== null)
      this.findings.error(source, word.start, `undefined category: '${word.text}'`, `did you mean "${slip}"?`)
    else this.findings.warning(source, word.start, `'${word.text}' is no category of log messages that is known here`)
  }

  private ask(kind: Mention['kind'], statement: Statement, source: Source): void {
    const word = firstWord(statement)
    if (word !== null) this.asked.push({ kind, word, source })
  }

  private askAddress({ parts }: Statement, source: Source): void {
    const words = parts[0]?.kind === 'word' && parts[0].text === '!' ? parts.slice(1) : parts
    const [first] = words
    if (first?.kind === 'block') for (const one of first.statements) this.askAddress(one, source)
    // named does not mind a key in a list that nobody has.
    else if (first?.kind === 'word' && !/^[\d.]+[./]|:/.test(first.text) && !/^(?:geoip|key)$/i.test(first.text))
      this.asked.push({ kind: 'acl', word: first, source })
  }

  private askServer({ parts: [first] }: Statement, source: Source): void {
    if (first?.kind === 'word' && !/^[\d.]+$|:/.test(first.text))
      this.asked.push({ kind: 'servers', word: first, source })
  }
}

const SIGNING =
  /^(?:\d{1,3}|(?:nsec3)?rsasha1|rsasha(?:256|512)|ecdsap(?:256sha256|384sha384)|ed25519|ed448|mldsa\d*)$/i

const DEFINES: Readonly<Record<string, Mention['kind']>> = {
  acl: 'acl',
  key: 'key',
  masters: 'servers',
  primaries: 'servers',
  'remote-servers': 'servers',
  'parental-agents': 'servers',
  tls: 'tls',
  'dnssec-policy': 'dnssec-policy',
}

const CATEGORIES: ReadonlySet<string> = new Set(
  `client cname config database default delegation-only dispatch dnssec dnstap drop edns-disabled eventlib general lame-servers
  memory network notify nsid queries query-errors rate-limit resolver responses rpz rpz-passthru security serve-stale spill
  sslkeylog trust-anchor-telemetry unmatched update update-policy update-security xfer-in xfer-out zoneload`.split(
    /\s+/,
  ),
)

export function firstWord({ parts }: Statement): Word | null {
  const [first] = parts
  return first?.kind === 'word' ? first : null
}

function after(version: string): string {
  const [major = '9', minor = '0'] = version.split('.')
  return `${major}.${Number(minor) + (version === '9.20' ? 1 : 2)}`
}

const ALGORITHMS = /^hmac-(?:md5(?:\.sig-alg\.reg\.int)?|sha(?:1|224|256|384|512))(?:-\d+)?\.?$/i

/** What a block must have all together. */
function contentFault(
  path: string,
  items: readonly Item[],
  name: Word,
): { at: number; message: string; hint?: string } | null {
  const has = (key: string): Item | undefined =>
    items.find((one) => firstWord(one.statement)?.text.toLowerCase() === key)
  const forward = has('forward')
  if (forward !== undefined && has('forwarders') === undefined)
    return { at: forward.statement.parts[0]?.start ?? name.start, message: "no matching 'forwarders' statement" }
  const value = (key: string): Word | null => {
    const found = items.find((one) => firstWord(one.statement)?.text.toLowerCase() === key)?.statement.parts[1]
    return found?.kind === 'word' ? found : null
  }
  if (path === 'key' || path === 'view/key') {
    const [algorithm, secret] = [value('algorithm'), value('secret')]
    if (algorithm === null || secret === null)
      return { at: name.start, message: "a key must have both 'secret' and 'algorithm' defined" }
    if (!ALGORITHMS.test(algorithm.text))
      return {
        at: algorithm.start,
        message: `unknown algorithm '${algorithm.text}'`,
        hint: 'hmac-sha256 is the usual one',
      }
    const isBase64 =
      secret.text === '' ||
      (/^[A-Za-z\d+/\s]+={0,2}$/.test(secret.text) && secret.text.replace(/\s/g, '').length % 4 === 0)
    if (!isBase64 && !/[<>$@%_]|\*{3}|CHANGE/i.test(secret.text))
      return { at: secret.start, message: 'bad secret: bad base64 encoding', hint: 'tsig-keygen makes one' }
  }
  if (path === 'logging/channel') {
    const places = items.filter((one) => /^(?:file|syslog|null|stderr)$/i.test(firstWord(one.statement)?.text ?? ''))
    if (places.length !== 1)
      return { at: name.start, message: 'exactly one of file, syslog, null, and stderr must be present in a channel' }
  }
  return null
}
