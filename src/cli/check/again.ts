import { fstatSync, statSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Environment, readEnvironment } from '../environment.ts'
import { type Asked, answerAgain } from './kept/answer.ts'
import { keptFolder } from './kept/place.ts'

/**
 * The same question about the same files has the same answer: then it is given without the program. False when that is
 * not known; then the whole program answers.
 */
export function checkedAgain(args: readonly string[], root: string): boolean {
  const environment = readEnvironment()
  const folder = keptFolder(environment, root)
  const asked = folder === null ? null : askedBefore(environment, folder, args, isTerminal())
  const answer = asked === null ? null : answerAgain(asked)
  if (answer === null) return false
  const bytes = Buffer.from(answer.out)
  let at = 0
  try {
    while (at < bytes.length) at += writeSync(1, bytes, at)
  } catch {
    environment.stdout.write(bytes.subarray(at))
  }
  process.exitCode = answer.code
  return true
}

/** Whether somebody looks at the output. Terminals are devices; to ask Node whether this one is costs a library. */
function isTerminal(): boolean {
  try {
    const output = fstatSync(1)
    if (!output.isCharacterDevice() || output.rdev === statSync('/dev/null').rdev) return false
  } catch {
    // Where there is no such device, Node knows.
  }
  return (createRequire(import.meta.url)('node:tty') as typeof import('node:tty')).isatty(1) // what Node has under this name
}

/** The day that verdicts hold for. */
export function dayOf({ now }: Pick<Environment, 'now'>): string {
  return now().toISOString().slice(0, 10)
}

/** null for a question whose answer is not only in the files: outside tools, fixes, a watch. */
export function askedBefore(
  environment: Environment,
  folder: string,
  args: readonly string[],
  isTerminal: boolean,
): Asked | null {
  if (args[0] !== 'check' || !args.includes('--offline') || args.some((arg) => /^--(?:fix|watch|help)|^-h/.test(arg)))
    return null
  return {
    folder,
    args,
    cwd: environment.cwd,
    color: isTerminal && !environment.env.NO_COLOR,
    day: dayOf(environment),
  }
}
