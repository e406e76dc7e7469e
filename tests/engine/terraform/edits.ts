import { lexHcl } from '../../../src/engine/render/format/hcl/lexer.ts'
import type { Token } from '../../../src/engine/render/format/hcl/token.ts'

/** One slip of the pen in a file of Terraform. */
export interface Edit {
  kind: string
  text: string
}

export type Random = () => number

/** Numbers that come out the same every time. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Makes one of many kinds of mistakes at a place that is drawn; null when the file has no such place. */
export function seedEdit(text: string, random: Random): Edit | null {
  const kinds = Object.keys(EDITS)
  const kind = kinds[Math.floor(random() * kinds.length)] ?? ''
  const { tokens } = lexHcl(text)
  const edited = EDITS[kind]?.(text, tokens, random) ?? null
  return edited === null || edited === text ? null : { kind, text: edited }
}

type Maker = (text: string, tokens: readonly Token[], random: Random) => string | null

const EDITS: Readonly<Record<string, Maker>> = {
  'drop an argument': (text, tokens, random) => {
    const line = pick(argumentLines(tokens, text), random)
    return line === null ? null : cut(text, line.from, line.to)
  },
  'misspell an argument': (text, tokens, random) => {
    const line = pick(argumentLines(tokens, text), random)
    return line === null ? null : replace(text, line.name, misspell(line.name.text, random))
  },
  'misspell a block': (text, tokens, random) => {
    const block = pick(blocks(tokens), random)
    return block === null ? null : replace(text, block.type, misspell(block.type.text, random))
  },
  'misspell a label': (text, tokens, random) => {
    const labels = tokens.filter((t, i) => t.kind === 'quoted-text' && tokens[i + 2]?.kind === '{')
    const label = pick(labels, random)
    return label === null ? null : replace(text, label, misspell(label.text, random))
  },
  'misspell a type': (text, tokens, random) => {
    const types = tokens.filter(
      (t, i) => t.kind === 'quoted-text' && /^(?:resource|data)$/.test(tokens[i - 2]?.text ?? ''),
    )
    const type = pick(types, random)
    return type === null ? null : replace(text, type, misspell(type.text, random))
  },
  'dangle a reference': (text, tokens, random) => {
    const steps = tokens.filter((t, i) => t.kind === 'identifier' && tokens[i - 1]?.kind === '.')
    const step = pick(steps, random)
    return step === null ? null : replace(text, step, misspell(step.text, random))
  },
  'repeat a block': (text, tokens, random) => {
    const block = pick(blocks(tokens), random)
    if (block === null) return null
    const copy = text.slice(lineStart(text, block.type.offset), block.end)
    return `${text.slice(0, block.end)}\n${copy}${text.slice(block.end)}`
  },
  'drop a block': (text, tokens, random) => {
    const block = pick(blocks(tokens), random)
    return block === null ? null : cut(text, lineStart(text, block.type.offset), block.end)
  },
  'call another function': (text, tokens, random) => {
    const call = pick(calls(tokens), random)
    return call === null ? null : replace(text, call, misspell(call.text, random))
  },
  'call with one more': (text, tokens, random) => {
    const call = pick(calls(tokens), random)
    if (call === null) return null
    const at = text.indexOf('(', call.offset) + 1
    return `${text.slice(0, at)}"more", ${text.slice(at)}`
  },
  'a value of another type': (text, tokens, random) => {
    const line = pick(argumentLines(tokens, text), random)
    if (line === null) return null
    const value = pick(['[]', '{ a = [] }', '"word"', '12', 'null', 'true', '["a", ["b"]]'], random) ?? '[]'
    return `${text.slice(0, line.value)}${value}${text.slice(line.to)}`
  },
  'a condition of two types': (text, tokens, random) => {
    const line = pick(argumentLines(tokens, text), random)
    if (line === null) return null
    const value = text.slice(line.value, line.to)
    return `${text.slice(0, line.value)}var.anything == null ? { a = [1], b = "x" } : ${value}${text.slice(line.to)}`
  },
  'each where there is none': (text, tokens, random) => {
    const line = pick(argumentLines(tokens, text), random)
    if (line === null) return null
    const value = pick(['each.key', 'count.index', 'self.id', 'each.value.name'], random) ?? 'each.key'
    return `${text.slice(0, line.value)}${value}${text.slice(line.to)}`
  },
  'a file that is not there': (text, tokens, random) => {
    const line = pick(argumentLines(tokens, text), random)
    if (line === null) return null
    const name = pick(['file', 'filebase64sha256', 'templatefile', 'filemd5'], random) ?? 'file'
    const more = name === 'templatefile' ? ', { a = 1 }' : ''
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform's
    const path = '"${path.module}/no-such-file"'
    return `${text.slice(0, line.value)}${name}(${path}${more})${text.slice(line.to)}`
  },
  'an argument of nobody': (text, tokens, random) => {
    const block = pick(blocks(tokens), random)
    if (block === null) return null
    const at = block.open + 1
    return `${text.slice(0, at)}\n  no_such_argument = 1\n${text.slice(at)}`
  },
  'lose a character': (text, tokens, random) => {
    const signs = tokens.filter((t) =>
      ['{', '}', '(', ')', '[', ']', '=', 'open-quote', 'close-quote', ','].includes(t.kind),
    )
    const sign = pick(signs, random)
    return sign === null ? null : cut(text, sign.offset, sign.offset + 1)
  },
}

