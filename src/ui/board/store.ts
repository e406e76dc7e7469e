import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  type BatchEvent,
  type BatchHost,
  emptyBatch,
  type GateRequest,
  reduceBatch,
  type TaskOrder,
} from '../../engine/protocol/index.ts'
import type { Size } from '../frame.ts'
import type { Print } from '../history.ts'
import { commandFor, type Press } from '../keys.ts'
import { wrapText } from '../lines.ts'
import { gateScreen } from '../screens/gate.ts'
import { helpLines } from '../screens/help.ts'
import { type Page, pressPage } from '../screens/pages.ts'
import { createClock } from './clock.ts'
import { createLogs, type Logs } from './logs.ts'
import { pasteOnBoard, pressBoard } from './press.ts'
import { type BoardUi, gateOf, panesOf } from './state.ts'
import { printsOf, STORY, storyOf } from './story.ts'
import { placesNow } from './view.ts'

/** What the terminal, the process and the engine do for the board. */
export interface BoardOutside {
  size(): Size
  /** Milliseconds since the batch began. */
  now(): number
  order(order: TaskOrder): void
  interrupt(): void
  suspend(): void
}

export interface Board extends BatchHost {
  store: StoreApi<BoardUi>
  logs: Logs
  press(keys: readonly Press[]): void
  paste(text: string): void
  /** From now on keys count for the gate that is shown. */
  arm(): void
  /** Shows the newest lines now, without waiting for the clock. */
  redraw(): void
  /** The batch is over, and nobody reads anything on the board any more. */
  over: Promise<void>
  close(): void
  /** The screen broke: whoever waits hears why. */
  fail(error: Error): void
}

const START: BoardUi = {
  batch: emptyBatch,
  tails: new Map(),
  now: 0,
  view: { is: 'panes' },
  focus: '',
  page: null,
  armed: true,
  stopping: false,
  prints: [],
}

interface Asked {
  give: (answer: string) => void
  refuse: (reason: unknown) => void
}

export function createBoard(outside: BoardOutside): Board {
  const store = createStore<BoardUi>(() => START)
  const logs = createLogs()
  const asked = new Map<string, Asked>()
  const ending = Promise.withResolvers<void>()
  let now = START
  let broken: Error | null = null

  const clock = createClock({ draw: redraw, counting })
  const change = (part: Partial<BoardUi>): void => {
    now = { ...now, ...part }
  }
  const print = (draws: readonly Print[]): void => {
    if (draws.length === 0) return
    const next = now.prints.length
    change({ prints: [...now.prints, ...draws.map((draw, index) => ({ id: next + index, draw }))] })
  }
  const publish = (): void => {
    if (store.getState() !== now) store.setState(now, true)
    if (now.batch.finished !== null && now.view.is === 'panes' && now.page === null) ending.resolve()
  }
  function redraw(): void {
    const panes = panesOf(now.batch).map((task) => task.task)
    change({ tails: logs.tails(panes, outside.size().rows), now: outside.now() })
    publish()
  }
  /** The times of running tasks go on, but never beside a question: then nothing moves by itself. */
  function counting(): boolean {
    const asks = now.batch.gates.length > 0 || now.view.is === 'gate'
    return !asks && now.page === null && now.batch.tasks.some((task) => task.status === 'running')
  }

  /** What was shown of a task that is gone: the focus goes to a neighbour, and what is typed at its gate to nobody. */
  function settle(before: BoardUi): void {
    const { view, focus, batch } = now
    if (view.is === 'gate' && !view.ours && gateOf(batch, view.task)?.request.id !== view.screen.request.id)
      change({ view: view.under, armed: true, page: gonePage(view.task) })
    const panes = panesOf(batch)
    if (panes.some((task) => task.task === focus)) return
    const at = panesOf(before.batch).findIndex((task) => task.task === focus)
    change({ focus: panes[Math.max(0, Math.min(at, panes.length - 1))]?.task ?? '' })
  }

  function pressed(press: Press): void {
    if (press.name === 'ctrl+c') {
      change({ stopping: true })
      outside.interrupt()
    } else if (press.name === 'ctrl+z') outside.suspend()
    else if (now.page !== null) change({ page: pressPage(now.page, press, outside.size()) })
    else if (isHelp(press)) help()
    else step(press)
  }

  const isHelp = (press: Press): boolean => now.armed && commandFor(press, placesNow(now), isTyping(now)) === 'help'

  function help(): void {
    const places = placesNow(now)
    change({ page: { title: 'HELP', draw: (width) => helpLines(places, width), scrolled: 0 } })
  }

  function step(press: Press): void {
    const next = pressBoard(now, press, logs, outside.size())
    change(next.change)
    if (next.is === 'help') help()
    if (next.is === 'order') outside.order(next.order)
    if (next.is === 'answer') {
      const waiting = asked.get(next.gate)
      asked.delete(next.gate)
      waiting?.give(next.answer)
    }
  }

  return {
    store,
    logs,
    redraw,
    over: ending.promise,
    notify(event: BatchEvent) {
      if (event.type === 'task.log') logs.push(event.task, event.text)
      else {
        const before = now
        const batch = reduceBatch(now.batch, event)
        change({ batch })
        for (const line of storyOf(event)) logs.push(STORY, line)
        print(printsOf(event, batch))
        settle(before)
      }
      clock.dirty()
    },
    ask(_task: string, request: GateRequest, signal: AbortSignal): Promise<string> {
      return new Promise((resolve, reject) => {
        if (broken !== null || signal.aborted) return reject(broken ?? signal.reason)
        const gone = (): void => {
          asked.delete(request.id)
          reject(signal.reason)
        }
        signal.addEventListener('abort', gone, { once: true })
        asked.set(request.id, {
          give(answer) {
            signal.removeEventListener('abort', gone)
            resolve(answer)
          },
          refuse: reject,
        })
      })
    },
    press(keys) {
      for (const key of keys) pressed(key)
      publish()
    },
    paste(text) {
      if (now.page === null) change(pasteOnBoard(now, text))
      publish()
    },
    arm() {
      change({ armed: true })
      publish()
    },
    close() {
      clock.stop()
      change({ view: { is: 'panes' }, page: null })
    },
    fail(error) {
      broken = error
      for (const { refuse } of asked.values()) refuse(error)
      ending.reject(error)
    },
  }
}

const gonePage = (task: string): Page => ({
  title: 'GATE',
  draw: (width) => wrapText(`Task ${task} does not wait for this answer any more.`, width),
  scrolled: 0,
})

const isTyping = ({ view }: BoardUi): boolean =>
  view.is === 'zoom' ? view.zoom.typing !== null : view.is === 'gate' && gateScreen.typing(view.screen)
