import { isIpv4 } from '../read/address.ts'
import type { Findings, Source } from '../read/source.ts'
import { isBelow, isHostName, type Name, parentOf } from './name.ts'
import type { Target } from './rdata.ts'
import type { Zone, ZoneRecord } from './records.ts'
import { seconds } from './ttl.ts'

/** Records by owner, for what a zone must be as a whole. */
export class ZoneView {
  readonly zone: Zone
  readonly findings: Findings
  private readonly byOwner = new Map<Name, ZoneRecord[]>()
  /** Every name that has records, or has names below it. */
  private readonly exists = new Set<Name>()

  constructor(zone: Zone, findings: Findings) {
    this.zone = zone
    this.findings = findings
    for (const record of zone.records) {
      const all = this.byOwner.get(record.owner)
      if (all === undefined) this.byOwner.set(record.owner, [record])
      else all.push(record)
      for (let name = record.owner; !this.exists.has(name) && name !== '.'; name = parentOf(name)) this.exists.add(name)
    }
  }

  at(owner: Name, type?: string): ZoneRecord[] {
    const all = this.byOwner.get(owner) ?? []
    return type === undefined ? all : all.filter((record) => record.type === type)
  }

  owners(): Iterable<[Name, ZoneRecord[]]> {
    return this.byOwner
  }

  /** Whether the zone answers for a name itself: below a delegation somebody else does. */
  answersFor(name: Name): boolean {
    if (!isBelow(name, this.zone.origin)) return false
    for (let above = name; above !== this.zone.origin && above !== '.'; above = parentOf(above))
      if (this.at(above, 'NS').length > 0 || (above !== name && this.at(above, 'DNAME').length > 0)) return false
    return true
  }

  has(name: Name): boolean {
    if (this.exists.has(name)) return true
    for (let above = parentOf(name); isBelow(above, this.zone.origin) && above !== '.'; above = parentOf(above)) {
      if (this.at(`*.${above}`).length > 0) return true
      if (this.exists.has(above)) return false
    }
    return false
  }

  hasAddress(name: Name): boolean {
    const found = [...this.at(name), ...this.wildcardOver(name)]
    return found.some(({ type }) => type === 'A' || type === 'AAAA')
  }

  private wildcardOver(name: Name): ZoneRecord[] {
    if (this.exists.has(name)) return []
    for (let above = parentOf(name); isBelow(above, this.zone.origin) && above !== '.'; above = parentOf(above)) {
      const all = this.at(`*.${above}`)
      if (all.length > 0) return all
      if (this.exists.has(above)) return []
    }
    return []
  }
}

export function judgeZone(zone: Zone, source: Source, findings: Findings, { isWhole }: { isWhole: boolean }): void {
  const view = new ZoneView(zone, findings)
  judgeApex(view, source, isWhole)
  for (const [owner, records] of view.owners()) judgeOwner(view, owner, records)
  if (!zone.certain) return
  for (const record of zone.records) {
    judgeNames(view, record)
    if (zone.complete) judgeTargets(view, record)
  }
}

function judgeApex(view: ZoneView, source: Source, isWhole: boolean): void {
  const { zone, findings } = view
  const soas = zone.records.filter((record) => record.type === 'SOA')
  for (const soa of soas) {
    judgeSoa(view, soa)
    if (zone.certain && soa.owner !== zone.origin)
      findings.error(soa.source, soa.at, `SOA record not at top of zone (${soa.owner})`, `the zone is ${zone.origin}`)
  }
  if (!zone.complete || !isWhole) return
  if (soas.length === 0) findings.error(source, 0, 'the zone has 0 SOA records', 'each zone begins with one')
  else if (zone.certain && view.at(zone.origin, 'NS').length === 0)
    findings.error(
      soas[0]?.source ?? source,
      soas[0]?.at ?? 0,
      'the zone has no NS records',
      `name its servers: @ IN NS ns1.${zone.origin}`,
    )
}

