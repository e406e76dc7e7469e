import type { AnswerTo, Diagnostic, Host, MergeRequest, Request, RunEvent } from '../../engine/protocol/index.ts'
import type { Skill } from '../../skills/types.ts'
import { createUi, openRunStage, type Theme } from '../../ui/index.ts'
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

/** A person at a terminal. */
export function createInkHost(options: InkOptions): InkHost {
  const { environment, signal, theme, edit } = options
  const tools = screenTools(options.skills, edit !== undefined)
  const ui = createUi({
    size: () => stage.terminal.size(),
    tools,
    now: () => performance.now(),
    read: (path) => readGenerated(ui.store.getState().run.origin?.out ?? '', path),
    interrupt: options.interrupt,
    suspend: () => void stage.terminal.lend(stopJob),
    async edit(request) {
      let text = ''
      await stage.terminal.lend(async () => {
        text = (await edit?.(request)) ?? request.marked
      })
      return text
    },
  })
  const stage = openRunStage({ stdin: environment.stdin, stdout: environment.stdout, ui, theme, tools })
  stage.left.catch((error: unknown) => ui.fail(error instanceof Error ? error : new Error(String(error))))
  let closed = false
  return {
    notify: (event: RunEvent) => ui.notify(event),
    ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
      const answer = ui.ask(request, signal)
      stage.drawFirst()
      return answer
    },
    diagnostics: () => ui.store.getState().run.checks.flatMap((check) => check.diagnostics),
    async close() {
      if (closed) return
      closed = true
      ui.close()
      await stage.close()
    },
  }
}
