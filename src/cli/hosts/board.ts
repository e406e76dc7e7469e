import type { TaskOrder } from '../../engine/protocol/index.ts'
import { type Board, boardLines, createBoard } from '../../ui/board/index.ts'
import { openStage, type Theme } from '../../ui/index.ts'
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
    size: () => stage.terminal.size(),
    now,
    order,
    interrupt,
    suspend: () => void stage.terminal.lend(stopJob),
  })
  const stage = openStage({
    stdin: environment.stdin,
    stdout: environment.stdout,
    theme,
    ours(size) {
      const state = board.store.getState()
      return {
        printed: state.prints.flatMap((print) => print.draw(size)),
        live: boardLines(state, board.logs, size),
      }
    },
    app: ({ boardOf }, terminal) => boardOf({ board, theme, terminal }),
  })
  stage.left.catch((error: unknown) => board.fail(error instanceof Error ? error : new Error(String(error))))
  let closed = false
  return {
    board,
    async close() {
      if (closed) return
      closed = true
      board.close()
      await stage.close()
    },
  }
}
