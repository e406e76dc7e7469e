import { type Fact, type QuestionRequest, showPlain, type TypeSpec } from '../../engine/protocol/index.ts'
import { frameWidth, isSmall, type Parts } from '../frame.ts'
import { BLANK, type Line, line, sides, span, wrapLine, wrapText } from '../lines.ts'
import { editSpans, promptLine } from './picker.ts'
import { type QuestionScreen, shownValue } from './question-model.ts'
import type { Drawing } from './types.ts'

const BAR = 24

/** Where this question stands: its skill, its number there, the step of the chain. */
function rail({ skill, index, count, step, of }: QuestionRequest, width: number): Line {
  const done = Math.round((index / Math.max(1, count)) * BAR)
  const left = line(span(' ● ', 'accent'), span(skill, 'strong'), span(`  ${index}/${count} `))
  const bar = width < 76 ? [] : [span('━'.repeat(done), 'accent'), span('─'.repeat(BAR - done), 'quiet'), span('  ')]
  return sides(left, [...bar, span(`step ${step}/${of} `)], width)
}

export function viewQuestion(screen: QuestionScreen, drawing: Drawing): Parts {
  const { request } = screen
  const width = frameWidth(drawing.size)
  const small = isSmall(drawing.size) || drawing.size.rows < 22
  const gap = small ? [] : [BLANK]
  const ask = sides(line(span(` ${request.ask}`, 'strong')), line(span(`${request.fact} `, 'quiet')), width)
  const long = request.ask.length + request.fact.length + 4 > width
  const options = optionLines(screen, width)
  const input = screen.options.length === 0 ? inputLines(screen, drawing, width) : []
  return {
    top: [
      rail(request, width),
      ...gap,
      ...(long ? [...wrapText(` ${request.ask}`, width, 1, 'strong'), line(span(` ${request.fact}`, 'quiet'))] : [ask]),
      ...input,
    ],
    body: [...options.lines, ...gap, ...details(request, width)],
    focus: options.focus,
    bottom: [
      ...(screen.problem === '' ? [] : wrapText(` ! ${screen.problem}`, width, 3, 'bad')),
      ...(screen.picker.typed.text === '' ? [] : [promptLine('', screen.picker.typed, width)]),
    ],
    more: (text) => line(span(`   ${text}`, 'quiet')),
  }
}

function optionLines(screen: QuestionScreen, width: number): { lines: Line[]; focus: number } {
  const { request, checked } = screen
  const column = Math.max(0, ...screen.options.map((option) => option.word.length))
  const lines: Line[] = []
  let focus = 0
  for (const [index, option] of screen.options.entries()) {
    const here = index === screen.picker.at
    if (here) focus = lines.length
    const box = checked === null ? '' : checked.includes(option.word) ? '[x] ' : '[ ] '
    const label = option.label === option.word ? '' : `  ${option.label}`
    const tags = [
      ...(option.note === '' ? [] : [option.note]),
      ...(request.previous !== undefined && showPlain(request.previous) === showPlain(option.value)
        ? ['your answer']
        : []),
      ...(request.default === option.value ? [originOf(request)] : []),
    ]
    lines.push(
      ...wrapLine(
        [
          span(here ? '   › ' : '     ', 'chosen'),
          span(box, checked?.includes(option.word) ? 'good' : 'quiet'),
          span(option.word.padEnd(column), here ? 'chosen' : 'plain'),
          span(label),
          span(tags.length === 0 ? '' : `   ${tags.join(' · ')}`, 'quiet'),
        ],
        width,
        column + box.length + 7,
      ),
    )
  }
  return { lines, focus }
}

function inputLines(screen: QuestionScreen, { tools }: Drawing, width: number): Line[] {
  const { request, line: typed } = screen
  const hint = shownValue(request)
  const input = [span('   › ', 'accent'), ...editSpans(typed, width - 6, hint === '' ? ' ' : hint)]
  const origin =
    request.previous !== undefined ? 'your answer' : request.default === null ? 'no default' : originOf(request)
  if (typed.text === '') return [input, ...wrapText(`     ${typeWords(request.spec)} · ${origin}`, width, 5, 'quiet')]
  const word = steering(typed.text)
  if (word !== null) return [input, ...wrapText(`     Enter: ${word}; as a value, put it in quotes`, width, 5, 'warn')]
  const checked = tools.check(request, typed.text)
  return [
    input,
    ...(checked.ok
      ? wrapText(`     ✓ ${checked.shown}`, width, 7, 'good')
      : wrapText(`     ${checked.problem}`, width, 5, 'warn')),
  ]
}

const WORDS = ['skip', 'skip all', 'back', 'done', 'restart', 'status', 'help']
const steering = (text: string): string | null => WORDS.find((word) => word === text.trim().toLowerCase()) ?? null

const originOf = ({ defaultFrom }: QuestionRequest): string =>
  defaultFrom === 'default' ? 'default' : `default, from ${defaultFrom === 'goal' ? 'the goal' : defaultFrom}`

function details(request: QuestionRequest, width: number): Line[] {
  const shown = request.changes.slice(0, 4)
  const more = request.changes.length - shown.length
  const changes = `${shown.join(' · ')}${more > 0 ? ` and ${more} more` : ''}`
  const labelled = (label: string, text: string): Line[] =>
    text === '' ? [] : wrapLine([span(`   ${label} `, 'strong'), span(text)], width, 5)
  return [
    ...labelled('Why this matters:', request.why),
    ...labelled('Changes:', changes),
    ...labelled('Known:', request.known.map(knownText).join(' · ')),
  ]
}

const knownText = (fact: Fact): string => `${fact.name} ${showPlain(fact.value)} (from ${fact.source ?? fact.origin})`

/** What would be accepted, in words. */
export function typeWords(spec: TypeSpec): string {
  const range =
    spec.min !== undefined && spec.max !== undefined
      ? ` ${spec.type === 'cidr' ? '/' : ''}${spec.min}–${spec.type === 'cidr' ? '/' : ''}${spec.max}`
      : ''
  if (spec.type === 'list') return `list of ${spec.items?.type ?? 'text'}, separated by commas`
  return `${spec.type}${range}`
}
