import { expect } from 'vitest'
import { createPlayer } from '../../../src/cli/demo/player.ts'
import { readRecording } from '../../../src/cli/demo/recording.ts'
import { openBoard } from '../../../src/cli/hosts/board.ts'
import { cage } from './cage.ts'
import type { Chance } from './hands.ts'

/** The recorded batch, faster than anybody can read, while its keys are pressed. */
export async function monkeyBoard(by: Chance, keys: number): Promise<void> {
  const recording = readRecording()
  const box = cage(by)
  for (let left = keys; left > 0; ) {
    const controller = new AbortController()
    const ascii = by.often(30)
    const screen = openBoard({
      environment: box.term.environment,
      theme: { color: true, ascii },
      now: () => player.now(),
      order: (order) => player.order(order),
      interrupt: () => controller.abort(),
    })
    const { board, stage } = screen
    const player = createPlayer({
      recording,
      speed: 50 + by.below(400),
      linesPerSecond: by.often(50) ? 200 : null,
      notify: board.notify,
      ask: board.ask,
      signal: controller.signal,
    })
    let over = false
    const ended = Promise.race([player.play(), board.over]).finally(() => {
      over = true
    })
    const inmate = {
      drawing: screen.drawing,
      stage,
      // Beside a page or a gate nothing is counted; what tools write is shown all the same, so it may take a look or two.
      ascii,
      moving: () => over || (board.store.getState().page === null && board.store.getState().view.is !== 'gate'),
    }
    while (!over && !controller.signal.aborted && left-- > 0) await box.poke(inmate)
    controller.abort()
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000))])
    await box.soon(screen.close(), 'the end of the screen')
    expect(box.term.wiped(), 'the scrollback was wiped').toBe(false)
  }
}
