import { formatCidr, host, parseAddress, parseCidr, reverseName, reverseZone, subnet } from '../facts/cidr.ts'
import type { FactValue } from '../protocol/facts.ts'
import { DURATION_UNITS, durationIn } from './duration.ts'
import { hclLiteral, shellWord, yamlLiteral } from './literal.ts'
import { FilterError } from './template-error.ts'

/** A filter of the skill format. Arguments come from templates: each filter checks its own. */
export type FilterFunction = (value: FactValue, ...args: FactValue[]) => string | number

/** What skills may use besides LiquidJS's own filters. */
export const FILTERS: Readonly<Record<string, FilterFunction>> = {
  hcl: (value) => hclLiteral(value),
  yaml: (value) => yamlLiteral(value),
  shell: (value) => shellWord(value),
  slug: (value) => slug(textOf(value)),
  snake: (value) => slug(textOf(value)).replaceAll('-', '_'),
  indent: (value, count) => textOf(value).replace(/\n(?=[^\n])/g, `\n${' '.repeat(countOf(count))}`),
  pad: (value, count) => textOf(value).padEnd(countOf(count)),
  duration: (value, unit) => duration(value, unit),
  cidr_host: (value, num) => host(parseCidr(textOf(value)), integerOf(num)),
  cidr_subnet: (value, newbits, num) =>
    formatCidr(subnet(parseCidr(textOf(value)), integerOf(newbits), integerOf(num))),
  cidr_reverse: (value) => reverse(textOf(value)),
}

/** `Café Münster (EU)` → `cafe-munster-eu`. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function duration(value: FactValue, unit: FactValue | undefined): number {
  const known = DURATION_UNITS.find((name) => name === unit)
  if (!known)
    throw new FilterError(`'${String(unit)}' is not a unit of time`, `use one of ${DURATION_UNITS.join(', ')}`)
  return durationIn(textOf(value), known)
}

/** The zone of a block, or the name of an address. */
function reverse(text: string): string {
  return text.includes('/') ? reverseZone(parseCidr(text)) : reverseName(parseAddress(text))
}

function textOf(value: FactValue | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new FilterError(`a text is expected, and this is ${kindOf(value)}`)
}

function integerOf(value: FactValue | undefined): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isInteger(number)) return number
  throw new FilterError(`a whole number is expected, and this is ${kindOf(value)}`)
}

const WIDEST = 200

function countOf(value: FactValue | undefined): number {
  const count = integerOf(value)
  if (count < 0 || count > WIDEST) throw new FilterError(`${count} is not between 0 and ${WIDEST}`)
  return count
}

export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : JSON.stringify(value)
}
