import type { FactValue } from '../protocol/facts.ts'
import { quoteHcl } from './format/hcl/string.ts'
import { FilterError } from './template-error.ts'

/** Any value as an HCL expression on one line. No part of a text is taken for a template. */
export function hclLiteral(value: FactValue): string {
  if (typeof value === 'string') return quoteHcl(value)
  if (typeof value === 'number') return finite(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(hclLiteral).join(', ')}]`
  const pairs = Object.entries(value).map(([key, member]) => `${hclKey(key)} = ${hclLiteral(member)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** `for` would begin a for expression, and a keyword would be read as its value. */
function hclKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) && !/^(?:for|true|false|null)$/.test(key) ? key : quoteHcl(key)
}

/** Any value as YAML that fits on the rest of a line. */
export function yamlLiteral(value: FactValue): string {
  return typeof value === 'string' ? yamlText(value, PLAIN) : yamlFlow(value)
}

function yamlFlow(value: FactValue): string {
  if (typeof value === 'string') return yamlText(value, PLAIN_IN_FLOW)
  // YAML 1.1 takes a number with an exponent for a text when it has no point.
  if (typeof value === 'number') return finite(value).replace(/^(-?\d+)e/, '$1.0e')
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, member]) => `${yamlText(key, PLAIN_IN_FLOW)}: ${yamlFlow(member)}`)
    .join(', ')}}`
}

/** Plain only where YAML 1.1 and 1.2 both read back the same text; everything else gets double quotes. */
function yamlText(text: string, plain: RegExp): string {
  const isShort = text.length <= LONGEST_PLAIN
  if (isShort && plain.test(text) && !KEYWORD.test(text) && !LIKE_A_NUMBER.test(text)) return text
  return JSON.stringify(text.toWellFormed()).replace(UNPRINTABLE, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

const LONGEST_PLAIN = 120
const PLAIN = /^[\w./](?:[\w./@+=-]|:(?=[\w./@+=:-]))*(?: [\w./](?:[\w./@+=-]|:(?=[\w./@+=:-]))*)*$/
/** Older readers stop at a colon inside `[…]` and `{…}`. */
const PLAIN_IN_FLOW = /^[\w./][\w./@+=-]*(?: [\w./][\w./@+=-]*)*$/
const KEYWORD = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|\.nan|\.inf)$/i
/** Numbers in all bases, base 60, dates and times, with whatever may separate their digits. */
const LIKE_A_NUMBER = /^[+.-]*[\d.][\d_.,:eExXoObBa-fA-F+tTzZ -]*$/
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** A word, or a list of words, that a POSIX shell reads as it stands. */
export function shellWord(value: FactValue): string {
  if (Array.isArray(value)) return value.map(shellWord).join(' ')
  if (value !== null && typeof value === 'object') throw new FilterError('an object is not a word of a command line')
  const text = value === null ? '' : String(value)
  if (text.includes('\0')) throw new FilterError('a NUL byte cannot stand on a command line')
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new FilterError(`${value} is not a number that can be written`)
  return String(value)
}
