import { graphemes } from '../text/index.ts'
import type { Press } from './keys.ts'

/** The flags a terminal library gives for a key; only those that are used. */
export interface KeyFlags {
  upArrow: boolean
  downArrow: boolean
  leftArrow: boolean
  rightArrow: boolean
  pageDown: boolean
  pageUp: boolean
  home: boolean
  end: boolean
  return: boolean
  escape: boolean
  ctrl: boolean
  shift: boolean
  tab: boolean
  backspace: boolean
  delete: boolean
  meta: boolean
}

const NAMED: readonly [keyof KeyFlags, string][] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]

const ESCAPE: Press = { name: 'escape', text: '' }

/** Keys from what arrived at once: `y n Enter` typed in a burst arrives as one text without flags. */
export function decode(input: string, flags: KeyFlags): Press[] {
  const named = NAMED.find(([flag]) => flags[flag])?.[1]
  // Esc twice, or Esc and Tab: no terminal sends these with Alt.
  if (flags.meta && (flags.escape || flags.tab)) return [ESCAPE, ...decode(input, { ...flags, meta: false })]
  if (named !== undefined) return [{ name: modified(named, flags), text: '' }]
  if (flags.ctrl) return [{ name: `ctrl+${input.toLowerCase()}`, text: '' }]
  // Esc and a key that follow closely arrive as one key with Alt, which does nothing here by itself.
  if (flags.meta) return [ESCAPE, ...decode(input, { ...flags, meta: false })]
  // A key without text and without a flag is a function key: all of them help.
  if (input === '') return [{ name: 'f1', text: '' }]
  return graphemes(input).map((typed) => character(typed === '\r\n' ? '\r' : typed))
}

const modified = (name: string, flags: KeyFlags): string =>
  flags.shift && (name === 'up' || name === 'down' || name === 'tab') ? `shift+${name}` : name

const CONTROLS: Record<string, string> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001b': 'escape',
}

function character(text: string): Press {
  const control = CONTROLS[text]
  if (control !== undefined) return { name: control, text: '' }
  const code = text.charCodeAt(0)
  if (text.length === 1 && code < 0x20) return { name: `ctrl+${String.fromCharCode(code + 0x60)}`, text: '' }
  return { name: text === ' ' ? 'space' : text, text }
}
