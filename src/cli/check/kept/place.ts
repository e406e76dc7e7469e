import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../../environment.ts'

/** Where verdicts are kept for this very program; null in a program that was not built, for it may change at any time. */
export function keptFolder({ env, home }: Pick<Environment, 'env' | 'home'>, root: string): string | null {
  try {
    const build = readFileSync(join(root, 'dist', 'build.txt'), 'utf8').trim()
    return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'skillchain', 'checks', build.slice(0, 20))
  } catch {
    return null
  }
}

/** The folder that `dist/` stands in. */
export function programFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..')
}
