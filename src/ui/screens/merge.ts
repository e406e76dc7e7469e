import {
  hunkPlace,
  type MergePlace,
  type MergeRequest,
  mergePlaceText,
  parseAnswer,
  type Side,
} from '../../engine/protocol/index.ts'
import { frameWidth, isSmall, type Parts, penFor } from '../frame.ts'
import { commandFor, type Where } from '../keys.ts'
import { BLANK, type Line, line, type Role, sides, span, wrapText } from '../lines.ts'
import { cleared, type Picker, pasteInto, pick, picker, problemLine, promptLine, refuse } from './picker.ts'
import { answer, type Drawing, type ScreenOf, type Step, stay, type Tools } from './types.ts'

export interface MergeScreen {
  is: 'merge'
  request: MergeRequest
  picker: Picker
  /** Sides of the changes before this one. */
  decided: readonly Side[]
  /** First line of the change in sight. */
  scrolled: number
}

const WHOLE: readonly Where[] = ['merge', 'list']
const PARTS: readonly Where[] = ['changes', 'merge', 'list']

export const openMerge = (request: MergeRequest): MergeScreen => ({
  is: 'merge',
  request,
  picker: picker(0),
  decided: [],
  scrolled: 0,
})

/** The editor did not give a text; what stands is asked about again. */
export const notEdited = (screen: MergeScreen, problem: string): MergeScreen => ({
  ...screen,
  picker: refuse(cleared(screen.picker), problem),
})

interface Way {
  word: Side | 'edit'
  label: string
}

function waysOf({ request }: MergeScreen, tools: Tools): Way[] {
  const ways: Way[] = [
    { word: 'mine', label: 'keep mine' },
    { word: 'new', label: 'take new' },
  ]
  if (request.reason !== 'both-changed') return ways
  ways.push({ word: 'both', label: 'both, with markers' })
  return tools.editor ? [...ways, { word: 'edit', label: 'open in $EDITOR' }] : ways
}

/** A file with several changes is decided change by change. */
const hasParts = ({ request }: MergeScreen): boolean => request.reason === 'both-changed' && request.hunks.length > 1

const placesOf = (screen: MergeScreen): readonly Where[] => (hasParts(screen) ? PARTS : WHOLE)

/** One file that the user and the new version changed. What the user wrote is kept unless they say otherwise. */
export const mergeScreen: ScreenOf<MergeScreen> = {
  places: placesOf,
  typing: (screen) => screen.picker.typed.text !== '',
  press(screen, press, tools): Step<MergeScreen> {
    const ways = waysOf(screen, tools)
    const chosen = ways[screen.picker.at]?.word ?? 'mine'
    const untyped = screen.picker.typed.text === ''
    if (press.name === 'pagedown') return stay({ ...screen, scrolled: screen.scrolled + PAGE })
    if (press.name === 'pageup') return stay({ ...screen, scrolled: Math.max(0, screen.scrolled - PAGE) })
    if (hasParts(screen) && untyped) {
      const command = commandFor(press, ['changes'], false)
      if (command === 'complete' && chosen !== 'edit') return rest(screen, chosen)
      if (command === 'left') return stay({ ...screen, decided: screen.decided.slice(0, -1), scrolled: 0 })
    }
    const words = ways.map((way) => way.word)
    const picked = pick(screen.picker, press, placesOf(screen), words)
    if (picked.is === 'moved') return stay({ ...screen, picker: picked.picker })
    if (picked.is === 'command') return { is: 'show', what: picked.command === 'status' ? 'status' : 'help' }
    return accept(screen, untyped ? chosen : screen.picker.typed.text.trim().toLowerCase(), tools)
  },
  paste: (screen, text) => ({ ...screen, picker: pasteInto(screen.picker, text, []) }),
  view: (screen, drawing) => view(screen, drawing),
}

const EDIT = /^(4|e|edit|editor)$/
const SIDES: ReadonlyMap<string, Side> = new Map([
  ['1', 'mine'],
  ['2', 'new'],
  ['3', 'both'],
  ['mine', 'mine'],
  ['new', 'new'],
  ['both', 'both'],
])

function accept(screen: MergeScreen, word: string, tools: Tools): Step<MergeScreen> {
  if (tools.editor && screen.request.reason === 'both-changed' && EDIT.test(word)) return { is: 'edit' }
  const side = SIDES.get(word)
  if (hasParts(screen) && side !== undefined) return decide(screen, side)
  const parsed = parseAnswer(screen.request, word)
  if (parsed.is === 'answer') return answer(parsed.answer)
  if (parsed.is === 'show')
    return { is: 'show', what: parsed.what, screen: { ...screen, picker: cleared(screen.picker) } }
  return stay({ ...screen, picker: refuse(screen.picker, parsed.problem) })
}

/** This change, and on to the next; after the last one the file is decided. */
function decide(screen: MergeScreen, side: Side): Step<MergeScreen> {
  const decided = [...screen.decided, side]
  if (decided.length < screen.request.hunks.length) return stay({ ...screen, decided, picker: picker(0), scrolled: 0 })
  const [first = 'mine'] = decided
  return answer(decided.every((one) => one === first) ? { is: first } : { is: 'hunks', sides: decided })
}

