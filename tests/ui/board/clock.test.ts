import { describe, expect, test } from 'vitest'
import { createClock, FRAME } from '../../../src/ui/board/clock.ts'

/** Time that goes on when it is told to. */
function time(counting = () => false) {
  const waiting = new Map<number, { at: number; run: () => void }>()
  let now = 0
  let ids = 0
  let frames = 0
  const clock = createClock({
    draw: () => frames++,
    counting,
    later(run, ms) {
      const id = ids++
      waiting.set(id, { at: now + ms, run })
      return () => waiting.delete(id)
    },
  })
  return {
    clock,
    frames: () => frames,
    timers: () => waiting.size,
    pass(ms: number) {
      const end = now + ms
      for (;;) {
        const next = [...waiting].filter(([, one]) => one.at <= end).sort((a, b) => a[1].at - b[1].at)[0]
        if (next === undefined) break
        waiting.delete(next[0])
        now = next[1].at
        next[1].run()
      }
      now = end
    },
  }
}

describe('one clock for everything that moves', () => {
  test('no timer runs before anything happens', () => {
    expect(time().timers()).toBe(0)
  })

  test('the first change after a rest is drawn at once', () => {
    const { clock, pass, frames } = time()
    clock.dirty()
    pass(1)
    expect(frames()).toBe(1)
  })

  test('a change every millisecond is a frame every tenth of a second', () => {
    const { clock, pass, frames } = time()
    for (let ms = 0; ms < 950; ms++) {
      clock.dirty()
      pass(1)
    }
    expect(frames()).toBe(10)
  })

  test('the last change is drawn, and then no timer runs any more', () => {
    const { clock, pass, frames, timers } = time()
    clock.dirty()
    pass(10)
    clock.dirty()
    pass(2 * FRAME)
    expect(frames()).toBe(2)
    pass(FRAME)
    expect(timers()).toBe(0)
  })

  test('while a time counts, it is drawn once a second; it stops when the counting stops', () => {
    let counts = true
    const { clock, pass, frames, timers } = time(() => counts)
    clock.dirty()
    pass(1)
    pass(5000)
    expect(frames()).toBe(6)
    counts = false
    pass(2000)
    const last = frames()
    pass(5000)
    expect([frames(), timers()]).toEqual([last, 0])
  })

  test('a stopped clock draws nothing more', () => {
    const { clock, pass, frames, timers } = time(() => true)
    clock.dirty()
    clock.stop()
    clock.dirty()
    pass(5000)
    expect([frames(), timers()]).toEqual([0, 0])
  })
})
