import type { Tree } from '../checks/index.ts'
import { listTree, readText, type Workspace } from '../workspace/index.ts'

/** A result as it stands on disk, read when it is looked at. */
export function diskTree(workspace: Workspace): Tree {
  const { files } = listTree(workspace)
  const known = new Set(files)
  const texts = new Map<string, string | undefined>()
  return {
    paths: () => files,
    text(path) {
      if (!texts.has(path)) texts.set(path, known.has(path) ? (readText(workspace, path) ?? undefined) : undefined)
      return texts.get(path)
    },
  }
}
