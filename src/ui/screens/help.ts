import { bindingsFor, type Where } from '../keys.ts'
import { BLANK, type Line, line, span, wrapLine } from '../lines.ts'

const WORDS: readonly [string, string][] = [
  ['skip', 'use the default for this question'],
  ['skip all', 'use the defaults for all questions that follow'],
  ['back', 'return to the skill before; answers are kept'],
  ['status', 'show progress, then ask again'],
  ['done', 'stop asking and generate'],
  ['restart', 'go back to the chain; answers are cleared'],
  ['help', 'show this'],
]

/** Where something else is asked, nothing can be skipped and nowhere gone back to. */
const SHOWING: readonly [string, string][] = [
  ['status', 'show progress, then ask again'],
  ['help', 'show this'],
]

const CHAIN: readonly [string, string][] = [
  ['confirm', 'go on with this chain'],
  ['skip', 'use all defaults (faster)'],
  ['customize', 'add, remove and move skills'],
  ['add SKILL', 'take a skill in'],
  ['remove SKILL', 'leave a skill out'],
  ['order SKILL …', 'all skills in the order you want'],
  ['blueprint NAME', 'take a blueprint'],
  ['custom', 'go without a blueprint'],
]

/** These are steered by keys alone. */
const WITHOUT_WORDS: readonly Where[] = ['start', 'report', 'pages', 'board', 'log', 'search', 'held']

/** Every key that works here, from the table that dispatches them, and the workflow commands of the specification. */
export function helpLines(places: readonly Where[], width: number): Line[] {
  const keys = new Map<string, { shown: string[]; does: string }>()
  for (const one of bindingsFor(places)) {
    const known = keys.get(one.does)
    if (known === undefined) keys.set(one.does, { shown: [one.shown], does: one.does })
    else if (!known.shown.includes(one.shown)) known.shown.push(one.shown)
  }
  const rows = [...keys.values()].map(({ shown, does }): [string, string] => [shown.join(' '), does])
  return [line(span('Keys', 'strong')), ...table(rows, width), ...words(places, width)]
}

function words(places: readonly Where[], width: number): Line[] {
  const known = places.includes('chain') ? CHAIN : places.includes('question') ? WORDS : SHOWING
  if (places.some((one) => WITHOUT_WORDS.includes(one))) return []
  const more = places.includes('question')
    ? 'A text answer that is one of these words is put in quotes: "back".'
    : places.includes('chain')
      ? ''
      : 'A choice is typed by its number, its name or the beginning of it.'
  return [
    BLANK,
    line(span('Workflow commands, typed', 'strong')),
    ...table(known, width),
    ...(more === '' ? [] : [BLANK, ...wrapLine(line(more), width)]),
  ]
}

function table(rows: readonly [string, string][], width: number): Line[] {
  const column = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.flatMap(([left, right]) =>
    wrapLine([span(`  ${left.padEnd(column)}`, 'accent'), span(right)], width, column + 2),
  )
}
