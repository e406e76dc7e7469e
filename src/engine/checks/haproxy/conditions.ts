import { nearest } from '../../../skills/nearest.ts'
import { isNetwork } from '../read/address.ts'
import type { Word } from './lexer.ts'
import { advise, refuse, type Section, type Visit } from './model.ts'

const PREDEFINED: ReadonlySet<string> = new Set(
  `FALSE TRUE HTTP HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_3.0 HTTP_CONTENT HTTP_URL_ABS HTTP_URL_SLASH HTTP_URL_STAR LOCALHOST METH_CONNECT
  METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST METH_PUT METH_TRACE RDP_COOKIE REQ_CONTENT WAIT_END`.split(
    /\s+/,
  ),
)

/** Names of the ACLs that a line may use: those of its defaults, and those above it. */
function aclNames({ section, line }: Visit): Set<string> {
  const names = new Set<string>()
  for (let from: Section | null = section; from !== null; from = from.defaults)
    for (const { words, start } of from.lines)
      if (words[0]?.text === 'acl' && words[1] !== undefined && (from !== section || start < line.start))
        names.add(words[1].text)
  return names
}

/** Judges what stands behind `if` and `unless` of a line, from the word behind it on. */
export function judgeCondition(visit: Visit, words: readonly Word[]): void {
  if (words.length === 0) {
    const last = visit.line.words.at(-1)
    if (last !== undefined)
      advise(
        visit,
        last,
        'the condition is empty and always true',
        'name an ACL, or write one in braces: if { path_beg /api }',
      )
    return
  }
  const names = aclNames(visit)
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === undefined || /^(?:!|or|OR|\|\|)$/.test(word.text)) continue
    if (word.text === '{' || word.text === '!{') {
      const end = words.findIndex((one, index) => index > at && one.text === '}')
      if (end < 0) {
        refuse(visit, word, "missing closing '}' in condition", 'the braces stand alone: { path_beg /api }')
        return
      }
      judgeCriterion(visit, words.slice(at + 1, end), word)
      at = end
      continue
    }
    const name = word.text.replace(/^!+/, '')
    if (name === '' || names.has(name) || PREDEFINED.has(name) || word.variable) continue
    if (/^[{}]/.test(name)) {
      refuse(visit, word, `no such ACL : '${name}'`, 'braces stand alone, with blanks around them: { path_beg /api }')
      return
    }
    const near = nearest(name, [...names, ...PREDEFINED])
    refuse(
      visit,
      word,
      `no such ACL : '${name}'`,
      near === null ? 'this section has no acl line of that name' : `did you mean "${near}"?`,
    )
    return
  }
}

/** `path_beg /api` or `hdr(host),lower -m str a.example`: a sample with its converters, flags and patterns. */
export function judgeCriterion(visit: Visit, words: readonly Word[], before: Word): void {
  const [expression] = words
  if (expression === undefined) {
    refuse(visit, before, 'missing fetch method', 'such as path_beg, hdr(host) or src')
    return
  }
  judgeExpression(visit, expression)
  if (/^(?:src|dst)$/.test(expression.text) && !words.some((word) => /^-/.test(word.text)))
    addresses(visit, words.slice(1))
  const method = words[words.findIndex((word) => word.text === '-m') + 1]
  if (
    words.some((word) => word.text === '-m') &&
    method !== undefined &&
    !/^(?:found|bool|int|ip|bin|len|str|beg|sub|dir|dom|end|reg)$/.test(method.text)
  )
    refuse(
      visit,
      method,
      `unknown matching method '${method.text}' when parsing ACL expression`,
      'such as str, beg, end, sub, reg',
    )
}

function addresses(visit: Visit, words: readonly Word[]): void {
  for (const word of words)
    if (
      !word.variable &&
      word.text !== '' &&
      !isNetwork(word.text) &&
      !/^[\d.]+\/[\d.]+$|^\d+(?:\.\d+){0,2}$/.test(word.text)
    ) {
      refuse(visit, word, `'${word.text}' is not a valid IPv4 or IPv6 address`)
      return
    }
}

const MATCHERS = /_(?:beg|bin|dir|dom|end|int|ip|len|reg|str|sub)$/

/** A sample: a fetch and converters behind it, joined by commas. */
export function judgeExpression(visit: Visit, word: Word): void {
  if (word.variable || word.text.startsWith('"')) return
  const { table } = visit.configuration
  if (!/^[a-z]/i.test(word.text) && !/^\d+d\./.test(word.text)) {
    refuse(visit, word, `missing fetch method in ACL expression '${word.text.slice(0, 60)}'`)
    return
  }
  const parts = split(word.text)
  const [first = '', ...rest] = parts
  const fetch = nameOf(first)
  const known =
    table.fetches.has(fetch) ||
    // Derivatives of a fetch match in a way of their own: path_beg.
    table.fetches.has(fetch.replace(MATCHERS, ''))
  if (!known && /^[\w.-]+$/.test(fetch) && !/^(?:lua\.|51d|da-|wurfl)/.test(fetch)) {
    const near = nearest(fetch, table.fetches)
    const message = `unknown fetch method '${fetch}' in ACL expression '${word.text.slice(0, 60)}'`
    if (near !== null || !/[._-]/.test(fetch))
      refuse(visit, word, message, near === null ? undefined : `did you mean "${near}"?`)
    else advise(visit, word, message, `HAProxy ${table.version} has none of that name`)
    return
  }
  if (!balanced(first)) {
    refuse(visit, word, `missing closing ')' or comma after arguments to fetch keyword '${fetch}'`)
    return
  }
  for (const part of rest) {
    const converter = nameOf(part)
    if (
      table.converters.has(converter) ||
      converter.startsWith('lua.') ||
      converter === '' ||
      /^(?:51d|da-|wurfl)/.test(converter)
    )
      continue
    const near = nearest(converter, table.converters)
    refuse(visit, word, `unknown converter '${converter}'`, near === null ? undefined : `did you mean "${near}"?`)
    return
  }
}

function nameOf(part: string): string {
  const open = part.indexOf('(')
  return open < 0 ? part : part.slice(0, open)
}

/** Arguments end at the first parenthesis that closes, and nothing follows it. */
function balanced(part: string): boolean {
  const open = part.split('(').length
  const close = part.split(')').length
  return open === 1 ? close === 1 : part.indexOf(')') === part.length - 1 || (open === close && part.endsWith(')'))
}

/** At commas that stand outside of parentheses. */
function split(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '(') depth++
    // The first one closes, however many are open.
    else if (char === ')') depth = 0
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}
