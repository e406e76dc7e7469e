import type { Size } from './frame.ts'
import { liveLines, motionAt } from './live.ts'
import type { Tools } from './screens/index.ts'
import { openStage, type Stage, type Staging } from './stage.ts'
import type { Ui } from './store.ts'
import type { Drawing } from './terminal.ts'

export interface RunStaging extends Pick<Staging, 'stdin' | 'stdout' | 'theme'> {
  ui: Ui
  tools: Tools
}

const STILL = motionAt(0, 0)

/** What there is to see of a run in a window of this size, without anything that moves. */
export function runDrawing(ui: Ui, tools: Tools, size: Size): Drawing {
  const state = ui.store.getState()
  return { prints: state.prints, live: liveLines(state, size, tools, STILL) }
}

/** The screens of a run. */
export function openRunStage({ ui, tools, ...place }: RunStaging): Stage {
  return openStage({
    ...place,
    drawing: (size) => runDrawing(ui, tools, size),
    app: ({ appOf }, terminal) => appOf({ ui, tools, theme: place.theme, terminal }),
  })
}
