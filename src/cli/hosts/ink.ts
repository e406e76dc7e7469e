import type { AnswerTo, Diagnostic, Host, MergeRequest, Request, RunEvent } from '../../engine/protocol/index.ts'
import type { Skill } from '../../skills/types.ts'
import {
  createUi,
  type Drawing,
  openRunStage,
  runDrawing,
  type Size,
  type Stage,
  type Theme,
  type Ui,
} from '../../ui/index.ts'
import type { Environment } from '../environment.ts'
import { readGenerated } from './read-generated.ts'
import { screenTools } from './screen-tools.ts'
import { stopJob } from './stop-job.ts'

export interface InkOptions {
  environment: Environment
  signal: AbortSignal
  theme: Theme
  skills: readonly Skill[]
  /** What Ctrl-C does. */
  interrupt: () => void
  edit?: (request: MergeRequest) => Promise<string>
}

export interface InkHost extends Host {
  /** What the checks found. */
  diagnostics(): Diagnostic[]
  close(): Promise<void>
}

/** What is asked and said, and where it is drawn. */
export interface Screens {
  ui: Ui
  stage: Stage
  /** What there is to see in a window of this size. */
  drawing: (size: Size) => Drawing
}

export function openScreens(options: InkOptions): Screens {
  const { environment, theme, edit } = options
  const tools = screenTools(options.skills, edit !== undefined)
  const ui = createUi({
    size: () => stage.terminal.size(),
    tools,
    now: () => performance.now(),
    read: (path) => readGenerated(ui.store.getState().run.origin?.out ?? '', path),
    interrupt: options.interrupt,
    suspend: () => void stage.terminal.lend(stopJob),
    async edit(request) {
      let text: string | null = null
      const lent = await stage.terminal.lend(async () => {
        text = (await edit?.(request)) ?? null
      })
      if (!lent || text === null) throw new Error('nothing was edited')
      return text
    },
  })
  const stage = openRunStage({ stdin: environment.stdin, stdout: environment.stdout, ui, theme, tools })
  stage.left.catch((error: unknown) => ui.fail(error instanceof Error ? error : new Error(String(error))))
  environment.restores.add(stage.abandon)
  return { ui, stage, drawing: (size) => runDrawing(ui, tools, size) }
}

/** A person at a terminal. */
export function createInkHost(options: InkOptions, { ui, stage }: Screens = openScreens(options)): InkHost {
  const { signal, environment } = options
  let closed = false
  return {
    notify: (event: RunEvent) => ui.notify(event),
    ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
      const answer = ui.ask(request, signal)
      // A dialog drops the keys that were pressed before it could be seen; it is seen when it takes them.
      if (ui.store.getState().armed) stage.drawFirst()
      return answer
    },
    diagnostics: () => ui.store.getState().run.checks.flatMap((check) => check.diagnostics),
    async close() {
      if (closed) return
      closed = true
      ui.close()
      await stage.close()
      environment.restores.delete(stage.abandon)
    },
  }
}
