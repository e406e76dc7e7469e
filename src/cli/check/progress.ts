import type { Environment } from '../environment.ts'

/** A person begins to wonder after half a second. */
const SILENT_MS = 500
const EVERY_MS = 100

/** One line on standard error that counts files, for a person who waits; it is gone when the work is done. */
export function progressLine({ stderr }: Environment): { progress?(done: number, of: number): void; clear(): void } {
  if (stderr.isTTY !== true) return { clear: () => {} }
  const started = performance.now()
  let last = started + SILENT_MS - EVERY_MS
  let drawn = false
  return {
    progress(done, of) {
      const now = performance.now()
      if (now - last < EVERY_MS) return
      last = now
      drawn = true
      stderr.write(`\r${done} of ${of} files checked`)
    },
    clear() {
      if (drawn) stderr.write('\r\u001b[K')
    },
  }
}
