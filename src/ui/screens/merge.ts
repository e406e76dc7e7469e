import { type MergeRequest, parseAnswer } from '../../engine/protocol/index.ts'
import { frameWidth, isSmall, type Parts, penFor } from '../frame.ts'
import { type Line, line, span, wrapText } from '../lines.ts'
import { cleared, type Picker, pasteInto, pick, picker, problemLine, promptLine, refuse } from './picker.ts'
import { answer, type Drawing, type ScreenOf, type Step, stay, type Tools } from './types.ts'

export interface MergeScreen {
  is: 'merge'
  request: MergeRequest
  picker: Picker
  /** First line of the hunks in sight. */
  scrolled: number
}

const PLACES = ['merge', 'list'] as const

export const openMerge = (request: MergeRequest): MergeScreen => ({
  is: 'merge',
  request,
  picker: picker(0),
  scrolled: 0,
})

interface Way {
  word: string
  label: string
}

function waysOf({ request }: MergeScreen, tools: Tools): Way[] {
  const ways = [
    { word: 'mine', label: 'keep mine' },
    { word: 'new', label: 'take new' },
  ]
  if (request.reason !== 'both-changed') return ways
  ways.push({ word: 'both', label: 'both, with markers' })
  return tools.editor ? [...ways, { word: 'edit', label: 'open in $EDITOR' }] : ways
}

/** One file that the user and the new version changed. What the user wrote is kept unless they say otherwise. */
export const mergeScreen: ScreenOf<MergeScreen> = {
  places: () => PLACES,
  typing: (screen) => screen.picker.typed.text !== '',
  press(screen, press, tools): Step<MergeScreen> {
    const ways = waysOf(screen, tools)
    if (press.name === 'pagedown') return stay({ ...screen, scrolled: screen.scrolled + PAGE })
    if (press.name === 'pageup') return stay({ ...screen, scrolled: Math.max(0, screen.scrolled - PAGE) })
    const picked = pick(
      screen.picker,
      press,
      PLACES,
      ways.map((way) => way.word),
    )
    if (picked.is === 'moved') return stay({ ...screen, picker: picked.picker })
    if (picked.is === 'command') return { is: 'show', what: picked.command === 'status' ? 'status' : 'help' }
    const typed = screen.picker.typed.text.trim().toLowerCase()
    const word = typed === '' ? (ways[screen.picker.at]?.word ?? 'mine') : typed
    if (tools.editor && screen.request.reason === 'both-changed' && /^(4|e|edit|editor)$/.test(word))
      return { is: 'edit' }
    const parsed = parseAnswer(screen.request, word)
    if (parsed.is === 'answer') return answer(parsed.answer)
    if (parsed.is === 'show')
      return { is: 'show', what: parsed.what, screen: { ...screen, picker: cleared(screen.picker) } }
    return stay({ ...screen, picker: refuse(screen.picker, parsed.problem) })
  },
  paste: (screen, text) => ({ ...screen, picker: pasteInto(screen.picker, text, []) }),
  view: (screen, drawing) => view(screen, drawing),
}

const PAGE = 8

const WHY: Record<MergeRequest['reason'], string> = {
  'both-changed': 'changed by you and by the new version',
  'not-ours': 'exists already and was not written by skillchain',
  binary: 'was replaced by something that is not text',
  'deleted-by-you': 'was deleted by you',
}

function view(screen: MergeScreen, { size, tools }: Drawing): Parts {
  const { request, picker: now } = screen
  const width = frameWidth(size)
  const pen = penFor(isSmall(size) ? 'none' : 'round', width)
  const side = (name: string, text: string, role: 'good' | 'accent'): Line[] =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((one) => line(span(`  ${name.padEnd(6)} `, 'quiet'), span(one, role)))
  const hunks = request.hunks.flatMap((hunk) => [
    line(span(`line ${hunk.line}`, 'strong')),
    ...side('yours', hunk.yours, 'accent'),
    ...side('new', hunk.ours, 'good'),
  ])
  const ways = waysOf(screen, tools).map((way, index) => {
    const chosen = index === now.at
    return line(span(chosen ? '› ' : '  ', 'chosen'), span(`${index + 1}. ${way.label}`, chosen ? 'chosen' : 'plain'))
  })
  const shown = hunks.slice(Math.min(screen.scrolled, Math.max(0, hunks.length - 3)))
  return {
    top: [
      ...pen.top(request.path.length + 6 <= width ? request.path : undefined),
      ...wrapText(
        request.path.length + 6 <= width ? WHY[request.reason] : `${request.path}: ${WHY[request.reason]}`,
        pen.inner,
      ).map(pen.row),
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
