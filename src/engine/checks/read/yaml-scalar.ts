export type ScalarValue = string | number | boolean | null

/**
 * `1.1`: what Go's yaml.v2 (kubectl, CloudFormation's tools, PyYAML but for its times) makes of a plain word: `yes` and `on` are true,
 * `0644` is octal. `1.2`: what today's readers do (Actions, Compose).
 */
export type YamlVersion = '1.1' | '1.2'

const WORDS: Readonly<Record<string, boolean | null>> = {
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
}

const OLD_WORDS: Readonly<Record<string, boolean>> = {
  y: true,
  Y: true,
  yes: true,
  Yes: true,
  YES: true,
  on: true,
  On: true,
  ON: true,
  n: false,
  N: false,
  no: false,
  No: false,
  NO: false,
  off: false,
  Off: false,
  OFF: false,
}

const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/

/** What a plain, untagged scalar means. */
export function plainValue(text: string, version: YamlVersion): ScalarValue {
  if (text === '') return null
  const first = text.charCodeAt(0)
  const isSign = first === 43 || first === 45
  if (isSign || first === 46 || (first >= 48 && first <= 57)) return numberIn(text, version) ?? text
  // Words that mean something are short, and most texts are not.
  if (text.length > 5) return text
  if (Object.hasOwn(WORDS, text)) return WORDS[text] ?? null
  if (version === '1.1' && Object.hasOwn(OLD_WORDS, text)) return OLD_WORDS[text] ?? null
  return text
}

function numberIn(text: string, version: YamlVersion): number | null {
  const plain = version === '1.1' ? text.replaceAll('_', '') : text
  const sign = plain.startsWith('-') ? -1 : 1
  const digits = plain.replace(/^[-+]/, '')
  if (/^0x[\da-fA-F]+$/.test(digits) || /^0o[0-7]+$/.test(digits)) return sign * Number(digits)
  if (version === '1.1') {
    if (/^0[0-7]+$/.test(digits)) return sign * Number.parseInt(digits, 8)
    if (/^0b[01]+$/.test(digits)) return sign * Number(digits)
  }
  if (FLOAT.test(plain)) return Number(plain)
  if (INFINITE.test(plain)) return sign * Number.POSITIVE_INFINITY
  return /^\.(?:nan|NaN|NAN)$/.test(plain) ? Number.NaN : null
}

/** What `!!int "5"` and the like mean; a tag of somebody's own leaves the text as it is. */
export function taggedValue(tag: string, text: string, version: YamlVersion): ScalarValue {
  if (tag === '!!int' || tag === '!!float' || tag === '!!bool' || tag === '!!null') return plainValue(text, version)
  return text
}
