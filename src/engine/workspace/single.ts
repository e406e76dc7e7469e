import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { confine, RECORDS } from './confine.ts'
import { diffText } from './diff.ts'
import { Directories, removeQuietly, tidy } from './directories.ts'
import { errnoOf, fromFs, WorkspaceError } from './errors.ts'
import { decode } from './lines.ts'
import { observe } from './observe.ts'
import type { FilePlan, Plan } from './plan.ts'
import { recordPath, TMP } from './records.ts'
import type { Workspace } from './root.ts'

/** The text of a file below the root; null when there is none, or when it is not text. */
export function readText(workspace: Workspace, path: string): string | null {
  const { disk, root } = workspace
  try {
    return decode(disk.read(confine(disk, root, path)))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw fromFs(error, path, 'read')
  }
}

/** The file with its conflicts marked in it, for an editor; null when it is not text. */
export function conflictText({ conflict }: FilePlan): string | null {
  return conflict?.merged?.text('both') ?? null
}

/** Removes one file below the root, and the directories it leaves empty. A link is removed, never what it points to. */
export function removeFile(workspace: Workspace, path: string): void {
  const { disk, root } = workspace
  try {
    disk.remove(confine(disk, root, path))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return
    throw fromFs(error, path, 'remove')
  }
  tidy(workspace, path)
}

/** What a file's plan changes, as a unified diff; for a conflict, from what stands there to what was generated. */
export function fileDiff(workspace: Workspace, { at, from, action, seen, write, conflict }: FilePlan): string {
  const before = seen.is === 'text' ? seen.text : null
  if (action === 'remove') return diffText(before, null, at)
  if (conflict) return diffText(before, conflict.ours, at)
  if (!write) return from ? diffText(textAt(workspace, from.path), null, from.path) : ''
  const after = write.bytes.toString('utf8')
  return from ? diffText(before, null, from.path) + diffText(null, after, at) : diffText(before, after, at)
}

function textAt(workspace: Workspace, path: string): string | null {
  const seen = observe(workspace, path)
  return seen.is === 'text' ? seen.text : null
}

/** Paths whose present content a plan would replace or remove. */
export function overwrites({ files }: Plan): string[] {
  const touched = files.filter(
    ({ seen, write, action, conflict }) => seen.is !== 'absent' && (write || conflict || action === 'remove'),
  )
  return [...new Set(touched.map(({ at, from }) => from?.path ?? at))].sort()
}

/** Stores something about the result beside the manifest (the report, a page made of it), whole or not at all. */
export function writeRecord(workspace: Workspace, name: string, text: string): string {
  const { disk, root } = workspace
  const shown = `${RECORDS}/${name}`
  if (!/^report\.[a-z]+$/.test(name))
    throw new WorkspaceError('bad-path', shown, `${shown} is no name of a record`, 'Use report.json or report.html.')
  const dirs = new Directories(workspace)
  const path = recordPath(workspace, name)
  const draft = recordPath(workspace, TMP, `${name}-${randomBytes(4).toString('hex')}`)
  try {
    dirs.ensure(dirname(draft), root)
    disk.writeNew(draft, Buffer.from(text), false)
    disk.rename(draft, path)
    return path
  } catch (error) {
    removeQuietly(disk, draft)
    throw fromFs(error, shown, 'write')
  } finally {
    dirs.takeBack()
  }
}
