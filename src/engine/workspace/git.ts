import { execFile } from 'node:child_process'

/** Runs git and resolves with what it printed; null when git is absent, fails, or takes too long. */
export type GitRunner = (args: readonly string[]) => Promise<string | null>

export type GitState =
  | { is: 'no-repository' }
  /** `dirty`: those of the given paths that git could not bring back if they were overwritten, sorted. */
  | { is: 'repository'; dirty: string[] }

/** Nothing of the repository's own configuration may run a program: the repository may be a stranger's. */
const SAFE = [
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'core.hooksPath=/dev/null',
]

const runGit: GitRunner = (args) =>
  new Promise((resolve) => {
    const options = { encoding: 'utf8', timeout: 5000, maxBuffer: 64 * 1024 * 1024, windowsHide: true } as const
    execFile('git', args, options, (error, stdout) => resolve(error ? null : stdout))
  })

/** Which of the files that a plan would overwrite hold changes that were never committed? */
export async function gitState(
  root: string,
  overwritten: readonly string[],
  run: GitRunner = runGit,
): Promise<GitState> {
  const git = (...args: string[]) => run([...SAFE, '-C', root, ...args])
  const prefix = await git('rev-parse', '--show-prefix')
  if (prefix === null) return { is: 'no-repository' }
  const above = prefix.replace(/\n$/, '')
  const status = await git(
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--ignored=matching',
    '--no-renames',
    '--',
    '.',
  )
  if (status === null) return { is: 'repository', dirty: [] }
  // `XY path`, each ended by NUL; the paths count from the top of the repository.
  const changed = status
    .split('\0')
    .filter((line) => line.length > 3)
    .map((line) => line.slice(3 + above.length))
  const within = (path: string) =>
    changed.some((other) => other === path || (other.endsWith('/') && path.startsWith(other)))
  return { is: 'repository', dirty: overwritten.filter(within).sort() }
}
