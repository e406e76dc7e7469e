/** A word of a line, without its quotes and escapes. */
export interface Word {
  text: string
  start: number
  end: number
  /** It holds a variable of the environment, which is filled in when HAProxy starts. */
  variable: boolean
}

/** A line with words on it. */
export interface Line {
  words: Word[]
  start: number
  /** Its first word begins at the first column, as names of sections do. */
  indented: boolean
}

export interface Fault {
  offset: number
  message: string
  hint?: string
}

/** Splits a configuration into lines of words. Quotes end on their own line. */
export function readLines(text: string): { lines: Line[]; faults: Fault[] } {
  const lines: Line[] = []
  const faults: Fault[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const read = readLine(text, start, end)
    if (read.fault !== null) faults.push(read.fault)
    else if (read.words.length > 0) lines.push({ words: read.words, start, indented: /[ \t]/.test(text.charAt(start)) })
    start = end + 1
  }
  return { lines, faults }
}

function readLine(text: string, start: number, end: number): { words: Word[]; fault: Fault | null } {
  const words: Word[] = []
  let at = start
  while (at < end) {
    const char = text.charAt(at)
    if (char === ' ' || char === '\t' || char === '\r') at++
    else if (char === '#') break
    else {
      const word = readWord(text, at, end)
      if ('message' in word) return { words, fault: word }
      words.push(word)
      at = word.end
    }
  }
  return { words, fault: null }
}

function readWord(text: string, start: number, end: number): Word | Fault {
  let at = start
  let value = ''
  let variable = false
  let quote = ''
  let opened = start
  while (at < end) {
    const char = text.charAt(at)
    if (quote === '' && (char === ' ' || char === '\t' || char === '\r' || char === '#')) break
    if (char === '\\' && quote !== "'") {
      value += text.charAt(at + 1)
      at += 2
      continue
    }
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char
      opened = at
    } else if (char === quote) quote = ''
    else {
      // Outside of single quotes ${NAME} and, in double quotes, $NAME are filled in.
      if (char === '$' && quote !== "'" && /^\$(?:\{\w|\w)/.test(text.slice(at, at + 3))) variable = true
      value += char
    }
    at++
  }
  if (quote !== '') return { offset: opened, message: 'unmatched quote', hint: 'a quoted text ends on its own line' }
  return { text: value, start, end: Math.min(at, end), variable }
}
