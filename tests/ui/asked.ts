import type { Answer, Request } from '../../src/engine/protocol/index.ts'
import { decode, type KeyFlags } from '../../src/ui/decode.ts'
import type { Press } from '../../src/ui/keys.ts'
import { createUi, type Outside, type Ui } from '../../src/ui/store.ts'
import { REQUESTS } from '../engine/protocol/samples.ts'
import { frameOf, outside } from './offline.ts'

const NONE: KeyFlags = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
}

export const SIZE = { columns: 80, rows: 24 }

/** What a terminal sends at once: a word, with \r for Enter. */
export const burst = (text: string): Press[] => decode(text, NONE)
export const key = (name: string): Press[] => [{ name, text: '' }]

export function sample<K extends Request['kind']>(
  kind: K,
  fits: (request: Extract<Request, { kind: K }>) => boolean = () => true,
): Extract<Request, { kind: K }> {
  const found = REQUESTS.find(
    (one): one is Extract<Request, { kind: K }> => one.kind === kind && fits(one as Extract<Request, { kind: K }>),
  ) // narrowed by its kind the word before
  if (found === undefined) throw new Error(`no ${kind} among the samples`)
  return found
}

export interface Asked {
  ui: Ui
  answer: () => Answer | null
  /** What the screen shows. */
  shown: () => string
}

/** A request on the screen. */
export function ask(request: Request, armed = true, more: Partial<Outside> = {}): Asked {
  const ui = createUi(outside(SIZE, more))
  let given: Answer | null = null
  ui.ask(request, new AbortController().signal).then((answer) => {
    given = answer
  })
  if (armed) ui.arm()
  return { ui, answer: () => given, shown: () => frameOf(ui, SIZE).join('\n') }
}

export async function answered(request: Request, ...keys: Press[][]): Promise<Answer | null> {
  const { ui, answer } = ask(request)
  for (const one of keys) ui.press(one)
  await Promise.resolve()
  return answer()
}
