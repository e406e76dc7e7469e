import { widthOf } from '../../text/index.ts'
import { type Edit, EMPTY, editKey, graphemes, insert } from '../edit.ts'
import { type Command, commandFor, type Press, type Where } from '../keys.ts'
import { cutLine, type Line, line, type Role, type Span, span } from '../lines.ts'

/** Something to choose from, with a line beside it for words: what is typed moves the choice, Enter takes it. */
export interface Picker {
  readonly at: number
  /** Where the choice stands when nothing is typed that names another. */
  readonly home: number
  readonly typed: Edit
  readonly problem: string
  /** The choice was moved by a person. */
  readonly moved: boolean
}

export function picker(at: number): Picker {
  const home = Math.max(0, at)
  return { at: home, home, typed: EMPTY, problem: '', moved: false }
}

/** What was typed is no answer: it stays, to be corrected, and chooses nothing. */
export const refuse = (now: Picker, problem: string): Picker => ({ ...now, at: now.home, problem })
/** Nothing is typed any more. */
export const cleared = (now: Picker): Picker => ({ ...now, at: now.home, typed: EMPTY, problem: '' })

export type Picked = { is: 'moved'; picker: Picker } | { is: 'command'; command: Command } | { is: 'accept' }

const PAGE = 8

/** `words` are what each choice answers to, its own name first. */
export function pick(now: Picker, press: Press, places: readonly Where[], words: readonly string[]): Picked {
  // A letter that a choice begins with is the beginning of its name, whatever else the letter does.
  const named = press.text !== '' && words.some((word) => word.toLowerCase().startsWith(press.text.toLowerCase()))
  const typing = now.typed.text !== '' || named
  const command = commandFor(press, places, typing)
  const last = words.length - 1
  const to = (at: number): Picked => {
    const home = Math.max(0, Math.min(at, last))
    return { is: 'moved', picker: { at: home, home, typed: EMPTY, moved: true, problem: '' } }
  }
  switch (command) {
    case 'accept':
      return { is: 'accept' }
    case 'up':
      return to(now.at <= 0 ? last : now.at - 1)
    case 'down':
      return to(now.at >= last ? 0 : now.at + 1)
    case 'first':
      if (now.typed.text === '') return to(0)
      break
    case 'last':
      if (now.typed.text === '') return to(last)
      break
    case 'page-up':
      return to(now.at - PAGE)
    case 'page-down':
      return to(now.at + PAGE)
    case null:
      break
    default:
      return { is: 'command', command }
  }
  if (press.name === 'escape') return { is: 'moved', picker: cleared(now) }
  if (now.typed.text === '' && press.name === 'space') return { is: 'moved', picker: now }
  const typed = editKey(now.typed, press)
  return typed === null ? { is: 'moved', picker: now } : { is: 'moved', picker: follow({ ...now, typed }, words) }
}

/** Pasted text is typed text: a line break in it is a blank, never Enter. */
export const pasteInto = (now: Picker, text: string, words: readonly string[]): Picker =>
  follow({ ...now, typed: insert(now.typed, text.replace(/\s+/g, ' ')) }, words)

function follow(now: Picker, words: readonly string[]): Picker {
  const word = now.typed.text.trim().toLowerCase()
  const named = word === '' ? -1 : words.findIndex((one) => one.toLowerCase().startsWith(word))
  return { ...now, problem: '', at: named < 0 ? now.home : named }
}

/** A typed line with its caret, scrolled so that the caret is in sight. `roles` says how each sign is drawn. */
export function editSpans(edit: Edit, width: number, placeholder = '', roles: readonly Role[] = []): Line {
  if (edit.text === '' && placeholder !== '') {
    const [first = ' ', ...rest] = graphemes(placeholder)
    return cutLine([span(first, 'caret'), span(rest.join(''), 'quiet')], width)
  }
  const all = graphemes(edit.text).map((one, index) => span(one, roles[index] ?? 'plain'))
  const caret = span(all[edit.at]?.text ?? ' ', 'caret')
  const before = all.slice(0, edit.at)
  let room = width - widthOf(caret.text)
  const left: Span[] = []
  for (const one of before.reverse()) {
    const own = widthOf(one.text)
    if (own > room) break
    left.unshift(one)
    room -= own
  }
  if (left.length < before.length && left.length > 0) left[0] = span('…', 'quiet')
  return [...joined(left), caret, ...cutLine(joined(all.slice(edit.at + 1)), Math.max(0, room))]
}

/** The same on as many lines as it takes, of which the last `most` up to the caret are shown. */
export function editRows(edit: Edit, width: number, most: number, roles: readonly Role[]): Line[] {
  const signs = graphemes(edit.text).map((one, index) => span(one, roles[index] ?? 'plain'))
  const drawn = [...signs, span(' ')].map(
    (one, index): Span => (index === edit.at ? { text: one.text, role: 'caret' } : one),
  )
  const rows: Span[][] = [[]]
  let used = 0
  let caret = 0
  for (const [index, one] of drawn.entries()) {
    const own = widthOf(one.text)
    if (used + own > width) {
      rows.push([])
      used = 0
    }
    rows.at(-1)?.push(one)
    used += own
    if (index === edit.at) caret = rows.length - 1
  }
  const first = Math.max(0, Math.min(caret - most + 1, rows.length - most))
  return rows.slice(first, first + most).map(joined)
}

/** Neighbours of one role in one piece. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const one of spans) {
    const last = out.at(-1)
    if (last?.role === one.role) out[out.length - 1] = { text: last.text + one.text, role: one.role }
    else out.push(one)
  }
  return out
}

export const promptLine = (prompt: string, edit: Edit, width: number): Line => {
  const before = line(span(prompt === '' ? ' › ' : ` ${prompt} `, 'accent'))
  return [...before, ...editSpans(edit, Math.max(1, width - widthOf(prompt) - 3))]
}

export const problemLine = (problem: string): Line[] => (problem === '' ? [] : [line(span(` ! ${problem}`, 'bad'))])
