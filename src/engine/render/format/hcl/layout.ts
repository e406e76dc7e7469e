import { spaceBetween } from './spacing.ts'
import { bracketChange, endsLine, type Token } from './token.ts'

/**
 * One line as token indices: what leads, the assignment from its `=` on, the comment at the end.
 * `assign` and `comment` are where these begin, and equal what follows them when they are absent.
 */
interface Line {
  from: number
  assign: number
  comment: number
  to: number
}

/** Writes the tokens with the blanks of canonical HCL between them. */
export function layout(tokens: readonly Token[], blanksAtEnd: number): string {
  const lines = splitLines(tokens)
  const blanks = new Array<number>(tokens.length).fill(0)
  blanks[tokens.length - 1] = blanksAtEnd
  indent(tokens, lines, blanks)
  for (const line of lines) {
    spread(tokens, line.from, line.assign, blanks)
    spread(tokens, line.assign, line.comment, blanks)
  }
  const measure = characterCounter()
  alignAssignments(tokens, lines, blanks, measure)
  alignComments(tokens, lines, blanks, measure)
  return tokens.map((token, index) => ' '.repeat(blanks[index] ?? 0) + token.text).join('')
}

function splitLines(tokens: readonly Token[]): Line[] {
  const lines: Line[] = []
  let from = 0
  tokens.forEach((token, index) => {
    if (token.kind === 'end') lines.push(splitCells(tokens, from, index))
    else if (endsLine(token)) {
      lines.push(splitCells(tokens, from, index + 1))
      from = index + 1
    }
  })
  return lines
}

function splitCells(tokens: readonly Token[], from: number, to: number): Line {
  const comment = to - from > 1 && tokens[to - 1]?.kind === 'comment' ? to - 1 : to
  let equals = from + 1
  while (equals < comment && tokens[equals]?.kind !== '=') equals++
  // A value that goes on over the next lines is not aligned with its neighbours.
  const isWhole = equals < comment && netBrackets(tokens, equals, comment) === 0
  return { from, assign: isWhole ? equals : comment, comment, to }
}

/** One step to the right for each line that opens more than it closes, however many brackets it opens. */
function indent(tokens: readonly Token[], lines: readonly Line[], blanks: number[]): void {
  const opened: number[] = []
  for (const line of lines) {
    const first = tokens[line.from]
    if (line.from === line.to || first?.kind === 'newline') continue
    const net = netBrackets(tokens, line.from, leadEnd(tokens, line)) + netBrackets(tokens, line.assign, line.comment)
    if (net < 0) close(opened, -net)
    blanks[line.from] = 2 * opened.length
    if (net > 0) opened.push(net)
  }
}

/** Brackets behind the start of a heredoc do not count for indentation, unless they belong to an assignment. */
function leadEnd(tokens: readonly Token[], line: Line): number {
  for (let index = line.from; index < line.assign; index++) {
    if (tokens[index]?.kind === 'open-heredoc') return index
  }
  return line.assign
}

function close(opened: number[], count: number): void {
  let left = count
  while (left > 0) {
    const top = opened.pop()
    if (top === undefined) return
    if (top > left) opened.push(top - left)
    left -= top
  }
}

function spread(tokens: readonly Token[], from: number, to: number, blanks: number[]): void {
  for (let index = from + 1; index < to; index++) {
    const left = tokens[index - 1]
    const right = tokens[index]
    if (!left || !right) continue
    blanks[index] = spaceBetween(index - 2 >= from ? tokens[index - 2] : undefined, left, right) ? 1 : 0
  }
}

function alignAssignments(tokens: readonly Token[], lines: readonly Line[], blanks: number[], measure: Measure): void {
  for (const run of runs(lines, (line) => line.assign < line.comment)) {
    align(
      run,
      blanks,
      (line) => columns(tokens, blanks, line.from, line.assign, measure),
      (line) => line.assign,
    )
  }
}

function alignComments(tokens: readonly Token[], lines: readonly Line[], blanks: number[], measure: Measure): void {
  for (const run of runs(lines, (line) => line.comment < line.to)) {
    align(
      run,
      blanks,
      (line) => columns(tokens, blanks, line.from, line.comment, measure),
      (line) => line.comment,
    )
  }
}

function align(
  run: readonly Line[],
  blanks: number[],
  width: (line: Line) => number,
  target: (line: Line) => number,
): void {
  const widths = run.map(width)
  const widest = widths.reduce((most, one) => Math.max(most, one), 0)
  run.forEach((line, index) => {
    blanks[target(line)] = widest - (widths[index] ?? 0) + 1
  })
}

function runs(lines: readonly Line[], belongs: (line: Line) => boolean): Line[][] {
  const result: Line[][] = []
  let run: Line[] = []
  for (const line of lines) {
    if (belongs(line)) run.push(line)
    else if (run.length > 0) {
      result.push(run)
      run = []
    }
  }
  if (run.length > 0) result.push(run)
  return result
}

function netBrackets(tokens: readonly Token[], from: number, to: number): number {
  let net = 0
  for (let index = from; index < to; index++) net += bracketChange(tokens[index]?.kind ?? 'end')
  return net
}

type Measure = (text: string) => number

function columns(
  tokens: readonly Token[],
  blanks: readonly number[],
  from: number,
  to: number,
  measure: Measure,
): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += (blanks[index] ?? 0) + measure(tokens[index]?.text ?? '')
  return sum
}

const ASCII = /^[\x20-\x7e\n\t]*$/

/** Characters as a reader counts them. What counts them is costly to make, and rarely needed. */
function characterCounter(): Measure {
  let segmenter: Intl.Segmenter | undefined
  return (text) => {
    if (ASCII.test(text)) return text.length
    segmenter ??= new Intl.Segmenter()
    return [...segmenter.segment(text)].length
  }
}
