import type { Tree } from '../checks/index.ts'
import { listTree, readText, type Workspace, WorkspaceError } from '../workspace/index.ts'

/** A result as it stands on disk, read when it is looked at. */
export function diskTree(workspace: Workspace): Tree {
  const { files } = listTree(workspace)
  const known = new Set(files)
  const texts = new Map<string, string | undefined>()
  return {
    paths: () => files,
    text(path) {
      if (!texts.has(path)) texts.set(path, known.has(path) ? textOf(workspace, path) : undefined)
      return texts.get(path)
    },
  }
}

/** A file of the user's may have a name that no skill could use; it is none of ours, so its text does not count. */
function textOf(workspace: Workspace, path: string): string | undefined {
  try {
    return readText(workspace, path) ?? undefined
  } catch (error) {
    if (error instanceof WorkspaceError) return undefined
    throw error
  }
}
