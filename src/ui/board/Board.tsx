import { useApp, useInput, usePaste, useWindowSize } from 'ink'
import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import { READ_GATE, useArming } from '../components/arming.ts'
import { Drawn } from '../components/Drawn.tsx'
import { decode } from '../decode.ts'
import type { Terminal } from '../terminal.ts'
import type { Theme } from '../theme.ts'
import type { Board } from './store.ts'
import { boardLines } from './view.ts'

export interface BoardProps {
  board: Board
  theme: Theme
  terminal: Terminal
}

export const boardOf = (props: BoardProps): ReactNode => <BoardApp {...props} />

/** What is over is printed once above; the panes, a log or a gate stand below. */
function BoardApp({ board, theme, terminal }: BoardProps): ReactNode {
  const state = useStore(board.store)
  const size = useWindowSize()
  const { suspendTerminal } = useApp()
  useEffect(() => terminal.attach(suspendTerminal), [terminal, suspendTerminal])
  useInput((input, flags) => board.press(decode(input, flags)))
  usePaste((text) => board.paste(text))
  useArming(board, state.armed, state.view.is === 'gate' ? state.view.screen.request.id : undefined, READ_GATE)
  return <Drawn prints={state.prints} live={boardLines(state, board.logs, size)} theme={theme} terminal={terminal} />
}