function judgeSoa({ findings }: ZoneView, { source, data }: ZoneRecord): void {
  const [, mailbox, , refresh, retry, expire] = data
  if (mailbox?.text.includes('@') === true && mailbox.text !== '@')
    findings.warning(
      source,
      mailbox.start,
      `the mailbox ${mailbox.text} has an @`,
      'it is written with a dot: hostmaster.example.com.',
    )
  const [again, sooner, gone] = [refresh, retry, expire].map((one) => seconds(one?.text ?? ''))
  if (again == null || sooner == null || gone == null || expire === undefined) return
  if (gone < again + sooner)
    findings.warning(
      source,
      expire.start,
      `expire (${expire.text}) is shorter than refresh and retry together`,
      'secondaries drop the zone before they asked twice; a week or more is usual',
    )
}

function judgeOwner({ zone, findings }: ZoneView, name: Name, records: readonly ZoneRecord[]): void {
  // Of a zone whose domain is not known, names are shown as they are written.
  const owner = zone.certain ? name : (records[0]?.ownerToken?.text ?? '@')
  const signs = /^(?:RRSIG|NSEC|KEY)$/
  for (const alias of ['CNAME', 'DNAME']) {
    const [first, second] = records.filter((record) => record.type === alias)
    if (first !== undefined && second !== undefined && !same(first, second))
      findings.error(second.source, second.at, `${owner} has several ${alias} records: multiple RRs of singleton type`)
  }
  const cname = records.find((record) => record.type === 'CNAME')
  const other = records.find((record) => record.type !== 'CNAME' && !signs.test(record.type))
  if (cname !== undefined && other !== undefined) {
    const later = records.indexOf(other) > records.indexOf(cname) ? other : cname
    const apex = name === zone.origin ? ' The top of a zone has SOA and NS, so it is never an alias.' : ''
    findings.error(
      later.source,
      later.at,
      `${owner}: CNAME and other data`,
      `a name with a CNAME has no other records, and here is ${other.type}.${apex}`,
    )
  }
  const seen = new Map<string, ZoneRecord>()
  const ttls = new Map<string, ZoneRecord>()
  for (const record of records) {
    const key = `${record.type} ${dataKey(record)}`
    if (seen.has(key))
      findings.warning(
        record.source,
        record.at,
        `${owner} has this ${record.type} record twice`,
        'the second one is ignored',
      )
    seen.set(key, record)
    const first = ttls.get(record.type)
    if (first === undefined) ttls.set(record.type, record)
    else if (first.ttl !== record.ttl && record.type !== 'RRSIG' && first.ttl !== null && record.ttl !== null)
      findings.warning(
        record.source,
        record.at,
        `${owner} has ${record.type} records with different TTLs (${first.ttl} and ${record.ttl})`,
        'all records of a name and type have one TTL: the first one counts',
      )
  }
  judgeTexts(owner, records, findings)
}

function judgeTexts(owner: Name, records: readonly ZoneRecord[], findings: Findings): void {
  const texts = records.filter((record) => record.type === 'TXT')
  const policies = texts.filter((record) => /^v=spf1\b/i.test(record.data[0]?.text ?? ''))
  const [, second] = policies
  if (second !== undefined)
    findings.warning(
      second.source,
      second.at,
      `${owner} has several SPF records`,
      'a receiver takes that for an error and ignores them all: make one of them',
    )
  for (const record of texts) {
    const [first, next] = record.data
    if (first === undefined || next === undefined || first.quoted || next.quoted || !/^v=/i.test(first.text)) continue
    findings.warning(
      record.source,
      first.start,
      'the words of this TXT record are joined without blanks',
      `put the whole text in quotes: "${first.text} ${next.text} ..."`,
    )
  }
}

const HOSTS = /^(?:A|AAAA|MX)$/

