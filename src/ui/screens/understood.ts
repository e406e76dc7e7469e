import { type ChainSkill, type GoalMatch, showPlain } from '../../engine/protocol/index.ts'
import { bar } from '../bar.ts'
import { graphemes } from '../edit.ts'
import { type Line, line, type Role, type Span, span, wrapLine } from '../lines.ts'

/** A word of the goal that chose a skill: as it was typed, and the keyword it stands for. */
interface Word {
  typed: string
  keyword: string
  misspelled: boolean
}

/** What the matcher says of a word: `matched: "kubernetes" via k8s`, `… spelled kuberntes`. */
function wordsOf({ why }: ChainSkill): Word[] {
  return why.flatMap((text) => {
    const [, keyword, how, other] = /"([^"]+)"(?: (via|spelled) (.+))?/.exec(text) ?? []
    return keyword === undefined ? [] : [{ typed: other ?? keyword, keyword, misspelled: how === 'spelled' }]
  })
}

const named = (match: GoalMatch): ChainSkill[] => match.skills.filter((skill) => !skill.inserted)

/** The words that leave a skill out stand quoted in its reason. */
const refusal = (why: string): string => /"([^"]+)"/.exec(why)?.[1] ?? ''

/** How each sign of the typed goal was understood; what means nothing to any skill stays plain. */
export function marksOf(match: GoalMatch, text: string): Role[] {
  const roles: Role[] = graphemes(text).map(() => 'plain')
  const mark = (words: string, role: Role): void => {
    for (const at of places(text, words)) {
      const from = graphemes(text.slice(0, at)).length
      for (let index = 0; index < graphemes(words).length; index++) roles[from + index] = role
    }
  }
  for (const fact of match.facts) mark(fact.source ?? '', 'good')
  for (const word of named(match).flatMap(wordsOf)) mark(word.typed, word.misspelled ? 'warn' : 'accent')
  for (const skill of match.leftOut) mark(refusal(skill.why), 'struck')
  return roles
}

/** Where these words stand in a text, as whole words, whatever their case. */
function places(text: string, words: string): number[] {
  const found: number[] = []
  const wanted = words.toLowerCase()
  const within = text.toLowerCase()
  if (wanted === '' || within.length !== text.length) return found
  const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1))
    if (!isWord(within[at - 1]) && !isWord(within[at + wanted.length])) found.push(at)
  return found
}

const LABEL = 14

/** What was understood of a goal, while it is being typed. */
export function understoodLines(match: GoalMatch, takesBlueprint: boolean, width: number): Line[] {
  const skills = named(match)
  const words = unique(skills.flatMap(wordsOf), (word) => word.typed)
  return [
    ...labelled('words', words.map(wordSpans), width),
    ...labelled(
      'values',
      match.facts.map(({ name, value, source }) => valueSpans(name, showPlain(value), source)),
      width,
    ),
    ...labelled(
      'without',
      match.leftOut.map(({ name, why }) => {
        const because = refusal(why)
        return because === '' ? [span(name), span(`  ${why}`, 'quiet')] : [span(because, 'struck'), span(`  ${name}`)]
      }),
      width,
    ),
    ...(skills.length === 0 ? nearestLines(match, width) : labelled('skills', skills.map(skillSpans), width)),
    ...match.notes.flatMap((note) => wrapLine([span('   ! ', 'warn'), span(note, 'warn')], width, 5)),
    ...blueprintLines(match, takesBlueprint, width),
  ]
}

function labelled(label: string, parts: Span[][], width: number): Line[] {
  if (parts.length === 0) return []
  const joined = parts.flatMap((part, index) => [...(index === 0 ? [] : [span(' · ', 'quiet')]), ...part])
  return wrapLine([span(`   ${label.padEnd(LABEL - 3)}`, 'quiet'), ...joined], width, LABEL)
}

const wordSpans = ({ typed, keyword, misspelled }: Word): Span[] =>
  typed.toLowerCase() === keyword.toLowerCase()
    ? [span(keyword, 'accent')]
    : [span(typed, misspelled ? 'warn' : 'quiet'), span(' → ', 'quiet'), span(keyword, 'accent')]

const valueSpans = (name: string, value: string, source: string | undefined): Span[] => [
  span(`${name} `, 'quiet'),
  span(value, 'good'),
  ...(source === undefined || source.toLowerCase() === value.toLowerCase() ? [] : [span(` (${source})`, 'quiet')]),
]

const skillSpans = ({ name, available }: ChainSkill): Span[] =>
  available === false ? [span(name, 'quiet'), span(' (not in this version)', 'quiet')] : [span(name, 'strong')]

const BAR = 10

function blueprintLines({ blueprint }: GoalMatch, taken: boolean, width: number): Line[] {
  if (blueprint === null) return []
  const percent = Math.floor(blueprint.confidence * 100)
  return wrapLine(
    [
      span(' → ', 'accent'),
      span('blueprint'.padEnd(LABEL - 3), 'quiet'),
      span(`${blueprint.name} `, 'strong'),
      ...bar(percent, 100, BAR),
      span(` ${percent} %`),
      ...(taken
        ? [span('  taken', 'good'), span('; Tab goes without it', 'quiet')]
        : [span('  Tab takes it', 'quiet')]),
    ],
    width,
    LABEL,
  )
}

function nearestLines(match: GoalMatch, width: number): Line[] {
  const nearest = match.nearest.slice(0, 3)
  if (nearest.length === 0) return [line(span('   no skill knows these words yet', 'quiet'))]
  const column = Math.max(...nearest.map((one) => one.name.length)) + 2
  return [
    line(span('   no skill knows these words; the nearest:', 'quiet')),
    ...nearest.flatMap((one) =>
      wrapLine([span(`     ${one.name.padEnd(column)}`, 'accent'), span(one.why, 'quiet')], width, column + 5),
    ),
  ]
}

function unique<T>(list: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(list.map((one) => [key(one), one])).values()]
}
