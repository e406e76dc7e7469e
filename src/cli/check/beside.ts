import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import {
  type BegunWork,
  type Beside,
  type CheckSteps,
  type CheckWork,
  sameWork,
} from '../../engine/chain/check-tree.ts'
import type { CheckOutcome } from '../../engine/checks/index.ts'

/** What the thread says, in the order in which it happens. */
export type ThreadMessage =
  | { is: 'planned'; checks: { check: string; files: number }[] }
  | { is: 'started'; check: string }
  | { is: 'finished'; outcome: CheckOutcome }
  | { is: 'done'; outcomes: CheckOutcome[] }
  | { is: 'broken'; why: string }

export interface ThreadBeside extends Beside {
  /** Starts the thread before there is something to judge. */
  warm(): void
  close(): void
}

/** A thread for checks, once it is needed; null where there is no second processor, or no built program. */
export function besideOnThread(): ThreadBeside | null {
  const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'checks.cjs')
  return availableParallelism() < 2 || !existsSync(file) ? null : new OnThread(() => newThread(file))
}

/** The library of threads is loaded when there is one to start, not while somebody waits for the first question. */
function newThread(file: string): Worker {
  const load = createRequire(import.meta.url)
  const threads = load('node:worker_threads') as typeof import('node:worker_threads') // what Node has under this name
  return new threads.Worker(file)
}

export class OnThread implements ThreadBeside {
  private readonly start: () => Worker
  private worker: Worker | null = null
  private current: { work: CheckWork; begun: Begun } | null = null
  private gone = false

  constructor(start: () => Worker) {
    this.start = start
  }

  warm(): void {
    this.thread()
  }

  begin(work: CheckWork): BegunWork | null {
    if (this.current !== null && !this.gone && sameWork(this.current.work, work)) return this.current.begun
    // It has one thing in hand: if that was in vain, what follows is judged here.
    if (this.gone || this.current !== null) return null
    const worker = this.thread()
    this.current = { work, begun: new Begun(worker) }
    worker.postMessage(work)
    return this.current.begun
  }

  close(): void {
    void this.worker?.terminate()
  }

  private thread(): Worker {
    if (this.worker !== null) return this.worker
    const worker = this.start()
    this.worker = worker
    // A run that ends without a verdict does not wait for one.
    worker.unref()
    worker.on('message', (message: ThreadMessage) => this.current?.begun.hear(message))
    worker.on('error', (error) => this.end(error.message))
    worker.on('exit', () => this.end('the thread ended'))
    return worker
  }

  private end(why: string): void {
    this.gone = true
    this.current?.begun.hear({ is: 'broken', why })
  }
}

class Begun implements BegunWork {
  private readonly worker: Worker
  private readonly heard: ThreadMessage[] = []
  private listener: ((message: ThreadMessage) => void) | null = null

  constructor(worker: Worker) {
    this.worker = worker
  }

  hear(message: ThreadMessage): void {
    this.heard.push(message)
    this.listener?.(message)
  }

  follow(steps: CheckSteps): Promise<CheckOutcome[]> {
    return new Promise((resolve, reject) => {
      this.worker.ref()
      const end = (): void => {
        this.worker.unref()
        this.listener = null
      }
      this.listener = (message) => {
        if (message.is === 'planned') steps.planned?.(message.checks)
        else if (message.is === 'started') steps.started?.(message.check)
        else if (message.is === 'finished') steps.finished?.(message.outcome)
        else {
          end()
          if (message.is === 'done') resolve(message.outcomes)
          else reject(new Error(message.why))
        }
      }
      for (const message of [...this.heard]) this.listener?.(message)
    })
  }
}
