import { lexHcl } from '../../../../src/engine/render/format/hcl/lexer.ts'
import type { Token } from '../../../../src/engine/render/format/hcl/token.ts'

export type Random = () => number

/** A file of Terraform with the places where a pen can slip. */
export interface Source {
  text: string
  tokens: readonly Token[]
  arguments: readonly ArgumentLine[]
  blocks: readonly BlockPlace[]
  calls: readonly Token[]
}

/** Makes a mistake at a place that is drawn; null when the file has no such place. */
export type Maker = (source: Source, random: Random) => string | null

/** An argument that fills one line. */
export interface ArgumentLine {
  name: Token
  /** From the line's start to its end, without the line end. */
  from: number
  value: number
  to: number
}

export interface BlockPlace {
  type: Token
  /** How many blocks it stands in. */
  depth: number
  from: number
  /** Behind the opening brace. */
  inside: number
  /** Behind the closing brace. */
  end: number
}

export function readSource(text: string): Source {
  const { tokens } = lexHcl(text)
  const calls = tokens.filter((token, index) => token.kind === 'identifier' && tokens[index + 1]?.kind === '(')
  return { text, tokens, arguments: argumentLines(tokens, text), blocks: blocksIn(tokens, text), calls }
}

/** Numbers that come out the same every time. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export function pick<T>(from: readonly T[], random: Random): T | null {
  return from[Math.floor(random() * from.length)] ?? null
}

export function misspell(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * Math.max(1, word.length - 1))
  return random() < 0.5 ? `${word.slice(0, at)}x${word.slice(at)}` : `${word.slice(0, at)}${word.slice(at + 1)}q`
}

export function replace(text: string, token: Token, by: string): string {
  return text.slice(0, token.offset) + by + text.slice(token.offset + token.text.length)
}

export const cut = (text: string, from: number, to: number): string => text.slice(0, from) + text.slice(to)
export const insert = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at)
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** Puts something else where the value of an argument stands. */
export function withValue({ text }: Source, line: ArgumentLine, value: string): string {
  return `${text.slice(0, line.value)}${value}${text.slice(line.to)}`
}

export const given = ({ text }: Source, line: ArgumentLine): string => text.slice(line.value, line.to)

/** A line of its own right behind the opening brace. */
export function intoBlock({ text }: Source, block: BlockPlace, line: string): string {
  const rest = text.slice(block.inside)
  return `${text.slice(0, block.inside)}\n${line}${rest.startsWith('\n') ? '' : '\n'}${rest}`
}

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

function blocksIn(tokens: readonly Token[], text: string): BlockPlace[] {
  const found: BlockPlace[] = []
  tokens.forEach((token, index) => {
    if (token.kind !== 'identifier' || (index > 0 && !['newline', 'comment'].includes(tokens[index - 1]?.kind ?? '')))
      return
    let at = index + 1
    while (['open-quote', 'quoted-text', 'close-quote', 'identifier'].includes(tokens[at]?.kind ?? '')) at++
    const open = tokens[at]
    if (open?.kind !== '{') return
    let depth = 0
    for (let i = at; i < tokens.length; i++) {
      const { kind, offset } = tokens[i] ?? { kind: 'end', offset: 0 }
      if (kind === '{') depth++
      if (kind !== '}' || --depth > 0) continue
      const outer = found.filter((one) => one.from < token.offset && one.end > offset).length
      found.push({
        type: token,
        depth: outer,
        from: lineStart(text, token.offset),
        inside: open.offset + 1,
        end: offset + 1,
      })
      return
    }
  })
  return found
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0
