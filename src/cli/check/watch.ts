import { once } from 'node:events'
import { watch } from 'node:fs'

/** Folders that tools write into all the time. */
const FOREIGN = /(?:^|[/\\])(?:\.git|node_modules|\.terraform|\.skillchain|__pycache__)(?:[/\\]|$)/

/** Editors save in several steps: what comes within this time is one change. */
const REST = 15

/**
 * Calls back after each save below a folder, one call at a time, until somebody stops it. What is saved during the first
 * look is seen as well. Resolves when it was stopped.
 */
export async function watchFolder(
  root: string,
  first: () => Promise<void>,
  changed: (path: string) => Promise<void>,
): Promise<void> {
  const stopped = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let last = ''
  const watcher = watch(root, { recursive: true, signal: stopped.signal }, (_, name) => {
    if (name === null || FOREIGN.test(name)) return
    last = name
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => {
      const path = last
      work = work.then(() => changed(path))
    }, REST)
  })
  let work = first()
  watcher.on('error', () => stopped.abort())
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(watcher, 'close')])
  stopped.abort()
  await work
}
