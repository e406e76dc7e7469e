import { useApp, useInput, usePaste, useWindowSize } from 'ink'
import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { decode } from '../decode.ts'
import type { Size } from '../frame.ts'
import type { Press } from '../keys.ts'
import type { Line } from '../lines.ts'
import type { Terminal } from '../terminal.ts'
import type { Theme } from '../theme.ts'
import { Drawn } from './Drawn.tsx'

export interface SheetProps {
  store: StoreApi<unknown>
  press: (key: Press) => void
  paste: (text: string) => void
  /** What there is to see now. */
  linesOf: (size: Size) => Line[]
  theme: Theme
  terminal: Terminal
}

export const sheetOf = (props: SheetProps): ReactNode => <Sheet {...props} />

function Sheet({ store, press, paste, linesOf, theme, terminal }: SheetProps): ReactNode {
  useStore(store)
  const size = useWindowSize()
  const { suspendTerminal } = useApp()
  useEffect(() => terminal.attach(suspendTerminal), [terminal, suspendTerminal])
  useInput((input, flags) => {
    for (const key of decode(input, flags)) press(key)
  })
  usePaste(paste)
  return <Drawn prints={[]} live={linesOf(size)} theme={theme} terminal={terminal} />
}
