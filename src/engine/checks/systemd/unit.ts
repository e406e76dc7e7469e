/** `Key=value`, continued lines joined. */
export interface Assignment {
  key: string
  value: string
  /** Where the key, and the value, begin. */
  start: number
  at: number
}

export interface UnitSection {
  name: string
  start: number
  assignments: Assignment[]
}

export interface Fault {
  offset: number
  message: string
  fatal: boolean
}

/** Reads a unit file the way systemd does: it stops at a broken header and goes on over anything else. */
export function readUnit(text: string): { sections: UnitSection[]; faults: Fault[] } {
  const sections: UnitSection[] = []
  const faults: Fault[] = []
  let current: UnitSection | null = null
  for (let at = 0; at < text.length; ) {
    const { line, end } = logicalLine(text, at)
    const start = at + (line.length - line.trimStart().length)
    const content = line.trim()
    at = end
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue
    if (content.startsWith('[')) {
      if (!content.endsWith(']')) {
        faults.push({ offset: start, message: `Invalid section header '${content.slice(0, 60)}'`, fatal: true })
        return { sections, faults }
      }
      current = { name: content.slice(1, -1), start, assignments: [] }
      sections.push(current)
      continue
    }
    const equals = content.indexOf('=')
    if (equals < 0) faults.push({ offset: start, message: "Missing '=', ignoring line.", fatal: false })
    else if (current === null)
      faults.push({ offset: start, message: 'Assignment outside of section. Ignoring.', fatal: false })
    else {
      const raw = content.slice(equals + 1)
      const value = raw.trim()
      const key = content.slice(0, equals).trim()
      current.assignments.push({ key, value, start, at: start + equals + 1 + (raw.length - raw.trimStart().length) })
    }
  }
  return { sections, faults }
}

/** A line with those that a backslash at its end continues; comments among them are left out. */
function logicalLine(text: string, from: number): { line: string; end: number } {
  let line = ''
  let at = from
  for (;;) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const piece = text.slice(at, end).replace(/\r$/, '')
    const isComment = line !== '' && /^\s*[#;]/.test(piece)
    at = Math.min(end + 1, text.length)
    if (isComment) line += ''
    else if (piece.endsWith('\\') && !/^\s*[#;]/.test(piece)) line += `${piece.slice(0, -1)} `
    else return { line: line + piece, end: newline < 0 ? text.length : end + 1 }
    if (newline < 0) return { line, end: text.length }
  }
}
