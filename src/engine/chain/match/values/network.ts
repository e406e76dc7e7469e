import { NUMBER, numberOf } from './numbers.ts'
import { END, fact, matches, note, type Place, pattern, type Reader, START, word } from './readers.ts'

const ZONES = String.raw`(?:azs?|availability[\s-]?zones?|verfügbarkeitszonen?|zonas?\s+de\s+disponibilidade?|zones?\s+de\s+disponibilité|zone\s+di\s+disponibilità|beschikbaarheidszones?)`
const ZONE = pattern(
  'az|zon|ゾーン|可用|가용',
  String.raw`${START}${ZONES}${END}|(?<=\d)${ZONES}${END}|アベイラビリティー?ゾーン|可用区|可用區|가용\s?영역`,
)
const COUNT_BEFORE = new RegExp(
  String.raw`(?<![a-z0-9.])(${NUMBER}|一|二|两|三|四|\d)[\s-]*(?:x\s*|つの|個の|个|個)?(?:different\s+|separate\s+|distinct\s+|aws\s+)?$`,
)
const COUNT_AFTER = /^\s*(?:x|=|:|count\s+(?:of\s+)?)\s*(\d)(?![a-z0-9])/
const ACROSS = pattern(
  'zon',
  String.raw`(?:across|over|spread\s+(?:over|across)|in|auf|über|en)\s+(two|three|2|3|zwei|drei|deux|trois|dos|tres)\s+(?:zones?|zonen|zonas)(?!\s+(?:file|record))${END}`,
)
const CIDR = pattern('/', String.raw`(?<![\d.])(\d{1,4}(?:\.\d{1,4}){3})\s?\/\s?(\d{1,3})(?![\d.]*\d)`)
const PLANNED_SIZES = { from: 16, to: 20 }

/** How many zones, with the place of the words that say so. */
function zoneCounts(text: string): { written: string; place: Place }[] {
  const counts = matches(text, ACROSS).map(({ found, place }) => ({ written: found[1] ?? '', place }))
  for (const { place } of matches(text, ZONE)) {
    const lead = text.slice(Math.max(0, place.start - 30), place.start)
    const before = COUNT_BEFORE.exec(lead)
    const after = before === null ? COUNT_AFTER.exec(text.slice(place.end, place.end + 16)) : null
    if (before !== null)
      counts.push({ written: before[1] ?? '', place: { start: place.start - before[0].length, end: place.end } })
    else if (after !== null)
      counts.push({ written: after[1] ?? '', place: { start: place.start, end: place.end + after[0].length } })
  }
  return counts
}

export const readZones: Reader = (reading) =>
  zoneCounts(reading.text).flatMap(({ written, place }) => {
    const count = numberOf(written)
    if (count === undefined || reading.refused(place.start, place.end)) return []
    const before = reading.text.slice(Math.max(0, place.start - 24), place.start)
    // "a NAT gateway per zone", "in an AZ": no count of zones.
    if (/^(?:a|an|un|una|une|ein|eine|einer)$/.test(written) || /\b(?:per|each|every)\s+$/.test(before)) return []
    if (count < 2 || count > 3) {
      return [note(`"${reading.written(place.start, place.end).trim()}": a network here has 2 or 3 availability zones`)]
    }
    return [fact('network.azs', count, place)]
  })

const isPrivate = (first: number, second: number): boolean =>
  first === 10 ||
  (first === 172 && second >= 16 && second <= 31) ||
  (first === 192 && second === 168) ||
  (first === 100 && second >= 64 && second <= 127)

/** Why a block cannot be used, or undefined. */
function flaw(octets: readonly number[], prefix: number): string | undefined {
  if (octets.some((octet) => octet > 255)) return 'an address has four numbers from 0 to 255'
  if (prefix > 32) return 'a prefix is at most 32'
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0)
  const size = 2 ** (32 - prefix)
  if (address % size === 0) return undefined
  const first = address - (address % size)
  return `it has bits set after its prefix; did you mean ${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}?`
}

