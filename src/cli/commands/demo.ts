import type { BatchEvent, BatchSchemaLine } from '../../engine/protocol/index.ts'
import { batchLines } from '../../engine/protocol/index.ts'
import { toolLine } from '../../text/index.ts'
import { createPlayer, type PlayerOptions } from '../demo/player.ts'
import { readRecording } from '../demo/recording.ts'
import type { Environment } from '../environment.ts'
import { UsageError } from '../exit.ts'
import { hasScreen, themeFor, type Watching } from '../hosts/watching.ts'
import { interruptible } from '../interruptible.ts'

declare const __VERSION__: string

export interface DemoOptions extends Watching {
  speed?: string
  linesPerSecond?: string
}

/** Twenty recorded minutes in two and a half. */
const SPEED = 8

/** `skillchain demo board`: a recorded batch on the board, or as lines where there is no terminal. */
export async function demoBoard(environment: Environment, options: DemoOptions): Promise<void> {
  const speed = readNumber('--speed', options.speed)
  const linesPerSecond = readNumber('--lines-per-second', options.linesPerSecond)
  const recording = readRecording()
  const interrupt = interruptible(environment)
  const play = { recording, speed: speed ?? SPEED, linesPerSecond, signal: interrupt.signal }
  try {
    if (hasScreen(environment, options)) await onBoard(environment, options, play, interrupt.stop)
    else {
      // In a pipe nobody watches: everything comes at once, unless a pace was asked for.
      const atOnce = environment.stdout.isTTY !== true && speed === null && linesPerSecond === null
      await asLines(environment, options, play, atOnce)
    }
  } finally {
    interrupt.done()
  }
  interrupt.signal.throwIfAborted()
}

type Play = Omit<PlayerOptions, 'notify' | 'ask'>

async function onBoard(environment: Environment, options: Watching, play: Play, interrupt: () => void): Promise<void> {
  const { openBoard } = await import('../hosts/board.ts')
  const screen = openBoard({
    environment,
    theme: themeFor(environment, options),
    now: () => player.now(),
    order: (order) => player.order(order),
    interrupt,
  })
  const over = new AbortController()
  const signal = AbortSignal.any([play.signal, over.signal])
  const player = createPlayer({ ...play, signal, notify: screen.board.notify, ask: screen.board.ask })
  try {
    await Promise.race([player.play().then(() => screen.board.over), screen.board.over, aborted(play.signal)])
  } finally {
    // With the board the batch ends, whatever ended the board.
    over.abort()
    await screen.close()
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

async function asLines(environment: Environment, options: Watching, play: Play, atOnce: boolean): Promise<void> {
  const write = (text: string): void => {
    environment.stdout.write(text)
  }
  const textOf = options.json ? (event: BatchEvent): string => `${JSON.stringify(event)}\n` : plainOf
  if (options.json) write(`${JSON.stringify(schemaLine())}\n`)
  if (atOnce) write(play.recording.map(textOf).join(''))
  else await createPlayer({ ...play, ask: null, notify: (event) => write(textOf(event)) }).play()
}

const plainOf = (event: BatchEvent): string =>
  batchLines(event)
    .map((line) => `${toolLine(line)}\n`)
    .join('')

const schemaLine = (): BatchSchemaLine => ({
  type: 'schema',
  schema: 'skillchain.batch',
  version: 1,
  skillchain: __VERSION__,
})

function readNumber(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value
  throw new UsageError(`${flag} ${text}: not a number greater than 0`, `Write, for example, ${flag} 10.`)
}
