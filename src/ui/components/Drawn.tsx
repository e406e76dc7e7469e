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
  // What Ink is given while somebody else has the terminal never gets there: it waits.
  const drawing = useRef<Drawing>({ prints, live })
  if (!terminal.lent()) drawing.current = { prints, live }
  const [, again] = useReducer((times: number) => times + 1, 0)
  useEffect(() => terminal.whenBack(again), [terminal])
  terminal.drawing(drawing.current)
  return (
    <>
      <Static items={drawing.current.prints.slice(terminal.printed())}>
        {(print, index) => (
          <Box key={index} flexDirection="column">
            <Lines lines={printLines(print, terminal.size())} theme={theme} />
          </Box>
        )}
      </Static>
      <Box flexDirection="column">
        <Lines lines={drawing.current.live} theme={theme} />
      </Box>
    </>
  )
}
