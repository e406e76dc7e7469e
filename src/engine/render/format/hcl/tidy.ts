import type { BodyItem } from './body.ts'
import { escapeHcl, unescapeHcl } from './string.ts'
import type { Token, TokenKind } from './token.ts'

/**
 * The rewrites that `terraform fmt` makes besides moving blanks: a lone interpolation loses its quotes,
 * a quoted type constraint too, and every label of a block gets them.
 */
export function tidy(tokens: readonly Token[], items: readonly BodyItem[]): Token[] {
  const result: Token[] = []
  let done = 0
  for (const item of items) {
    const range = item.is === 'block' ? item.labels : item
    for (; done < range.from; done++) copy(tokens, done, result)
    const inside = tokens.slice(range.from, range.to)
    for (const token of item.is === 'block' ? quoteLabels(inside) : tidyValue(item, tokens, inside)) result.push(token)
    done = range.to
  }
  for (; done < tokens.length; done++) copy(tokens, done, result)
  return result
}

function copy(tokens: readonly Token[], index: number, into: Token[]): void {
  const token = tokens[index]
  if (token) into.push(token)
}

function tidyValue(item: Extract<BodyItem, { is: 'argument' }>, tokens: readonly Token[], value: Token[]): Token[] {
  const isType = tokens[item.name]?.text === 'type' && item.depth === 1 && item.block === 'variable'
  return isType ? tidyType(value) : unwrap(value)
}

/** Comments between labels go; those after the last one stay. A block without labels keeps its comments. */
function quoteLabels(header: Token[]): Token[] {
  const last = header.findLastIndex((token) => token.kind !== 'comment')
  if (last < 0) return header
  const labels = header.slice(0, last + 1).flatMap((token): Token[] => {
    switch (token.kind) {
      case 'identifier':
        return [like(token, 'open-quote', '"'), like(token, 'quoted-text', token.text), like(token, 'close-quote', '"')]
      case 'quoted-text': {
        const text = unescapeHcl(token.text)
        return [text === null ? token : like(token, 'quoted-text', escapeHcl(text))]
      }
      case 'comment':
        return []
      default:
        return [token]
    }
  })
  return [...labels, ...header.slice(last + 1)]
}

/** A bare collection type holds anything; a quoted one comes from Terraform 0.11, where it held strings. */
function tidyType(value: Token[]): Token[] {
  const [first, second] = value
  if (first?.kind === 'identifier' && value.length === 1 && ['list', 'map', 'set'].includes(first.text)) {
    return [first, ...argumentOf(first, 'any')]
  }
  if (first?.kind !== 'open-quote' || second?.kind !== 'quoted-text' || value.length !== 3) return value
  if (second.text === 'string') return [like(second, 'identifier', 'string')]
  if (second.text === 'list' || second.text === 'map') {
    return [like(second, 'identifier', second.text), ...argumentOf(second, 'string')]
  }
  return value
}

function argumentOf(place: Token, type: string): Token[] {
  return [like(place, '(', '('), like(place, 'identifier', type), like(place, ')', ')')]
}

function unwrap(value: Token[]): Token[] {
  const isWrapped =
    value.length >= 5 &&
    value[0]?.kind === 'open-quote' &&
    value[1]?.kind === 'interpolation' &&
    value.at(-2)?.kind === 'template-end' &&
    value.at(-1)?.kind === 'close-quote'
  if (!isWrapped) return value
  const inside = value.slice(2, -2)
  if (!isOneSequence(inside)) return value
  const first = inside.findIndex((token) => token.kind !== 'newline')
  const end = inside.findLastIndex((token) => token.kind !== 'newline') + 1
  const trimmed = first < 0 ? [] : inside.slice(first, end)
  const place = trimmed[0]
  if (!place || !trimmed.some((token) => token.kind === 'newline')) return trimmed
  if (place.kind === '(' && trimmed.at(-1)?.kind === ')') return trimmed
  return [like(place, '(', '('), ...trimmed, like(place, ')', ')')]
}

/** Whether the sequence that was opened first is still the one that is open at the end. */
function isOneSequence(inside: readonly Token[]): boolean {
  let quotes = 0
  for (const { kind } of inside) {
    if (kind === 'open-quote') quotes++
    else if (kind === 'close-quote') quotes--
    else if (quotes === 0 && (kind === 'interpolation' || kind === 'template-end' || kind === 'quoted-text'))
      return false
  }
  return true
}

function like(token: Token, kind: TokenKind, text: string): Token {
  return { ...token, kind, text }
}
