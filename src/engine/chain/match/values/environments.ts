import { fact, matches, type Place, pattern, type Reader, word } from './readers.ts'

/** What people write → the name of the environment. Other names are kept as they are written. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    production: 'prod',
    prod: 'prod',
    prd: 'prod',
    produktion: 'prod',
    produccion: 'prod',
    producción: 'prod',
    producao: 'prod',
    produção: 'prod',
    produzione: 'prod',
    produktiv: 'prod',
    productie: 'prod',
    produktionsumgebung: 'prod',
    本番: 'prod',
    本番環境: 'prod',
    本番用: 'prod',
    生产: 'prod',
    生产环境: 'prod',
    生產: 'prod',
    프로덕션: 'prod',
    운영: 'prod',
    продакшен: 'prod',
    продакшн: 'prod',
    продакшена: 'prod',
    прод: 'prod',
    staging: 'staging',
    stg: 'staging',
    stage: 'stage',
    ステージング: 'staging',
    预发布: 'staging',
    스테이징: 'staging',
    стейджинг: 'staging',
    development: 'dev',
    dev: 'dev',
    entwicklung: 'dev',
    desarrollo: 'dev',
    développement: 'dev',
    sviluppo: 'dev',
    desenvolvimento: 'dev',
    開発: 'dev',
    开发: 'dev',
    개발: 'dev',
    preprod: 'preprod',
    'pre-prod': 'preprod',
    preproduction: 'preprod',
    'pre-production': 'preprod',
    qa: 'qa',
    uat: 'uat',
    test: 'test',
    testing: 'test',
    sandbox: 'sandbox',
    demo: 'demo',
    integration: 'integration',
    canary: 'canary',
  }),
)
/** Names that are an environment wherever they stand; the others only in a list, or before "environment". */
const CERTAIN = new Set(['prod', 'staging', 'preprod'])
const LISTED =
  'pre-?prod(?:uction)?|produktionsumgebung|production|produktion|produktiv|produc(?:c[ií][oó]n|cao|ção)|produção|produzione|productie|prod|prd|staging|stage|stg|development|entwicklung|desarrollo|développement|sviluppo|desenvolvimento|dev|qa|uat|testing|test|sandbox|demo|integration'
const OTHER_SCRIPTS =
  '本番環境|本番用|本番|生产环境|生产|生產|프로덕션|운영|продакшена|продакшен|продакшн|прод|ステージング|预发布|스테이징|стейджинг|開発|开发|개발'
const ENVIRONMENT = pattern(
  `pr|stag|stg|dev|desa|desen|dés|svil|qa|uat|test|sandbox|demo|integration|entw|${OTHER_SCRIPTS}`,
  `${word('', LISTED).source}|${OTHER_SCRIPTS}`,
)
/** A quality, an activity or a person, and no environment. */
const OTHER_USE =
  /^[\s-]*(?:ready|grade|quality|like|class|worthy|tested|proven|level|hardened|reif|tauglich|team|teams|tool\w*|mode|server\s+mode|suite|suites|coverage|driven|data\b|drill|drills|restore|lab|ops|kit|script|house|line|plant|floor|schedule|company|app\b|application\b)/i
const JOINT =
  /^(?:\s*(?:,|\/|\+|&|\||、)\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+)?|\s+(?:and|und|et|y|e|plus|then|or|i|и)\s+(?:a\s+|an\s+|one\s+|our\s+|then\s+)?|\s*(?:->|→|と|和|与|및)\s*|\s+)$/i
const ENVIRONMENT_FOLLOWS =
  /^[\s-]*(?:\w+\s+)?(?:env(?:ironment)?s?|umgebung(?:en)?|entornos?|environnements?|ambient[ei]s?|環境|环境|환경|clusters?|accounts?|vpcs?|stages?|stacks?)\b/i

interface Named {
  name: string
  place: Place
  loose: boolean
}

export const readEnvironments: Reader = (reading) => {
  const { text } = reading
  const named: Named[] = []
  for (const { found, place } of matches(text, ENVIRONMENT)) {
    const written = found[0]
    const name = NAMES.get(written) ?? written
    const after = text.slice(place.end, place.end + 40)
    const before = text.slice(Math.max(0, place.start - 24), place.start)
    if (
      OTHER_USE.test(after) ||
      reading.refused(place.start, place.end) ||
      /(?:\bnon|\bweb|\bload|\brestore|\bunit|\bsoftware|\bapp)[\s-]$/i.test(before)
    )
      continue
    if (/[./_]$/.test(before) && !/\s\/$|\w\/$/.test(before)) continue
    named.push({ name, place, loose: !CERTAIN.has(name) })
  }
  // A loose name counts beside another environment, or when the goal calls it an environment.
  const counted = named.filter((entry, at) => {
    if (!entry.loose) return true
    const next = named[at + 1]
    const earlier = named[at - 1]
    const joinedAfter = next !== undefined && JOINT.test(text.slice(entry.place.end, next.place.start))
    const joinedBefore = earlier !== undefined && JOINT.test(text.slice(earlier.place.end, entry.place.start))
    return joinedAfter || joinedBefore || ENVIRONMENT_FOLLOWS.test(text.slice(entry.place.end, entry.place.end + 30))
  })
  const first = counted[0]
  const last = counted.at(-1)
  if (first === undefined || last === undefined) return []
  return [
    fact('environments', [...new Set(counted.map((entry) => entry.name))], {
      start: first.place.start,
      end: last.place.end,
    }),
  ]
}