const ADMIN =
  /(?:\b(?:admins?|office|bastion|ssh|allow(?:ed|list\w*)?|whitelist\w*|access|operators?|reachable|restricted\s+to|only)\b[^.;,]{0,30}|\bfrom\s+)$/i
const ELSEWHERE =
  /\b(?:on[\s-]?prem\w*|data\s?cent(?:er|re)|peer\w*|pods?|services?|overlaps?\w*|conflict\w*|avoid\w*|corporate|vpn\s+to|existing|legacy|other)\b[^.;,]{0,24}$/i

export const readBlocks: Reader = (reading) => {
  const findings = []
  const networks: { value: string; place: Place; named: boolean }[] = []
  const admin: { value: string; place: Place }[] = []
  for (const { found, place } of matches(reading.text, CIDR)) {
    const value = `${found[1]}/${found[2]}`
    const octets = (found[1] ?? '').split('.').map(Number)
    const prefix = Number(found[2])
    const wrong = flaw(octets, prefix)
    const before = reading.text.slice(Math.max(0, place.start - 40), place.start)
    if (wrong !== undefined) findings.push(note(`"${value}" was not taken as a network: ${wrong}`))
    else if (reading.refused(place.start, place.end) || ELSEWHERE.test(before))
      findings.push(note(`"${value}" was read as a network that is not this one`))
    else if (ADMIN.test(before)) admin.push({ value, place })
    else if (!isPrivate(octets[0] ?? 0, octets[1] ?? 0))
      findings.push(note(`"${value}" is a public range: say whether it is an admin network`))
    else if (prefix < PLANNED_SIZES.from || prefix > PLANNED_SIZES.to) {
      findings.push(
        note(
          `"${value}" was not taken: the network plan needs a block from /${PLANNED_SIZES.from} to /${PLANNED_SIZES.to}`,
        ),
      )
    } else
      networks.push({ value, place, named: /\b(?:vpc|network|cidr|netz\w*|block|range)\b[^.;,]{0,16}$/i.test(before) })
  }
  const named = networks.filter((network) => network.named)
  for (const network of named.length === 1 ? named : networks)
    findings.push(fact('network.cidr', network.value, network.place))
  const first = admin[0]
  const last = admin.at(-1)
  if (first !== undefined && last !== undefined) {
    findings.push(
      fact('network.admin_cidrs', [...new Set(admin.map((entry) => entry.value))], {
        start: first.place.start,
        end: last.place.end,
      }),
    )
  }
  return findings
}

const KUBERNETES_VERSION = word(
  '1.',
  String.raw`(?:kubernetes|k8s|eks|kube|cluster)(?:\s+cluster)?\s*(?:version\s*|v|@|-|=|:)?\s*v?(1\.(?:2\d|3\d|4\d))(?:\.\d+)?(?!\.?\d)`,
)
const UPGRADE = word(
  '1.',
  String.raw`(?:upgrad|updat|mov|bump)\w*\s+(?:[\w.]+\s+){0,4}?to\s+(?:kubernetes\s+|k8s\s+|version\s+)?v?(1\.(?:2\d|3\d|4\d))(?:\.\d+)?`,
)
const BARE_VERSION = word('1.', String.raw`v?(1\.(?:2[5-9]|3\d|4\d))(?:\.\d+)?\s+(?:kubernetes|k8s|eks)(?:\s+cluster)?`)

export const readClusterVersion: Reader = (reading) =>
  [
    ...matches(reading.text, KUBERNETES_VERSION),
    ...(reading.wants('kubernetes') ? matches(reading.text, UPGRADE) : []),
    ...matches(reading.text, BARE_VERSION),
  ].flatMap(({ found, place }) =>
    reading.refused(place.start, place.end) ? [] : [fact('cluster.version', found[1] ?? '', place)],
  )
