/** A word of named.conf: bare or in quotes. */
export interface Word {
  kind: 'word'
  text: string
  quoted: boolean
  start: number
  end: number
}

/** `{ … }` with the statements in it. */
export interface Block {
  kind: 'block'
  statements: Statement[]
  start: number
  end: number
}

export type Part = Word | Block

/** Words and blocks up to a `;`. */
export interface Statement {
  parts: Part[]
  /** Where its `;` stands. */
  end: number
}

export interface Fault {
  offset: number
  message: string
  hint?: string
}

const DEEPEST = 60

/** Reads named.conf up to the first thing that cannot be read, where named stops as well. */
export function readNamed(text: string): { statements: Statement[]; fault: Fault | null } {
  const top: Statement[] = []
  const open: { block: Block; into: Statement[]; parts: Part[] }[] = []
  let into = top
  let parts: Part[] = []
  let at = 0
  let fault: Fault | null = null
  const fail = (offset: number, message: string, hint?: string): void => {
    fault = { offset: Math.min(offset, text.length), message, ...(hint === undefined ? {} : { hint }) }
    at = text.length
  }
  while (at < text.length) {
    const char = text.charAt(at)
    if (/\s/.test(char)) at++
    else if (char === '#' || text.startsWith('//', at)) at = lineEnd(text, at)
    else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) fail(at, 'the comment that begins here is never closed')
      else at = end + 2
    } else if (char === ';') {
      if (parts.length === 0) fail(at, "unexpected ';'", 'there is no statement before it')
      else {
        into.push({ parts, end: at })
        parts = []
        at++
      }
    } else if (char === '{') {
      if (open.length >= DEEPEST) fail(at, 'blocks are nested too deeply to be read')
      else {
        const block: Block = { kind: 'block', statements: [], start: at, end: at }
        open.push({ block, into, parts })
        into = block.statements
        parts = []
        at++
      }
    } else if (char === '}') {
      const last = parts.at(-1)
      const closed = last === undefined ? open.pop() : undefined
      const outer = open.at(-1)?.parts ?? []
      // `keys { a }` of a server is the one list that ends without a `;`.
      const isKeys = outer.length === 1 && outer[0]?.kind === 'word' && outer[0].text === 'keys'
      if (last !== undefined && isKeys) {
        into.push({ parts, end: at })
        parts = []
      } else if (last !== undefined) fail(last.end, "missing ';' before '}'", `it belongs behind ${described(last)}`)
      else if (closed === undefined) fail(at, "unexpected '}'", 'no block is open here')
      else {
        closed.block.end = at + 1
        into = closed.into
        parts = [...closed.parts, closed.block]
        at++
      }
    } else if (char === '"') {
      const end = quoteEnd(text, at)
      if (end < 0) fail(at, 'the quoted text that begins here is never closed')
      else {
        parts.push({ kind: 'word', text: text.slice(at + 1, end), quoted: true, start: at, end: end + 1 })
        at = end + 1
      }
    } else {
      const end = wordEnd(text, at)
      parts.push({ kind: 'word', text: text.slice(at, end), quoted: false, start: at, end })
      at = end
    }
  }
  if (fault === null) {
    const unclosed = open.at(-1)
    const last = parts.at(-1)
    if (last !== undefined) fail(last.end, "missing ';' at the end of the file", `it belongs behind ${described(last)}`)
    else if (unclosed !== undefined) fail(unclosed.block.start, 'the block that begins here is never closed')
  }
  return { statements: top, fault }
}

function described(part: Part): string {
  return part.kind === 'block' ? 'the block that ends here' : `"${part.text.slice(0, 40)}"`
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
  }
  return -1
}

function wordEnd(text: string, start: number): number {
  let at = start
  // A `!` stands for itself before what it negates.
  if (text.charAt(at) === '!') return at + 1
  while (
    at < text.length &&
    !/[\s;{}"]/.test(text.charAt(at)) &&
    !text.startsWith('/*', at) &&
    !text.startsWith('//', at)
  )
    at++
  return Math.max(at, start + 1)
}
