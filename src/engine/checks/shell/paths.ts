import { baseName } from '../tree.ts'

/** Scripts have an ending, or none at all: then their first line decides. */
export function mayBeShell(path: string): boolean {
  return /\.(?:sh|bash|bats)$/.test(path) || !baseName(path).replace(/^\./, '').includes('.')
}
