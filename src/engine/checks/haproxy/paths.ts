import { baseName } from '../tree.ts'

export function mayBeHaproxy(path: string): boolean {
  return /\.cfg$/.test(path) || /^haproxy[\w.-]*\.conf$/.test(baseName(path))
}
