import type { Host, MergeRequest } from '../../engine/protocol/index.ts'
import type { Skill } from '../../skills/types.ts'
import type { Environment } from '../environment.ts'
import type { InkHost } from './ink.ts'
import { createJsonHost, type JsonHost } from './json.ts'
import { hasBoxes, hasScreen, isReader, themeFor, type Watching } from './watching.ts'

declare const __VERSION__: string

export interface OpenedHost {
  host: Host
  json: JsonHost | null
  /** The screen, where there is one. */
  screen: InkHost | null
  close(): Promise<void>
}

/** Who watches this run: a program (NDJSON), a person at a terminal, or a person who reads lines. */
export async function openHost(
  environment: Environment,
  options: Watching,
  interrupt: { signal: AbortSignal; stop: () => void },
  skills: readonly Skill[],
): Promise<OpenedHost> {
  const { signal } = interrupt
  const write = (text: string): void => {
    environment.stdout.write(text)
  }
  if (options.json) {
    const json = createJsonHost(write, __VERSION__)
    return { host: json, json, screen: null, close: async () => {} }
  }
  const editor = environment.env.VISUAL || environment.env.EDITOR
  const edit =
    editor === undefined || editor === ''
      ? {}
      : { edit: async (request: MergeRequest) => (await import('./editor.ts')).editMerge(editor, request) }
  if (hasScreen(environment, options)) {
    const { createInkHost } = await import('./ink.ts')
    const theme = themeFor(environment, options)
    const host = createInkHost({ environment, signal, theme, skills, interrupt: interrupt.stop, ...edit })
    return { host, json: null, screen: host, close: () => host.close() }
  }
  if (isReader(environment, options) && environment.stdout.isTTY === true)
    write('screen reader mode: lines in reading order, nothing is drawn\n')
  const { createPlainHost } = await import('./plain.ts')
  const host = createPlainHost({
    input: environment.stdin,
    write,
    signal,
    typed: environment.stdin.isTTY === true,
    boxes: hasBoxes(environment, options),
    width: environment.stdout.columns ?? 80,
    ...edit,
  })
  return { host, json: null, screen: null, close: async () => host.close() }
}
