import { execFileSync } from 'node:child_process'
import type { MergeRequest } from '../../engine/protocol/index.ts'
import { lendAsFile } from '../../engine/workspace/index.ts'

/** Both sides with markers in the user's own editor; what is saved is the answer. */
export async function editMerge(editor: string, request: MergeRequest): Promise<string> {
  const [command = editor, ...args] = editor.split(/\s+/)
  return lendAsFile(request.path, request.marked, (file) =>
    execFileSync(command, [...args, file], { stdio: 'inherit' }),
  )
}
