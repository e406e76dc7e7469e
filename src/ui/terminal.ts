import { EventEmitter } from 'node:events'
import type { WriteStream } from 'node:tty'
import type { SuspendTerminal } from 'ink'
import type { Size } from './frame.ts'
import { cutLine, type Line, lineWidth, wrapLine } from './lines.ts'
import { paint, type Theme } from './theme.ts'

/** What is ours on the screen: what was printed once, and the live part under it. */
export interface Drawing {
  prints: readonly { draw: (size: Size) => Line[] }[]
  live: readonly Line[]
}

/** The window, as steady as a terminal can be: resizes are taken at rest, and each repaints what is ours. */
export interface Terminal {
  /** What Ink writes to and listens to. */
  stdout: WriteStream
  size(): Size
  /** Draws before Ink is there to do it. False: Ink is, or there is a drawing already. */
  drawFirst(now: Drawing): boolean
  /** So many prints of the first drawing stand on the screen already. */
  printed(): number
  /** What Ink draws next; when it has, `drawn` says so. */
  drawing(next: Drawing): void
  drawn(): void
  /** Somebody else has the terminal, or it is not known how large it is: what Ink draws now is not drawn. */
  held(): boolean
  /** Prints before this one are out of reach: somebody else wrote below them. */
  reach(): number
  /** Calls when that is over; returns how to stop that. */
  whenBack(listener: () => void): () => void
  /** How the running app hands the terminal to somebody else. */
  attach(suspend: SuspendTerminal): void
  /** Hands the terminal over while `run` runs, and takes it back. False: somebody has it already, and nothing ran. */
  lend(run: () => void | Promise<void>): Promise<boolean>
  /** Takes the live part away. */
  close(): void
}

export interface TerminalOptions {
  stdout: WriteStream
  theme: Theme
  /** Lines that the live part takes in a window of this size. */
  height: (size: Size) => number
  /** Makes Ink forget what it has drawn. */
  forget: () => void
}

/** Long enough that a dragged window edge is one resize, short enough not to be seen. */
const REST = 50

