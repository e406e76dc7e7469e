import type { Environment } from './environment.ts'
import { EXIT } from './exit.ts'

/** Ctrl-C, SIGTERM and SIGHUP stop a run at its next safe point; a second one stops it now. */
export function interruptible(environment: Environment): { signal: AbortSignal; stop: () => void; done: () => void } {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    controller.abort()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, stop)
  return {
    signal: controller.signal,
    stop,
    done() {
      for (const name of signals) process.removeListener(name, stop)
      if (!environment.stdin.isTTY) environment.stdin.unref?.()
    },
  }
}
