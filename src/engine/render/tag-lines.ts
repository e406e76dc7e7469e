/**
 * Makes lines that hold only tags vanish: blanks and the line end move inside the tags, where Liquid ignores them.
 * Nothing is added or removed, so an offset after a tag is the same before and after, and so is its line.
 */
export function swallowTagLines(text: string): string {
  let result = ''
  let copied = 0
  let lineStart = 0
  while (lineStart < text.length) {
    const tags = tagsOfLine(text, lineStart)
    // A tag that is never closed is an error that Liquid will report.
    if (tags === 'unclosed') break
    const newline = text.indexOf('\n', tags ? tags.end : lineStart)
    const next = newline < 0 ? text.length : newline + 1
    if (tags) {
      result += text.slice(copied, lineStart) + swallow(text, lineStart, tags.ranges, next)
      copied = next
    }
    lineStart = next
  }
  return result + text.slice(copied)
}

interface Range {
  from: number
  to: number
}

/** The tags of a line that holds nothing else; a tag or a comment may reach over several lines. */
function tagsOfLine(text: string, lineStart: number): { ranges: Range[]; end: number } | 'unclosed' | null {
  const ranges: Range[] = []
  let at = skipBlanks(text, lineStart)
  while (text.startsWith('<%', at)) {
    let to = tagEnd(text, at)
    if (to < 0) return 'unclosed'
    ranges.push({ from: at, to })
    if (tagName(text, at) === 'comment') {
      const close = endOfComment(text, to)
      if (!close) return 'unclosed'
      ranges.push(close)
      to = close.to
    }
    at = skipBlanks(text, to)
  }
  const isAlone = ranges.length > 0 && (at >= text.length || text[at] === '\n')
  return isAlone ? { ranges, end: at } : null
}

function swallow(text: string, lineStart: number, ranges: readonly Range[], next: number): string {
  let result = ''
  let at = lineStart
  ranges.forEach(({ from, to }, index) => {
    const before = text.slice(at, from)
    const after = text.slice(to, index + 1 < ranges.length ? to : next)
    const opensTrimmed = text[from + 2] === '-'
    const closesTrimmed = text[to - 3] === '-'
    // Text of a comment stays where it is: Liquid drops it.
    const movesIn = !opensTrimmed && isBlankText(before)
    result += movesIn ? `<%${before}` : `${before}<%`
    result += text.slice(from + 2, to - 2)
    result += closesTrimmed ? `%>${after}` : `${after}%>`
    at = to
  })
  return result
}

/** Liquid ends a tag at the first `%>`, also within quotes. */
function tagEnd(text: string, start: number): number {
  const end = text.indexOf('%>', start + 1)
  return end < 0 ? -1 : end + 2
}

function endOfComment(text: string, from: number): Range | null {
  for (let at = text.indexOf('<%', from); at >= 0; at = text.indexOf('<%', at + 2)) {
    if (tagName(text, at) !== 'endcomment') continue
    const to = tagEnd(text, at)
    return to < 0 ? null : { from: at, to }
  }
  return null
}

function tagName(text: string, start: number): string {
  NAME.lastIndex = start + 2
  return NAME.exec(text)?.[1] ?? ''
}

const NAME = /-?\s*(\w+)/y

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++
  return at
}

function isBlankText(text: string): boolean {
  return skipBlanks(text, 0) === text.length
}
