import { statSync } from 'node:fs'

/** A file that was touched this shortly before may be touched again without a trace: clocks of file systems are coarse. */
const SETTLED_MS = 2000

/** What the file system says of a file or folder, and says again as long as nobody touches it. */
export function markOf(path: string): string {
  return look(path).mark
}

/** null when it was touched so shortly before the program began that the mark proves nothing. */
export function settledMark(path: string): string | null {
  const { mark, touched } = look(path)
  return touched > performance.timeOrigin - SETTLED_MS ? null : mark
}

function look(path: string): { mark: string; touched: number } {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (found === undefined) return { mark: 'none', touched: 0 }
    const { ino, size, mtimeNs, ctimeNs, ctimeMs } = found
    return { mark: `${ino} ${size} ${mtimeNs} ${ctimeNs}`, touched: Number(ctimeMs) }
  } catch {
    return { mark: 'none', touched: 0 }
  }
}
