/** One word of a statement, as nginx takes it: without its quotes and with its escapes undone. */
export interface Word {
  text: string
  start: number
  end: number
  quoted: boolean
}

export interface Statement {
  name: Word
  args: Word[]
  /** null when it ends with `;`. */
  block: Statement[] | null
  /** Where its `;` or `{` stands. */
  end: number
}

export interface Fault {
  offset: number
  message: string
  hint?: string
}

/** Words longer than nginx's buffer are refused. */
const LONGEST_WORD = 4096
const DEEPEST = 200

/** Reads a text the way nginx does and stops, as it does, at the first thing it cannot read. */
export function readNginx(text: string): { statements: Statement[]; fault: Fault | null } {
  const top: Statement[] = []
  const open: { statement: Statement; into: Statement[] }[] = []
  let into = top
  let words: Word[] = []
  let at = 0
  const failed = (offset: number, message: string, hint?: string): { statements: Statement[]; fault: Fault } => ({
    statements: top,
    fault: { offset: Math.min(offset, text.length), message, ...(hint === undefined ? {} : { hint }) },
  })

  while (at < text.length) {
    const char = text.charAt(at)
    if (isSpace(char)) at++
    else if (char === '#') at = lineEnd(text, at)
    else if (char === ';' || char === '{') {
      const [name, ...args] = words
      if (name === undefined) return failed(at, `unexpected "${char}"`)
      words = []
      const statement: Statement = { name, args, block: char === '{' ? [] : null, end: at }
      into.push(statement)
      at++
      if (statement.block === null) continue
      if (/_by_lua_block$/.test(name.text)) {
        const end = luaEnd(text, at)
        if (end < 0) return failed(statement.end, `the block of "${name.text}" is never closed`)
        at = end
        continue
      }
      if (open.length >= DEEPEST) return failed(statement.end, 'blocks are nested too deeply to be read')
      open.push({ statement, into })
      into = statement.block
    } else if (char === '}') {
      const last = words.at(-1)
      if (last !== undefined) return failed(at, 'unexpected "}"', `a ";" is missing after "${shown(last.text)}"`)
      const closed = open.pop()
      if (closed === undefined) return failed(at, 'unexpected "}"', 'no block is open here')
      into = closed.into
      at++
    } else {
      const read = readWord(text, at)
      if ('fault' in read) return failed(read.fault.offset, read.fault.message, read.fault.hint)
      words.push(read.word)
      at = read.next
    }
  }
  const last = words.at(-1)
  if (last !== undefined)
    return failed(
      last.end,
      'unexpected end of file, expecting ";" or "}"',
      `a ";" is missing after "${shown(last.text)}"`,
    )
  const unclosed = open.at(-1)
  if (unclosed !== undefined) {
    const { name } = unclosed.statement
    return failed(
      unclosed.statement.end,
      'unexpected end of file, expecting "}"',
      `the block of "${shown(name.text)}" that begins here is never closed`,
    )
  }
  return { statements: top, fault: null }
}

type ReadWord = { word: Word; next: number } | { fault: Fault }

function readWord(text: string, start: number): ReadWord {
  const quote = text.charAt(start)
  const quoted = quote === '"' || quote === "'"
  const from = quoted ? start + 1 : start
  let at = from
  /** After a `$`, a `{` belongs to the variable and not to a block. */
  let dollar = false
  for (; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '{' && dollar && !quoted) continue
    dollar = char === '$'
    if (char === '\\') at++
    else if (quoted ? char === quote : isSpace(char) || char === ';' || char === '{') break
    if (at - from > LONGEST_WORD) {
      const message = quoted
        ? `too long parameter, probably missing terminating "${quote}" character`
        : `too long parameter "${text.slice(from, from + 10)}..." started`
      return { fault: { offset: start, message } }
    }
  }
  if (at >= text.length) {
    const hint = quoted
      ? `the ${quote} that begins here is never closed`
      : `a ";" is missing after "${shown(text.slice(from))}"`
    return {
      fault: {
        offset: quoted ? start : text.trimEnd().length,
        message: 'unexpected end of file, expecting ";" or "}"',
        hint,
      },
    }
  }
  const word: Word = { text: unescaped(text.slice(from, at)), start, end: quoted ? at + 1 : at, quoted }
  if (!quoted) return { word, next: at }
  const next = text.charAt(at + 1)
  // nginx lets a ")" follow, for conditions; anything else must be a space or an end.
  if (next === '' || isSpace(next) || next === ';' || next === '{' || next === ')') return { word, next: at + 1 }
  return {
    fault: { offset: at + 1, message: `unexpected "${next}"`, hint: `nothing may follow a closing ${quote} directly` },
  }
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(["'\\trn])/g, (_, char: string) => ({ t: '\t', r: '\r', n: '\n' })[char] ?? char)
}

/** Where a block of Lua ends: braces in its strings and comments do not count. */
function luaEnd(text: string, start: number): number {
  let depth = 1
  const token = /--\[=*\[|--|\[=*\[|["'{}]/g
  token.lastIndex = start
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [sign] = found
    if (sign === '{') depth++
    else if (sign === '}') {
      if (--depth === 0) return token.lastIndex
    } else if (sign === '--') token.lastIndex = lineEnd(text, found.index)
    else if (sign === '"' || sign === "'") token.lastIndex = stringEnd(text, token.lastIndex, sign)
    else {
      const close = `]${'='.repeat(sign.replace('--', '').length - 2)}]`
      const end = text.indexOf(close, token.lastIndex)
      if (end < 0) return -1
      token.lastIndex = end + close.length
    }
  }
  return -1
}

function stringEnd(text: string, start: number, quote: string): number {
  let at = start
  while (at < text.length && text.charAt(at) !== quote && text.charAt(at) !== '\n')
    at += text.charAt(at) === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

export function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r'
}
