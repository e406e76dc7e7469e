import { expect } from 'vitest'
import { plainText, widthOf } from '../../../src/text/index.ts'
import type { Size } from '../../../src/ui/frame.ts'
import { type Line, lineText } from '../../../src/ui/lines.ts'
import type { Stage } from '../../../src/ui/stage.ts'
import { type Drawing, printLines } from '../../../src/ui/terminal.ts'
import { paint } from '../../../src/ui/theme.ts'
import { type VirtualTerminal, virtualTerminal } from '../virtual.ts'
import { type Chance, handful, windowSize } from './hands.ts'

/** A program on a terminal of this process, and what it should show there. */
export interface Inmate {
  /** What there should be to see now. */
  drawing: (size: Size) => Drawing
  stage: Stage
  /** Something moves by itself: the screen is not compared. */
  moving: () => boolean
  ascii: boolean
}

export interface Cage {
  term: VirtualTerminal
  /** Presses keys or changes the window; nothing is taller or wider than the window afterwards. */
  poke(inmate: Inmate): Promise<void>
  /** Waits until the window shows what it should, and nothing else of ours. */
  calm(inmate: Inmate): Promise<void>
  /** What is promised, or an error that says what was pressed before it never came. */
  soon<T>(promise: Promise<T>, what: string): Promise<T>
}

/** One key in so many is compared with what a fresh window would show. */
const LOOK = 100
const PATIENCE = 10_000

export function cage(by: Chance): Cage {
  let size: Size = { columns: 80, rows: 24 }
  let pokes = 0
  const term = virtualTerminal(size.columns, size.rows)
  const history: string[] = []
  let watched: Inmate | null = null
  let broken: unknown = null

  const at = (): string =>
    `after ${pokes} at ${size.columns}x${size.rows}, the last: ${history
      .slice(-8)
      .map((one) => JSON.stringify(one))
      .join(' ')}`

  function fits(inmate: Inmate): void {
    const now = inmate.stage.terminal.size()
    const { live, prints } = inmate.drawing(now)
    expect(live.length, `too tall ${at()}`).toBeLessThanOrEqual(Math.max(1, now.rows - 1))
    for (const line of [...live, ...prints.slice(-1).flatMap((print) => printLines(print, now))])
      expect(widthOf(lineText(line)), `too wide ${at()}`).toBeLessThanOrEqual(now.columns)
  }

  async function calm(inmate: Inmate): Promise<void> {
    const deadline = Date.now() + PATIENCE
    let problem: string | null = 'the program has not heard of the size'
    while (problem !== null) {
      if (Date.now() > deadline) throw new Error(`${problem}\n${at()}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (inmate.moving()) return
      const now = inmate.stage.terminal.size()
      if (inmate.stage.terminal.held()) {
        problem = 'the terminal has not come back'
        continue
      }
      if (now.columns !== size.columns || now.rows !== size.rows) continue
      problem = difference(
        (await term.aboveCursor()).map((line) => line.trimEnd()),
        inmate,
        now,
      )
    }
  }

  async function soon<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const never = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} never came ${at()}\n${term.now().join('\n')}`)), PATIENCE)
    })
    return Promise.race([promise, never]).finally(() => clearTimeout(timer))
  }

  return {
    term,
    calm,
    soon,
    async poke(inmate) {
      pokes++
      if (watched !== inmate) {
        watched = inmate
        inmate.stage.left.catch((error: unknown) => {
          broken = error
        })
      }
      if (by.often(2)) {
        size = windowSize(by)
        history.push(`${size.columns}x${size.rows}`)
        term.resize(size.columns, size.rows)
      } else {
        const keys = handful(by)
        history.push(keys)
        // A chunk may end anywhere, in the middle of a key or of a character too.
        if (by.often(4)) {
          const bytes = Buffer.from(keys)
          const cut = by.below(bytes.length + 1)
          term.type(bytes.subarray(0, cut))
          term.type(bytes.subarray(cut))
        } else term.type(keys)
      }
      await new Promise((resolve) => setImmediate(resolve))
      if (broken !== null) throw new Error(`it broke ${at()}`, { cause: broken })
      fits(inmate)
      if (pokes % LOOK === 0) await calm(inmate)
    },
  }
}

/** The emulator, as many a terminal, has its own idea of the width of rare characters; where they stand, the rest is not compared. */
const isSame = (shown: string, expected: string): boolean =>
  shown === expected || !/^[\x20-\x7e\u2010-\u205e\u2190-\u22ff\u2500-\u25ff⚠✓✗⠀-⣿日本語水道]*$/.test(expected)

/** What differs between the window and what a fresh one would show; null: nothing. */
function difference(screen: string[], { drawing, ascii, stage }: Inmate, size: Size): string | null {
  const { prints, live } = drawing(size)
  const text = (line: Line): string => plainText(paint(line, { color: false, ascii })).trimEnd()
  const frame = live.map(text)
  const shown = screen.slice(-frame.length)
  if (shown.length !== frame.length || !shown.every((line, row) => isSame(line, frame[row] ?? '')))
    return `the window does not show the frame:\n${screen.join('\n')}\n--- it should be\n${frame.join('\n')}`
  const above = screen.slice(0, -frame.length)
  const printed = prints
    .slice(Math.max(stage.terminal.reach(), prints.length - 4))
    .flatMap((print) => printLines(print, size).map(text))
  const near = Math.min(2, above.length, printed.length)
  if (!above.slice(above.length - near).every((line, row) => isSame(line, printed.slice(-near)[row] ?? '')))
    return `what was printed does not stand above the frame:\n${screen.join('\n')}\n--- it should be\n${printed.slice(-near).join('\n')}`
  const footer = frame.at(-1) ?? ''
  if (footer.includes('? keys') && above.includes(footer)) return `an old frame was left:\n${screen.join('\n')}`
  return null
}
