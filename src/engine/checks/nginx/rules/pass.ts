import { isNetwork, readAddress } from '../../read/address.ts'
import { refuse, type Visit } from '../scope.ts'
import { isNumber, isTime } from '../values.ts'
import { locationOf } from './location.ts'

/** Where a request goes: the scheme, and a path that nginx can put in place of the location's. */
export function proxyPass(visit: Visit): void {
  const [url] = visit.statement.args
  if (url === undefined || visit.frame.context.startsWith('stream')) return
  if (url.text.includes('$')) return
  const read = /^https?:\/\/([^/?#]*)(.*)$/is.exec(url.text)
  if (read === null) {
    refuse(visit, url, 'invalid URL prefix', 'it begins with http:// or https://')
    return
  }
  const [, host = '', path = ''] = read
  const place = wherePathIsRefused(visit)
  if (path !== '' && place !== null) {
    const hint = `${place}: leave "${path}" out, or rewrite the path before`
    refuse(
      visit,
      url,
      '"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, or inside "if" statement, or inside "limit_except" block',
      hint,
    )
  }
  upstream(visit, host)
}

function wherePathIsRefused({ frame }: Visit): string | null {
  if (frame.context === 'location-if') return 'this is inside "if"'
  if (frame.context === 'limit_except') return 'this is inside "limit_except"'
  const here = frame.item === null ? null : locationOf(frame.item)
  if (here?.kind === 'regex') return 'this location is a regular expression'
  return here?.kind === 'named' ? 'this location is a named one' : null
}

export function grpcPass(visit: Visit): void {
  const [url] = visit.statement.args
  if (url !== undefined && !url.text.includes('$')) upstream(visit, url.text.replace(/^grpcs?:\/\//i, ''))
}

/** These protocols have no port of their own. */
export function portPass(visit: Visit): void {
  const [url] = visit.statement.args
  if (url === undefined || url.text.includes('$')) return
  upstream(visit, url.text.replace(/^s?uwsgi:\/\//i, ''), { needsPort: true })
}

function upstream(visit: Visit, host: string, { needsPort } = { needsPort: false }): void {
  const [word] = visit.statement.args
  if (word === undefined || host.startsWith('unix:')) return
  const read = readAddress(host)
  if (typeof read === 'string') {
    refuse(visit, word, `${read} in upstream "${host}"`)
    return
  }
  if (read.port !== null || host === 'localhost') return
  if (needsPort) visit.names.used.push({ kind: 'upstream or port', name: host, at: { ...visit, word } })
  else if (/^[\w-]+$/.test(host)) visit.names.used.push({ kind: 'upstream', name: host, at: { ...visit, word } })
}

export function access(visit: Visit): void {
  const [address] = visit.statement.args
  if (address !== undefined && !/^(?:all|unix:)$/.test(address.text) && !isNetwork(address.text))
    refuse(
      visit,
      address,
      `invalid parameter "${address.text}"`,
      'it is an address, a network such as 10.0.0.0/8, or all',
    )
}

export function addHeader(visit: Visit): void {
  const [, , always] = visit.statement.args
  if (always !== undefined && always.text !== 'always')
    refuse(
      visit,
      always,
      `invalid parameter "${always.text}"`,
      'a value with blanks in it stands in quotes; the only third word is always',
    )
}

export function errorPage(visit: Visit): void {
  const { args } = visit.statement
  const codes = args.slice(0, -1)
  for (const [index, code] of codes.entries()) {
    if (code.text.startsWith('=') && index === codes.length - 1 && index > 0) {
      if (!/^=\d*$/.test(code.text)) refuse(visit, code, `invalid value "${code.text}"`)
    } else if (!isNumber(code.text))
      refuse(
        visit,
        code,
        `invalid value "${code.text}"`,
        'here stand status codes, and = before the one that is sent instead',
      )
    else if (Number(code.text) < 300 || Number(code.text) > 599 || code.text === '499')
      refuse(visit, code, `value "${code.text}" must be between 300 and 599`)
  }
}

export function expires(visit: Visit): void {
  const { args } = visit.statement
  const word = args.at(-1)
  const [first] = args
  if (word === undefined || first === undefined || word.text.includes('$')) return
  if (args.length === 2 && first.text !== 'modified') refuse(visit, first, `invalid value "${first.text}"`)
  const time = word.text.replace(/^[-@]/, '')
  if (args.length === 1 && /^(?:epoch|max|off)$/.test(word.text)) return
  if (!isTime(time, { milliseconds: false }))
    refuse(visit, word, `invalid value "${word.text}"`, 'it is a time such as 30d, or epoch, max, off')
}

export function workerProcesses(visit: Visit): void {
  const [count] = visit.statement.args
  if (count !== undefined && count.text !== 'auto' && (!isNumber(count.text) || count.text === '0'))
    refuse(visit, count, 'invalid number of worker processes', 'it is a number or auto')
}

export function workerConnections(visit: Visit): void {
  const [count] = visit.statement.args
  if (count !== undefined && !isNumber(count.text)) refuse(visit, count, `invalid number "${count.text}"`)
}

export function keepaliveTimeout(visit: Visit): void {
  for (const word of visit.statement.args)
    if (!isTime(word.text, { milliseconds: visit.statement.args[0] === word }))
      refuse(
        visit,
        word,
        'invalid value in "keepalive_timeout" directive',
        'a time is a number with s, m, h, d behind it: 65s',
      )
}

/** Numbers and times that a directive of its own reads: `proxy_cache_valid 200 302 10m`. */
export function cacheValid(visit: Visit): void {
  const { args } = visit.statement
  const time = args.at(-1)
  if (time === undefined) return
  if (!isTime(time.text, { milliseconds: false })) refuse(visit, time, `invalid time value "${time.text}"`)
  for (const code of args.slice(0, -1))
    if (code.text !== 'any' && (!isNumber(code.text) || Number(code.text) < 100 || Number(code.text) > 599))
      refuse(visit, code, `invalid status "${code.text}"`)
}

/** A path and up to three levels of folders below it. */
export function tempPath(visit: Visit): void {
  for (const word of visit.statement.args.slice(1))
    if (!/^[1-3]$/.test(word.text)) refuse(visit, word, `"${visit.statement.name.text}" directive invalid value`)
}

export function keepalive(visit: Visit): void {
  const [count] = visit.statement.args
  if (count !== undefined && (!isNumber(count.text) || count.text === '0'))
    refuse(visit, count, `invalid value "${count.text}" in "keepalive" directive`)
}

export function passedParameter(visit: Visit): void {
  const [, , third] = visit.statement.args
  if (third !== undefined && third.text !== 'if_not_empty') refuse(visit, third, `invalid parameter "${third.text}"`)
}
