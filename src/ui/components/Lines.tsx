import { Text } from 'ink'
import type { ReactNode } from 'react'
import type { Line } from '../lines.ts'
import { paint, type Theme } from '../theme.ts'

/** Lines that were laid out for this window; Ink only puts them there. */
export function Lines({ lines, theme }: { lines: readonly Line[]; theme: Theme }): ReactNode {
  return lines.map((one, index) => (
    // A line is its place: lines have no identity of their own.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Text key={index} wrap="truncate">
      {paint(one, theme) || ' '}
    </Text>
  ))
}
