import {
  CHOMPING_MODE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import { withoutBlanksAtEnd } from './lines.ts'
import { type Formatted, MOST_PROBLEMS, positionAt, type SyntaxProblem } from './problem.ts'

export interface YamlFormat {
  /** Whether the text begins with `---`. */
  documentStart: boolean
}

/** Tidies blanks and blank lines and keeps everything else, comments above all. */
export function formatYaml(text: string, format: YamlFormat): string {
  return readAndFormatYaml(text, format).text
}

export function scanYaml(text: string): SyntaxProblem[] {
  return readAndFormatYaml(text, { documentStart: false }).problems
}

/** Both at once, from one reading. A text that cannot be read comes back as it is. */
export function readAndFormatYaml(text: string, format: YamlFormat): Formatted {
  let events: Event[]
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH })
  } catch (error) {
    return { text, problems: [describe(error, text)] }
  }
  const problems = duplicateKeys(events, text)
  if (problems.length > 0) return { text, problems }
  const [first] = events
  const needsStart = format.documentStart && first?.type === EVENT_ID.DOCUMENT && !first.explicitStart
  return { text: (needsStart ? '---\n' : '') + tidyLines(text, contentLines(events, text)), problems: [] }
}

const MAX_DEPTH = 100

function describe(error: unknown, text: string): SyntaxProblem {
  if (!(error instanceof YAMLException)) {
    const message = error instanceof Error ? error.message : String(error)
    return { line: 1, column: 1, message: `YAML: ${message}` }
  }
  const place = positionAt(text, error.mark?.position ?? 0)
  const hint = /\btab/.test(error.reason) ? 'indent with blanks' : undefined
  return { ...place, message: `YAML: ${error.reason}`, ...(hint ? { hint } : {}) }
}

interface Frame {
  /** Keys and values take turns in a mapping; null for everything else. */
  keys: Set<string> | null
  keyIsNext: boolean
}

/** A key that stands twice is an error in strict readers, and a lost value in all others. */
function duplicateKeys(events: readonly Event[], text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = []
  const open: Frame[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop()
      continue
    }
    const frame = open.at(-1)
    if (frame?.keys) {
      if (frame.keyIsNext && event.type === EVENT_ID.SCALAR) {
        const key = getScalarValue(text, event)
        if (frame.keys.has(key) && key !== '<<' && problems.length < MOST_PROBLEMS) {
          problems.push({
            ...positionAt(text, Math.max(0, event.valueStart)),
            message: `the key ${JSON.stringify(key)} stands here a second time`,
            hint: 'a reader keeps one of the two values, or refuses the file',
          })
        }
        frame.keys.add(key)
      }
      frame.keyIsNext = !frame.keyIsNext
    }
    if (event.type === EVENT_ID.MAPPING) open.push({ keys: new Set(), keyIsNext: true })
    else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS)
      open.push({ keys: null, keyIsNext: false })
  }
  return problems
}

/** Lines of scalars that span several: their blanks are content. Counted from 0. */
function contentLines(events: readonly Event[], text: string): ReadonlySet<number> {
  const lines = new Set<number>()
  const lineOf = lineCounter(text)
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) continue
    const end = contentEnd(event, text)
    if (end <= event.valueStart) continue
    const newline = text.indexOf('\n', event.valueStart)
    const isBlock = event.indent >= 0
    if (!isBlock && (newline < 0 || newline >= end)) continue
    const first = lineOf(event.valueStart)
    const last = lineOf(end - 1)
    for (let line = first; line <= last; line++) lines.add(line)
  }
  return lines
}

/** Blank lines behind a block scalar belong to it only when it says so with `+`, or when they are wider than its indent. */
function contentEnd(event: ScalarEvent, text: string): number {
  if (event.chomping === CHOMPING_MODE.KEEP) return event.valueEnd
  let end = event.valueEnd
  for (;;) {
    let start = end
    if (text.charCodeAt(start - 1) === 10) start--
    const lineEnd = start
    while (start > event.valueStart && text.charCodeAt(start - 1) === 32) start--
    const isLine = start === event.valueStart || text.charCodeAt(start - 1) === 10
    if (!isLine || lineEnd - start > Math.max(0, event.indent) || end === event.valueStart) return end
    end = start
  }
}

/** Line of an offset, for offsets that only grow. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0
  let next = text.indexOf('\n')
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++
      next = text.indexOf('\n', next + 1)
    }
    return line
  }
}

function tidyLines(text: string, content: ReadonlySet<number>): string {
  const lines = text.split('\n')
  let last = lines.length - 1
  while (last >= 0 && !content.has(last) && withoutBlanksAtEnd(lines[last] ?? '') === '') last--
  const result: string[] = []
  let afterBlank = true
  for (let index = 0; index <= last; index++) {
    const line = lines[index] ?? ''
    const tidied = content.has(index) ? line : withoutBlanksAtEnd(line)
    const isEmpty = tidied === '' && !content.has(index)
    if (!isEmpty || !afterBlank) result.push(tidied)
    afterBlank = isEmpty
  }
  return result.length === 0 ? '' : `${result.join('\n')}\n`
}
