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

/**
 * A pattern over the lower-case reading, compiled only for goals that hold one of its cues: compiling all of them
 * would take longer than reading the goal.
 */
export interface Pattern {
  /** Every match holds one of these letters. */
  cues: readonly string[]
  source: string
}

export const pattern = (cues: string, source: string): Pattern => ({ cues: cues.split('|'), source })

/** A word boundary that also holds between a Latin letter and another script. */
export const START = '(?<![a-z0-9])'
export const END = '(?![a-z0-9])'

/** A pattern of whole words. */
export const word = (cues: string, body: string): Pattern => pattern(cues, `${START}(?:${body})${END}`)

export interface Match {
  found: RegExpExecArray
  place: Place
}

const NONE: readonly Match[] = []

/** Every match with its place. */
export function matches(text: string, { cues, source }: Pattern): readonly Match[] {
  if (!cues.some((cue) => text.includes(cue))) return NONE
  return Array.from(text.matchAll(new RegExp(source, 'g')), (found) => ({
    found,
    place: { start: found.index, end: found.index + found[0].length },
  }))
}
