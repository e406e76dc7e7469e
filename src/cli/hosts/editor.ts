import { spawnSync } from 'node:child_process'
import type { MergeRequest } from '../../engine/protocol/index.ts'
import { lendAsFile } from '../../engine/workspace/index.ts'

/** Both sides with markers in the user's own editor; what is saved is the answer. */
export async function editMerge(editor: string, request: MergeRequest): Promise<string> {
  const [command = editor, ...args] = editor.split(/\s+/)
  return lendAsFile(request.path, request.marked, (file) => {
    const { error, status, signal } = spawnSync(command, [...args, file], { stdio: 'inherit' })
    if (error !== undefined)
      throw new Error(`${command} cannot be started (${error.message}). Set EDITOR to another one.`)
    if (status !== 0)
      throw new Error(`${command} ended with ${signal ?? `exit code ${status}`}: what it left is not taken.`)
  })
}
