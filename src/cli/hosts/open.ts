import { execFileSync } from 'node:child_process'
import type { Host, MergeRequest } from '../../engine/protocol/index.ts'
import { lendAsFile } from '../../engine/workspace/index.ts'
import type { Environment } from '../environment.ts'
import { createJsonHost, type JsonHost } from './json.ts'
import { createPlainHost } from './plain.ts'

declare const __VERSION__: string

export interface OpenedHost {
  host: Host
  json: JsonHost | null
  boxes: boolean
  width: number
  close(): void
}

/** Who watches this run: a program (NDJSON), or a person who reads lines. */
export function openHost(
  environment: Environment,
  options: { json: boolean; plain: boolean },
  signal: AbortSignal,
): OpenedHost {
  const write = (text: string): void => {
    environment.stdout.write(text)
  }
  if (options.json) {
    const json = createJsonHost(write, __VERSION__)
    return { host: json, json, boxes: false, width: 80, close: () => {} }
  }
  const boxes = environment.stdout.isTTY === true && !options.plain && environment.env.TERM !== 'dumb'
  const width = environment.stdout.columns ?? 80
  const editor = environment.env.VISUAL || environment.env.EDITOR
  const host = createPlainHost({
    input: environment.stdin,
    write,
    signal,
    typed: environment.stdin.isTTY === true,
    boxes,
    width,
    ...(editor === undefined || editor === '' ? {} : { edit: (request) => editMerge(editor, request) }),
  })
  return { host, json: null, boxes, width, close: () => host.close() }
}

/** Both sides with markers in the user's own editor; what is saved is the answer. */
async function editMerge(editor: string, request: MergeRequest): Promise<string> {
  const [command = editor, ...args] = editor.split(/\s+/)
  return lendAsFile(request.path, request.marked, (file) =>
    execFileSync(command, [...args, file], { stdio: 'inherit' }),
  )
}
