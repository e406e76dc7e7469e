import type { Finding } from '../types.ts'
import { fact, matches, note, type Pattern, pattern, type Reader, word } from './readers.ts'

const STARTER_CUES =
  'starter|poc|proof|prototype|mvp|hobby|demo|minimal|tiny|simple|small|basic|barebones|toy|quick|einfach|klein|sencill|peque|petit|piccol|semplice|簡単|小|简单'
const STARTER = word(
  STARTER_CUES,
  String.raw`starter|poc|proof[\s-]of[\s-]concept|prototype|mvp|hobby(?:\s+project)?|demo|minimal|tiny|simple|small|basic|barebones|toy|quick\s+and\s+dirty|einfach\w*|klein\w*|sencill[oa]s?|pequeñ[oa]s?|petite?s?|piccol[oa]|semplice|簡単な|小規模な?|简单的?|小型`,
)
const INTERMEDIATE = word('mid|intermediate', String.raw`intermediate|mid[\s-]?level\s+maturity`)
const ADVANCED = word(
  'enterprise|advanced|battle|critical|bank|エンタープライズ|企业级',
  String.raw`enterprise(?:[\s-](?:grade|ready|level|class))?|advanced|battle[\s-](?:tested|hardened)|mission[\s-]critical|bank[\s-]grade|business[\s-]critical|エンタープライズ|企业级`,
)
const EXPLICIT = word(
  'maturity|level',
  String.raw`(?:maturity\s*(?:level)?\s*(?:=|:|is|of)?\s*(starter|intermediate|advanced)|(starter|intermediate|advanced)\s+(?:maturity|level))`,
)
/** Small companies build large things: these words are not about the infrastructure. */
const ABOUT_PEOPLE =
  /^\s+(?:[\w-]+\s+)?(?:team|teams|company|companies|startup|start-up|business|businesses|shop|firm|change|changes|fix|budget|customers?|clients?|users?|subnets?|cidr|instances?|nodes?|vms?|hosts?|servers?|customer)\b/i
const MODIFIES =
  /^\s+(?:routing|networking|load|health|dns|rules?|features?|queries|traffic|metrics|persistent|patterns?)\b/i
const NOT_SMALL = /\b(?:too|not\s+so|not|nothing|more\s+than\s+(?:a|just))\s+(?:a\s+|an\s+)?$/i

export const readMaturity: Reader = (reading) => {
  const explicit = matches(reading.text, EXPLICIT)[0]
  if (explicit !== undefined)
    return [fact('maturity', (explicit.found[1] ?? explicit.found[2] ?? '').toLowerCase(), explicit.place)]
  const levels: [Pattern, string][] = [
    [STARTER, 'starter'],
    [INTERMEDIATE, 'intermediate'],
    [ADVANCED, 'advanced'],
  ]
  return levels.flatMap(([pattern, level]) =>
    matches(reading.text, pattern)
      .filter(({ place }) => {
        const after = reading.text.slice(place.end, place.end + 30)
        const before = reading.text.slice(Math.max(0, place.start - 24), place.start)
        if (reading.refused(place.start, place.end) || NOT_SMALL.test(before)) return false
        return !(level === 'starter' && ABOUT_PEOPLE.test(after)) && !MODIFIES.test(after)
      })
      .map(({ place }) => fact('maturity', level, place)),
  )
}

