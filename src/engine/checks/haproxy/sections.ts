import { didYouMean } from '../../../skills/nearest.ts'
import type { Word } from './lexer.ts'
import { missing, refuse, SECTIONS, type Visit } from './model.ts'
import { judgeBind, judgeServer } from './options.ts'
import { addressFault, isNumber, isTime } from './values.ts'

/** Keywords of the sections that are no proxies. One that is not listed has lines that are not judged. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  userlist: ['user', 'group'],
  peers: ['peer', 'server', 'bind', 'default-bind', 'default-server', 'log', 'table', 'shards', 'disabled', 'enabled'],
  mailers: ['mailer', 'timeout'],
  resolvers: ['nameserver', 'parse-resolv-conf', 'accepted_payload_size', 'resolve_retries', 'timeout', 'hold'],
  cache: ['total-max-size', 'max-object-size', 'max-age', 'max-secondary-entries', 'process-vary', 'early-hints'],
}

/** One line of a section that is no proxy. */
export function judgeOtherLine(visit: Visit): void {
  const { section, line } = visit
  const known = KEYWORDS[section.kind]
  const words = /^(?:no|default)$/.test(line.words[0]?.text ?? '') ? line.words.slice(1) : line.words
  const [keyword, first, second] = words
  if (known === undefined || keyword === undefined || keyword.variable || keyword.text === '') return
  if (!known.includes(keyword.text)) {
    const hint = didYouMean(keyword.text, line.indented ? known : [...known, ...SECTIONS])
    refuse(visit, keyword, `unknown keyword '${keyword.text}' in '${section.kind}' section`, hint)
    return
  }
  switch (`${section.kind} ${keyword.text}`) {
    case 'resolvers nameserver':
    case 'mailers mailer':
    case 'peers peer':
      if (first === undefined || (second === undefined && keyword.text !== 'peer'))
        missing(visit, `'${keyword.text}' expects <name> and <addr>[:<port>] as arguments.`)
      else address(visit, keyword, second)
      return
    case 'peers bind':
      judgeBind(visit)
      return
    case 'peers default-server':
      judgeServer(visit)
      return
    case 'resolvers timeout':
      if (first !== undefined && !/^(?:retry|resolve)$/.test(first.text))
        refuse(visit, first, `'timeout' expects 'retry' or 'resolve' and <time> as arguments got '${first.text}'`)
      else time(visit, keyword, second)
      return
    case 'resolvers hold':
      if (first !== undefined && !/^(?:nx|timeout|valid|obsolete|other|refused)$/.test(first.text))
        refuse(
          visit,
          first,
          `'hold' unknown <event>: '${first.text}'`,
          "it is 'nx', 'timeout', 'valid', 'obsolete', 'refused' or 'other'",
        )
      else time(visit, keyword, second)
      return
    case 'resolvers resolve_retries':
    case 'resolvers accepted_payload_size':
      if (first === undefined) missing(visit, `'${keyword.text}' expects <nb> as argument.`)
      return
    case 'cache total-max-size':
    case 'cache max-object-size':
    case 'cache max-age':
      if (first === undefined) missing(visit, `'${keyword.text}' expects a number as argument.`)
      else if (!isNumber(first.text)) refuse(visit, first, `${keyword.text} wrong value '${first.text}'`)
      return
    case 'userlist user':
      if (first === undefined) missing(visit, "'user' expects <name> and options as arguments.")
      return
    case 'userlist group':
      members(visit, words)
  }
}

function time(visit: Visit, keyword: Word, value: Word | undefined): void {
  if (value === undefined) missing(visit, `'${keyword.text}' expects a time`)
  else if (!isTime(value.text))
    refuse(visit, value, `unexpected character in argument to <${keyword.text}>: '${value.text}'`)
}

function members(visit: Visit, words: readonly Word[]): void {
  const [, , option] = words
  if (option !== undefined && option.text !== 'users') refuse(visit, option, "'group' only supports 'users' option.")
  const list = words[words.findIndex((word) => word.text === 'users') + 1]
  if (!words.some((word) => word.text === 'users') || list === undefined) return
  const users = new Set(
    visit.section.lines.filter((one) => one.words[0]?.text === 'user').map((one) => one.words[1]?.text),
  )
  for (const name of list.text.split(','))
    if (!users.has(name)) refuse(visit, list, `no such user '${name}' specified in group '${words[1]?.text ?? ''}'`)
}

function address(visit: Visit, keyword: Word, word: Word | undefined): void {
  const fault =
    word === undefined || word.variable
      ? null
      : addressFault(word.text, { needsPort: keyword.text !== 'mailer', isServer: false })
  if (fault !== null && word !== undefined) refuse(visit, word, `'${keyword.text}' : ${fault}`)
}
