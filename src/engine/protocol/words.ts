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

const NAMED = 4

/** The files that an answer changes, what runs before what is read. */
export function changesText(paths: readonly string[]): string {
  const rank = (path: string): number => (path.startsWith('docs/') ? 2 : path.endsWith('.md') ? 1 : 0)
  const depth = (path: string): number => path.split('/').length
  const sorted = [...paths].sort((a, b) => rank(a) - rank(b) || depth(a) - depth(b))
  const shown = sorted.slice(0, NAMED)
  const more = sorted.length - shown.length
  return `${shown.join(' · ')}${more > 0 ? ` and ${more} more` : ''}`
}
