import { didYouMean } from '../../../skills/nearest.ts'
import type { Statement, Word } from './lexer.ts'
import type { Directive } from './table.ts'

export interface ValueFault {
  word: Word
  message: string
  hint?: string
}

/** Filled in before nginx reads the file: by envsubst, sed or another template. */
export function isPlaceholder(text: string): boolean {
  return /\$\{?[A-Z][A-Z0-9_]*\}?|__\w+__|@@?\w+@@?|%\w+%|(?<!\?P?)<[\w-]+>/.test(text)
}

export const isNumber = (text: string): boolean => /^\d{1,18}$/.test(text)
export const isSize = (text: string): boolean => /^\d+[kKmM]?$/.test(text)
export const isOffset = (text: string): boolean => /^\d+[kKmMgG]?$/.test(text)

const TIME = /^(?:\d+y)? ?(?:\d+M)? ?(?:\d+w)? ?(?:\d+d)? ?(?:\d+h)? ?(?:\d+m)? ?(?:\d+s)? ?(?:\d+ms)? ?(?:\d+)?$/

export function isTime(text: string, { milliseconds }: { milliseconds: boolean }): boolean {
  return /\d/.test(text) && text.length < 100 && TIME.test(text) && (milliseconds || !text.includes('ms'))
}

/** What is wrong with the values of a directive whose values nginx reads in one of its common ways. */
export function valueFault(directive: Directive, { name, args }: Statement): ValueFault | null {
  const { kind, values } = directive
  const [first] = args
  if (first === undefined || kind === '-' || args.some((word) => isPlaceholder(word.text))) return null
  const text = first.text
  switch (kind) {
    case 'flag':
      if (/^(?:on|off)$/i.test(text)) return null
      return { word: first, message: `invalid value "${text}" in "${name.text}" directive, it must be "on" or "off"` }
    case 'number':
      return numberFault(first, name.text, values[0])
    case 'size':
      return isSize(text)
        ? null
        : invalid(first, name.text, 'a size is a number of bytes, with k or m behind it if wanted: 16k')
    case 'offset':
      return isOffset(text)
        ? null
        : invalid(first, name.text, 'a size is a number of bytes, with k, m or g behind it if wanted: 10m')
    case 'time':
      return isTime(text, { milliseconds: true }) ? null : invalid(first, name.text, TIMES)
    case 'seconds':
      return isTime(text, { milliseconds: false }) ? null : invalid(first, name.text, TIMES)
    case 'buffers':
      return isNumber(text) && text !== '0' && isSize(args[1]?.text ?? '') && !/^0+[kKmM]?$/.test(args[1]?.text ?? '')
        ? null
        : invalid(first, name.text, 'it takes a number of buffers and their size: 8 16k')
    case 'enum':
    case 'set': {
      const wrong = args.find((word) => !values.some((one) => one.toLowerCase() === word.text.toLowerCase()))
      if (wrong === undefined) return null
      return invalid(wrong, name.text, didYouMean(wrong.text, values) ?? `it takes ${values.join(', ')}`)
    }
    case 'access': {
      const wrong = args.find((word) => !/^(?:user|group|all):(?:rw|r)$/.test(word.text))
      return wrong === undefined ? null : invalid(wrong, name.text, 'it takes user:rw, group:r and the like')
    }
  }
}

const TIMES = 'a time is a number with ms, s, m, h, d, w, M or y behind it: 60s, 1h 30m'

function numberFault(word: Word, name: string, bounds: string | undefined): ValueFault | null {
  if (!isNumber(word.text)) return { word, message: `invalid number in "${name}" directive` }
  const [low = '', high = ''] = bounds?.split('..') ?? []
  const value = Number(word.text)
  if (bounds === undefined || (value >= Number(low) && (high === '-1' || value <= Number(high)))) return null
  return { word, message: `the value of "${name}" must be between ${low} and ${high}` }
}

function invalid(word: Word, name: string, hint: string): ValueFault {
  return { word, message: `invalid value "${word.text}" in "${name}" directive`, hint }
}
