import type { ReadStream, WriteStream } from 'node:tty'
import { Box, render, useApp, useInput, usePaste, useWindowSize } from 'ink'
import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { Lines } from './components/Lines.tsx'
import { decode } from './decode.ts'
import { footer } from './footer.ts'
import { fitFrame, frameWidth, type Parts, type Size } from './frame.ts'
import { commandFor, type Press, type Where } from './keys.ts'
import type { Line } from './lines.ts'
import { helpLines } from './screens/help.ts'
import { type Page, pressPage, viewPage } from './screens/pages.ts'
import { openTerminal } from './terminal.ts'
import type { Theme } from './theme.ts'

/** A screen of its own, before or after a run: one value, until a key leads to a result. */
export interface Sheet<M, R> {
  /** Keys that were pressed before it could be seen are dropped. */
  guarded: boolean
  first: M
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
}

interface SheetState<M> {
  model: M
  page: Page | null
}

/** Shows a sheet until it has a result; null when the person left with Ctrl-C. */
export async function showSheet<M, R>(
  sheet: Sheet<M, R>,
  { stdin, stdout, theme, stop }: SheetTerminal,
): Promise<R | null> {
  const store = createStore<SheetState<M>>(() => ({ model: sheet.first, page: null }))
  const linesOf = (size: Size): Line[] => liveLines(sheet, store.getState(), size)
  const terminal = openTerminal(
    stdout,
    theme,
    (size) => ({ printed: [], live: linesOf(size) }),
    () => instance.clear(),
  )
  let finish: (result: R | null) => void = () => {}
  const finished = new Promise<R | null>((resolve) => {
    finish = resolve
  })

  let armed = !sheet.guarded
  const press = (key: Press): void => {
    const { model, page } = store.getState()
    if (key.name === 'ctrl+c') finish(null)
    else if (!armed) return
    else if (key.name === 'ctrl+z') terminal.lend(stop).catch(() => {})
    else if (page !== null) store.setState({ page: pressPage(page, key, terminal.size()) })
    else if (commandFor(key, sheet.places(model), sheet.typing(model)) === 'help')
      store.setState({ page: helpPage(sheet.places(model)) })
    else {
      const next = sheet.press(model, key, terminal.size())
      if ('model' in next) store.setState({ model: next.model })
      else finish(next.result)
    }
  }
  const Screen = (): ReactNode => {
    const state = useStore(store)
    const size = useWindowSize()
    const { suspendTerminal } = useApp()
    useEffect(() => terminal.attach(suspendTerminal), [suspendTerminal])
    useInput((input, flags) => {
      for (const key of decode(input, flags)) press(key)
    })
    usePaste((text) => {
      if (state.page === null) store.setState({ model: sheet.paste(store.getState().model, text) })
    })
    return (
      <Box flexDirection="column">
        <Lines lines={liveLines(sheet, state, size)} theme={theme} />
      </Box>
    )
  }
  const instance = render(<Screen />, {
    stdout: terminal.stdout,
    stdin,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  })
  if (!armed)
    instance.waitUntilRenderFlush().then(() =>
      setImmediate(() => {
        armed = true
      }),
    )
  try {
    return await Promise.race([finished, instance.waitUntilExit().then(() => null)])
  } finally {
    await instance.waitUntilRenderFlush()
    instance.clear()
    instance.unmount()
    terminal.close()
  }
}

const helpPage = (places: readonly Where[]): Page => ({
  title: 'HELP',
  draw: (width) => helpLines(places, width),
  scrolled: 0,
})

function liveLines<M, R>(sheet: Sheet<M, R>, { model, page }: SheetState<M>, size: Size): Line[] {
  const parts = page === null ? sheet.view(model, size) : viewPage(page, size)
  const places: readonly Where[] = page === null ? sheet.places(model) : ['pages']
  return fitFrame({ ...parts, bottom: [...parts.bottom, footer(places, frameWidth(size))] }, size)
}
