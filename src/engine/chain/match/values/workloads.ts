import type { FactValue } from '../../../protocol/facts.ts'
import type { Finding } from '../types.ts'
import { NUMBER, numberOf } from './numbers.ts'
import { END, fact, matches, note, type Pattern, type Place, pattern, type Reader, START, word } from './readers.ts'

const ROLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    web: 'web',
    webserver: 'web',
    nginx: 'web',
    frontend: 'web',
    http: 'web',
    app: 'app',
    application: 'app',
    backend: 'app',
    api: 'api',
    db: 'db',
    database: 'db',
    postgres: 'db',
    postgresql: 'db',
    mysql: 'db',
    worker: 'worker',
    batch: 'batch',
    cache: 'cache',
    redis: 'cache',
    proxy: 'proxy',
    haproxy: 'proxy',
    bastion: 'bastion',
    build: 'build',
    mail: 'mail',
    monitoring: 'monitoring',
    queue: 'queue',
  }),
)
const MACHINE = String.raw`(?:servers?|servidores|servern?|vms?|virtual\s+machines?|hosts?|machines?|boxes|instances?|webservers?)`
const HOSTS = pattern(
  'server|servidor|vm|machine|host|box|instance',
  String.raw`${START}(?<count>${NUMBER})\s*x?\s+(?:(?:more|nginx|small|medium|large|big|linux|ubuntu|debian|rhel|amazon\s+linux|rocky|centos|ec2|plain|bare[\s-]metal|identical|dedicated|virtual)\s+)*(?:(?<role>${[...ROLES.keys()].join('|')})\s*)?(?:(?:linux|ubuntu|debian|ec2|virtual|vm)\s+)*(?<machine>${MACHINE})${END}`,
)
const NAT_OR_OTHER = /^\s*(?:nat|db)\s+instances?/i

export const readHosts: Reader = (reading) => {
  const groups = new Map<string, { value: Record<string, FactValue>; place: Place }>()
  const findings: Finding[] = []
  for (const { found, place } of matches(reading.text, HOSTS)) {
    const { count: written = '', role: roleWord, machine = '' } = found.groups ?? {}
    const count = numberOf(written)
    if (
      count === undefined ||
      /^(?:a|an|un|una|une|ein|eine)$/i.test(written) ||
      reading.refused(place.start, place.end)
    )
      continue
    const role = ROLES.get((roleWord ?? (/^webserver/i.test(machine) ? 'web' : '')).toLowerCase())
    const words = reading.written(place.start, place.end)
    if (NAT_OR_OTHER.test(words)) continue
    if (role === undefined) findings.push(note(`"${words}": how many hosts, but not what they do`))
    else if (count < 1 || count > 100) findings.push(note(`"${words}": a group has 1 to 100 hosts`))
    else if (groups.has(role)) findings.push(note(`"${words}": a second group of ${role} hosts`))
    else groups.set(role, { value: { group: role, role, count }, place })
  }
  const all = [...groups.values()]
  const first = all[0]
  const last = all.at(-1)
  if (first !== undefined && last !== undefined) {
    findings.push(
      fact(
        'hosts',
        all.map((group) => group.value),
        { start: first.place.start, end: last.place.end },
      ),
    )
  }
  return findings
}

const ENGINES: readonly [Pattern, string][] = [
  [
    word(
      'pg|sql|postgre|mariadb',
      String.raw`(?:(?<managed>rds|aurora|managed|cloud\s?sql)\s+(?:for\s+)?)?(?:postgres(?:ql)?|postgre\s?sql|psql|pgsql|pg)(?:\s+(?:on\s+)?(?<after>rds|aurora))?`,
    ),
    'postgresql',
  ],
  [
    word(
      'pg|sql|postgre|mariadb',
      String.raw`(?:(?<managed>rds|aurora|managed)\s+(?:for\s+)?)?(?:mysql|mariadb)(?:\s+(?:on\s+)?(?<after>rds|aurora))?`,
    ),
    'mysql',
  ],
]
const OTHER_ENGINES = word(
  'mongo|cassandra|oracle|sql|cockroach',
  'mongo(?:db)?|cassandra|oracle\\s+(?:db|database)|sql\\s+server|mssql|cockroach(?:db)?',
)

export const readDatabases: Reader = (reading) => {
  const found: { value: Record<string, FactValue>; place: Place }[] = []
  for (const [pattern, engine] of ENGINES) {
    const places = matches(reading.text, pattern).filter(({ place }) => !reading.refused(place.start, place.end))
    const first = places[0]
    if (first === undefined) continue
    const managed = places.some(({ found: match }) => (match.groups?.managed ?? match.groups?.after) !== undefined)
    found.push({ value: managed ? { engine, placement: 'managed' } : { engine }, place: first.place })
  }
  found.sort((a, b) => a.place.start - b.place.start)
  const findings: Finding[] = []
  for (const { place } of matches(reading.text, OTHER_ENGINES)) {
    if (!reading.refused(place.start, place.end))
      findings.push(note(`"${reading.written(place.start, place.end)}": databases here are PostgreSQL or MySQL`))
  }
  const first = found[0]
  const last = found.at(-1)
  if (first !== undefined && last !== undefined) {
    findings.push(
      fact(
        'databases',
        found.map((entry) => entry.value),
        { start: first.place.start, end: last.place.end },
      ),
    )
  }
  return findings
}
