import { nearest } from '../../../skills/nearest.ts'
import { judgeExpression } from './conditions.ts'
import type { Word } from './lexer.ts'
import { missing, refuse, type Visit } from './model.ts'
import { keyed } from './words.ts'

/** Which table of actions a line of rules asks, and where its action stands; null for a line that has none. */
function ruleOf(words: readonly Word[]): { rule: string; action: number } | null {
  const [keyword, kind] = words
  switch (keyword?.text) {
    case 'http-request':
    case 'http-response':
    case 'http-after-response':
      return { rule: keyword.text, action: 1 }
    case 'quic-initial':
      return { rule: 'quic', action: 1 }
    case 'tcp-request':
      return /^(?:connection|session|content)$/.test(kind?.text ?? '')
        ? { rule: `tcp-request-${kind?.text}`, action: 2 }
        : null
    case 'tcp-response':
      return kind?.text === 'content' ? { rule: 'tcp-response-content', action: 2 } : null
    default:
      return null
  }
}

/** How many words follow an action before its condition. */
const COUNTS: Readonly<Record<string, number>> = {
  accept: 0,
  allow: 0,
  reject: 0,
  'set-header': 2,
  'add-header': 2,
  'replace-header': 3,
  'replace-value': 3,
  'set-path': 1,
  'set-pathq': 1,
  'set-query': 1,
  'set-uri': 1,
  'set-method': 1,
  'set-nice': 1,
  'set-log-level': 1,
  'set-tos': 1,
  'set-mark': 1,
  'replace-path': 2,
  'replace-pathq': 2,
  'replace-uri': 2,
}

const ANSWER = {
  status: 1,
  'content-type': 1,
  'default-errorfiles': 0,
  errorfile: 1,
  errorfiles: 1,
  file: 1,
  'lf-file': 1,
  string: 1,
  'lf-string': 1,
  hdr: 2,
}

/** Words that an action takes behind it, and how many values each has. */
const KEYS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  auth: { realm: 1 },
  deny: { ...ANSWER, deny_status: 1 },
  tarpit: { ...ANSWER, deny_status: 1 },
  return: ANSWER,
}

export function judgeAction(visit: Visit, words: readonly Word[]): void {
  const found = ruleOf(words)
  if (found === null) return
  const { rule, action } = found
  const word = words[action]
  if (word === undefined) {
    missing(visit, `'${rule.replaceAll('-', ' ')}' expects an action`)
    return
  }
  const { actions } = visit.configuration.table
  const name = word.text.replace(/\(.*$/s, '')
  const known = actions.get(name) ?? actions.get(name.replace(/^track-sc\d+$/, 'track-sc'))
  if (known === undefined) {
    if (SINCE.test(name)) return
    const near = nearest(name, actions.keys())
    refuse(visit, word, `unknown action '${name}' in '${rule}'`, near === null ? undefined : `did you mean "${near}"?`)
    return
  }
  if (!known.has(rule))
    refuse(visit, word, `the action '${name}' is not for '${rule}'`, `it is for ${[...known].join(', ')}`)
  else judgeArguments(visit, name, word, words.slice(action + 1))
}

/** Actions whose names go on, and those that parts of HAProxy bring along. */
const SINCE =
  /^(?:lua\.|track-sc|sc-|use-service|expect-|silent-drop|send-spoe|wait-for|switch-mode|set-bandwidth|tarpit|do-|ot-group|set-retries|set-timeout)/

function judgeArguments(visit: Visit, name: string, word: Word, rest: readonly Word[]): void {
  const end = rest.findIndex((one) => /^(?:if|unless)$/.test(one.text))
  const own = end < 0 ? rest : rest.slice(0, end)
  const count = COUNTS[name]
  if (count !== undefined && own.length < count) {
    const at = own.at(-1) ?? word
    visit.configuration.findings.error(
      visit.section.source,
      at.end,
      `'${name}' expects ${count} ${count === 1 ? 'argument' : 'arguments'}`,
    )
    return
  }
  const extra = count === undefined ? undefined : own[count]
  if (extra !== undefined) {
    refuse(
      visit,
      extra,
      `'${name}' expects either 'if' or 'unless' followed by a condition but found '${extra.text}'`,
      'a value with blanks in it stands in quotes',
    )
    return
  }
  const keys = KEYS[name]
  if (keys !== undefined) keyed(visit, own, keys, `'${name}'`)
  const status = own[own.findIndex((one) => one.text === 'status') + 1]
  if (
    name === 'return' &&
    own.some((one) => one.text === 'status') &&
    status !== undefined &&
    !/^[2-5]\d\d$/.test(status.text)
  )
    refuse(visit, status, `Unexpected status code '${status.text}'`)
  if (name === 'del-header' && own.length === 0) missing(visit, "'del-header' expects the name of a header")
  if (name === 'set-var') setVariable(visit, word, own)
  if (/^track-sc/.test(name)) {
    const [sample] = own
    if (sample === undefined) missing(visit, `'${word.text}' : missing fetch method`, 'such as src')
    else judgeExpression(visit, sample)
  }
}

function setVariable(visit: Visit, word: Word, own: readonly Word[]): void {
  const variable = /^set-var\(([^,)]*)/.exec(word.text)?.[1] ?? ''
  if (!/^(?:proc|sess|txn|req|res|check)\.[\w.]+$/.test(variable))
    refuse(
      visit,
      word,
      `invalid variable name '${variable}'`,
      'it begins with its scope: proc., sess., txn., req., res. or check.',
    )
  const [sample] = own
  if (sample === undefined) missing(visit, `'${word.text}' : missing fetch method`)
  else if (own.length === 1) judgeExpression(visit, sample)
}
