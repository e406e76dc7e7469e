import { readAddress } from '../../read/address.ts'
import { type Item, refuse, type Visit } from '../scope.ts'
import { isNumber, isTime } from '../values.ts'

const SETTINGS: Readonly<Record<string, (value: string) => boolean>> = {
  weight: (value) => isNumber(value) && Number(value) > 0,
  max_conns: isNumber,
  max_fails: isNumber,
  fail_timeout: (value) => isTime(value, { milliseconds: false }),
  route: (value) => value !== '',
  service: (value) => value !== '',
  slow_start: (value) => isTime(value, { milliseconds: false }),
}

const WORDS = new Set(['backup', 'down', 'drain', 'resolve'])

/** Balancing methods that keep no server in reserve. */
const WITHOUT_BACKUP = /^(?:ip_hash|hash|random)$/

export function upstreamServer(visit: Visit): void {
  const { statement, frame } = visit
  const [address, ...options] = statement.args
  if (address === undefined) return
  const read = address.text.startsWith('unix:') ? null : readAddress(address.text)
  if (typeof read === 'string') refuse(visit, address, `${read} in upstream "${address.text}"`)
  else if (/^\w+:\/\//.test(address.text))
    refuse(
      visit,
      address,
      `invalid port in upstream "${address.text}"`,
      'the address of a server has no scheme: it stands in proxy_pass',
    )
  for (const option of options) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(option.text) ?? []
    const setting = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined
    if (WORDS.has(option.text) || setting?.(value) === true) continue
    refuse(visit, option, `invalid parameter "${option.text}"`)
  }
  const backup = options.find((option) => option.text === 'backup')
  const before = frame.items.slice(
    0,
    frame.items.findIndex((item) => item.statement === statement),
  )
  const method = before.find((item) => WITHOUT_BACKUP.test(item.statement.name.text))
  if (backup !== undefined && method !== undefined)
    refuse(
      visit,
      backup,
      `balancing method does not support parameter "backup"`,
      `${method.statement.name.text} uses all servers`,
    )
}

export function upstreamBlock(visit: Visit): void {
  const { frame, statement } = visit
  const [name] = statement.args
  if (name === undefined) return
  const first = visit.names.upstreams.get(name.text)
  if (first !== undefined) {
    const { line } = first.source.at(first.word.start)
    refuse(visit, name, `duplicate upstream "${name.text}"`, `the other is in ${first.source.path}:${line}`)
  } else visit.names.upstreams.set(name.text, { statement, source: visit.source, word: name })
  const serves = (item: Item): boolean => item.statement.name.text === 'server'
  // Whoever keeps the group in a zone may fill it while nginx runs.
  const others = /^(?:zone|state|check|upsync|balancer_by_lua|sticky)/
  if (frame.complete && !frame.items.some((item) => serves(item) || others.test(item.statement.name.text)))
    refuse(visit, statement.name, `no servers are inside upstream "${name.text}"`)
  const servers = frame.items.filter(serves)
  const spare = (item: Item): boolean => item.statement.args.some((word) => word.text === 'backup')
  if (frame.complete && servers.length > 0 && servers.every(spare))
    refuse(visit, statement.name, `no servers in upstream "${name.text}"`, 'all of them are backups')
}
