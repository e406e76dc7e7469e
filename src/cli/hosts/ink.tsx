import { render } from 'ink'
import type { AnswerTo, Host, MergeRequest, Request, RunEvent } from '../../engine/protocol/index.ts'
import type { Skill } from '../../skills/types.ts'
import { App, createUi, liveLines, motionAt, openTerminal, type Theme, wrapText } from '../../ui/index.ts'
import type { Environment } from '../environment.ts'
import { screenTools } from './screen-tools.ts'

export interface InkOptions {
  environment: Environment
  signal: AbortSignal
  theme: Theme
  skills: readonly Skill[]
  /** What Ctrl-C does. */
  interrupt: () => void
  edit?: (request: MergeRequest) => Promise<string>
}

/** What is left of a run on the screen. */
export interface Shown {
  lines: string[]
}

export interface InkHost extends Host {
  present(shown: Shown): Promise<void>
  close(): Promise<void>
}

/** A person at a terminal. */
export function createInkHost(options: InkOptions): InkHost {
  const { environment, signal, theme, edit } = options
  const tools = screenTools(options.skills, edit !== undefined)
  const ui = createUi({
    size: () => terminal.size(),
    tools,
    interrupt: options.interrupt,
    suspend: () => void terminal.lend(stopUntilContinued),
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
  return {
    notify: (event: RunEvent) => ui.notify(event),
    ask: <R extends Request>(request: R): Promise<AnswerTo<R>> => ui.ask(request, signal),
    async present({ lines }) {
      ui.say((size) => lines.flatMap((text) => wrapText(text, size.columns, 6)))
    },
    async close() {
      ui.close()
      await instance.waitUntilRenderFlush()
      instance.unmount()
      terminal.close()
    },
  }
}

/** Ctrl-Z: the whole job stops, as if the terminal had said so; `fg` goes on behind this line. */
function stopUntilContinued(): void {
  process.kill(0, 'SIGTSTP')
}
