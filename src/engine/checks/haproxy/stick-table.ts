import { didYouMean } from '../../../skills/nearest.ts'
import type { Word } from './lexer.ts'
import { missing, refuse, type Visit } from './model.ts'
import { isSize, isTime } from './values.ts'

const STORED =
  /^(?:server_id|server_key|server_name|gpc|gpc_rate|gpc0|gpc0_rate|gpc1|gpc1_rate|gpt|gpt0|conn_cnt|conn_cur|conn_rate|sess_cnt|sess_rate|http_req_cnt|http_req_rate|http_err_cnt|http_err_rate|http_fail_cnt|http_fail_rate|bytes_in_cnt|bytes_in_rate|bytes_out_cnt|bytes_out_rate|glitch_cnt|glitch_rate)$/

/** `type ip size 100k expire 30s store http_req_rate(10s)`, in any order. */
export function judgeTable(visit: Visit, [, ...words]: readonly Word[]): void {
  let hasType = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    const value = words[at + 1]
    if (word === undefined || word.variable || word.text === '') return
    if (word.text === 'nopurge' || word.text === 'recv-only') continue
    if (!/^(?:type|size|expire|store|peers|write-to|srvkey|len|brates-factor)$/.test(word.text)) {
      refuse(
        visit,
        word,
        `stick-table: unknown argument '${word.text}'`,
        didYouMean(word.text, ['type', 'size', 'expire', 'store', 'peers', 'nopurge']),
      )
      return
    }
    if (value === undefined) {
      missing(visit, `stick-table: missing argument after '${word.text}'`)
      return
    }
    at++
    if (word.text === 'type') {
      hasType = true
      if (!/^(?:ip|ipv6|integer|string|binary)$/.test(value.text))
        refuse(visit, value, `stick-table: unknown type '${value.text}'`)
    } else if (word.text === 'size' && !isSize(value.text))
      refuse(
        visit,
        value,
        `stick-table: unexpected character in argument of 'size': '${value.text}'`,
        'a number, with k, m or g behind it',
      )
    else if (word.text === 'expire' && !isTime(value.text))
      refuse(
        visit,
        value,
        `stick-table: unexpected character in argument of 'expire': '${value.text}'`,
        'a time such as 30s',
      )
    else if (word.text === 'store') stored(visit, value)
  }
  if (!hasType) missing(visit, "stick-table: missing 'type'", 'such as type ip size 100k')
}

function stored(visit: Visit, list: Word): void {
  for (const one of list.text.split(/,(?![^()]*\))/)) {
    const name = one.replace(/\(.*\)$/s, '')
    if (!STORED.test(name)) {
      refuse(visit, list, `stick-table: unknown store option '${name}'`)
      return
    }
  }
}
