import { footer } from './footer.ts'
import { fitFrame, frameWidth, type Size } from './frame.ts'
import { BLANK, type Line, line, span } from './lines.ts'
import { placesOn, type Tools, viewOf } from './screens/index.ts'
import { viewPage } from './screens/pages.ts'
import { type Motion, viewProgress } from './screens/progress.ts'
import type { UiState } from './store.ts'

/** The part of the screen that can still change. */
export function liveLines(state: UiState, size: Size, tools: Tools, motion: Motion): Line[] {
  const { run, screen, page, armed, since } = state
  const width = frameWidth(size)
  const stopping = state.stopping ? [line(span(' Stopping … Ctrl-C again stops at once', 'warn'))] : []
  if (page !== null) {
    const parts = viewPage(page, size)
    return fitFrame({ ...parts, bottom: [...parts.bottom, footer(['pages'], width)] }, size)
  }
  if (screen !== null) {
    const parts = viewOf(screen, { size, run, tools, armed })
    const space = size.rows < 30 ? [] : [BLANK]
    return fitFrame(
      { ...parts, bottom: [...parts.bottom, ...space, ...stopping, footer(placesOn(screen), width)] },
      size,
    )
  }
  const parts = viewProgress(run, since, motion, size)
  return fitFrame({ ...parts, bottom: [...parts.bottom, ...stopping] }, size)
}

const SPINNER = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏']

/** What moves in frame `frame` of the clock. */
export const motionAt = (frame: number, now: number): Motion => ({
  spinner: SPINNER[frame % SPINNER.length] ?? '·',
  now,
})
