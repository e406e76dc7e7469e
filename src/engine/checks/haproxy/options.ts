import { didYouMean } from '../../../skills/nearest.ts'
import type { Word } from './lexer.ts'
import { advise, missing, refuse, type Visit } from './model.ts'
import { addressFault, isNumber, isTime } from './values.ts'

/** `bind <addresses> <options>`. */
export function judgeBind(visit: Visit): void {
  const [, address, ...options] = visit.line.words
  if (address === undefined) {
    missing(
      visit,
      "'bind' expects {<path>|[addr1]:port1[-end1]}{,[addr]:port[-end]}... as arguments.",
      'such as bind :80',
    )
    return
  }
  if (!address.variable)
    for (const one of address.text.split(',')) {
      const fault = addressFault(one, { needsPort: true, isServer: false })
      if (fault !== null) refuse(visit, address, `'bind' : ${fault}`)
    }
  judgeOptions(visit, options, visit.configuration.table.bind, "'bind'")
}

const TIMES = /^(?:inter|fastinter|downinter|agent-inter|slowstart|pool-purge-delay|idle-ping)$/

/** `server <name> <address> <options>`, and the same for `default-server` without name and address. */
export function judgeServer(visit: Visit): void {
  const [keyword, name, address, ...rest] = visit.line.words
  const { table } = visit.configuration
  if (keyword?.text === 'default-server') {
    if (name === undefined) missing(visit, "'default-server' expects options as arguments.")
    judgeOptions(visit, visit.line.words.slice(1), table.server, "'default-server'")
    return
  }
  const isTemplate = keyword?.text === 'server-template'
  if (name === undefined || address === undefined || (isTemplate && rest[0] === undefined)) {
    const what = isTemplate ? '<prefix> <nb | range> <addr>[:<port>]' : '<name> and <addr>[:<port>]'
    missing(visit, `'${keyword?.text ?? 'server'}' expects ${what} as arguments.`)
    return
  }
  const target = isTemplate ? (rest[0] ?? address) : address
  const options = isTemplate ? rest.slice(1) : rest
  const wrong = /[^\w.:-]/.exec(name.text)
  if (wrong !== null) refuse(visit, name, `character '${wrong[0]}' is not permitted in server name '${name.text}'`)
  const isResolved = options.some((word) => word.text === 'resolvers' || word.text === 'init-addr')
  const fault = target.variable || isResolved ? null : addressFault(target.text, { needsPort: false, isServer: true })
  if (fault !== null) refuse(visit, target, `server ${name.text} : ${fault}`)
  judgeOptions(visit, options, table.server, `server ${name.text}`)
  judgeCheck(visit, name, target, options)
}

/** A health check needs a port to connect to. */
function judgeCheck(visit: Visit, name: Word, target: Word, options: readonly Word[]): void {
  if (
    target.variable ||
    options.some((word) => word.text === 'resolvers') ||
    !options.some((word) => word.text === 'check') ||
    !/^[\w.-]+:?$/.test(target.text)
  )
    return
  const from = [visit.section, visit.section.defaults].flatMap((section) => section?.lines ?? [])
  const says = (words: readonly Word[], key: RegExp): boolean => words.some((word) => key.test(word.text))
  const elsewhere = from.some(
    ({ words }) =>
      /^(?:default-server|tcp-check|http-check)$/.test(words[0]?.text ?? '') && says(words, /^(?:port|connect|from)$/),
  )
  if (!elsewhere && !says(options, /^(?:port|addr|track|from)$/))
    visit.configuration.findings.error(
      visit.section.source,
      target.end,
      `server '${name.text}' has neither service port nor check port`,
      'write the port behind the address, or behind port',
    )
}

function judgeOptions(visit: Visit, words: readonly Word[], known: ReadonlyMap<string, boolean>, who: string): void {
  for (let at = 0; at < words.length; at++) {
    const option = words[at]
    // Reading ends at an empty word.
    if (option === undefined || option.variable || option.text === '') return
    if (/^(?:name|from)$/.test(option.text) && who === "'default-server'") {
      at++
      continue
    }
    // What stands behind these belongs to them.
    if (/^(?:source|usesrc|set-proxy-v2-tlv-fmt)/.test(option.text)) return
    const takes = known.get(option.text)
    if (takes === undefined) {
      const hint = didYouMean(option.text, known.keys())
      if (hint === undefined && /[^\w-]/.test(option.text) && at > 0)
        refuse(visit, option, `${who} : unknown keyword '${option.text}'`)
      else refuse(visit, option, `${who} : unknown keyword '${option.text}'`, hint)
      return
    }
    if (!takes) continue
    const value = words[++at]
    if (value === undefined) {
      missing(visit, `${who} : '${option.text}' : missing value`)
      return
    }
    judgeOption(visit, option, value, who)
  }
}

function judgeOption(visit: Visit, { text }: Word, value: Word, who: string): void {
  if (TIMES.test(text) && !isTime(value.text))
    refuse(
      visit,
      value,
      `unexpected character in '${text}' argument of ${who}`,
      'a time is a number with us, ms, s, m, h or d behind it',
    )
  if (text === 'weight' && isNumber(value.text) && Number(value.text) > 256)
    refuse(visit, value, `weight of ${who} is not within 0 and 256 (${value.text})`)
  else if (NUMBERS.test(text) && !isNumber(value.text) && !value.variable)
    advise(
      visit,
      value,
      `'${text}' of ${who} takes a number, and HAProxy reads '${value.text}' as ${Number.parseInt(value.text, 10) || 0}`,
    )
  if (/^(?:rise|fall)$/.test(text) && !(Number.parseInt(value.text, 10) > 0))
    refuse(visit, value, `'${text}' has to be > 0`)
  if (/^ssl-(?:min|max)-ver$/.test(text) && !/^(?:SSLv3|TLSv1\.[0-3])$/.test(value.text))
    refuse(visit, value, `unknown argument '${value.text}' for ${text}`, 'such as TLSv1.2')
  if (text === 'verify' && !/^(?:none|optional|required)$/.test(value.text))
    refuse(visit, value, `unknown verify method '${value.text}'`, "it is 'none', 'optional' or 'required'")
}

const NUMBERS = /^(?:port|weight|maxconn|minconn|maxqueue|agent-port|error-limit|nice|backlog)$/
