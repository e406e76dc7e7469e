import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { confine } from './confine.ts'
import { removeQuietly } from './directories.ts'
import { errnoOf, fromFs, WorkspaceError } from './errors.ts'
import type { Workspace } from './root.ts'

/**
 * Gives one file of the user another text, whole or not at all, if it still holds exactly the bytes of `before`. Rights
 * and owner stay. False when it holds something else by now, or is gone.
 */
export async function rewrite(workspace: Workspace, path: string, before: string, after: string): Promise<boolean> {
  const { disk, root } = workspace
  const file = confine(disk, root, path)
  const draft = join(dirname(file), `.${basename(file)}.skillchain-${randomBytes(4).toString('hex')}`)
  // Bytes that are no text do not come back from one: such a file is never equal, and never touched.
  const expected = Buffer.from(before)
  const isUntouched = (): boolean => disk.read(file).equals(expected)
  try {
    const seen = disk.stat(file)
    if (seen === null || seen.kind !== 'file' || !isUntouched()) return false
    if ((seen.mode & 0o200) === 0)
      throw new WorkspaceError('read-only', path, `${path} is read-only`, 'Give yourself write permission to it.')
    disk.writeNew(draft, Buffer.from(after), false)
    disk.chmod(draft, seen.mode)
    const made = disk.stat(draft)
    if (made !== null && (made.uid !== seen.uid || made.gid !== seen.gid)) disk.chown(draft, seen.uid, seen.gid)
    await disk.flush([draft])
    if (!isUntouched()) {
      removeQuietly(disk, draft)
      return false
    }
    disk.rename(draft, file)
    return true
  } catch (error) {
    removeQuietly(disk, draft)
    if (errnoOf(error) === 'ENOENT') return false
    throw fromFs(error, path, 'write')
  }
}
