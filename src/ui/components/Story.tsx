import { Box, Static } from 'ink'
import type { ReactNode } from 'react'
import type { Size } from '../frame.ts'
import type { Print } from '../history.ts'
import type { Line } from '../lines.ts'
import type { Theme } from '../theme.ts'
import { Lines } from './Lines.tsx'

export interface StoryProps {
  prints: readonly { id: number; draw: Print }[]
  live: readonly Line[]
  size: Size
  theme: Theme
}

/** What is over once above, where it scrolls away; what can still change below. */
export function Story({ prints, live, size, theme }: StoryProps): ReactNode {
  return (
    <>
      <Static items={[...prints]}>
        {(print) => (
          <Box key={print.id} flexDirection="column">
            <Lines lines={print.draw(size)} theme={theme} />
          </Box>
        )}
      </Static>
      <Box flexDirection="column">
        <Lines lines={live} theme={theme} />
      </Box>
    </>
  )
}
