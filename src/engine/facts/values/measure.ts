import type { TypeSpec } from '../../protocol/facts.ts'
import { bad, good, outside, type ReadResult, range } from './result.ts'

const NUMBER = /^[+-]?(\d+(\.\d+)?|\.\d+)$/

export function readInteger(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const limits = range(spec.min, spec.max)
  const expected = limits === '' ? 'a whole number' : `a whole number, ${limits}`
  if (!NUMBER.test(text)) return bad(text, 'this is not a number', expected)
  const value = Number(text)
  if (!Number.isSafeInteger(value)) return bad(text, 'a whole number is wanted', expected)
  return outside(value, spec.min, spec.max) ? bad(text, `the number is ${limits}`, expected) : good(value + 0)
}

export function readNumber(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const limits = range(spec.min, spec.max)
  const expected = limits === '' ? 'a number' : `a number, ${limits}`
  const digits = text.replace(/\s*%$/, '')
  if (!NUMBER.test(digits) && !/^[+-]?\d+(\.\d+)?e[+-]?\d{1,3}$/i.test(digits))
    return bad(text, 'this is not a number', expected)
  const value = Number(digits)
  if (!Number.isFinite(value)) return bad(text, 'this number is too large', expected)
  return outside(value, spec.min, spec.max) ? bad(text, `the number is ${limits}`, expected) : good(value + 0)
}

const YES = ['yes', 'y', 'true', 'on', '1']
const NO = ['no', 'n', 'false', 'off', '0']

export function readBoolean(input: string): ReadResult {
  const word = input.trim().toLowerCase()
  if (YES.includes(word)) return good(true)
  return NO.includes(word) ? good(false) : bad(input, 'yes or no is wanted', 'yes or no')
}

const SECOND = 1000
const UNITS: readonly [unit: string, ms: number, words: string][] = [
  ['d', 86_400 * SECOND, 'd day days'],
  ['h', 3600 * SECOND, 'h hr hrs hour hours'],
  ['m', 60 * SECOND, 'm min mins minute minutes'],
  ['s', SECOND, 's sec secs second seconds'],
  ['ms', 1, 'ms msec millisecond milliseconds'],
]
const WEEK = ['w', 'week', 'weeks']

/** Canonical is one number and one unit: `1h30m` is `90m`. A day stays `24h`, which every tool understands. */
export function readDuration(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const limits = range(spec.min, spec.max, (seconds) => showDuration(seconds * SECOND))
  const expected = `a duration such as 90s, 15m or 4h${limits === '' ? '' : `, ${limits}`}`
  if (NUMBER.test(text) && Number(text) !== 0)
    return bad(text, `the unit is missing: ${text}s, ${text}m or ${text}h`, expected)
  const ms = text === '0' ? 0 : millisecondsOf(text)
  if (ms === null) return bad(text, 'this is not a duration', expected)
  if (!Number.isSafeInteger(ms)) return bad(text, 'a duration is a whole number of milliseconds', expected)
  if (outside(ms / SECOND, spec.min, spec.max)) return bad(text, `the duration is ${limits}`, expected)
  return good(showDuration(ms))
}

/** Null for a text that is no duration. */
export function millisecondsOf(text: string): number | null {
  const words = text
    .toLowerCase()
    .replace(/\band\b|,/g, ' ')
    .trim()
  const part = /(\d+(?:\.\d+)?)\s*([a-z]+)\s*/gy
  let total = 0
  while (part.lastIndex < words.length) {
    const match = part.exec(words)
    if (match === null) return null
    const unit = unitOf(match[2] ?? '')
    if (unit === null) return null
    total += Number(match[1]) * unit
  }
  // 1.1 hours are 3960000.0000000005 in floating point.
  return words === '' ? null : Math.round(total * 1000) / 1000
}

/** The seconds of a canonical duration; 0 for what is none. */
export function secondsOf(duration: string): number {
  return (duration === '0' ? 0 : (millisecondsOf(duration) ?? 0)) / SECOND
}

export function showDuration(ms: number): string {
  for (const [unit, size] of UNITS) {
    const isOneDay = unit === 'd' && ms === size
    if (ms > 0 && ms % size === 0 && !isOneDay) return `${ms / size}${unit}`
  }
  return '0s'
}

function unitOf(word: string): number | null {
  if (WEEK.includes(word)) return 7 * 86_400 * SECOND
  return UNITS.find(([, , words]) => words.split(' ').includes(word))?.[1] ?? null
}

const STEPS = ['', 'k', 'm', 'g', 't', 'p']
const CANONICAL = ['', 'K', 'M', 'G', 'T', 'P']

/** Canonical: `20Gi` for powers of 1024, `512M` for powers of 1000, as Kubernetes writes them. */
export function readSize(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const limits = range(spec.min, spec.max, showBytes)
  const expected = `a size such as 20Gi or 512 MB${limits === '' ? '' : `, ${limits}`}`
  const match = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)(i?)(b?|bytes?)$/i.exec(text)
  if (match === null) return bad(text, 'this is not a size', expected)
  const [, digits = '', letter = '', binary = '', ending = ''] = match
  if (letter === '' && (binary !== '' || ending === ''))
    return bad(text, `the unit is missing: ${digits}Gi or ${digits}Mi`, expected)
  const step = STEPS.indexOf(letter.toLowerCase())
  const base = binary === '' ? 1000 : 1024
  const bytes = Math.round(Number(digits) * base ** step * 1000) / 1000
  if (!Number.isSafeInteger(bytes)) return bad(text, 'a size is a whole number of bytes', expected)
  if (outside(bytes, spec.min, spec.max)) return bad(text, `the size is ${limits}`, expected)
  return good(canonicalSize(bytes, base))
}

function canonicalSize(bytes: number, base: number): string {
  for (let step = CANONICAL.length - 1; step > 0; step--) {
    const unit = base ** step
    if (bytes > 0 && bytes % unit === 0) return `${bytes / unit}${CANONICAL[step]}${base === 1024 ? 'i' : ''}`
  }
  return `${bytes}B`
}

const showBytes = (bytes: number): string => canonicalSize(bytes, bytes % 1024 === 0 ? 1024 : 1000)
