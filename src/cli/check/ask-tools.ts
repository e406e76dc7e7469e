import type { CheckOutcome, Tree } from '../../engine/checks/index.ts'
import { TOOLS_FAMILY } from '../../engine/checks/tools/names.ts'
import type { Environment } from '../environment.ts'
import { EXIT } from '../exit.ts'
import { interruptible } from '../interruptible.ts'

interface Asked {
  root: string
  tree: Tree
  names: readonly string[]
  about?: (path: string) => boolean
  /** Called with those that are at work. */
  waiting(names: readonly string[]): void
}

const EVERY_MS = 200

/** The outside tools of these names, in copies of the tree; interrupted, they leave nothing behind. */
export async function askTools(environment: Environment, asked: Asked): Promise<CheckOutcome[]> {
  const { root, tree, names, about } = asked
  if (names.length === 0) return []
  const { TOOLS, runTools } = await import('../../engine/checks/tools/index.ts')
  const { createToolHost } = await import('./tool-host.ts')
  const host = createToolHost(environment, root, tree.paths())
  const { signal, done } = interruptible(environment)
  signal.addEventListener('abort', () => {
    host.close()
    process.exit(EXIT.interrupted)
  })
  const running = new Set<string>()
  const clock = setInterval(() => asked.waiting([...running]), EVERY_MS)
  try {
    return await runTools(
      TOOLS.filter((tool) => names.includes(tool.id)),
      tree,
      host,
      {
        ...(about === undefined ? {} : { about }),
        started: (check) => running.add(check),
        finished: ({ check }) => running.delete(check),
      },
    )
  } finally {
    clearInterval(clock)
    done()
    host.close()
  }
}

export function unasked(names: readonly string[]): CheckOutcome[] {
  if (names.length === 0) return []
  return [{ check: TOOLS_FAMILY, status: 'not-run', diagnostics: [], note: '--offline', outside: true }]
}
