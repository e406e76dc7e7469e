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
  // Slots are used over and over: what a busy tool writes leaves no garbage but its lines.
  const slots: string[] = []
  const most = Math.floor(limits.lines * SLACK)
  let first = 0
  let end = 0
  let bytes = 0

  const slot = (number: number): number => number % (most + 1)
  const at = (number: number): string => (number < first || number >= end ? '' : (slots[slot(number)] ?? ''))
  function trim(): void {
    while (end - first > limits.lines || (bytes > limits.bytes && end - first > 1)) {
      bytes -= sizeOf(at(first))
      slots[slot(first)] = ''
      first++
    }
  }

  return {
    push(text) {
      const line = toolLine(text)
      slots[slot(end)] = line
      end++
      bytes += sizeOf(line)
      if (end - first > most || bytes > limits.bytes * SLACK) trim()
    },
    first: () => first,
    end: () => end,
    at,
    tail(count) {
      const from = Math.max(first, end - count)
      return Array.from({ length: end - from }, (_, index) => at(from + index))
    },
  }
}

const sizeOf = (line: string): number => line.length + PER_LINE
