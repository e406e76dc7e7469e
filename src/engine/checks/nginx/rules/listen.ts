import { readAddress } from '../../read/address.ts'
import type { Word } from '../lexer.ts'
import { advise, type Item, refuse, type Visit } from '../scope.ts'
import { isNumber, isSize } from '../values.ts'

const WORDS: Readonly<Record<string, readonly string[]>> = {
  server: [
    'default_server',
    'default',
    'bind',
    'deferred',
    'reuseport',
    'multipath',
    'ssl',
    'http2',
    'quic',
    'proxy_protocol',
  ],
  'stream-server': ['default_server', 'bind', 'deferred', 'reuseport', 'multipath', 'ssl', 'udp', 'proxy_protocol'],
  'mail-server': ['bind', 'multipath', 'ssl', 'proxy_protocol'],
}

const SETTINGS: Readonly<Record<string, (value: string) => boolean>> = {
  setfib: isNumber,
  fastopen: isNumber,
  backlog: (value) => isNumber(value) && value !== '0',
  rcvbuf: isSize,
  sndbuf: isSize,
  accept_filter: () => true,
  ipv6only: (value) => value === 'on' || value === 'off',
  so_keepalive: (value) => value === 'on' || value === 'off' || /^(?:\d+[smhd]?)?:(?:\d+[smhd]?)?:\d*$/.test(value),
}

/** What makes two `listen` of one address disagree about its socket. */
const SOCKET =
  /^(?:bind|deferred|reuseport|multipath|setfib=|fastopen=|backlog=|rcvbuf=|sndbuf=|accept_filter=|ipv6only=|so_keepalive=)/

export function listen(visit: Visit): void {
  const [address, ...options] = visit.statement.args
  if (address === undefined) return
  const fault = addressFault(address.text)
  if (fault !== null) refuse(visit, address, `${fault} in "${address.text}" of the "listen" directive`)
  const words = WORDS[visit.frame.context] ?? []
  for (const option of options) {
    if (words.includes(option.text)) continue
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(option.text) ?? []
    const setting = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined
    if (setting === undefined) {
      const gone = option.text === 'spdy' ? 'spdy is gone since nginx 1.9.5: http2 took its place' : undefined
      refuse(visit, option, `invalid parameter "${option.text}"`, gone)
    } else if (!setting(value)) refuse(visit, option, `invalid ${key} "${option.text}"`)
  }
  const quic = options.some((option) => option.text === 'quic')
  const other = quic
    ? options.find((option) => /^(?:ssl|http2|proxy_protocol|deferred|backlog=.*|fastopen=.*)$/.test(option.text))
    : undefined
  if (other !== undefined) refuse(visit, other, `"${other.text}" parameter is incompatible with "quic"`)
  const http2 = options.find((option) => option.text === 'http2')
  if (http2 !== undefined && visit.frame.items.some(({ statement }) => statement.name.text === 'http2'))
    advise(visit, http2, 'http2 is switched on twice', 'the directive http2 alone is the way since nginx 1.25.1')
}

/** One address in several server blocks: each socket has one owner, each address one default. */
export function listenTogether({ frame, findings }: Visit): void {
  const defaults = new Map<string, Item>()
  const sockets = new Map<string, Item>()
  for (const server of frame.items) {
    if (server.statement.name.text !== 'server' || server.statement.block === null) continue
    const own = new Set<string>()
    for (const statement of server.statement.block) {
      const [address, ...options] = statement.args
      if (statement.name.text !== 'listen' || statement.block !== null || address === undefined) continue
      if (address.text.includes('$')) continue
      const udp = options.some((option) => option.text === 'quic' || option.text === 'udp')
      const key = `${keyOf(address.text)}${udp ? ' udp' : ''}`
      const item = { statement, source: server.source }
      const said = (where: Item, message: string, hint?: string): void => {
        const { line } = where.source.at(where.statement.name.start)
        findings.error(server.source, address.start, message, hint ?? `the other is in ${where.source.path}:${line}`)
      }
      if (own.has(key))
        said(item, `a duplicate listen ${keyOf(address.text)}`, 'the same server has this address already')
      own.add(key)
      if (options.some(isDefault)) {
        const first = defaults.get(key)
        if (first !== undefined && first.source !== undefined)
          said(first, `a duplicate default server for ${keyOf(address.text)}`)
        else defaults.set(key, item)
      }
      if (options.some((option) => SOCKET.test(option.text))) {
        const first = sockets.get(key)
        if (first !== undefined) said(first, `duplicate listen options for ${keyOf(address.text)}`)
        else sockets.set(key, item)
      }
    }
  }
}

const isDefault = (option: Word): boolean => option.text === 'default_server' || option.text === 'default'

function keyOf(address: string): string {
  if (/^\d+$/.test(address)) return `0.0.0.0:${address}`
  const named = address.replace(/^\*(?=:|$)/, '0.0.0.0')
  if (named.startsWith('unix:')) return named
  return /:\d+$/.test(named) && !/^[^[]*:.*:/.test(named) ? named : `${named}:80`
}

function addressFault(text: string): string | null {
  if (text.startsWith('unix:')) return text.length > 'unix:'.length ? null : 'no path in the unix domain socket'
  const ports = /^(?:(.*):)?(\d+)-(\d+)$/.exec(text)
  if (ports !== null) {
    const [, , from = '', to = ''] = ports
    return Number(from) >= 1 && Number(to) <= 65_535 && Number(from) <= Number(to) ? null : 'invalid port'
  }
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= 65_535 ? null : 'invalid port'
  const read = readAddress(text)
  return typeof read === 'string' ? read : null
}
