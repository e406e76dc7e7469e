import type { Scope } from '../../skills/condition.ts'
import type { FactValue, TypeSpec } from '../protocol/facts.ts'
import { readChoice, readMultiChoice } from './values/choice.ts'
import { readBoolean, readDuration, readInteger, readNumber, readSize } from './values/measure.ts'
import { readArn, readCidr, readRegion, readUrl, refuseSecret } from './values/network.ts'
import { bad, good, type ReadResult } from './values/result.ts'
import { secretIn } from './values/secret.ts'
import { splitOutside, unquote } from './values/split.ts'
import { readList, readObject } from './values/structured.ts'
import { readDomain, readSlug, readText } from './values/text.ts'

export { offered } from './values/choice.ts'
export { secondsOf } from './values/measure.ts'
export type { ReadResult } from './values/result.ts'
export { secretIn } from './values/secret.ts'
export { showValue } from './values/show.ts'
export { slugFrom } from './values/text.ts'

const NO_VALUE = ['', 'none', 'null', 'nothing', '-', '~']

/** Turns what somebody typed, or a value from YAML or JSON, into the canonical value of a fact. */
export function readValue(input: unknown, spec: TypeSpec, scope?: Scope): ReadResult {
  if (input === null || input === undefined || (typeof input === 'string' && spec.nullable && isNothing(input, spec))) {
    return spec.nullable ? good(null) : emptyOf(input, spec)
  }
  if (typeof input === 'string') {
    const secret = secretIn(input)
    if (secret !== null) return refuseSecret(secret, spec.type)
  }
  switch (spec.type) {
    case 'list':
      return readList(input, spec, scope, readValue)
    case 'object':
      return readObject(input, spec, scope, readValue)
    case 'multi-choice':
      return readMulti(input, spec, scope)
    default:
      return readScalar(input, spec, scope)
  }
}

function readScalar(input: unknown, spec: TypeSpec, scope: Scope | undefined): ReadResult {
  if (typeof input === 'object') return bad(input, 'one value is wanted', `one ${spec.type}`)
  if (typeof input === 'number' && spec.type === 'text') return numberAsText(input, spec)
  const text = typeof input === 'string' ? input : String(input)
  switch (spec.type) {
    case 'text':
      return readText(text, spec)
    case 'slug':
      return readSlug(text, spec)
    case 'domain':
      return readDomain(text, spec)
    case 'integer':
      return typeof input === 'boolean' ? notANumber(input) : readInteger(text, spec)
    case 'number':
      return typeof input === 'boolean' ? notANumber(input) : readNumber(text, spec)
    case 'boolean':
      return readBoolean(text)
    case 'choice':
      return typeof input === 'boolean' ? readYesNoChoice(input, spec, scope) : readChoice(text, spec, scope)
    case 'cidr':
      return readCidr(text, spec)
    case 'region':
      return readRegion(text, spec)
    case 'duration':
      return readDuration(text, spec)
    case 'size':
      return readSize(text, spec)
    case 'url':
      return readUrl(text, spec)
    default:
      return readArn(text, spec)
  }
}

function readMulti(input: unknown, spec: TypeSpec, scope: Scope | undefined): ReadResult {
  if (Array.isArray(input)) {
    const odd = input.find((item) => typeof item === 'object')
    return odd === undefined
      ? readMultiChoice(input.map(String), spec, scope)
      : bad(odd, 'one choice is wanted', 'choices')
  }
  if (typeof input === 'object') return bad(input, 'choices are wanted', 'choices, separated by commas')
  const text = String(input)
    .trim()
    .replace(/^\[(.*)\]$/s, '$1')
  const byComma = splitOutside(text, (char) => char === ',' || char === '\n') ?? [text]
  const whole = readMultiChoice(byComma.map(unquote), spec, scope)
  if (whole.ok || byComma.length > 1 || !/\s/.test(text)) return whole
  const bySpace = readMultiChoice(text.split(/\s+(?:and\s+)?/), spec, scope)
  return bySpace.ok ? bySpace : whole
}

/** YAML reads an unquoted 1.30 as the number 1.3, and a version loses its zero. */
function numberAsText(input: number, spec: TypeSpec): ReadResult {
  const result = readText(String(input), spec)
  return result.ok ? result : { ...result, problem: `${result.problem}; put it in quotes if it had a zero at its end` }
}

/** YAML 1.1 writers turn `on` and `off` into booleans. */
function readYesNoChoice(input: boolean, spec: TypeSpec, scope: Scope | undefined): ReadResult {
  const words = input ? ['true', 'yes', 'on'] : ['false', 'no', 'off', 'none']
  for (const word of words) {
    const result = readChoice(word, { ...spec, choices: exact(spec, word) }, scope)
    if (result.ok) return result
  }
  return readChoice(String(input), spec, scope)
}

const exact = (spec: TypeSpec, word: string) => (spec.choices ?? []).filter((choice) => choice.value === word)
const notANumber = (input: boolean): ReadResult => bad(input, 'this is not a number', 'a number')

function isNothing(input: string, spec: TypeSpec): boolean {
  const word = input.trim().toLowerCase()
  return NO_VALUE.includes(word) && !(spec.choices ?? []).some((choice) => choice.value === word)
}

function emptyOf(input: unknown, spec: TypeSpec): ReadResult {
  if (spec.type === 'list' || spec.type === 'multi-choice') {
    const empty: FactValue = []
    return (spec.min ?? 0) > 0 ? bad(input ?? '', 'at least one is wanted', 'a value') : good(empty)
  }
  return bad(input ?? '', 'a value is wanted', `a value of type ${spec.type}`)
}
