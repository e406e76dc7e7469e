import { liveLines, motionAt } from './live.ts'
import type { Tools } from './screens/index.ts'
import { openStage, type Stage, type Staging } from './stage.ts'
import type { Ui } from './store.ts'

export interface RunStaging extends Pick<Staging, 'stdin' | 'stdout' | 'theme'> {
  ui: Ui
  tools: Tools
}

/** The screens of a run. */
export function openRunStage({ ui, tools, ...place }: RunStaging): Stage {
  const still = motionAt(0, 0)
  let printed = 0
  const stage = openStage({
    ...place,
    ours: (size) => ({
      printed: ui.store.getState().prints.flatMap((print) => print.draw(size)),
      live: liveLines(ui.store.getState(), size, tools, still),
    }),
    app: ({ appOf }, terminal) => appOf({ ui, tools, theme: place.theme, terminal, printed }),
  })
  return {
    ...stage,
    drawFirst() {
      const drawn = stage.drawFirst()
      if (drawn) printed = ui.store.getState().prints.length
      return drawn
    },
  }
}
