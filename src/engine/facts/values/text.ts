import { domainToASCII } from 'node:url'
import { compilePattern } from '../../../skills/pattern.ts'
import type { TypeSpec } from '../../protocol/facts.ts'
import { PATTERNS } from '../model/patterns.ts'
import { bad, good, outside, type ReadResult, range } from './result.ts'
import { isSharedSuffix } from './suffixes.ts'

const LONGEST_TEXT = 4000
const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/

export function readText(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const max = spec.max ?? LONGEST_TEXT
  const expected = `text of ${range(spec.min ?? 1, max)} characters`
  if (text === '' && (spec.min ?? 1) > 0) return bad(input, 'a text is needed', expected)
  if (outside(text.length, spec.min, max))
    return bad(text, `${text.length} characters, ${range(spec.min, max)} wanted`, expected)
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return bad(text, 'a control character is in it', expected)
  return matching(text, spec) ?? good(text)
}

export function readSlug(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const max = Math.min(spec.max ?? 63, 63)
  const expected = `lower-case letters, digits and hyphens, ${range(spec.min, max)} characters, like ${slugFrom(text, max) || 'web'}`
  const near = slugFrom(text, max)
  const hint = near === '' || near === text ? '' : `; ${near} would do`
  if (text.length > max)
    return bad(text, `${text.length} characters, at most ${max} fit into the names made from it${hint}`, expected)
  if (!LABEL.test(text)) return bad(text, `only lower-case letters, digits and hyphens between them${hint}`, expected)
  if (outside(text.length, spec.min, max)) return bad(text, `${range(spec.min, max)} characters`, expected)
  return matching(text, spec) ?? good(text)
}

/** The nearest slug to any text: `My Shop!` becomes `my-shop`. Empty when nothing of it can stay. */
export function slugFrom(text: string, max = 63): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, max)
    .replace(/-+$/, '')
}

export function readDomain(input: string, spec: TypeSpec): ReadResult {
  const text = input.trim()
  const expected = 'a domain with at least two labels, like acme.io or shop.acme.internal'
  const inUrl = /^[a-z][a-z0-9+.-]*:\/\/([^/:?#]+)/i.exec(text)
  if (inUrl !== null) return bad(text, `a domain, not a URL: ${inUrl[1]}`, expected)
  if (text.includes('@'))
    return bad(text, `a domain, not an address of mail: ${text.slice(text.lastIndexOf('@') + 1)}`, expected)
  if (text.startsWith('*.')) return bad(text, `without the wildcard: ${text.slice(2)}`, expected)
  if (/[^\p{L}\p{N}\p{M}.\-_。]/u.test(text)) return bad(text, 'only letters, digits, hyphens and dots', expected)
  const ascii = domainToASCII(text.replace(/[.。]$/, '')).toLowerCase()
  if (ascii === '') return bad(text, 'this is not a domain', expected)
  const labels = ascii.split('.')
  const wrong = labels.find((label) => !LABEL.test(label) || label.length > 63)
  if (wrong === '') return bad(text, 'a label between two dots is empty', expected)
  if (wrong !== undefined) return bad(text, `the label ${wrong} ${labelProblem(wrong)}`, expected)
  if (ascii.length > 253) return bad(text, `${ascii.length} characters, a domain has at most 253`, expected)
  if (labels.length < 2) return bad(text, `one label alone; ${ascii}.internal would be private`, expected)
  if (/^\d+$/.test(labels.at(-1) ?? '')) return bad(text, 'the last label is a number: this is an address', expected)
  if (isSharedSuffix(ascii))
    return bad(text, `everybody's suffix; a name in front of it is missing: acme.${ascii}`, expected)
  return matching(ascii, spec) ?? good(ascii)
}

function labelProblem(label: string): string {
  if (label.length > 63) return `has ${label.length} characters, at most 63 are allowed`
  if (/^-|-$/.test(label)) return 'begins or ends with a hyphen'
  return 'may hold letters, digits and hyphens only'
}

/** Refuses a text that the spec's pattern does not match. */
export function matching(text: string, spec: TypeSpec): ReadResult | undefined {
  if (spec.pattern === undefined || compilePattern(spec.pattern).test(text)) return undefined
  const words = IN_WORDS[spec.pattern] ?? `text that matches ${spec.pattern}`
  return bad(text, `not ${words}`, words)
}

/** Patterns of the model, for people. */
const IN_WORDS: Readonly<Record<string, string>> = {
  [PATTERNS.letterFirst]: 'a name that begins with a letter',
  [PATTERNS.image]: 'an image such as ghcr.io/acme/web:1.4.2',
  [PATTERNS.path]: 'a path such as /healthz',
  [PATTERNS.minorVersion]: 'a minor version such as 1.35',
  [PATTERNS.publicKey]: 'a public key such as ssh-ed25519 AAAA… name',
}
