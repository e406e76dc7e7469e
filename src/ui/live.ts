import { footer } from './footer.ts'
import { fitFrame, frameWidth, type Size, withFooter } from './frame.ts'
import { type Line, line, span } from './lines.ts'
import { browsePlaces, viewBrowse } from './screens/browse.ts'
import { placesOn, type Tools, viewOf } from './screens/index.ts'
import { viewPage } from './screens/pages.ts'
import { type Motion, viewProgress } from './screens/progress.ts'
import type { UiState } from './store.ts'

/** The part of the screen that can still change. */
export function liveLines(state: UiState, size: Size, tools: Tools, motion: Motion): Line[] {
  const { run, screen, page, armed, since } = state
  const width = frameWidth(size)
  const stopping = state.stopping ? [line(span(' Stopping … Ctrl-C again stops at once', 'warn'))] : []
  if (page !== null) return fitFrame(withFooter(viewPage(page, size), footer(['pages'], width), size), size)
  if (state.browse !== null)
    return fitFrame(withFooter(viewBrowse(state.browse, size), footer(browsePlaces(state.browse), width), size), size)
  if (screen !== null) {
    const parts = viewOf(screen, { size, run, tools, armed })
    const shown = { ...parts, bottom: [...parts.bottom, ...stopping] }
    return fitFrame(withFooter(shown, footer(placesOn(screen), width), size), size)
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
