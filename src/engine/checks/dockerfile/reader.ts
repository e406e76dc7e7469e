/** A word of an instruction, or one of its flags. */
export interface Part {
  text: string
  start: number
}

export interface Flag extends Part {
  name: string
  /** null for a flag without a value. */
  value: string | null
}

/** One instruction. Continued lines are joined: what stood between them is blank, so that offsets stay. */
export interface Instruction {
  /** In capital letters. */
  name: string
  start: number
  flags: Flag[]
  /** What follows the flags. */
  rest: string
  restStart: number
  words: Part[]
  hasHeredoc: boolean
}

export interface Fault {
  offset: number
  message: string
}

export interface Dockerfile {
  instructions: Instruction[]
  faults: Fault[]
  escapeSign: '\\' | '`'
}

/** Reads a Dockerfile as BuildKit does. */
export function readDockerfile(text: string): Dockerfile {
  const { escapeSign, faults } = directives(text)
  const instructions: Instruction[] = []
  const continues = escapeSign === '\\' ? /\\[ \t]*\r?$/ : /`[ \t]*\r?$/
  let at = 0
  while (at < text.length) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    if (isSkipped(line)) {
      at = end + 1
      continue
    }
    let joined = ''
    const start = at
    for (let isOpen = true; isOpen && at < text.length; ) {
      const stop = lineEnd(text, at)
      const piece = text.slice(at, stop)
      // Comments and empty lines between continued ones are left out.
      if (joined !== '' && isSkipped(piece)) joined += ' '.repeat(piece.length)
      else {
        isOpen = continues.test(piece)
        joined += isOpen ? piece.replace(continues, (sign) => ' '.repeat(sign.length)) : piece.replace(/\r$/, ' ')
      }
      at = stop + 1
      if (isOpen) joined += ' '
    }
    const instruction = instructionOf(joined, start)
    instructions.push(instruction)
    if (/^(?:RUN|COPY|ADD)$/.test(instruction.name))
      for (const heredoc of heredocs(instruction.rest)) {
        instruction.hasHeredoc = true
        const body = skipHeredoc(text, at, heredoc)
        if (body === null) {
          faults.push({ offset: instruction.restStart + heredoc.index, message: `unterminated heredoc ${heredoc.end}` })
          at = text.length
        } else at = body
      }
  }
  return { instructions, faults, escapeSign }
}

function directives(text: string): { escapeSign: '\\' | '`'; faults: Fault[] } {
  let escapeSign: '\\' | '`' = '\\'
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at)
    const found = /^\s*#\s*(syntax|escape|check)\s*=\s*(.*?)\s*$/i.exec(text.slice(at, end))
    if (found === null) break
    const name = (found[1] ?? '').toLowerCase()
    if (seen.has(name)) faults.push({ offset: at, message: `only one ${name} parser directive can be used` })
    seen.add(name)
    if (name === 'escape') {
      if (found[2] === '`' || found[2] === '\\') escapeSign = found[2]
      else faults.push({ offset: at, message: `invalid escape token '${found[2]}' does not match \` or \\` })
    }
    at = end + 1
  }
  return { escapeSign, faults }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function isSkipped(line: string): boolean {
  return /^\s*(?:#|$)/.test(line)
}

/** One instruction whose lines are joined. */
export function instructionOf(joined: string, start: number): Instruction {
  const head = /^[\s\ufeff]*(\S*)\s*/.exec(joined)
  const name = head?.[1] ?? ''
  const from = head?.[0].length ?? 0
  const nameStart = start + joined.indexOf(name)
  const flags: Flag[] = []
  let at = from
  for (;;) {
    const found = /^(--[\w-]*)(?:=((?:"[^"]*"|'[^']*'|\S)*))?(?=\s|$)\s*/.exec(joined.slice(at))
    if (found === null || found[0] === '') break
    flags.push({ text: found[0].trim(), start: start + at, name: found[1] ?? '', value: found[2] ?? null })
    at += found[0].length
    if (found[1] === '--') break
  }
  const rest = joined.slice(at).trimEnd()
  const words = [...rest.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|\$\{[^{}]*\}|[^\s"'\\]|["'\\])+/g)].map((word) => ({
    text: word[0],
    start: start + at + word.index,
  }))
  return { name: name.toUpperCase(), start: nameStart, flags, rest, restStart: start + at, words, hasHeredoc: false }
}

interface Heredoc {
  end: string
  isIndented: boolean
  index: number
}

function heredocs(rest: string): Heredoc[] {
  if (rest.trimStart().startsWith('[')) return []
  return [...rest.matchAll(/(?:^|[\s;&|(\d])<<(-?)[ \t]*(["']?)([A-Za-z_]\w*)\2(?=[\s;&|)<>]|$)/g)].map((found) => ({
    end: found[3] ?? '',
    isIndented: found[1] === '-',
    index: found.index + found[0].indexOf('<<'),
  }))
}

function skipHeredoc(text: string, from: number, { end, isIndented }: Heredoc): number | null {
  for (let at = from; at < text.length; ) {
    const stop = lineEnd(text, at)
    const line = text.slice(at, stop).replace(/\r$/, '')
    if ((isIndented ? line.replace(/^\t+/, '') : line) === end) return stop + 1
    at = stop + 1
  }
  return null
}
