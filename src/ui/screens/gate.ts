import { type GateRequest, parseAnswer } from '../../engine/protocol/index.ts'
import { frameWidth, isSmall, type Parts, penFor } from '../frame.ts'
import type { Press } from '../keys.ts'
import { line, span, wrapLine, wrapText } from '../lines.ts'
import { cleared, type Picker, pasteInto, pick, picker, problemLine, promptLine, refuse } from './picker.ts'
import { answer, type Drawing, type ScreenOf, type Step, stay } from './types.ts'

export interface GateScreen {
  is: 'gate'
  request: GateRequest
  picker: Picker
}

const PLACES = ['gate', 'dialog', 'list'] as const

export function openGate(request: GateRequest): GateScreen {
  return { is: 'gate', request, picker: picker(request.choices.findIndex((choice) => choice.key === request.safe)) }
}

/** Something irreversible. The safe choice is chosen; a destructive one needs its words typed, and they cannot be pasted. */
export const gateScreen = {
  places: () => PLACES,
  typing: (screen: GateScreen) => screen.picker.typed.text !== '',
  press(screen: GateScreen, press: Press): Step<GateScreen> {
    const picked = pick(screen.picker, press, PLACES, wordsOf(screen))
    if (picked.is === 'moved') return stay({ ...screen, picker: picked.picker })
    if (picked.is === 'command') {
      if (picked.command === 'close') return answer(screen.request.safe)
      return { is: 'show', what: picked.command === 'status' ? 'status' : 'help' }
    }
    return accept(screen)
  },
  paste: (screen: GateScreen, text: string): GateScreen =>
    screen.request.typed === undefined
      ? { ...screen, picker: pasteInto(screen.picker, text, wordsOf(screen)) }
      : screen,
  view,
} satisfies ScreenOf<GateScreen>

const wordsOf = ({ request }: GateScreen): string[] => request.choices.map((choice) => choice.key)

function accept(screen: GateScreen): Step<GateScreen> {
  const { request, picker: now } = screen
  const typed = now.typed.text.trim()
  const chosen = request.choices[now.at]
  if (typed === '' && chosen !== undefined && (request.typed === undefined || chosen.key === request.safe))
    return answer(chosen.key)
  const parsed = parseAnswer(request, typed)
  if (parsed.is === 'answer') return answer(parsed.answer)
  if (parsed.is === 'show') return { is: 'show', what: parsed.what, screen: { ...screen, picker: cleared(now) } }
  return stay({ ...screen, picker: refuse(now, parsed.problem) })
}

function view(screen: GateScreen, { size, armed }: Pick<Drawing, 'size' | 'armed'>): Parts {
  const { request, picker: now } = screen
  const width = frameWidth(size)
  const small = isSmall(size)
  const pen = penFor(small ? 'none' : 'double', width, 'bad')
  const rows = [
    ...request.lines.flatMap((text) => wrapText(text, pen.inner, 2)),
    ...request.evidence.flatMap((text) => wrapText(`Evidence: ${text}`, pen.inner, 10)),
  ]
  const choices = request.choices.flatMap((choice, index) => {
    const chosen = index === now.at
    return wrapLine(
      [span(chosen ? '› ' : '  ', 'chosen'), span(`${choice.key}: ${choice.label}`, chosen ? 'chosen' : 'plain')],
      pen.inner,
      4,
    )
  })
  const how =
    request.typed === undefined
      ? []
      : wrapLine(line('Type  ', span(request.typed, 'bad'), `  to go on, Esc for ${request.safe}.`), pen.inner)
  return {
    // Without its border it is still not to be taken for a question.
    top: pen.top(small ? `!! GATE: ${request.title} !!` : `GATE: ${request.title}`),
    body: rows.map(pen.row),
    bottom: [
      ...choices.map(pen.row),
      ...how.map(pen.row),
      ...pen.bottom(),
      ...problemLine(now.problem),
      armed
        ? promptLine('Your choice:', now.typed, width)
        : line(span(' What was typed before this appeared is not used.', 'warn')),
    ],
    more: (text) => pen.row(line(span(text, 'quiet'))),
  }
}
