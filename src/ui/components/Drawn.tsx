import { Box, Static } from 'ink'
import { type ReactNode, useEffect, useReducer, useRef } from 'react'
import { type Drawing, printLines, type Terminal } from '../terminal.ts'
import type { Theme } from '../theme.ts'
import { Lines } from './Lines.tsx'

export interface DrawnProps extends Drawing {
  theme: Theme
  terminal: Terminal
}

/** What is over, printed once above; what can still change, below it. */
export function Drawn({ prints, live, theme, terminal }: DrawnProps): ReactNode {
  // A print is drawn once, so that it waits until it can be.
  const shown = useRef(prints)
  if (!terminal.held()) shown.current = prints
  const [, again] = useReducer((times: number) => times + 1, 0)
  useEffect(() => terminal.whenBack(again), [terminal])
  terminal.drawing({ prints: shown.current, live })
  return (
    <>
      <Static items={shown.current.slice(terminal.printed())}>
        {(print, index) => (
          <Box key={index} flexDirection="column">
            <Lines lines={printLines(print, terminal.size())} theme={theme} />
          </Box>
        )}
      </Static>
      <Box flexDirection="column">
        <Lines lines={live} theme={theme} />
      </Box>
    </>
  )
}
