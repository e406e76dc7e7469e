import type { ReadStream, WriteStream } from 'node:tty'
import { createStore } from 'zustand/vanilla'
import { footer } from './footer.ts'
import { fitFrame, frameWidth, type Parts, type Size, withFooter } from './frame.ts'
import { commandFor, type Press, type Where } from './keys.ts'
import type { Line } from './lines.ts'
import { helpLines } from './screens/help.ts'
import { type Page, pressPage, viewPage } from './screens/pages.ts'
import { openStage, type Stage } from './stage.ts'
import type { Drawing } from './terminal.ts'
import type { Theme } from './theme.ts'

/** A screen of its own, before or after a run: one value, until a key leads to a result. */
export interface Sheet<M, R> {
  /** Keys that were pressed before it could be seen are dropped. */
  guarded: boolean
  first: M
  /** Called once it can be seen: what takes a while to find out changes the screen later. */
  later?: (change: (of: (model: M) => M) => void) => void
  places: (model: M) => readonly Where[]
  typing: (model: M) => boolean
  press: (model: M, press: Press, size: Size) => { model: M } | { result: R }
  paste: (model: M, text: string) => M
  view: (model: M, size: Size) => Parts
}

export interface SheetTerminal {
  stdin: ReadStream
  stdout: WriteStream
  theme: Theme
  /** Stops the job as Ctrl-Z does. */
  stop: () => void
  /** The sheet is left when this says so. */
  signal: AbortSignal
}

interface SheetState<M> {
  model: M
  page: Page | null
}

/** A sheet on the terminal. */
export interface OpenedSheet<R> {
  stage: Stage
  drawing: (size: Size) => Drawing
  /** Null when the person left with Ctrl-C. */
  result: Promise<R | null>
}

export function openSheet<M, R>(
  sheet: Sheet<M, R>,
  { stdin, stdout, theme, stop, signal }: SheetTerminal,
): OpenedSheet<R> {
  const store = createStore<SheetState<M>>(() => ({ model: sheet.first, page: null }))
  const linesOf = (size: Size): Line[] => liveLines(sheet, store.getState(), size)
  const drawing = (size: Size): Drawing => ({ prints: [], live: linesOf(size) })
  const paste = (text: string): void => {
    const { model, page } = store.getState()
    if (page === null) store.setState({ model: sheet.paste(model, text) })
  }
  let finish: (result: R | null) => void = () => {}
  const finished = new Promise<R | null>((resolve) => {
    finish = resolve
  })

  const leave = (): void => finish(null)
  signal.addEventListener('abort', leave)
  let armed = !sheet.guarded
  const press = (key: Press): void => {
    const { model, page } = store.getState()
    if (key.name === 'ctrl+c') finish(null)
    else if (!armed) return
    else if (key.name === 'ctrl+z') stage.terminal.lend(stop).catch(() => {})
    else if (page !== null) store.setState({ page: pressPage(page, key, stage.terminal.size()) })
    else if (commandFor(key, sheet.places(model), sheet.typing(model)) === 'help')
      store.setState({ page: helpPage(sheet.places(model)) })
    else {
      const next = sheet.press(model, key, stage.terminal.size())
      if ('model' in next) store.setState({ model: next.model })
      else finish(next.result)
    }
  }
  const stage = openStage({
    stdin,
    stdout,
    theme,
    drawing,
    app: ({ sheetOf }, terminal) => sheetOf({ store, press, paste, linesOf, theme, terminal }),
  })
  if (sheet.guarded)
    stage.drawn().then(
      () =>
        setImmediate(() => {
          armed = true
        }),
      () => {},
    )
  // What drops the keys that were pressed before it could be seen is seen when it takes them.
  if (armed) stage.drawFirst()
  stage.drawn().then(
    () => sheet.later?.((of) => store.setState({ model: of(store.getState().model) })),
    () => {},
  )
  return { stage, drawing, result: Promise.race([finished, stage.left.then(() => null)]) }
}

const helpPage = (places: readonly Where[]): Page => ({
  title: 'HELP',
  draw: (width) => helpLines(places, width),
  scrolled: 0,
})

function liveLines<M, R>(sheet: Sheet<M, R>, { model, page }: SheetState<M>, size: Size): Line[] {
  const parts = page === null ? sheet.view(model, size) : viewPage(page, size)
  const places: readonly Where[] = page === null ? sheet.places(model) : ['pages']
  return fitFrame(withFooter(parts, footer(places, frameWidth(size)), size), size)
}
