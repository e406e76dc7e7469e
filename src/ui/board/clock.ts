/** When the board is drawn: at once when something happens after a rest, then at most every `FRAME` milliseconds. */
export interface Clock {
  /** Something changed. */
  dirty(): void
  stop(): void
}

export interface ClockOptions {
  draw: () => void
  /** Whether a time on the screen goes on while nothing else does; asked when there is a rest. */
  counting: () => boolean
  later?: (run: () => void, ms: number) => () => void
}

/** Ten frames a second. */
export const FRAME = 100
const SECOND = 1000

/** One timer for everything that moves; none while nothing changes and nothing counts. */
export function createClock({ draw, counting, later = timer }: ClockOptions): Clock {
  let changed = false
  let resting = true
  let stopped = false
  let cancel = (): void => {}

  function frame(): void {
    changed = false
    resting = false
    draw()
    if (!stopped) cancel = later(after, FRAME)
  }
  function after(): void {
    if (changed) {
      frame()
      return
    }
    resting = true
    if (counting()) cancel = later(frame, SECOND - FRAME)
  }
  return {
    dirty() {
      if (changed || stopped) return
      changed = true
      if (!resting) return
      resting = false
      cancel()
      cancel = later(frame, 0)
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}

function timer(run: () => void, ms: number): () => void {
  const timeout = setTimeout(run, ms)
  return () => clearTimeout(timeout)
}
