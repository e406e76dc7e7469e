import type { FactValue } from '../../protocol/facts.ts'

/** A value that was understood, or what is wrong with it and what would be accepted. */
export type ReadResult = { ok: true; value: FactValue } | Refused
export interface Refused {
  ok: false
  /** `10.20.0.0/33: the prefix is 16–20` */
  problem: string
  /** `a block such as 10.20.0.0/16` */
  expected: string
}

export const good = (value: FactValue): ReadResult => ({ ok: true, value })
export const bad = (input: unknown, problem: string, expected: string): Refused => ({
  ok: false,
  problem: `${shorten(input)}: ${printable(problem)}`,
  expected: printable(expected),
})

/** Input as it is shown in a message: on one line and never long. */
export function shorten(input: unknown): string {
  const text = printable(typeof input === 'string' ? input : (JSON.stringify(input) ?? String(input))).trim()
  if (text === '') return 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Control characters and those that turn the direction of writing could forge what a terminal shows. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
}

/** `a, b or c` */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** `16–28`, `at least 2`, `at most 9`; nothing when there is no limit. */
export function range(min: number | undefined, max: number | undefined, show: (n: number) => string = String): string {
  if (min !== undefined && max !== undefined) return min === max ? show(min) : `${show(min)}–${show(max)}`
  if (min !== undefined) return `at least ${show(min)}`
  return max === undefined ? '' : `at most ${show(max)}`
}

export function outside(value: number, min: number | undefined, max: number | undefined): boolean {
  return (min !== undefined && value < min) || (max !== undefined && value > max)
}
