import { Text, Transform } from 'ink'
import type { ReactNode } from 'react'
import type { Line } from '../lines.ts'
import { paint, type Theme } from '../theme.ts'

/**
 * Lines that were laid out for this window; Ink only puts them there. It sees one sign for each of them, and the line itself
 * when it is written: to measure and wrap all of them again would cost it more than all else in a frame.
 */
export function Lines({ lines, theme }: { lines: readonly Line[]; theme: Theme }): ReactNode {
  if (lines.length === 0) return null
  const painted = lines.map((one) => paint(one, theme))
  return (
    <Transform transform={(_sign, index) => painted[index] ?? ''}>
      <Text>{Array.from(lines, () => '.').join('\n')}</Text>
    </Transform>
  )
}
