import type { Environment } from '../environment.ts'

export interface Progress {
  /** Files of ours. */
  files(done: number, of: number): void
  /** Outside tools at work. */
  tools(names: readonly string[]): void
  clear(): void
}

/** A person begins to wonder after half a second. */
const SILENT_MS = 500
const EVERY_MS = 100

/** One line on standard error for a person who waits; it is gone when the work is done. */
export function progressLine({ stderr }: Environment): Progress {
  if (stderr.isTTY !== true) return { files: () => {}, tools: () => {}, clear: () => {} }
  let last = performance.now() + SILENT_MS - EVERY_MS
  let drawn = false
  const draw = (text: string): void => {
    const now = performance.now()
    if (now - last < EVERY_MS) return
    last = now
    drawn = true
    stderr.write(`\r\u001b[K${text.slice(0, Math.max(20, stderr.columns - 1))}`)
  }
  return {
    files: (done, of) => draw(`${done} of ${of} files checked`),
    tools: (names) => draw(`waiting for ${names.join(', ')}`),
    clear() {
      if (drawn) stderr.write('\r\u001b[K')
      drawn = false
    },
  }
}
