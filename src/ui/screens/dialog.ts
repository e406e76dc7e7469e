import { type DialogRequest, dialogTitle, parseAnswer } from '../../engine/protocol/index.ts'
import { frameWidth, isSmall, type Parts, penFor } from '../frame.ts'
import { BLANK, type Line, line, span, wrapLine, wrapText } from '../lines.ts'
import { cleared, type Picker, pasteInto, pick, picker, problemLine, promptLine, refuse } from './picker.ts'
import { answer, type Drawing, type ScreenOf, type Step, stay } from './types.ts'

export interface DialogScreen {
  is: 'dialog'
  request: DialogRequest
  picker: Picker
}

const PLACES = ['dialog', 'list'] as const

export function openDialog(request: DialogRequest): DialogScreen {
  const at = request.choices.findIndex((choice) => choice.key === request.default)
  return { is: 'dialog', request, picker: picker(at) }
}

/** Every dialog of the specification: some lines, some choices, the safe one chosen. */
export const dialogScreen: ScreenOf<DialogScreen> = {
  places: () => PLACES,
  typing: (screen) => screen.picker.typed.text !== '',
  press(screen, press): Step<DialogScreen> {
    const picked = pick(screen.picker, press, PLACES, wordsOf(screen))
    if (picked.is === 'moved') return stay({ ...screen, picker: picked.picker })
    if (picked.is === 'command') return { is: 'show', what: picked.command === 'status' ? 'status' : 'help' }
    return accept(screen)
  },
  paste: (screen, text) => ({ ...screen, picker: pasteInto(screen.picker, text, wordsOf(screen)) }),
  view: (screen, drawing) => view(screen, drawing),
}

const wordsOf = ({ request }: DialogScreen): string[] => request.choices.map((choice) => choice.key)

function accept(screen: DialogScreen): Step<DialogScreen> {
  const { picker: now, request } = screen
  const chosen = request.choices[now.at]
  const back = { ...screen, picker: cleared(now) }
  if (now.typed.text === '' && chosen !== undefined) return given(request, chosen.key, back)
  const parsed = parseAnswer(request, now.typed.text)
  if (parsed.is === 'answer') return given(request, String(parsed.answer), back)
  if (parsed.is === 'show') return { is: 'show', what: parsed.what, screen: back }
  return stay({ ...screen, picker: refuse(now, parsed.problem) })
}

/** spec 1's choice C: the detailed report is looked through here, and the dialog is still open afterwards. */
const given = (request: DialogRequest, key: string, back: DialogScreen): Step<DialogScreen> =>
  request.dialog === 'incomplete' && key === 'C' ? { is: 'show', what: 'report', screen: back } : answer(key)

/** `1. label` and `A) label` as in the specification; words stand in a column. */
function choiceText({ choices }: DialogRequest, index: number): string {
  const choice = choices[index]
  if (choice === undefined) return ''
  if (/^\d+$/.test(choice.key)) return `${choice.key}. ${choice.label}`
  if (choice.key.length === 1) return `${choice.key}) ${choice.label}`
  return `${choice.key.padEnd(Math.max(...choices.map((one) => one.key.length)))}  ${choice.label}`
}

function view(screen: DialogScreen, { size }: Drawing): Parts {
  const { request, picker: now } = screen
  const width = frameWidth(size)
  const title = dialogTitle(request)
  const warns = title.startsWith('⚠')
  const pen = penFor(isSmall(size) ? 'none' : 'round', width, warns ? 'warn' : 'quiet')
  const said = request.lines.flatMap((text) => (text === '' ? [BLANK] : wrapText(text, pen.inner, 2)))
  const choices = request.choices.flatMap((_, index): Line[] => {
    const chosen = index === now.at
    const mark = span(chosen ? '› ' : '  ', 'chosen')
    return wrapLine([mark, span(choiceText(request, index), chosen ? 'chosen' : 'plain')], pen.inner, 5)
  })
  const fits = title.length + 6 <= width
  const heading = fits ? [] : wrapText(title, pen.inner, 2, 'strong')
  return {
    top: [...pen.top(fits ? title : undefined), ...heading.map(pen.row)],
    body: said.map(pen.row),
    focus: 0,
    bottom: [
      ...choices.map(pen.row),
      ...pen.bottom(),
      ...problemLine(now.problem),
      promptLine(request.prompt, now.typed, width),
    ],
    more: (text) => pen.row(line(span(text, 'quiet'))),
  }
}
