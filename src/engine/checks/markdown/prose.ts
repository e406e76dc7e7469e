const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?[ \t>]*(`{3,}(?!.*`)|~{3,})/
/** Blocks of HTML in which nothing is Markdown. */
const RAW = /<(pre|script|style|textarea)\b/i

/** A document in which all that is no prose is blank: code, comments, front matter. Offsets stay. */
export function proseOf(text: string): string {
  const lines = text.split('\n')
  const blocks = new Blocks()
  const start = frontMatter(lines)
  return withoutCodeSpans(lines.map((line, index) => (index < start ? blank(line) : blocks.line(line))).join('\n'))
}

/** What the lines so far began and nothing has ended yet. */
class Blocks {
  private fence: string | null = null
  /** HTML whose content is no Markdown; a block of it takes the lines as a whole. */
  private html: { closer: RegExp; isBlock: boolean } | null = null
  /** Columns where the text of the lists around a line begins. */
  private readonly lists: number[] = []
  private isCode = false
  private wasBlank = true

  line(line: string): string {
    if (this.fence !== null) {
      const sign = this.fence[0] === '~' ? '~' : '`'
      if (new RegExp(`^[ \\t>]*${sign}{${this.fence.length},}[ \\t\\r]*$`).test(line)) this.fence = null
      this.wasBlank = false
      return blank(line)
    }
    if (this.html !== null) return this.insideHtml(line, '', this.html)
    this.fence = FENCE.exec(line)?.[1] ?? null
    this.indentation(line)
    return this.fence !== null || this.isCode ? blank(line) : this.outsideHtml(line, '')
  }

  /** Four columns more than the list around it make code of a line behind a blank one. */
  private indentation(line: string): void {
    const { lists } = this
    const isEmpty = line.trim() === ''
    const indent = columns(line.slice(0, line.search(/\S|$/)))
    if (!isEmpty && this.wasBlank) while ((lists.at(-1) ?? 0) > indent) lists.pop()
    this.isCode = isEmpty ? this.isCode : indent >= (lists.at(-1) ?? 0) + 4 && (this.wasBlank || this.isCode)
    const marker = this.isCode ? null : /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/.exec(line)
    if (marker !== null) {
      while ((lists.at(-1) ?? 0) > indent) lists.pop()
      lists.push(columns(marker[0]))
    }
    this.wasBlank = isEmpty
  }

  private outsideHtml(rest: string, kept: string): string {
    const comment = rest.indexOf('<!--')
    const raw = RAW.exec(rest)
    const start = Math.min(comment < 0 ? rest.length : comment, raw?.index ?? rest.length)
    if (start === rest.length || isInCode(rest, start)) return kept + rest
    const html = {
      closer: start === comment ? /-->/ : new RegExp(`</${raw?.[1] ?? ''}\\s*>`, 'i'),
      isBlock: kept === '' && /^ {0,3}$/.test(rest.slice(0, start)),
    }
    return this.insideHtml(rest.slice(start), kept + rest.slice(0, start), html)
  }

  private insideHtml(rest: string, kept: string, html: { closer: RegExp; isBlock: boolean }): string {
    const end = html.closer.exec(rest)
    this.html = end === null ? html : null
    if (end === null || html.isBlock) return kept + blank(rest)
    const stop = end.index + end[0].length
    return this.outsideHtml(rest.slice(stop), kept + blank(rest.slice(0, stop)))
  }
}

/** The column behind a piece of a line's beginning, with tabs of four. */
function columns(start: string): number {
  let column = 0
  for (const char of start) column += char === '\t' ? 4 - (column % 4) : 1
  return column
}

function frontMatter(lines: readonly string[]): number {
  const [first = ''] = lines
  if (!/^(?:---|\+\+\+)\s*$/.test(first)) return 0
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === first.trim())
  return end < 0 || end > 200 ? 0 : end + 1
}

function isInCode(line: string, at: number): boolean {
  return (line.slice(0, at).match(/`/g)?.length ?? 0) % 2 === 1 && line.indexOf('`', at) >= 0
}

function blank(text: string): string {
  return /[\n\r]/.test(text) ? text.replace(/[^\n\r]/g, ' ') : ' '.repeat(text.length)
}

/** Backticks open and close in equal numbers, and within one paragraph. */
function withoutCodeSpans(text: string): string {
  if (!text.includes('`')) return text
  return text
    .split(/(\n[ \t>]*\n)/)
    .map((part) => (part.includes('`') ? spansBlanked(part) : part))
    .join('')
}

function spansBlanked(part: string): string {
  const runs = [...part.matchAll(/`+/g)].map((run) => ({ start: run.index, length: run[0].length }))
  /** The next run of the same length, for each. */
  const next: (number | undefined)[] = []
  const last = new Map<number, number>()
  for (let number = runs.length - 1; number >= 0; number--) {
    const length = runs[number]?.length ?? 0
    next[number] = last.get(length)
    last.set(length, number)
  }
  let out = ''
  let from = 0
  for (let number = 0; number < runs.length; number++) {
    const run = runs[number]
    const other = next[number]
    const closer = other === undefined ? undefined : runs[other]
    if (run === undefined || other === undefined || closer === undefined || part[run.start - 1] === '\\') continue
    const end = closer.start + closer.length
    out += part.slice(from, run.start) + blank(part.slice(run.start, end))
    from = end
    number = other
  }
  return out + part.slice(from)
}
