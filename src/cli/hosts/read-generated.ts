import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the result as it stands now; null when it is not there. */
export function readGenerated(out: string, path: string): string | null {
  try {
    return readFileSync(join(out, path), 'utf8')
  } catch {
    return null
  }
}