/** The same for this change and all that follow. */
function rest(screen: MergeScreen, side: Side): Step<MergeScreen> {
  const left = screen.request.hunks.length - screen.decided.length - 1
  const others = Array.from({ length: left }, () => side)
  return decide({ ...screen, decided: [...screen.decided, ...others] }, side)
}

const PAGE = 8

const WHY: Record<MergeRequest['reason'], string> = {
  'both-changed': 'changed by you and by the new version',
  'not-ours': 'exists already and was not written by skillchain',
  binary: 'was replaced by something that is not text',
  'deleted-by-you': 'was deleted by you',
}

function view(screen: MergeScreen, { size, tools }: Drawing): Parts {
  const { request, picker: now, decided } = screen
  const width = frameWidth(size)
  const pen = penFor(isSmall(size) ? 'none' : 'round', width)
  const parts = hasParts(screen)
  const hunks = parts ? request.hunks.slice(decided.length, decided.length + 1) : request.hunks
  const body = hunks.flatMap((hunk, index) => hunkLines(request, hunk, parts ? decided.length : index))
  const ways = waysOf(screen, tools).map((way, index) => {
    const chosen = index === now.at
    return line(span(chosen ? '› ' : '  ', 'chosen'), span(`${index + 1}. ${way.label}`, chosen ? 'chosen' : 'plain'))
  })
  const fits = request.path.length + 6 <= width
  const shown = body.slice(Math.min(screen.scrolled, Math.max(0, body.length - 3)))
  const why = fits ? WHY[request.reason] : `${request.path}: ${WHY[request.reason]}`
  return {
    top: [
      ...(request.place === undefined ? [] : placeLines(request.place, width, size.rows)),
      ...pen.top(fits ? request.path : undefined),
      ...wrapText(why, pen.inner).map(pen.row),
      ...(parts ? [pen.row(partsLine(screen, pen.inner))] : []),
    ],
    body: shown.map(pen.row),
    bottom: [
      ...pen.rule(),
      ...ways.map(pen.row),
      ...pen.bottom(),
      ...problemLine(now.problem),
      promptLine('Your choice:', now.typed, width),
    ],
    more: (text) => pen.row(line(span(`${text} (PgUp PgDn)`, 'quiet'))),
  }
}

function placeLines(place: MergePlace, width: number, rows: number): Line[] {
  const head = sides(line(span(` ${mergePlaceText(place)}`)), line(span(`${place.index}/${place.of} `, 'quiet')), width)
  return rows < 22 ? [head] : [BLANK, head, BLANK]
}

/** `change 2 of 3   ✓ mine  ● here  ○` */
function partsLine({ request, decided }: MergeScreen, width: number): Line {
  const signs = request.hunks.flatMap((_, index) => {
    const side = decided[index]
    if (side !== undefined) return [span('✓ ', 'good'), span(`${side}  `)]
    return [span(index === decided.length ? '● ' : '○ ', index === decided.length ? 'accent' : 'quiet')]
  })
  return sides(
    line(span(`change ${decided.length + 1} of ${request.hunks.length}`, 'strong')),
    [span('  '), ...signs],
    width,
  )
}

/** What stood there, what you made of it, what is new; a line or two of what stands around it. */
function hunkLines(request: MergeRequest, hunk: MergeRequest['hunks'][number], index: number): Line[] {
  const { before, after } = around(request.marked, index)
  const side = (name: string, text: string, role: Role): Line[] =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((one, row) => line(span(`  ${(row === 0 ? name : '').padEnd(6)} `, role), span(one, role)))
  const context = (lines: readonly string[]): Line[] => lines.map((one) => line(span(`         ${one}`, 'quiet')))
  return [
    line(span(hunkPlace(hunk), 'strong')),
    ...context(before),
    ...(hunk.base === '' ? [] : side('was', hunk.base, 'quiet')),
    ...side('yours', hunk.yours === '' ? '(nothing)' : hunk.yours, 'accent'),
    ...side('new', hunk.ours === '' ? '(nothing)' : hunk.ours, 'good'),
    ...context(after),
  ]
}

const CONTEXT = 2

/** Lines around a change, from the text that has both sides between markers. */
function around(marked: string, index: number): { before: string[]; after: string[] } {
  const lines = marked.split('\n')
  const starts = lines.flatMap((one, at) => (one === '<<<<<<< yours' ? [at] : []))
  const ends = lines.flatMap((one, at) => (one === '>>>>>>> skillchain' ? [at] : []))
  const start = starts[index]
  const end = ends[index]
  if (start === undefined || end === undefined) return { before: [], after: [] }
  const from = Math.max((ends[index - 1] ?? -1) + 1, start - CONTEXT)
  const to = Math.min(starts[index + 1] ?? lines.length, end + 1 + CONTEXT)
  const last = to === lines.length && lines.at(-1) === '' ? to - 1 : to
  return { before: lines.slice(from, start), after: lines.slice(end + 1, last) }
}