interface ArgumentLine {
  name: Token
  /** From the line's start to its end, without the line end. */
  from: number
  value: number
  to: number
}

/** Arguments that fill one line. */
function argumentLines(tokens: readonly Token[], text: string): ArgumentLine[] {
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1]
    const value = tokens[index + 2]
    const starts = text.slice(lineStart(text, token.offset), token.offset).trim() === ''
    if (token.kind !== 'identifier' || next?.kind !== '=' || value === undefined || !starts) return []
    const end = text.indexOf('\n', token.offset)
    const to = end < 0 ? text.length : end
    const rest = text.slice(value.offset, to)
    const closed = count(rest, /[[{(]/g) === count(rest, /[\]})]/g) && !rest.includes('<<') && !/#|\/\//.test(rest)
    return closed && rest !== '' ? [{ name: token, from: lineStart(text, token.offset), value: value.offset, to }] : []
  })
}

function blocks(tokens: readonly Token[]): { type: Token; open: number; end: number }[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'identifier' || (index > 0 && tokens[index - 1]?.kind !== 'newline')) return []
    let at = index + 1
    while (['open-quote', 'quoted-text', 'close-quote'].includes(tokens[at]?.kind ?? '')) at++
    const open = tokens[at]
    if (open?.kind !== '{') return []
    let depth = 0
    for (let i = at; i < tokens.length; i++) {
      const { kind, offset } = tokens[i] ?? { kind: 'end', offset: 0 }
      if (kind === '{') depth++
      if (kind === '}' && --depth === 0) return [{ type: token, open: open.offset, end: offset + 1 }]
    }
    return []
  })
}

function calls(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, index) => token.kind === 'identifier' && tokens[index + 1]?.kind === '(')
}

function misspell(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * Math.max(1, word.length - 1))
  return random() < 0.5 ? `${word.slice(0, at)}x${word.slice(at)}` : `${word.slice(0, at)}${word.slice(at + 1)}q`
}

function pick<T>(from: readonly T[], random: Random): T | null {
  return from[Math.floor(random() * from.length)] ?? null
}

function replace(text: string, token: Token, by: string): string {
  return text.slice(0, token.offset) + by + text.slice(token.offset + token.text.length)
}

const cut = (text: string, from: number, to: number): string => text.slice(0, from) + text.slice(to)
const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0
const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
