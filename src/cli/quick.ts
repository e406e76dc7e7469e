import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { matchGoal } from '../engine/chain/match/index.ts'
import { searchPath } from '../skills/search.ts'
import { readWords } from '../skills/words.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { matchText } from './match-text.ts'

/**
 * `match` is asked by other programs, many times: with nothing but a goal and --json it goes without the command parser
 * and without the catalog. False when it is more than that; then the whole program answers, with the same words.
 */
export function quickMatch(argv: readonly string[], root: string): boolean {
  const [command, ...rest] = argv
  const goal = rest.filter((word) => word !== '--json')
  if (command !== 'match' || goal.length === 0 || goal.some((word) => word.startsWith('-'))) return false
  const environment = readEnvironment()
  const builtin = join(root, 'skillchain', 'skills')
  const others = searchPath({
    builtin,
    user: join(environment.configDir, 'skills'),
    project: environment.cwd,
    flags: [],
  })
  if (others.some((path) => path.source !== 'builtin' && existsSync(path.dir))) return false
  const words = readWords({
    skills: builtin,
    blueprints: join(root, 'skillchain', 'blueprints'),
    words: join(root, 'dist', 'words.json'),
    changeable: existsSync(join(root, 'src')),
  })
  if (words === null) return false
  print(matchText(matchGoal(goal.join(' '), words.skills, words.blueprints), goal.length < rest.length), environment)
  return true
}

/** Straight to the descriptor; a stream is only opened for a reader that cannot take it all at once. */
function print(text: string, environment: Environment): void {
  const bytes = Buffer.from(text)
  let at = 0
  try {
    while (at < bytes.length) at += writeSync(1, bytes, at)
  } catch {
    environment.stdout.write(bytes.subarray(at))
  }
}