export function openTerminal({ stdout, theme, height, forget }: TerminalOptions): Terminal {
  const events = new EventEmitter()
  let size = sizeOf(stdout)
  let timer: NodeJS.Timeout | null = null
  let suspend: SuspendTerminal | null = null
  let lent = false
  /** Whether Ink draws already. */
  let app = false
  let forgetting = false
  let printed = 0
  let next: Drawing = { prints: [], live: [] }
  let onScreen = next
  let reach = 0
  /** Rows of ours that a low window has pushed out of it. A higher one brings them back. */
  let outside = 0

  const resized = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      if (!app || lent) return
      const before = size
      size = sizeOf(stdout)
      unseen(forget)
      stdout.write(repaint(before))
      tell(events)
      events.emit('back')
    }, REST)
  }
  stdout.on('resize', resized)
  const rest = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  /**
   * Erases what is ours, from the cursor under it upwards, and writes what was printed again; Ink draws the live part.
   * A terminal that reflows has made several rows of a line that is now too long. Nothing that scrolled away is touched.
   */
  function repaint(before: Size): string {
    const printedAt = (at: Size): Line[] => onScreen.prints.slice(reach).flatMap((print) => printLines(print, at))
    const rows = outside + heightOf(printedAt(before), size.columns) + liveRows(size.columns)
    const within = Math.min(size.rows - 1, rows)
    outside = rows - within
    const room = size.rows - 1 - height(size)
    return erase(within) + textOf(room > 0 ? printedAt(size).slice(-room) : [], theme)
  }

  /** Ink would erase rows as it has written them; after a resize they may be more. */
  function unseen(run: () => void): void {
    forgetting = true
    run()
    forgetting = false
  }

  /** Ink ends its frame with a line break, an empty frame too. */
  const liveRows = (columns: number): number => Math.max(1, heightOf(onScreen.live, columns))

  /** Erases the live part. */
  function takeAway(): void {
    unseen(forget)
    const now = sizeOf(stdout)
    stdout.write(erase(Math.min(now.rows - 1, liveRows(now.columns))))
  }

  /** Ink begins where the live part of the first drawing began. */
  const takeOver = (): void => {
    if (app) return
    app = true
    stdout.write(erase(heightOf(onScreen.live, sizeOf(stdout).columns)))
    if (!isSame(size, sizeOf(stdout))) resized()
  }

  const held = (): boolean => lent || (app && timer !== null)
  const write = (text: string, done?: () => void): boolean => {
    takeOver()
    const silent = text === '' || forgetting || (held() && !lent)
    return stdout.write(silent ? '' : unwrapped(text), done)
  }

  const facade = new Proxy(stdout, {
    get(target, name) {
      if (name === 'columns') return size.columns
      if (name === 'rows') return size.rows
      if (name === 'write') return write
      if (name === 'on' || name === 'off') return listen(target, events, name)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

  return {
    stdout: facade,
    size: () => size,
    drawFirst(now) {
      if (app || onScreen.live.length > 0) return false
      onScreen = now
      printed = now.prints.length
      stdout.write(textOf([...now.prints.flatMap((print) => printLines(print, size)), ...now.live], theme))
      return true
    },
    printed: () => printed,
    drawing(now) {
      next = now
    },
    drawn() {
      if (!held()) onScreen = next
    },
    held,
    reach: () => reach,
    whenBack(listener) {
      events.on('back', listener)
      return () => void events.off('back', listener)
    },
    attach(now) {
      suspend = now
    },
    async lend(run) {
      if (suspend === null || lent) return false
      rest()
      takeAway()
      lent = true
      reach = onScreen.prints.length
      try {
        await suspend(async () => {
          await run()
          const before = size
          size = sizeOf(stdout)
          if (isSame(before, size)) return
          for (const screen of events.listeners('resize').slice(1)) screen()
          await turn()
        })
        return true
      } finally {
        lent = false
        events.emit('back')
        if (!isSame(size, sizeOf(stdout))) resized()
      }
    },
    close() {
      rest()
      stdout.off('resize', resized)
      takeAway()
    },
  }
}

/** A resize is heard once, here; Ink hears of it when the window is at rest. */
function listen(target: WriteStream, events: EventEmitter, how: 'on' | 'off') {
  return (name: string, listener: (...args: unknown[]) => void): WriteStream => {
    if (name === 'resize') events[how](name, listener)
    else target[how](name, listener)
    return target
  }
}

/**
 * The screens hear of a new size first, and are laid out for it. Ink, which listens since before there were any, would
 * otherwise draw the frame of the old window once more, and a low window would scroll half of it away.
 */
function tell(events: EventEmitter): void {
  const [ink, ...screens] = events.listeners('resize')
  for (const screen of screens) screen()
  if (ink !== undefined) turn().then(() => ink())
}

/** React takes one turn of the loop to render what was set. */
async function turn(): Promise<void> {
  for (let times = 0; times < 2; times++) await new Promise((resolve) => setImmediate(resolve))
}

const sizeOf = ({ columns, rows }: WriteStream): Size => ({ columns: columns || 80, rows: rows || 24 })

/** A print in a window of this size; what does not fit beside its edge goes on below. */
export const printLines = (print: Drawing['prints'][number], size: Size): Line[] => {
  const hang = size.columns < 40 ? 2 : 6
  return print
    .draw(size)
    .flatMap((line) => (lineWidth(line) <= size.columns ? [line] : wrapLine(line, size.columns, hang)))
    .map((line) => cutLine(line, size.columns))
}

/** Rows that these lines take in a window of this width. */
const heightOf = (lines: readonly Line[], columns: number): number =>
  lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(lineWidth(line) / columns)), 0)

/** The cursor's row and so many above it. */
const erase = (rows: number): string => `\r${'\u001b[2K\u001b[1A'.repeat(rows)}\u001b[2K`

const textOf = (lines: readonly Line[], theme: Theme): string =>
  unwrapped(lines.map((line) => `${paint(line, theme)}\r\n`).join(''))

/**
 * Terminals do not agree on how wide some characters are. A line that one of them finds too long ends at its edge: another
 * row would put everything that is drawn afterwards in the wrong place.
 */
const unwrapped = (text: string): string => `\u001b[?7l${text}\u001b[?7h`

const isSame = (one: Size, other: Size): boolean => one.columns === other.columns && one.rows === other.rows
