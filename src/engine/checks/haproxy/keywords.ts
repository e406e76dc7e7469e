import { didYouMean, nearest } from '../../../skills/nearest.ts'
import { judgeAction } from './actions.ts'
import { judgeCondition, judgeCriterion, judgeExpression } from './conditions.ts'
import type { Word } from './lexer.ts'
import { advise, missing, refuse, SECTIONS, type Visit } from './model.ts'
import { judgeBind, judgeServer } from './options.ts'
import { judgeTable } from './stick-table.ts'
import { addressFault, isNumber, isTime } from './values.ts'
import { keyed } from './words.ts'

/** What HAProxy once had, with the version that is without it. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ...'reqadd reqallow reqdel reqdeny reqiallow reqidel reqideny reqipass reqirep reqitarpit reqpass reqrep reqtarpit rspadd rspdel rspdeny rspidel rspideny rspirep rsprep block clitimeout contimeout srvtimeout redispatch appsession'
    .split(' ')
    .map((name) => [name, '2.1'] as const),
  ['monitor-net', '2.5'],
  ['grace', '2.5'],
  ['bind-process', '2.7'],
  ['dispatch', '3.3'],
])

/** One line of a proxy. */
export function judgeProxyLine(visit: Visit): void {
  const { section, line, configuration } = visit
  const { table } = configuration
  const negated = /^(?:no|default)$/.test(line.words[0]?.text ?? '')
  const words = negated ? line.words.slice(1) : line.words
  const [keyword, second] = words
  if (keyword === undefined || keyword.variable || keyword.text === '') return
  const pair = second === undefined ? '' : `${keyword.text} ${second.text}`
  const sections = table.proxy.get(keyword.text) ?? table.proxy.get(pair) ?? table.proxy.get(pair.replace(/\(.*/, ''))
  if (sections === undefined) {
    unknown(visit, keyword, second)
    return
  }
  if (section.kind === 'defaults' && sections.has('defaults!')) {
    if (section.name === null)
      refuse(
        visit,
        keyword,
        `'${keyword.text}' not allowed in anonymous 'defaults' section`,
        'give the section a name: defaults web',
      )
  } else if (!sections.has(section.kind)) misplaced(visit, keyword, pair, sections)
  const judge = Object.hasOwn(KEYWORDS, keyword.text) ? KEYWORDS[keyword.text] : undefined
  judge?.(visit, words)
  judgeAction(visit, words)
  condition(visit, words)
}

function unknown(visit: Visit, keyword: Word, second: Word | undefined): void {
  const { section, configuration } = visit
  const { table, findings } = configuration
  const removed = REMOVED.get(keyword.text)
  if (removed !== undefined) {
    findings.warning(
      section.source,
      keyword.start,
      `HAProxy has '${keyword.text}' no more since ${removed}, and refuses it`,
      replacement(keyword.text),
    )
    return
  }
  if (table.proxyWords.has(keyword.text)) {
    const heads = [...table.proxy.keys()]
      .filter((name) => name.startsWith(`${keyword.text} `))
      .map((name) => name.slice(keyword.text.length + 1))
    if (second === undefined) missing(visit, `'${keyword.text}' expects ${heads.slice(0, 6).join(', ')} …`)
    else if (!/^(?:forceclose|http-tunnel|transparent|http_proxy|tcpsplice|independant-streams)$/.test(second.text))
      refuse(visit, second, `unknown ${keyword.text} '${second.text}'`, didYouMean(second.text, heads))
    return
  }
  const near = nearest(keyword.text, visit.line.indented ? table.proxyWords : [...SECTIONS, ...table.proxyWords])
  refuse(
    visit,
    keyword,
    `unknown keyword '${keyword.text}' in '${section.kind}' section`,
    near === null ? sectionHint(visit, keyword) : `did you mean "${near}"?`,
  )
}

function sectionHint({ configuration }: Visit, keyword: Word): string | undefined {
  return configuration.table.global.has(keyword.text) ? 'it stands in the section global' : undefined
}

function replacement(name: string): string | undefined {
  if (/^req|^rsp/.test(name)) return 'http-request and http-response took its place'
  if (/timeout$/.test(name))
    return `write timeout ${name === 'clitimeout' ? 'client' : name === 'srvtimeout' ? 'server' : 'connect'}`
  return name === 'block' ? 'write http-request deny' : name === 'redispatch' ? 'write option redispatch' : undefined
}

/** What a section refuses, where it does not only warn and ignore. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  defaults: /./,
  frontend: /^(?:server|server-template|default-server|use-server|tcp-response)$/,
  backend: /^(?:use_backend|declare|tcp-request)$/,
}

function misplaced(visit: Visit, keyword: Word, pair: string, sections: ReadonlySet<string>): void {
  const { kind } = visit.section
  const name = visit.configuration.table.proxy.has(pair) ? pair : keyword.text
  const where = [...sections].map((one) => one.replace('!', '')).join(', ')
  const message = `'${name}' is not for a section '${kind}'`
  if (REFUSED[kind]?.test(keyword.text)) refuse(visit, keyword, message, `it is for ${where}`)
  else advise(visit, keyword, `${message} and ignored`, `it is for ${where}`)
}

type Judge = (visit: Visit, words: readonly Word[]) => void

const KEYWORDS: Readonly<Record<string, Judge>> = {
  bind: judgeBind,
  server: judgeServer,
  'server-template': judgeServer,
  'default-server': judgeServer,
  mode: oneOf(['http', 'tcp', 'log', 'spop', 'haterm']),
  balance: oneOf(
    [
      'roundrobin',
      'static-rr',
      'leastconn',
      'first',
      'source',
      'uri',
      'url_param',
      'hdr',
      'random',
      'rdp-cookie',
      'hash',
      'log-hash',
      'sticky',
      'log-sticky',
    ],
    true,
  ),
  'hash-type': oneOf(['consistent', 'map-based'], true),
  'http-reuse': oneOf(['never', 'safe', 'aggressive', 'always']),
  timeout: (visit, [, which, time, extra]) => {
    if (which === undefined) return
    if (time === undefined)
      missing(visit, `'timeout ${which.text}' expects an integer value (in milliseconds)`, 'such as 30s')
    else if (!isTime(time.text)) refuse(visit, time, `unexpected character in 'timeout ${which.text}'`, TIMES)
    else if (extra !== undefined)
      refuse(visit, extra, `'timeout ${which.text}' : unexpected extra argument '${extra.text}'`)
  },
  stats: (visit, [, what, value]) => {
    if (what?.text === 'refresh' && value !== undefined && !/^\d/.test(value.text))
      refuse(visit, value, 'unexpected character in argument to stats refresh interval', TIMES)
    if (/^(?:uri|realm|auth|refresh)$/.test(what?.text ?? '') && value === undefined)
      missing(visit, `'stats ${what?.text}' needs a value`)
  },
  'tcp-request': delay,
  'tcp-response': delay,
  acl: (visit, [, name, ...rest]) => {
    if (name === undefined) missing(visit, "'acl' expects a name and a criterion")
    else {
      const wrong = /[^\w.:-]/.exec(name.text)
      if (wrong !== null) refuse(visit, name, `character '${wrong[0]}' is not permitted in acl name '${name.text}'`)
      judgeCriterion(visit, rest, name)
    }
  },
  maxconn: number,
  fullconn: number,
  backlog: number,
  retries: number,
  default_backend: one('a backend name'),
  use_backend: (visit, [, name, next]) => {
    if (name === undefined) missing(visit, "'use_backend' expects a backend name.")
    else if (next !== undefined && !/^(?:if|unless)$/.test(next.text))
      refuse(visit, next, `unexpected keyword '${next.text}' after switching rule, only 'if' and 'unless' are allowed`)
  },
  'use-server': (visit, [, name]) => {
    if (name === undefined) missing(visit, "'use-server' expects a server name.")
  },
  'monitor-uri': one('an URI'),
  disabled: none,
  enabled: none,
  redirect: (visit, [, ...words]) => {
    keyed(visit, words, REDIRECT, "'redirect'")
    if (words.length === 0) missing(visit, "'redirect' expects 'location', 'prefix' or 'scheme'")
    const code = words[words.findIndex((word) => word.text === 'code') + 1]
    if (
      words.some((word) => word.text === 'code') &&
      code !== undefined &&
      !/^30[12378]\b|^30[12378]\D/.test(code.text)
    )
      refuse(visit, code, `unsupported HTTP code '${code.text}'`, 'it is one of 301, 302, 303, 307 and 308')
  },
  log: judgeLog,
  cookie: (visit, [, name, ...words]) => {
    if (name === undefined) missing(visit, "'cookie' expects <cookie_name> as argument.")
    keyed(visit, words, COOKIE, "'cookie'")
  },
  errorfile: (visit, [, code, file]) => {
    const codes = /^(?:200|400|401|403|404|405|407|408|410|413|414|421|422|425|429|431|500|501|502|503|504)$/
    if (code === undefined || file === undefined)
      missing(visit, "'errorfile' expects <status_code> and <file> as arguments.")
    else if (!codes.test(code.text)) refuse(visit, code, `errorfile : status code '${code.text}' not handled`)
  },
  'stick-table': judgeTable,
  'http-check': (visit, [, kind, ...words]) => {
    if (kind?.text === 'send')
      keyed(
        visit,
        words,
        { comment: 1, meth: 1, uri: 1, 'uri-lf': 1, ver: 1, hdr: 2, body: 1, 'body-lf': 1 },
        "'http-check send'",
      )
  },
}

const REDIRECT = {
  location: 1,
  prefix: 1,
  scheme: 1,
  code: 1,
  'drop-query': 0,
  'append-slash': 0,
  'ignore-empty': 0,
  'keep-query': 0,
  'set-cookie': 1,
  'clear-cookie': 1,
}

const COOKIE = {
  rewrite: 0,
  insert: 0,
  prefix: 0,
  indirect: 0,
  nocache: 0,
  postonly: 0,
  preserve: 0,
  httponly: 0,
  secure: 0,
  dynamic: 0,
  domain: 1,
  maxidle: 1,
  maxlife: 1,
  attr: 1,
}

const TIMES = 'a time is a number with us, ms, s, m, h or d behind it: 30s'
const FACILITIES =
  /^(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|auth2|ftp|ntp|audit|alert|cron2|local[0-7])$/
const LEVELS = /^(?:emerg|alert|crit|err|warning|notice|info|debug)$/

/** `log <address> <facility> [<level>]`, `log global`, or `no log`. */
export function judgeLog(visit: Visit, [, address, second, third]: readonly Word[]): void {
  if (visit.line.words[0]?.text === 'no') {
    if (address !== undefined) refuse(visit, address, "log : 'no log' does not expect arguments")
    return
  }
  if (address?.text === 'global' && second !== undefined && !second.variable) {
    refuse(visit, second, `log : unknown log facility '${second.text}'`, 'log global stands alone')
    return
  }
  if (address === undefined || address.text === 'global' || second === undefined) {
    if (address === undefined || (address.text !== 'global' && second === undefined))
      missing(visit, 'log : expects <address> and <facility> or global as arguments')
    return
  }
  const fault = /^[\d.:[\]]+$/.test(address.text)
    ? addressFault(address.text, { needsPort: false, isServer: false })
    : null
  if (fault !== null) refuse(visit, address, `log : ${fault}`)
  const facility = /^(?:len|format|sample|profile)$/.test(second.text) ? undefined : second
  if (facility !== undefined && !FACILITIES.test(facility.text))
    refuse(visit, facility, `log : unknown log facility '${facility.text}'`, 'such as local0')
  else if (facility !== undefined && third !== undefined && !LEVELS.test(third.text))
    refuse(visit, third, `log : unknown optional log level '${third.text}'`)
}

/** The one value that a keyword takes is one of a few words; `more` may follow it. */
function oneOf(values: readonly string[], more = false): Judge {
  return (visit, [keyword, value, extra]) => {
    if (keyword === undefined) return
    if (value === undefined) {
      if (keyword.text === 'mode') missing(visit, "'mode' expects http or tcp")
    } else if (!values.includes(value.text.replace(/\(.*$/s, '')))
      refuse(
        visit,
        value,
        `'${keyword.text}' : unknown value '${value.text}'`,
        didYouMean(value.text, values) ?? `it is one of ${values.join(', ')}`,
      )
    else if (extra !== undefined && !more)
      refuse(visit, extra, `'${keyword.text}' cannot handle unexpected argument '${extra.text}'`)
  }
}

function one(what: string): Judge {
  return (visit, [keyword, value, extra]) => {
    if (value === undefined) missing(visit, `'${keyword?.text ?? ''}' expects ${what}`)
    else if (extra !== undefined)
      refuse(visit, extra, `'${keyword?.text ?? ''}' cannot handle unexpected argument '${extra.text}'`)
  }
}

function none(visit: Visit, [keyword, extra]: readonly Word[]): void {
  if (extra !== undefined)
    refuse(visit, extra, `'${keyword?.text ?? ''}' cannot handle unexpected argument '${extra.text}'`)
}

function delay(visit: Visit, [keyword, what, time]: readonly Word[]): void {
  if (what?.text !== 'inspect-delay') return
  if (time === undefined || !isTime(time.text))
    refuse(
      visit,
      time ?? what,
      `'${keyword?.text ?? ''} inspect-delay' expects a positive delay in milliseconds`,
      TIMES,
    )
}

function number(visit: Visit, [keyword, value, extra]: readonly Word[]): void {
  if (keyword === undefined) return
  if (value === undefined) missing(visit, `'${keyword.text}' expects an integer argument.`)
  else if (extra !== undefined)
    refuse(visit, extra, `'${keyword.text}' cannot handle unexpected argument '${extra.text}'`)
  else if (!isNumber(value.text) && !value.variable)
    advise(
      visit,
      value,
      `'${keyword.text}' takes a number, and HAProxy reads '${value.text}' as ${Number.parseInt(value.text, 10) || 0}`,
    )
}

/** The condition of a line begins with the last `if` or `unless` outside of braces. */
function condition(visit: Visit, words: readonly Word[]): void {
  const [keyword] = words
  if (keyword === undefined || !CONDITIONAL.test(keyword.text)) return
  const at = words.findIndex((word, index) => index > 0 && /^(?:if|unless)$/.test(word.text))
  if (at > 0) judgeCondition(visit, words.slice(at + 1))
  const expression = keyword.text === 'stick' ? words[2] : undefined
  if (expression !== undefined && !expression.text.includes('(')) judgeExpression(visit, expression)
}

const CONDITIONAL =
  /^(?:http-request|http-response|http-after-response|tcp-request|tcp-response|use_backend|use-server|redirect|monitor|force-persist|ignore-persist|stick|http-error|quic-initial|filter|errorfile)$/
