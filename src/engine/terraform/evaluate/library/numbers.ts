import { listOf, NUMBER } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import * as values from '../../values/value.ts'
import { failed, listValue, NUM, numberOf, type Result, type Rule, textOf, unknownButThere } from './result.ts'

/** Functions of numbers. */
export const NUMBERS: Readonly<Record<string, Rule>> = {
  abs: numeric(Math.abs),
  ceil: numeric(Math.ceil),
  floor: numeric(Math.floor),
  log: ([number, base]) => computed(number, base, (a, b) => Math.log(a) / Math.log(b)),
  max: (given) => extreme(given, Math.max),
  min: (given) => extreme(given, Math.min),
  parseint: ([text, base]) => parseint(text, base),
  pow: ([number, power]) => computed(number, power, (a, b) => a ** b),
  range,
  signum: numeric(Math.sign),
}

function numeric(change: (number: number) => number): Rule {
  return ([value]) => {
    const number = numberOf(value)
    return number === null ? NUM : values.number(change(number))
  }
}

function computed(
  first: Value | undefined,
  second: Value | undefined,
  change: (a: number, b: number) => number,
): Result {
  const [a, b] = [numberOf(first), numberOf(second)]
  return a === null || b === null ? NUM : values.number(change(a, b))
}

function extreme(given: readonly Value[], choose: (...numbers: number[]) => number): Result {
  if (given.length === 0) return failed('must pass at least one number')
  const numbers = given.map(numberOf)
  return numbers.every((one) => one !== null) ? values.number(choose(...numbers)) : NUM
}

function parseint(value: Value | undefined, baseValue: Value | undefined): Result {
  if (value !== undefined && value.type.is !== 'string' && value.type.is !== 'dynamic') {
    return failed(`first argument must be a string, not ${value.type.is}`, 0)
  }
  const [text, base] = [textOf(value), numberOf(baseValue)]
  if (text === null || base === null) return NUM
  if (!Number.isInteger(base) || base < 2 || base > 62) {
    return failed('base must be a whole number between 2 and 62 inclusive', 1)
  }
  const digits = text.replace(/^[+-]/, '')
  const valid = digits !== '' && [...digits].every((digit) => digitOf(digit, base) < base)
  if (!valid) return failed(`cannot parse "${text}" as a base ${base} integer`, 0)
  const total = [...digits].reduce((sum, digit) => sum * base + digitOf(digit, base), 0)
  return values.number(text.startsWith('-') ? -total : total)
}

/** Up to base 36 the case of a letter does not matter. */
function digitOf(digit: string, base: number): number {
  const code = digit.charCodeAt(0)
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 97 && code <= 122) return code - 87
  if (code >= 65 && code <= 90) return base <= 36 ? code - 55 : code - 29
  return Number.POSITIVE_INFINITY
}

function range(given: readonly Value[]): Result {
  const [first, second, third] = given.map(numberOf)
  if (given.some((value) => !values.isKnown(value))) return unknownButThere(listOf(NUMBER))
  if (given.length === 0 || given.length > 3) return failed('must have one, two, or three arguments')
  const start = given.length === 1 ? 0 : (first ?? 0)
  const end = given.length === 1 ? (first ?? 0) : (second ?? 0)
  const step = given.length === 3 ? (third ?? 0) : end < start ? -1 : 1
  if (step === 0) return failed('step must not be zero', 2)
  if (step < 0 && end > start) return failed('end must be less than start when step is negative', 1)
  if (step > 0 && end < start) return failed('end must be greater than start when step is positive', 1)
  const numbers: Value[] = []
  for (let at = start; step > 0 ? at < end : at > end; at += step) {
    if (numbers.length >= 1024) {
      return failed(
        'more than 1024 values were generated; either decrease the difference between start and end or use a smaller step',
      )
    }
    numbers.push(values.number(at))
  }
  return listValue(NUMBER, numbers)
}
