import { execFileSync } from 'node:child_process'
import type { Host, MergeRequest } from '../../engine/protocol/index.ts'
import { lendAsFile } from '../../engine/workspace/index.ts'
import type { Skill } from '../../skills/types.ts'
import type { Environment } from '../environment.ts'
import type { InkHost } from './ink.tsx'
import { createJsonHost, type JsonHost } from './json.ts'
import { createPlainHost } from './plain.ts'

declare const __VERSION__: string

export interface OpenedHost {
  host: Host
  json: JsonHost | null
  boxes: boolean
  ascii: boolean
  width: number
  /** The screen, where there is one. */
  screen: InkHost | null
  close(): Promise<void>
}

/** What was typed about who watches. */
export interface Watching {
  json: boolean
  plain: boolean
  ascii?: boolean
  screenReader?: boolean
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
    return { host: json, json, boxes: false, ascii: false, width: 80, screen: null, close: async () => {} }
  }
  const width = environment.stdout.columns ?? 80
  const editor = environment.env.VISUAL || environment.env.EDITOR
  const edit =
    editor === undefined || editor === '' ? {} : { edit: (request: MergeRequest) => editMerge(editor, request) }
  if (hasScreen(environment, options)) {
    const { createInkHost } = await import('./ink.tsx')
    const theme = { color: hasColor(environment), ascii: isAscii(environment, options) }
    const host = createInkHost({ environment, signal, theme, skills, interrupt: interrupt.stop, ...edit })
    return { host, json: null, boxes: true, ascii: theme.ascii, width, screen: host, close: () => host.close() }
  }
  const reader = isReader(environment, options)
  if (reader && environment.stdout.isTTY === true)
    write('screen reader mode: lines in reading order, nothing is drawn\n')
  const boxes =
    environment.stdout.isTTY === true &&
    !options.plain &&
    !reader &&
    !isAscii(environment, options) &&
    environment.env.TERM !== 'dumb'
  const host = createPlainHost({
    input: environment.stdin,
    write,
    signal,
    typed: environment.stdin.isTTY === true,
    boxes,
    width,
    ...edit,
  })
  return { host, json: null, boxes, ascii: !boxes, width, screen: null, close: async () => host.close() }
}

/** A terminal that can be drawn on, with somebody in front of it who sees it. */
export function hasScreen(environment: Environment, options: Watching): boolean {
  const { stdin, stdout, env } = environment
  const lines = options.json || options.plain || isReader(environment, options)
  return !lines && stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb' && !isOn(env.CI)
}

const isReader = ({ env }: Environment, options: Watching): boolean =>
  options.screenReader === true || isOn(env.SKILLCHAIN_SCREEN_READER)

/** https://no-color.org: any value but an empty one. */
const hasColor = ({ env }: Environment): boolean => !env.NO_COLOR

const isAscii = ({ env }: Environment, options: Watching): boolean =>
  options.ascii === true || isOn(env.SKILLCHAIN_ASCII)

const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false'

/** Both sides with markers in the user's own editor; what is saved is the answer. */
async function editMerge(editor: string, request: MergeRequest): Promise<string> {
  const [command = editor, ...args] = editor.split(/\s+/)
  return lendAsFile(request.path, request.marked, (file) =>
    execFileSync(command, [...args, file], { stdio: 'inherit' }),
  )
}
