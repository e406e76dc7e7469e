import type { Tree } from '../checks/index.ts'
import { listTree, readManifest, readText, type Workspace, WorkspaceError } from '../workspace/index.ts'

/**
 * A result as it stands on disk, read when it is looked at. A generated file that the user moved stands under its
 * generated path: it is there, only elsewhere.
 */
export function diskTree(workspace: Workspace): Tree {
  const moved = new Map<string, string>()
  for (const [path, entry] of readManifest(workspace)?.files ?? []) {
    if (entry.at !== undefined && entry.state === undefined) moved.set(entry.at, path)
  }
  const places = new Map(listTree(workspace).files.map((file) => [moved.get(file) ?? file, file]))
  const paths = [...places.keys()].sort()
  const texts = new Map<string, string | undefined>()
  return {
    paths: () => paths,
    text(path) {
      const place = places.get(path)
      if (!texts.has(path)) texts.set(path, place === undefined ? undefined : textOf(workspace, place))
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
