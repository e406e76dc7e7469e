import { graphemes } from '../text/index.ts'
import type { Press } from './keys.ts'

export { graphemes } from '../text/index.ts'

/** A line being typed. The caret counts graphemes, so that it never stands inside of one. */
export interface Edit {
  readonly text: string
  readonly at: number
}

export const EMPTY: Edit = { text: '', at: 0 }

export const editOf = (text: string): Edit => ({ text, at: graphemes(text).length })

export function insert(edit: Edit, text: string): Edit {
  const all = graphemes(edit.text)
  const before = all.slice(0, edit.at).join('') + text
  return { text: before + all.slice(edit.at).join(''), at: graphemes(before).length }
}

/** What a key does to the line; null when it is not a key for typing. */
export function editKey(edit: Edit, press: Press): Edit | null {
  if (press.text !== '') return insert(edit, press.text)
  const all = graphemes(edit.text)
  const cut = (from: number, to: number): Edit => ({
    text: [...all.slice(0, from), ...all.slice(to)].join(''),
    at: from,
  })
  switch (press.name) {
    case 'backspace':
      return edit.at === 0 ? edit : cut(edit.at - 1, edit.at)
    case 'delete':
      return edit.at >= all.length ? edit : cut(edit.at, edit.at + 1)
    case 'left':
      return { ...edit, at: Math.max(0, edit.at - 1) }
    case 'right':
      return { ...edit, at: Math.min(all.length, edit.at + 1) }
    case 'home':
    case 'ctrl+a':
      return { ...edit, at: 0 }
    case 'end':
    case 'ctrl+e':
      return { ...edit, at: all.length }
    case 'ctrl+u':
      return cut(0, edit.at)
    case 'ctrl+k':
      return cut(edit.at, all.length)
    case 'ctrl+w':
      return cut(wordStart(all, edit.at), edit.at)
    default:
      return null
  }
}

function wordStart(all: string[], from: number): number {
  let at = from
  while (at > 0 && all[at - 1] === ' ') at--
  while (at > 0 && all[at - 1] !== ' ') at--
  return at
}