const SLUG = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*'
const NAMED = pattern(
  'called|named|namens|llamad|appel|chiamat',
  String.raw`(?<![\w-])(?<what>[a-z-]+\s+)?(?:called|named|namens|llamado|llamada|appelée?|chiamat[oa])\s+["'“‘]?(?<name>${SLUG})["'”’]?(?![\w.]|-\w|\.\w)`,
)
const PROJECT = pattern(
  'project',
  String.raw`(?<![\w-])project(?:\s+name)?\s*(?:=|:|is|name:)\s*["'“‘]?(?<name>${SLUG})["'”’]?(?![\w]|\.\w)`,
)
const FOR_SLUG = pattern(
  'for ',
  String.raw`(?<![\w-])for\s+(?<name>[a-z][a-z0-9]*-[a-z0-9]+(?:-[a-z0-9]+)*)(?=\s*(?:$|[,;.!]|\bon\b|\bin\b|\bwith\b|\busing\b|\bat\b))(?!\.\w)`,
)
/** Things that have names of their own. */
const NAMED_THINGS =
  /^(?:service|domain|zone|bucket|cluster|namespace|vpc|environment|env|database|db|host|server|role|table|user|tool|region|record|branch|file|function|module|queue|something|thing)\s*$/i
/** Parts of hyphenated words that describe instead of naming. */
const DESCRIBING =
  /(?:^|-)(?:e|real|high|low|multi|cross|non|self|pre|post|micro|web|end|open|on|state|long|short|full|production|prod|staging|dev|single|double|micro|event|data|cloud|in|out|off|stand|always|server|client|day|mid|medium|large|small|read|write|well|time|based|driven|tenant|region|az|ready|scale|commerce|term|side|running|facing|native|tier|the|to|of|critical|service|services|site|backend|frontend|api|eks|k8s|kubernetes|aws|dns|mesh|dr|eu|us|ap|central|west|east|north|south|proof|tested|grade|failover|backup|balancer|balancing|zone|zones|code|as)(?:-|$)/i
const LIMIT = 20

export const readProject: Reader = (reading) => {
  const findings: Finding[] = []
  const take = (name: string, start: number, end: number): void => {
    const slug = name.toLowerCase()
    if (reading.refused(start, end)) return
    if (slug.length > LIMIT)
      findings.push(note(`"${name}" is too long for a project's name: at most ${LIMIT} characters`))
    else findings.push(fact('project.name', slug, { start, end }))
  }
  for (const { found, place } of matches(reading.text, NAMED)) {
    const { what = '', name = '' } = found.groups ?? {}
    if (NAMED_THINGS.test(what) || /^(?:after|by|in|on|with|as|it|and|so)$/i.test(name)) continue
    take(name, place.start + what.length, place.end)
  }
  for (const { found, place } of matches(reading.text, PROJECT)) take(found.groups?.name ?? '', place.start, place.end)
  if (findings.length === 0) {
    for (const { found, place } of matches(reading.text, FOR_SLUG)) {
      const name = found.groups?.name ?? ''
      if (!DESCRIBING.test(name)) take(name, place.start, place.end)
    }
  }
  return findings
}

const MAIL: readonly [Pattern, string][] = [
  [word('google|suite|gmail', String.raw`google\s+workspace|g[\s-]?suite|gmail\s+for\s+(?:the\s+)?domain`), 'google'],
  [word('365|exchange', String.raw`(?:microsoft|office|ms)\s*365|exchange\s+online|o365|m365`), 'microsoft'],
  [
    word('ses', String.raw`(?:amazon|aws)\s+ses|ses\s+(?:for\s+)?(?:mail|e-?mail)|mail\s+(?:via|through|with)\s+ses`),
    'ses',
  ],
  [word('fastmail', 'fastmail'), 'fastmail'],
]
const EXISTING_ZONE = word(
  'exist',
  String.raw`(?:existing|already\s+existing|pre-?existing)\s+(?:hosted\s+|dns\s+|route\s?53\s+)*zone|(?:hosted\s+|dns\s+)?zone\s+(?:already\s+exists|exists\s+already)`,
)

export const readMail: Reader = (reading) => [
  ...MAIL.flatMap(([pattern, provider]) =>
    matches(reading.text, pattern)
      .filter(({ place }) => !reading.refused(place.start, place.end))
      .map(({ place }) => fact('dns.mail', provider, place)),
  ),
  ...matches(reading.text, EXISTING_ZONE).map(({ place }) => fact('dns.existing_zone', true, place)),
]
