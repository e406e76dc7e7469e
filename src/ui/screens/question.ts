import { parseAnswer, type QuestionRequest } from '../../engine/protocol/index.ts'
import { EMPTY, editKey, editOf, insert } from '../edit.ts'
import type { Parts } from '../frame.ts'
import { commandFor, type Press, type Where } from '../keys.ts'
import { cleared, pasteInto, pick, picker, refuse } from './picker.ts'
import { type Option, type QuestionScreen, shownValue } from './question-model.ts'
import { viewQuestion } from './question-view.ts'
import { answer, type Drawing, type ScreenOf, type Step, stay, type Tools } from './types.ts'

export function openQuestion(request: QuestionRequest): QuestionScreen {
  const options = optionsOf(request)
  const shown = request.previous ?? request.default
  const multi = request.spec.type === 'multi-choice'
  return {
    is: 'question',
    request,
    options,
    picker: picker(multi ? 0 : options.findIndex((option) => option.value === shown)),
    checked: multi ? (Array.isArray(shown) ? shown.map(String) : []) : null,
    line: EMPTY,
    problem: request.problem ?? '',
  }
}

function optionsOf({ spec, choices }: QuestionRequest): Option[] {
  if (spec.type === 'boolean')
    return [
      { value: true, word: 'yes', label: 'yes', note: '' },
      { value: false, word: 'no', label: 'no', note: '' },
    ]
  if (spec.type !== 'choice' && spec.type !== 'multi-choice') return []
  return choices.map((choice) => ({
    value: choice.value,
    word: String(choice.value),
    label: choice.label,
    note: choice.note ?? '',
  }))
}

/** A question of a skill. The steering words work in all of them, as words and as keys. */
export const questionScreen: ScreenOf<QuestionScreen> = {
  places: placesOf,
  typing: (screen) => (screen.options.length > 0 ? screen.picker.typed.text !== '' : screen.line.text !== ''),
  press(screen, press, tools): Step<QuestionScreen> {
    const steered = steer(commandFor(press, ['question'], true))
    if (steered !== null) return steered
    return screen.options.length > 0 ? pressOptions(screen, press, tools) : pressLine(screen, press, tools)
  },
  paste: (screen, text) =>
    screen.options.length > 0
      ? { ...screen, picker: pasteInto(screen.picker, text, wordsOf(screen)) }
      : { ...screen, line: insert(screen.line, pasted(text)), problem: '' },
  view: (screen: QuestionScreen, drawing: Drawing): Parts => viewQuestion(screen, drawing),
}

/** The line break at the end of what was copied is not part of it; the others separate values. */
const pasted = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')

export function placesOf(screen: QuestionScreen): readonly Where[] {
  if (screen.options.length === 0) return ['question', 'line']
  return screen.checked === null ? ['question', 'list'] : ['question', 'checks', 'list']
}

const wordsOf = (screen: QuestionScreen): string[] => screen.options.map((option) => option.word)

function steer(command: ReturnType<typeof commandFor>): Step<QuestionScreen> | null {
  switch (command) {
    case 'skip':
    case 'back':
    case 'done':
    case 'restart':
      return answer({ is: command })
    case 'status':
      return { is: 'show', what: 'status' }
    default:
      return null
  }
}

function pressOptions(screen: QuestionScreen, press: Press, tools: Tools): Step<QuestionScreen> {
  const picked = pick(screen.picker, press, placesOf(screen), wordsOf(screen))
  if (picked.is === 'moved') return stay({ ...screen, picker: picked.picker, problem: '' })
  if (picked.is === 'accept')
    return (
      typedChoice(screen) ??
      (screen.picker.typed.text === '' ? take(screen) : submit(screen, screen.picker.typed.text, tools))
    )
  if (picked.command === 'toggle') return stay(toggled(screen))
  return picked.command === 'help' ? { is: 'show', what: 'help' } : stay(screen)
}

/** The choice whose name was typed, as far as that leaves no other. */
function typedChoice({ picker: now, options, checked }: QuestionScreen): Step<QuestionScreen> | null {
  const typed = now.typed.text.trim().toLowerCase()
  if (typed === '' || checked !== null) return null
  const meant = options.filter((option) => option.word.toLowerCase().startsWith(typed))
  const only =
    meant.find((option) => option.word.toLowerCase() === typed) ?? (meant.length === 1 ? meant[0] : undefined)
  return only === undefined ? null : answer({ is: 'value', value: only.value })
}

function toggled(screen: QuestionScreen): QuestionScreen {
  const word = screen.options[screen.picker.at]?.word
  if (word === undefined || screen.checked === null) return screen
  const checked = screen.checked.includes(word)
    ? screen.checked.filter((one) => one !== word)
    : screen.options.map((option) => option.word).filter((one) => one === word || screen.checked?.includes(one))
  return { ...screen, checked, picker: { ...screen.picker, moved: true }, problem: '' }
}

/** Enter on what is shown. Untouched, it takes the default as such, or the answer given before. */
function take(screen: QuestionScreen): Step<QuestionScreen> {
  const { request, picker: now, checked } = screen
  if (!now.moved && (request.previous !== undefined || request.default !== null)) {
    const parsed = parseAnswer(request, '')
    if (parsed.is === 'answer') return answer(parsed.answer)
  }
  if (checked !== null) return answer({ is: 'value', value: [...checked] })
  const chosen = screen.options[now.at]
  return chosen === undefined ? stay(screen) : answer({ is: 'value', value: chosen.value })
}

function pressLine(screen: QuestionScreen, press: Press, tools: Tools): Step<QuestionScreen> {
  const command = commandFor(press, ['line'], screen.line.text !== '')
  if (command === 'help') return { is: 'show', what: 'help' }
  if (command === 'complete')
    return stay({
      ...screen,
      line: screen.line.text === '' ? editOf(shownValue(screen.request)) : screen.line,
      problem: '',
    })
  if (command === 'accept') return submit(screen, screen.line.text, tools)
  if (press.name === 'escape') return stay({ ...screen, line: EMPTY, problem: '' })
  const line = editKey(screen.line, press)
  return line === null ? stay(screen) : stay({ ...screen, line, problem: '' })
}

function submit(screen: QuestionScreen, text: string, tools: Tools): Step<QuestionScreen> {
  const { request } = screen
  const parsed = parseAnswer(request, text)
  if (parsed.is === 'show')
    return { is: 'show', what: parsed.what, screen: { ...screen, line: EMPTY, picker: cleared(screen.picker) } }
  if (parsed.is === 'refused') return stay({ ...screen, problem: parsed.problem })
  const given = parsed.answer
  if (typeof given === 'object' && given.is === 'value' && 'value' in given && typeof given.value === 'string') {
    const checked = tools.check(request, given.value)
    if (!checked.ok) return stay({ ...screen, picker: refuse(screen.picker, ''), problem: checked.problem })
  }
  return answer(given)
}

export type { QuestionScreen } from './question-model.ts'
