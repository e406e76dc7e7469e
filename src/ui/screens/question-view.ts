import { changesText, type Fact, type QuestionRequest, type RunState, showPlain } from '../../engine/protocol/index.ts'
import { bar } from '../bar.ts'
import { frameWidth, isSmall, type Parts } from '../frame.ts'
import { BLANK, type Line, line, type Role, type Span, sides, span, wrapLine, wrapText } from '../lines.ts'
import { editSpans, promptLine } from './picker.ts'
import { type Option, type QuestionScreen, shownValue } from './question-model.ts'
import { MARKS } from './status.ts'
import type { Drawing } from './types.ts'

/** Where this question stands: its skill, its number there, the steps of the chain. */
function rail({ skill, index, count, step, of }: QuestionRequest, run: RunState, width: number): Line {
  const left = line(span(' ● ', 'accent'), span(skill, 'strong'), span(`  ${index}/${count} `))
  const progress = width < 76 ? [] : [...bar(index, count, 24), span('  ')]
  const steps = run.skills.length !== of || width < 50 || of > 16 ? [] : [...run.skills.map(stepSign), span(' ')]
  return sides([...left, ...progress], [...steps, span(`step ${step}/${of} `)], width)
}

const stepSign = ({ status }: RunState['skills'][number]): Span => span(MARKS[status].sign, MARKS[status].role)

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
      ...gap,
      rail(request, drawing.run, width),
      ...gap,
      ...(long ? [...wrapText(` ${request.ask}`, width, 1, 'strong'), line(span(` ${request.fact}`, 'quiet'))] : [ask]),
      ...input,
    ],
    body: [...options.lines, ...gap, ...details(request, width)],
    focus: options.focus,
    bottom: [
      ...(screen.problem === '' || input.length > 0 ? [] : wrapText(` ! ${screen.problem}`, width, 3, 'bad')),
      ...(screen.picker.typed.text === '' ? [] : [promptLine('', screen.picker.typed, width)]),
    ],
    more: (text) => line(span(`   ${text}`, 'quiet')),
  }
}

function optionLines(screen: QuestionScreen, width: number): { lines: Line[]; focus: number } {
  const { checked } = screen
  const column = Math.max(0, ...screen.options.map((option) => option.word.length))
  const lines: Line[] = []
  let focus = 0
  for (const [index, option] of screen.options.entries()) {
    const here = index === screen.picker.at
    if (here) focus = lines.length
    const box = checked === null ? '' : checked.includes(option.word) ? '[x] ' : '[ ] '
    const tags = tagsOf(option, screen)
    lines.push(
      ...wrapLine(
        [
          span(here ? '   › ' : '     ', 'chosen'),
          span(box, checked?.includes(option.word) ? 'good' : 'quiet'),
          span(option.word.padEnd(column), here ? 'chosen' : 'plain'),
          span(`  ${meaning(option)}`, here ? 'plain' : 'quiet'),
          span(tags.length === 0 ? '' : `${meaning(option) === '' ? '' : '  '}${tags.join(' · ')}`, 'accent'),
        ],
        width,
        column + box.length + 7,
      ),
    )
  }
  return { lines, focus }
}

/** What a choice means, beside its name; a label that only repeats the name says nothing. */
function meaning({ word, label, note }: Option): string {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return [bare(label) === bare(word) ? '' : label, note].filter((text) => text !== '').join(' · ')
}

function tagsOf(option: Option, { request, checked }: QuestionScreen): string[] {
  const isOne = (value: typeof request.default): boolean =>
    checked !== null && Array.isArray(value)
      ? value.includes(option.value)
      : showPlain(value) === showPlain(option.value)
  const before = request.previous !== undefined && isOne(request.previous)
  return [
    ...(before ? ['your answer'] : []),
    ...(request.default !== null && isOne(request.default) ? [originOf(request)] : []),
  ]
}

/** Most members of a list that are shown one by one. */
const ENTRIES = 6

function inputLines(screen: QuestionScreen, { tools }: Drawing, width: number): Line[] {
  const { request, line: typed } = screen
  const hint = shownValue(request)
  const input = [span('   › ', 'accent'), ...editSpans(typed, width - 6, hint === '' ? ' ' : hint)]
  const said = (text: string, role: Role): Line[] => wrapText(`     ${text}`, width, 7, role)
  const refused = screen.problem === '' ? [] : said(`! ${screen.problem}`, 'bad')
  if (typed.text === '') {
    const origin =
      request.previous !== undefined ? 'your answer' : request.default === null ? 'no default' : originOf(request)
    const expected = tools.expects(request)
    return [
      input,
      ...(refused.length > 0 ? refused : said(`${origin}${expected === '' ? '' : ` · takes ${expected}`}`, 'quiet')),
    ]
  }
  const word = steering(typed.text)
  if (word !== null) return [input, ...said(`Enter: ${word}; as a value, put it in quotes`, 'warn')]
  const checked = tools.check(request, typed.text)
  if (!checked.ok) return [input, ...(refused.length > 0 ? refused : said(checked.problem, 'warn'))]
  if (checked.entries.length < 2) return [input, ...said(`✓ ${checked.shown}`, 'good')]
  const more = checked.entries.length - ENTRIES
  return [
    input,
    ...checked.entries
      .slice(0, more > 1 ? ENTRIES - 1 : ENTRIES)
      .flatMap((entry, index) => said(`${index + 1}. ${entry}`, 'good')),
    ...(more > 1 ? said(`and ${more + 1} more`, 'quiet') : []),
  ]
}

const WORDS = ['skip', 'skip all', 'back', 'done', 'restart', 'status', 'help']
const steering = (text: string): string | null => WORDS.find((word) => word === text.trim().toLowerCase()) ?? null

const originOf = ({ defaultFrom }: QuestionRequest): string =>
  defaultFrom === 'default' ? 'default' : `default, from ${defaultFrom === 'goal' ? 'the goal' : defaultFrom}`

function details(request: QuestionRequest, width: number): Line[] {
  const labelled = (label: string, text: string): Line[] =>
    text === '' ? [] : wrapLine([span(`   ${label} `, 'strong'), span(text)], width, 5)
  return [
    ...labelled('Why this matters:', request.why),
    ...labelled('Changes:', changesText(request.changes)),
    ...labelled('Known:', request.known.map(knownText).join(' · ')),
  ]
}

const knownText = (fact: Fact): string => `${fact.name} ${showPlain(fact.value)} (from ${fact.source ?? fact.origin})`
