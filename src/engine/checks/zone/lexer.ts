/** One word of a record. */
export interface Token {
  /** As it is written, without its quotes; escapes stay. */
  text: string
  start: number
  end: number
  quoted: boolean
}

/** A record or a directive: all lines that its parentheses hold together. */
export interface Entry {
  tokens: Token[]
  /** Its first line begins with a blank: the owner is that of the record before. */
  continued: boolean
  start: number
}

export interface Fault {
  offset: number
  message: string
  hint?: string
}

/** Splits a zone file into its entries. A line that cannot be read is a fault, and reading goes on behind it. */
export function readEntries(text: string): { entries: Entry[]; faults: Fault[] } {
  const entries: Entry[] = []
  const faults: Fault[] = []
  let tokens: Token[] = []
  let start = 0
  let open = -1
  let at = 0
  const finish = (): void => {
    if (tokens.length > 0) entries.push({ tokens, continued: /[ \t]/.test(text.charAt(start)), start })
    tokens = []
  }
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '\n') {
      at++
      if (open >= 0) continue
      finish()
      start = at
    } else if (char === ' ' || char === '\t' || char === '\r') at++
    else if (char === ';') at = lineEnd(text, at)
    else if (char === '(') {
      if (open >= 0) {
        faults.push({ offset: at, message: 'unbalanced parentheses', hint: 'one is open already' })
        tokens = []
        open = -1
        at = lineEnd(text, at)
      } else {
        open = at
        at++
      }
    } else if (char === ')') {
      if (open < 0) {
        faults.push({ offset: at, message: 'unbalanced parentheses', hint: 'none is open here' })
        tokens = []
        at = lineEnd(text, at)
      } else {
        open = -1
        at++
      }
    } else if (char === '"') {
      const end = quoteEnd(text, at)
      if (end < 0) {
        faults.push({ offset: at, message: 'unbalanced quotes', hint: 'a quoted text ends on its own line' })
        tokens = []
        at = lineEnd(text, at)
      } else {
        tokens.push({ text: text.slice(at + 1, end), start: at, end: end + 1, quoted: true })
        at = end + 1
      }
    } else {
      let end = wordEnd(text, at)
      // `alpn="h2,h3"` is one word.
      const closed = text.charAt(end - 1) === '=' && text.charAt(end) === '"' ? quoteEnd(text, end) : -1
      if (closed >= 0) end = closed + 1
      tokens.push({ text: text.slice(at, end), start: at, end, quoted: false })
      at = end
    }
  }
  if (open >= 0)
    faults.push({ offset: open, message: 'unbalanced parentheses', hint: 'the one that opens here is never closed' })
  else finish()
  return { entries, faults }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function quoteEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') at++
    else if (char === '"') return at
    else if (char === '\n') return -1
  }
  return -1
}

function wordEnd(text: string, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\' && text.charAt(at + 1) !== '\n') at++
    else if (/[ \t\r\n();"]/.test(char)) break
  }
  return Math.min(at, text.length)
}