function judgeNames({ zone, findings }: ZoneView, record: ZoneRecord): void {
  const { source, type, owner, ownerToken, targets } = record
  if (HOSTS.test(type) && !isHostName(owner) && ownerToken !== null && isBelow(owner, zone.origin))
    findings.warning(
      source,
      ownerToken.start,
      `${owner} is no name of a host`,
      'BIND refuses such names in a primary zone unless check-names says otherwise',
    )
  if (ownerToken !== null) judgeDot(zone, ownerToken.text, ownerToken.start, source, findings)
  for (const { token } of targets) {
    judgeDot(zone, token.text, token.start, source, findings)
    if (
      type === 'PTR' &&
      /\.(?:in-addr|ip6)\.arpa\.$/i.test(zone.origin) &&
      token.text.includes('.') &&
      !token.text.endsWith('.')
    )
      findings.warning(
        source,
        token.start,
        `${token.text} has no dot at its end and becomes ${token.text}.${zone.origin}`,
        `write ${token.text}.`,
      )
  }
}

function judgeDot(zone: Zone, text: string, at: number, source: Source, findings: Findings): void {
  if (standsTwice(zone, text))
    findings.warning(source, at, `${text} has no dot at its end and becomes ${text}.${zone.origin}`, `write ${text}.`)
}

/** `www.example.com` in the zone of example.com: without its dot the domain stands there twice. */
function standsTwice(zone: Zone, text: string): boolean {
  const domain = zone.origin.slice(0, -1)
  const lower = text.toLowerCase()
  return domain.includes('.') && (lower === domain || lower.endsWith(`.${domain}`))
}

function judgeTargets(view: ZoneView, record: ZoneRecord): void {
  const { zone, findings } = view
  const { type, owner, source, targets } = record
  const target = targets.at(type === 'SOA' ? 0 : -1)
  if (target === undefined || !isBelow(owner, zone.origin)) return
  if (type === 'NS') judgeServer(view, record, target)
  if (!view.answersFor(target.name) || target.name === '.' || standsTwice(zone, target.token.text)) return
  if (type === 'CNAME' && !view.has(target.name))
    findings.warning(
      source,
      target.token.start,
      `${owner} is an alias of ${target.name}, which does not exist in this zone`,
    )
  if (type !== 'MX' && type !== 'SRV') return
  if (view.at(target.name, 'CNAME').length > 0)
    findings.warning(
      source,
      target.token.start,
      `${type} '${target.name}' is a CNAME (illegal)`,
      'name the host that it stands for',
    )
  else if (!view.hasAddress(target.name)) {
    const hint = isIpv4(target.token.text) ? 'it takes a name and no address' : undefined
    findings.warning(source, target.token.start, `${type} '${target.name}' has no address records (A or AAAA)`, hint)
  }
}

function judgeServer(view: ZoneView, { owner, source }: ZoneRecord, { name, token }: Target): void {
  const { zone, findings } = view
  const hint = isIpv4(token.text) ? 'NS takes a name and no address' : 'resolvers reach this zone through it'
  if (owner === zone.origin) {
    if (!view.answersFor(name)) return
    if (view.at(name, 'CNAME').length > 0)
      findings.error(source, token.start, `NS '${name}' is a CNAME (illegal)`, hint)
    else if (!view.hasAddress(name))
      findings.error(source, token.start, `NS '${name}' has no address records (A or AAAA)`, hint)
  } else if (isBelow(name, owner) && !view.hasAddress(name))
    findings.warning(
      source,
      token.start,
      `NS '${name}' of ${owner} has no glue: address records (A or AAAA)`,
      'nobody finds a server whose name lies in the zone that it serves',
    )
}

function same(one: ZoneRecord, other: ZoneRecord): boolean {
  return dataKey(one) === dataKey(other)
}

function dataKey({ data, targets }: ZoneRecord): string {
  const names = new Map(targets.map(({ token, name }) => [token.start, name]))
  return data.map((token) => names.get(token.start) ?? token.text).join(' ')
}
