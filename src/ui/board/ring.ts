import { toolLine } from '../../text/index.ts'

/** The latest lines of a tool. Counted from its first line, so that a place in it stays where it is while old lines go. */
export interface Ring {
  push(text: string): void
  /** Number of the oldest line that is kept. */
  first(): number
  /** Number that the next line will have. */
  end(): number
  at(number: number): string
  /** The last `count` lines. */
  tail(count: number): readonly string[]
  clear(): void
}

export interface RingLimits {
  lines: number
  bytes: number
}

export const RING_LIMITS: RingLimits = { lines: 5000, bytes: 1_000_000 }

/** So much more than the limits comes together before old lines are dropped, all at once: once in a while, not at each line. */
const SLACK = 1.25
/** What a line costs beside its characters. */
const PER_LINE = 32

export function createRing(limits: RingLimits = RING_LIMITS): Ring {
  let lines: string[] = []
  let bytes = 0
  let dropped = 0

  function trim(): void {
    let from = Math.max(0, lines.length - limits.lines)
    for (let gone = 0; gone < from; gone++) bytes -= sizeOf(lines[gone])
    while (bytes > limits.bytes && from < lines.length - 1) bytes -= sizeOf(lines[from++])
    lines = lines.slice(from)
    dropped += from
  }

  return {
    push(text) {
      const line = toolLine(text)
      lines.push(line)
      bytes += sizeOf(line)
      if (lines.length > limits.lines * SLACK || bytes > limits.bytes * SLACK) trim()
    },
    first: () => dropped,
    end: () => dropped + lines.length,
    at: (number) => lines[number - dropped] ?? '',
    tail: (count) => (count < 1 ? [] : lines.slice(-count)),
    clear() {
      dropped += lines.length
      lines = []
      bytes = 0
    },
  }
}

const sizeOf = (line = ''): number => line.length + PER_LINE
