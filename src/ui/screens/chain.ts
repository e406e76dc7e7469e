import { type ChainRequest, parseAnswer } from '../../engine/protocol/index.ts'
import { frameWidth, isSmall, type Parts, penFor } from '../frame.ts'
import type { Press } from '../keys.ts'
import { type Line, line, span, wrapText } from '../lines.ts'
import { chainEstimate, chainList, chainTitle } from './chain-lines.ts'
import { type Customize, customizePlaces, openCustomize, pressCustomize, viewCustomize } from './customize.ts'
import { cleared, type Picker, pasteInto, pick, picker, promptLine, refuse } from './picker.ts'
import { answer, type Drawing, type ScreenOf, type Step, stay, type Tools } from './types.ts'

export interface ChainScreen {
  is: 'chain'
  request: ChainRequest
  picker: Picker
  scrolled: number
  /** The list as check boxes. */
  customize: Customize | null
}

const PLACES = ['chain', 'list'] as const
const PAGE = 6
/** Rows of the box that are not text, its options, and the footer. */
const FRAME = 13

const OPTIONS = [
  { word: 'confirm', does: 'to proceed' },
  { word: 'skip', does: 'to use all defaults (faster)' },
  { word: 'customize', does: 'to add/remove skills' },
  { word: 'help', does: 'to see workflow commands' },
] as const
const WORDS = OPTIONS.map((option) => option.word)

export const openChain = (request: ChainRequest): ChainScreen => ({
  is: 'chain',
  request,
  picker: { ...picker(0), problem: request.problem ?? '' },
  scrolled: 0,
  customize: null,
})

/** spec 1 step 2: the detected chain, to be confirmed, taken with its defaults, or changed. */
export const chainScreen: ScreenOf<ChainScreen> = {
  places: (screen) => (screen.customize === null ? PLACES : customizePlaces(screen.customize)),
  typing: (screen) => (screen.customize === null ? screen.picker.typed.text !== '' : screen.customize.filter !== null),
  press(screen, press, tools): Step<ChainScreen> {
    return screen.customize === null ? pressOptions(screen, press) : pressList(screen, screen.customize, press, tools)
  },
  paste: (screen, text) => ({ ...screen, picker: pasteInto(screen.picker, text, WORDS) }),
  view: (screen, drawing) =>
    screen.customize === null ? view(screen, drawing) : viewCustomize(screen.request, screen.customize, drawing),
}

function pressList(screen: ChainScreen, list: Customize, press: Press, tools: Tools): Step<ChainScreen> {
  const next = pressCustomize(screen.request, list, press, tools)
  if (next === 'close') return stay({ ...screen, customize: null })
  if (next === 'help') return { is: 'show', what: 'help' }
  if ('skills' in next) return answer({ is: 'customize', skills: next.skills })
  return stay({ ...screen, customize: next.list })
}

function pressOptions(screen: ChainScreen, press: Press): Step<ChainScreen> {
  if (press.name === 'pagedown') return stay({ ...screen, scrolled: screen.scrolled + PAGE })
  if (press.name === 'pageup') return stay({ ...screen, scrolled: Math.max(0, screen.scrolled - PAGE) })
  // No word begins with these two besides the one they stand for, and neither of them decides anything.
  if (screen.picker.typed.text === '' && press.text === 'u') return stay(customizing(screen))
  if (screen.picker.typed.text === '' && press.text === 'h')
    return { is: 'show', what: 'help', rest: ['e', 'l', 'p', 'enter'] }
  const picked = pick(screen.picker, press, PLACES, WORDS)
  if (picked.is === 'moved') return stay({ ...screen, picker: picked.picker })
  if (picked.is === 'command') {
    if (picked.command === 'skip') return answer({ is: 'skip' })
    return { is: 'show', what: picked.command === 'status' ? 'status' : 'help' }
  }
  const typed = screen.picker.typed.text.trim().toLowerCase()
  const word = typed === '' ? (WORDS[screen.picker.at] ?? 'confirm') : typed
  if (word === 'customize' || word === 'u') return stay(customizing(screen))
  if (word === 'h') return { is: 'show', what: 'help', screen: { ...screen, picker: cleared(screen.picker) } }
  const parsed = parseAnswer(screen.request, typed === '' ? word : screen.picker.typed.text)
  if (parsed.is === 'answer') return answer(parsed.answer)
  if (parsed.is === 'show')
    return { is: 'show', what: parsed.what, screen: { ...screen, picker: cleared(screen.picker) } }
  return stay({ ...screen, picker: refuse(screen.picker, parsed.problem) })
}

const customizing = (screen: ChainScreen): ChainScreen => ({
  ...screen,
  picker: cleared(screen.picker),
  customize: openCustomize(screen.request),
})

function view(screen: ChainScreen, { size }: Drawing): Parts {
  const { request, picker: now } = screen
  const width = frameWidth(size)
  const pen = penFor(isSmall(size) ? 'none' : 'round', width)
  const options = OPTIONS.map((option, index) => {
    const chosen = index === now.at
    return line(
      span(chosen ? '  › ' : '    ', 'chosen'),
      span(option.word.padEnd(11), chosen ? 'chosen' : 'strong'),
      span(option.does, 'quiet'),
    )
  })
  const title = chainTitle(request.chain, pen.inner)
  const estimate: Line[] = chainEstimate(request.chain, request.match, pen.inner)
  const whole = chainList(request.chain, pen.inner)
  const below = [
    ...(now.problem === '' ? [] : wrapText(` ! ${now.problem}`, width, 3, 'bad')),
    ...(now.typed.text === '' ? [] : [promptLine('', now.typed, width)]),
  ]
  const short = whole.length + title.length + estimate.length + below.length + FRAME > size.rows
  const list = short ? chainList(request.chain, pen.inner, true) : whole
  return {
    top: [...pen.top(), ...title.map(pen.row), ...pen.rule()],
    body: list.map(pen.row),
    focus: Math.min(screen.scrolled, list.length - 1),
    bottom: [
      ...pen.rule(),
      ...estimate.map(pen.row),
      ...pen.rule(),
      ...(size.rows < 24 ? [] : [pen.row(line('OPTIONS:'))]),
      ...options.map(pen.row),
      ...pen.bottom(),
      ...below,
    ],
    more: (text) => pen.row(line(span(`  ${text} (PgUp PgDn)`, 'quiet'))),
  }
}
