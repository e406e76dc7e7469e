/** A fenced block of a Markdown text. Lines count from 1. */
export interface Fence {
  language: string
  text: string
  /** Line of the block's first line of text. */
  line: number
  /** Headings it stands under, outermost first. */
  headings: Heading[]
}

export interface Heading {
  level: number
  title: string
  line: number
}

export interface Outline {
  headings: Heading[]
  fences: Fence[]
  /** The opening line of a fence that never closes. */
  unclosed: number | null
  /** The text of a section without its heading, up to the next heading of the same level or above. */
  section(heading: Heading): { text: string; line: number }
}

/** Headings and fenced blocks, which is all of Markdown that a skill's structure stands on. */
export function outline(text: string): Outline {
  const lines = text.split('\n')
  const headings: Heading[] = []
  const fences: Fence[] = []
  let path: Heading[] = []
  let open: { mark: string; language: string; from: number } | null = null
  lines.forEach((line, index) => {
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([^`\s]*)/.exec(line)
    if (open) {
      const closing = fence?.[1]
      if (closing?.startsWith(open.mark) && line.trim() === closing) {
        const body = lines.slice(open.from, index).join('\n')
        fences.push({
          language: open.language,
          text: body === '' ? '' : `${body}\n`,
          line: open.from + 1,
          headings: path,
        })
        open = null
      }
      return
    }
    if (fence) {
      open = { mark: fence[1] ?? '', language: (fence[2] ?? '').toLowerCase(), from: index + 1 }
      return
    }
    const found = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
    if (!found) return
    const heading = { level: (found[1] ?? '').length, title: found[2] ?? '', line: index + 1 }
    path = [...path.filter((h) => h.level < heading.level), heading]
    headings.push(heading)
  })
  const unclosed = open as { from: number } | null // assigned in the callback above, which control flow cannot see
  return {
    headings,
    fences,
    unclosed: unclosed ? unclosed.from : null,
    section(heading) {
      const next = headings.find((h) => h.line > heading.line && h.level <= heading.level)
      return { text: lines.slice(heading.line, next ? next.line - 1 : undefined).join('\n'), line: heading.line + 1 }
    },
  }
}

/** The YAML between two `---` lines at the very beginning, and what follows it. */
export function splitFrontmatter(
  text: string,
  mark = '---',
): { yaml: string | null; body: string; bodyLine: number; unclosed: boolean } {
  const none = { yaml: null, body: text, bodyLine: 1, unclosed: false }
  const first = text.indexOf('\n')
  if (first < 0 || text.slice(0, first).trimEnd() !== mark) return none
  const end = /^---[ \t]*$/m.exec(text.slice(first + 1))
  if (!end) return { ...none, unclosed: true }
  const from = first + 1 + end.index + end[0].length + 1
  const yaml = text.slice(first + 1, first + 1 + end.index)
  return { yaml, body: text.slice(from), bodyLine: yaml.split('\n').length + 2, unclosed: false }
}
