import { render } from 'ink'
import type { AnswerTo, Diagnostic, Host, MergeRequest, Request, RunEvent } from '../../engine/protocol/index.ts'
import type { Skill } from '../../skills/types.ts'
import { App, createUi, liveLines, motionAt, openTerminal, type Theme } from '../../ui/index.ts'
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
    size: () => terminal.size(),
    tools,
    now: () => performance.now(),
    read: (path) => readGenerated(ui.store.getState().run.origin?.out ?? '', path),
    interrupt: options.interrupt,
    suspend: () => void terminal.lend(stopJob),
    async edit(request) {
      let text = ''
      await terminal.lend(async () => {
        text = (await edit?.(request)) ?? request.marked
      })
      return text
    },
  })
  const still = motionAt(0, 0)
  const terminal = openTerminal(
    environment.stdout,
    theme,
    (size) => ({
      printed: ui.store.getState().prints.flatMap((print) => print.draw(size)),
      live: liveLines(ui.store.getState(), size, tools, still),
    }),
    () => instance.clear(),
  )
  const instance = render(<App ui={ui} theme={theme} tools={tools} terminal={terminal} />, {
    stdout: terminal.stdout,
    stdin: environment.stdin,
    stderr: environment.stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  })
  instance.waitUntilExit().catch((error: unknown) => ui.fail(error instanceof Error ? error : new Error(String(error))))
  let closed = false
  return {
    notify: (event: RunEvent) => ui.notify(event),
    ask: <R extends Request>(request: R): Promise<AnswerTo<R>> => ui.ask(request, signal),
    diagnostics: () => ui.store.getState().run.checks.flatMap((check) => check.diagnostics),
    async close() {
      if (closed) return
      closed = true
      ui.close()
      await instance.waitUntilRenderFlush()
      instance.clear()
      instance.unmount()
      terminal.close()
    },
  }
}
