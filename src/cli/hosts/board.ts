import type { TaskOrder } from '../../engine/protocol/index.ts'
import { type Board, boardLines, createBoard } from '../../ui/board/index.ts'
import { type Drawing, openStage, type Size, type Stage, type Theme } from '../../ui/index.ts'
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
  stage: Stage
  /** What there is to see in a window of this size. */
  drawing: (size: Size) => Drawing
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
  const drawing = (size: Size): Drawing => {
    const state = board.store.getState()
    return { prints: state.prints, live: boardLines(state, board.logs, size) }
  }
  const stage = openStage({
    stdin: environment.stdin,
    stdout: environment.stdout,
    theme,
    drawing,
    app: ({ boardOf }, terminal) => boardOf({ board, theme, terminal }),
  })
  stage.left.catch((error: unknown) => board.fail(error instanceof Error ? error : new Error(String(error))))
  environment.restores.add(stage.abandon)
  let closed = false
  return {
    board,
    stage,
    drawing,
    async close() {
      if (closed) return
      closed = true
      board.close()
      await stage.close()
      environment.restores.delete(stage.abandon)
    },
  }
}
