import { render } from 'ink'
import type { TaskOrder } from '../../engine/protocol/index.ts'
import { type Board, BoardApp, boardLines, createBoard } from '../../ui/board/index.ts'
import { openTerminal, type Theme } from '../../ui/index.ts'
import type { Environment } from '../environment.ts'
import { stopJob } from './stop-job.ts'

export interface BoardOptions {
  environment: Environment
  theme: Theme
  /** Milliseconds since the batch began. */
  now: () => number
  order: (order: TaskOrder) => void
  interrupt: () => void
}

export interface BoardScreen {
  board: Board
  close(): Promise<void>
}

/** A batch for a person at a terminal. */
export function openBoard({ environment, theme, now, order, interrupt }: BoardOptions): BoardScreen {
  const board = createBoard({
    size: () => terminal.size(),
    now,
    order,
    interrupt,
    suspend: () => void terminal.lend(stopJob),
  })
  const terminal = openTerminal(
    environment.stdout,
    theme,
    (size) => {
      const state = board.store.getState()
      return {
        printed: state.prints.flatMap((print) => print.draw(size)),
        live: boardLines(state, board.logs, size),
      }
    },
    () => instance.clear(),
  )
  const instance = render(<BoardApp board={board} theme={theme} terminal={terminal} />, {
    stdout: terminal.stdout,
    stdin: environment.stdin,
    stderr: environment.stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  })
  instance
    .waitUntilExit()
    .catch((error: unknown) => board.fail(error instanceof Error ? error : new Error(String(error))))
  let closed = false
  return {
    board,
    async close() {
      if (closed) return
      closed = true
      board.close()
      await instance.waitUntilRenderFlush()
      instance.clear()
      instance.unmount()
      terminal.close()
    },
  }
}
