import { type FileKind, fileKind } from './file-kind.ts'

interface Syntax {
  /** Openers that run to the end of the line. */
  line: readonly string[]
  /** A line comment counts only at the start of a line or after white space. */
  spaced: boolean
  /** A line comment counts only as the first thing on its line. */
  leading?: boolean
  block: readonly (readonly [open: string, close: string])[]
  /** Quotes that hide comment openers until they close. */
  quotes: string
  /** Quoted text may go on over the end of a line. */
  multiline: boolean
}

const HASH: Syntax = { line: ['#'], spaced: true, block: [], quotes: '"\'', multiline: false }

const SYNTAX: Readonly<Record<FileKind, Syntax | null>> = {
  hcl: { line: ['#', '//'], spaced: false, block: [['/*', '*/']], quotes: '"', multiline: false },
  yaml: { ...HASH, multiline: true },
  shell: { ...HASH, multiline: true },
  hash: HASH,
  ini: { line: ['#', ';'], spaced: true, leading: true, block: [], quotes: '', multiline: false },
  zone: { line: [';'], spaced: false, block: [], quotes: '"', multiline: false },
  named: { line: ['//', '#'], spaced: false, block: [['/*', '*/']], quotes: '"', multiline: false },
  code: { line: ['//'], spaced: false, block: [['/*', '*/']], quotes: '"\'`', multiline: true },
  sql: { line: ['--'], spaced: false, block: [['/*', '*/']], quotes: '\'"', multiline: true },
  markup: { line: [], spaced: false, block: [['<!--', '-->']], quotes: '', multiline: false },
  dockerfile: { line: ['#'], spaced: true, leading: true, block: [], quotes: '', multiline: false },
  json: null,
  plain: null,
}

const TEMPLATE_COMMENTS: readonly (readonly [string, string])[] = [
  ['{#', '#}'],
  ['{{/*', '*/}}'],
  ['{{- /*', '*/ -}}'],
]

/** The text with every comment blanked out. Line numbers and columns stay what they were. */
export function withoutComments(path: string, text: string): string {
  const kind = fileKind(path, text)
  const syntax = SYNTAX[kind]
  if (!syntax) return text
  const templated = /\.(?:j2|jinja2?|tpl|tmpl)$/.test(path) || /\/templates\/[^/]+$/.test(path)
  const block = templated ? [...syntax.block, ...TEMPLATE_COMMENTS] : syntax.block
  const kept =
    kind === 'yaml' ? blockScalarLines(text) : kind === 'hcl' || kind === 'shell' ? heredocLines(text, kind) : null
  return blank(text, { ...syntax, block }, kept)
}

/** True for a text without comments in which nothing else is left either. */
export function holdsNothing(code: string): boolean {
  return code.replace(/^---\s*$/gm, '').trim() === ''
}

function blank(text: string, syntax: Syntax, kept: Set<number> | null): string {
  const openers = [...syntax.line, ...syntax.block.map(([open]) => open)]
  if (!openers.some((open) => text.includes(open))) return text
  const begins = new Set(openers.map((open) => open.charAt(0)))
  let out = ''
  /** Where the text begins that stays as it is and was not copied yet. */
  let from = 0
  let quote = ''
  let line = 0
  let first = true
  // The first line of a script names its interpreter, which is no comment.
  let isContent = kept?.has(0) === true || text.startsWith('#!')
  const pass = (lines: number): void => {
    if (lines === 0) return
    line += lines
    isContent = kept?.has(line) === true
  }
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '\n') {
      pass(1)
      first = true
      if (quote && !syntax.multiline) quote = ''
      at++
      continue
    }
    if (!isContent) {
      if (quote) {
        if (char === '\\' && quote !== "'") {
          pass(text.charAt(at + 1) === '\n' ? 1 : 0)
          at += 2
          continue
        }
        if (char === quote) quote = ''
      } else {
        const end = begins.has(char) ? commentEnd(text, at, first, syntax) : at
        if (end > at) {
          const gone = text.slice(at, end)
          out += text.slice(from, at) + gone.replace(/[^\n]/g, ' ')
          pass(gone.split('\n').length - 1)
          at = end
          from = end
          continue
        }
        if (syntax.quotes.includes(char) && opensQuote(text, at, syntax)) quote = char
      }
    }
    if (char !== ' ' && char !== '\t') first = false
    at++
  }
  return out + text.slice(from)
}

/** Where the comment that begins here ends, or `at` when none does. */
function commentEnd(text: string, at: number, first: boolean, syntax: Syntax): number {
  for (const [open, close] of syntax.block) {
    if (!text.startsWith(open, at)) continue
    const end = text.indexOf(close, at + open.length)
    return end === -1 ? text.length : end + close.length
  }
  for (const open of syntax.line) {
    if (!text.startsWith(open, at)) continue
    if (syntax.leading && !first) continue
    if (syntax.spaced && !first && !/[\s;&|()]/.test(text.charAt(at - 1))) continue
    const end = text.indexOf('\n', at)
    return end === -1 ? text.length : end
  }
  return at
}

/** An apostrophe inside a word (`don't`) opens nothing. */
function opensQuote(text: string, at: number, syntax: Syntax): boolean {
  if (text.charAt(at - 1) === '\\') return false
  if (text.charAt(at) === "'" && /\w/.test(text.charAt(at - 1))) return false
  return syntax.multiline || text.indexOf(text.charAt(at), at + 1) !== -1
}

/** Lines inside `|` and `>` scalars: a `#` there is content. */
function blockScalarLines(text: string): Set<number> {
  const inside = new Set<number>()
  let limit = -1
  text.split('\n').forEach((line, index) => {
    const indent = line.search(/\S/)
    if (limit >= 0) {
      if (indent === -1 || indent > limit) {
        inside.add(index)
        return
      }
      limit = -1
    }
    if (/(?:^|[:\-\s])[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line.slice(-200)) && /^\s*(?:-|[^#\s].*:)/.test(line))
      limit = Math.max(indent, 0)
  })
  return inside
}

/** Lines of a here-document, which belong to whoever reads it. */
function heredocLines(text: string, kind: 'hcl' | 'shell'): Set<number> {
  const inside = new Set<number>()
  const opener = kind === 'hcl' ? /<<[-~]?([A-Za-z_]\w*)\s*$/ : /<<-?\s*(?:\\)?["']?([A-Za-z_]\w*)["']?/
  let closer: string | null = null
  text.split('\n').forEach((line, index) => {
    if (closer !== null) {
      if (line.trim() === closer) closer = null
      else inside.add(index)
      return
    }
    if (/^\s*#/.test(line)) return
    closer = opener.exec(line)?.[1] ?? null
  })
  return inside
}
