import { isNetwork } from '../../read/address.ts'
import type { Word } from '../lexer.ts'
import { regexFault } from '../regex.ts'
import { refuse, type Visit } from '../scope.ts'
import { define, defineGroups, noteVariables } from './words.ts'

/** What is wrong with a line of a block that has its own words. */
type RowFault = [word: Word, message: string, hint?: string] | null

function rows(visit: Visit, judge: (row: Visit) => RowFault): void {
  for (const item of visit.frame.items) {
    const row = { ...visit, ...item }
    const wrong: RowFault =
      item.statement.block !== null
        ? [item.statement.name, 'unexpected "{"', 'the lines of this block have no blocks']
        : judge(row)
    if (wrong !== null) refuse(row, ...wrong)
  }
}

function named(visit: Visit, index: number): void {
  const word = visit.statement.args[index]
  if (word === undefined) return
  if (!/^\$./.test(word.text)) refuse(visit, word, `invalid variable name "${word.text}"`, 'it begins with a $')
  else define(visit, word)
}

export function map(visit: Visit): void {
  named(visit, 1)
  let fallback = false
  const seen = new Set<string>()
  rows(visit, (row) => {
    const { name, args } = row.statement
    const [value] = args
    if (args.length === 0 && (name.text === 'hostnames' || name.text === 'volatile')) return null
    if (value === undefined || args.length > 1)
      return [name, 'invalid number of the map parameters', 'a line is a pattern and its value']
    if (name.text === 'include') return null
    noteVariables(row, value)
    if (name.text === 'default') {
      const again = fallback
      fallback = true
      return again ? [name, 'duplicate default map parameter'] : null
    }
    if (name.text.startsWith('~')) {
      const pattern = name.text.replace(/^~\*?/, '')
      defineGroups(row, pattern)
      const fault = regexFault(pattern)
      return fault === null ? null : [name, `regular expression "${pattern}" is refused: ${fault}`]
    }
    const key = name.text.replace(/^\\/, '').toLowerCase()
    const again = seen.has(key)
    seen.add(key)
    return again ? [name, `conflicting parameter "${name.text}"`, 'the same pattern stands above'] : null
  })
}

export function geo(visit: Visit): void {
  for (const index of visit.statement.args.keys()) named(visit, index)
  const ranges = visit.frame.items.some((item) => item.statement.name.text === 'ranges')
  rows(visit, ({ statement: { name, args } }) => {
    const bare = args.length === 0 && /^(?:ranges|proxy_recursive|volatile)$/.test(name.text)
    if (!bare && args.length !== 1)
      return [name, 'invalid number of the geo parameters', 'a line is a network and its value']
    if (bare || /^(?:include|default|delete|proxy)$/.test(name.text) || name.text.includes('$')) return null
    const parts = ranges ? name.text.split('-') : [name.text]
    if (parts.length <= 2 && parts.every(isNetwork)) return null
    return [name, ranges ? `invalid range "${name.text}"` : `invalid network "${name.text}"`]
  })
}

export function splitClients(visit: Visit): void {
  named(visit, 1)
  let hundredths = 0
  rows(visit, ({ statement: { name } }) => {
    if (name.text === '*' || name.text === 'include') return null
    const share = /^(\d+(?:\.\d{1,2})?)%$/.exec(name.text)?.[1]
    if (share === undefined || Number(share) === 0) return [name, `invalid percent value "${name.text}"`]
    hundredths += Math.round(Number(share) * 100)
    return hundredths > 10_000 ? [name, 'percent total is greater than 100%'] : null
  })
}

export function types(visit: Visit): void {
  rows(visit, () => null)
}
