import { useAnimation, useApp, useInput, usePaste, useWindowSize } from 'ink'
import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import { decode } from '../decode.ts'
import { liveLines, motionAt } from '../live.ts'
import type { Tools } from '../screens/index.ts'
import type { Ui } from '../store.ts'
import type { Terminal } from '../terminal.ts'
import type { Theme } from '../theme.ts'
import { READ_GATE, useArming } from './arming.ts'
import { Drawn } from './Drawn.tsx'

export interface AppProps {
  ui: Ui
  theme: Theme
  tools: Tools
  terminal: Terminal
}

export const appOf = (props: AppProps): ReactNode => <App {...props} />

/** Finished things once above, what can still change below. */
function App({ ui, theme, tools, terminal }: AppProps): ReactNode {
  const state = useStore(ui.store)
  const size = useWindowSize()
  const { suspendTerminal } = useApp()
  useEffect(() => terminal.attach(suspendTerminal), [terminal, suspendTerminal])
  useInput((input, flags) => ui.press(decode(input, flags)))
  usePaste((text) => ui.paste(text))

  const { screen, armed, page, run } = state
  useArming(ui, armed, screen?.request.id, screen?.is === 'gate' ? READ_GATE : 0)

  // While somebody is waited for, nothing moves and no timer runs.
  const isActive = screen === null && page === null && state.browse === null && run.phase !== 'finished'
  const { frame } = useAnimation({ interval: 100, isActive })

  const live = liveLines(state, size, tools, motionAt(frame, performance.now()))
  return <Drawn prints={state.prints} live={live} theme={theme} terminal={terminal} />
}
