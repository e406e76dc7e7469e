import type { FactValue } from '../../../protocol/facts.ts'
import type { Reading } from '../reading.ts'
import type { Finding } from '../types.ts'

export type Reader = (reading: Reading) => Finding[]

export interface Place {
  start: number
  end: number
}

export const fact = (name: string, value: FactValue, place: Place): Finding => ({ kind: 'fact', name, value, ...place })
export const note = (text: string): Finding => ({ kind: 'note', text })

/** Every match of a pattern with its place. The pattern needs the flags g and d only where groups' places matter. */
export function* matches(text: string, pattern: RegExp): Generator<{ found: RegExpExecArray; place: Place }> {
  for (const found of text.matchAll(pattern))
    yield { found, place: { start: found.index, end: found.index + found[0].length } }
}

/** A word boundary that also holds between a Latin letter and another script. */
export const START = String.raw`(?<![A-Za-z0-9])`
export const END = String.raw`(?![A-Za-z0-9])`

export const word = (body: string, flags = 'giu'): RegExp => new RegExp(`${START}(?:${body})${END}`, flags)
