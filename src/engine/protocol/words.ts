import type { FactValue } from './facts.ts'
import type { MergePlace, MergeRequest } from './requests.ts'

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

/** `62 files: 58 same · 2 new · 1 yours kept · 1 needs you` */
export function mergePlaceText({ of, files, same, fresh, changed, kept }: MergePlace): string {
  const parts = [
    `${same} same`,
    ...(fresh > 0 ? [`${fresh} new`] : []),
    ...(changed > 0 ? [`${changed} updated`] : []),
    ...(kept > 0 ? [`${kept} yours kept`] : []),
    `${of} ${of === 1 ? 'needs' : 'need'} you`,
  ]
  return `${count(files, 'file')}: ${parts.join(' · ')}`
}

/** `line 7`, `lines 7–9`: where a change stands in the user's file. */
export function hunkPlace({ line, yours }: MergeRequest['hunks'][number]): string {
  const last = line + yours.split('\n').length - 1
  return last > line ? `lines ${line}–${last}` : `line ${line}`
}
