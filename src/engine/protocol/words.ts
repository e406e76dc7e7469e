import type { FactValue } from './facts.ts'

/** A fact's value on one line. */
export function showPlain(value: FactValue): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(showPlain).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${key}=${showPlain(inner)}`)
      .join(' ')
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
