import { EventEmitter } from 'node:events'
import type { WriteStream } from 'node:tty'
import type { SuspendTerminal } from 'ink'
import type { Size } from './frame.ts'
import { type Line, lineWidth } from './lines.ts'
import { paint, type Theme } from './theme.ts'

/** The window, as steady as a terminal can be: resizes are taken at rest, and each repaints what is ours. */
export interface Terminal {
  /** What Ink writes to and listens to. */
  stdout: WriteStream
  size(): Size
  /** Draws what there is to see now, before Ink is there to keep it up to date. False: Ink is, or has drawn already. */
  drawFirst(): boolean
  /** How the running app hands the terminal to somebody else. */
  attach(suspend: SuspendTerminal): void
  /** Hands the terminal over while `run` runs, and takes it back. */
  lend(run: () => void | Promise<void>): Promise<void>
  close(): void
}

/** What stands on the screen that is ours, at a size: what was printed, and the live part under it. */
export type Ours = (size: Size) => { printed: Line[]; live: Line[] }

/** Long enough that a dragged window edge is one resize, short enough not to be seen. */
const REST = 50

export function openTerminal(stdout: WriteStream, theme: Theme, ours: Ours, forget: () => void): Terminal {
  const events = new EventEmitter()
  let size = sizeOf(stdout)
  let timer: NodeJS.Timeout | null = null
  let suspend: SuspendTerminal | null = null
  let lent = false
  let app = false
  let first: Line[] | null = null

  const resized = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      if (!app) return
      const before = size
      size = sizeOf(stdout)
      if (lent) return
      forget()
      stdout.write(repaint(before, size, ours, theme))
      tell(events)
    }, REST)
  }
  stdout.on('resize', resized)

  /** Ink draws from where the first drawing of the live part began. */
  const lift = (): void => {
    app = true
    if (first === null) return
    stdout.write(erase(heightOf(first, sizeOf(stdout).columns)))
    first = null
    if (!isSame(size, sizeOf(stdout))) resized()
  }

  const facade = new Proxy(stdout, {
    get(target, name) {
      if (name === 'columns') return size.columns
      if (name === 'rows') return size.rows
      if (name === 'write') lift()
      if (name === 'on' || name === 'off') return listen(target, events, name)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })

  return {
    stdout: facade,
    size: () => size,
    drawFirst() {
      if (app || first !== null) return false
      const { printed, live } = ours(size)
      first = live
      stdout.write(textOf([...printed, ...live], theme))
      return true
    },
    attach(now) {
      suspend = now
    },
    async lend(run) {
      if (suspend === null || lent) return
      lent = true
      try {
        await suspend(async () => {
          await run()
          size = sizeOf(stdout)
          lent = false
        })
      } finally {
        lent = false
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer)
      stdout.off('resize', resized)
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
  // React takes one turn of the loop to render what they have set.
  if (ink !== undefined) setImmediate(() => setImmediate(() => ink()))
}

const sizeOf = ({ columns, rows }: WriteStream): Size => ({ columns: columns || 80, rows: rows || 24 })

/**
 * Erases what is ours, from the cursor under it upwards, and writes what was printed again; Ink draws the live part.
 * A terminal that reflows has made several rows of a line that is now too long. Nothing that scrolled away is touched.
 */
function repaint(before: Size, now: Size, ours: Ours, theme: Theme): string {
  const old = ours(before)
  const up = Math.min(now.rows - 1, heightOf([...old.printed, ...old.live], now.columns))
  const { printed, live } = ours(now)
  const room = Math.max(0, now.rows - 1 - live.length)
  return erase(up) + textOf(room === 0 ? [] : printed.slice(-room), theme)
}

/** Rows that these lines take in a window of this width. */
const heightOf = (lines: readonly Line[], columns: number): number =>
  lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(lineWidth(line) / columns)), 0)

/** The cursor's row and so many above it. */
const erase = (rows: number): string => `\r${'\u001b[2K\u001b[1A'.repeat(rows)}\u001b[2K`

const textOf = (lines: readonly Line[], theme: Theme): string =>
  lines.map((line) => `${paint(line, theme)}\r\n`).join('')

const isSame = (one: Size, other: Size): boolean => one.columns === other.columns && one.rows === other.rows
