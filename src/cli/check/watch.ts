import { once } from 'node:events'
import { watch } from 'node:fs'

/** Folders that tools write into all the time. */
const FOREIGN = /(?:^|[/\\])(?:\.git|node_modules|\.terraform|\.skillchain|__pycache__)(?:[/\\]|$)/

/** Editors save in several steps: what comes within this time is one change. */
const REST = 5

/**
 * Calls back after each save below a folder, one call at a time, until somebody stops it. What is saved during the first
 * look is seen as well. Resolves when it was stopped.
 */
export async function watchFolder(
  root: string,
  first: () => Promise<void>,
  changed: (paths: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  const stopped = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let saved = new Set<string>()
  const watcher = watch(root, { recursive: true, signal: stopped.signal }, (_, name) => {
    if (name === null || FOREIGN.test(name)) return
    saved.add(name.replaceAll('\\', '/'))
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => {
      const paths = saved
      saved = new Set()
      work = work.then(() => changed(paths))
    }, REST)
  })
  let work = first()
  watcher.on('error', () => stopped.abort())
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(watcher, 'close')])
  stopped.abort()
  await work
}
