import { dirName, type Tree } from './tree.ts'

/** The files that can be seen. Paths are relative to where the check began and may lead above it, where that can be seen too. */
export interface Surroundings {
  /** Names of what is in a folder; null when there is no such folder, or it cannot be seen. */
  list(dir: string): readonly string[] | null
  text(path: string): string | undefined
  /** Whether a path can be judged at all: what lies outside of what can be seen may exist or not. */
  sees(path: string): boolean
}

/** A tree that holds all there is; what lies above it cannot be judged. */
export function treeSurroundings(tree: Tree): Surroundings {
  const folders = new Map<string, Set<string>>([['', new Set()]])
  for (const path of tree.paths()) {
    let below = path
    for (let dir = dirName(path); ; dir = dirName(dir)) {
      const known = folders.get(dir)
      const names = known ?? new Set<string>()
      names.add(below.slice(dir === '' ? 0 : dir.length + 1))
      folders.set(dir, names)
      if (dir === '') break
      below = dir
    }
  }
  return {
    list: (dir) => {
      const names = folders.get(dir)
      return names === undefined ? null : [...names]
    },
    text: (path) => tree.text(path),
    sees: (path) => path !== '..' && !path.startsWith('../'),
  }
}
