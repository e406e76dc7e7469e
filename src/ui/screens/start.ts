import { count, type GoalMatch } from '../../engine/protocol/index.ts'
import { type Edit, EMPTY, editKey, editOf, insert } from '../edit.ts'
import { frameWidth, type Parts, type Size } from '../frame.ts'
import { commandFor, type Press, type Where } from '../keys.ts'
import { BLANK, cutLine, type Line, line, type Role, sides, span, wrapText } from '../lines.ts'
import { editRows } from './picker.ts'
import { marksOf, understoodLines } from './understood.ts'

/** A run that was started here before. */
export interface RecentRun {
  run: string
  when: string
  goal: string
  /** The folder it writes to. */
  out: string
  state: string
  resumable: boolean
}

export interface StartTools {
  /** What a goal means; cheap enough for every keystroke. */
  understand(goal: string): GoalMatch
  recent: readonly RecentRun[]
  /** How many files were edited since, by run; looked up once the screen stands. */
  edited(): Promise<Record<string, number>>
  examples: readonly string[]
  folder: string
}

export interface StartScreen {
  line: Edit
  /** Row of the list under the input; -1: the input itself. */
  at: number
  /** Whether the blueprint is taken; null: as the match says. */
  blueprint: boolean | null
  problem: string
  /** What `edited` said. */
  edited: Readonly<Record<string, number>>
}

export type Started =
  | { is: 'goal'; goal: string; blueprint: string | null }
  | { is: 'resume'; run: string }
  | { is: 'left' }

export const openStart = (): StartScreen => ({ line: EMPTY, at: -1, blueprint: null, problem: '', edited: {} })
const PLACES: readonly Where[] = ['start']
/** With a row of the list chosen, nothing is being typed. */
const ROW_PLACES: readonly Where[] = ['recent', 'start']
export const startPlaces = (screen: StartScreen): readonly Where[] => (screen.at < 0 ? PLACES : ROW_PLACES)

/** From here the engine takes a blueprint by itself. */
const TAKEN = 0.7

export function pressStart(screen: StartScreen, press: Press, tools: StartTools): StartScreen | Started {
  const rows = rowsOf(screen, tools)
  switch (commandFor(press, startPlaces(screen), screen.at < 0)) {
    case 'up':
      return { ...screen, at: Math.max(-1, screen.at - 1), problem: '' }
    case 'down':
      return { ...screen, at: Math.min(rows.length - 1, screen.at + 1), problem: '' }
    case 'complete':
      return { ...screen, blueprint: !takes(screen, tools.understand(screen.line.text)), problem: '' }
    case 'accept':
      return accept(screen, rows, tools)
    case 'resume': {
      const row = rows[screen.at]
      if (row?.is === 'run') return accept(screen, rows, tools)
      if (press.text !== '') return { ...screen, line: insert(screen.line, press.text), at: -1 }
      const last = tools.recent.find((run) => run.resumable)
      return last === undefined
        ? { ...screen, problem: 'no run was stopped here: there is nothing to resume' }
        : { is: 'resume', run: last.run }
    }
    default: {
      if (press.name === 'escape')
        return screen.at >= 0 ? { ...screen, at: -1 } : { ...screen, line: EMPTY, problem: '' }
      const line = editKey(screen.line, press)
      return line === null ? screen : { ...screen, line, at: -1, problem: '' }
    }
  }
}

export const pasteStart = (screen: StartScreen, text: string): StartScreen => ({
  ...screen,
  line: insert(screen.line, text.trim().replace(/\s+/g, ' ')),
  at: -1,
})

type Row = { is: 'example'; goal: string } | { is: 'run'; run: RecentRun }

const rowsOf = (screen: StartScreen, tools: StartTools): Row[] => [
  ...(screen.line.text === '' ? tools.examples.map((goal): Row => ({ is: 'example', goal })) : []),
  ...tools.recent.map((run): Row => ({ is: 'run', run })),
]

function accept(screen: StartScreen, rows: Row[], tools: StartTools): StartScreen | Started {
  const row = rows[screen.at]
  if (row?.is === 'example') return { ...screen, line: editOf(row.goal), at: -1 }
  if (row?.is === 'run')
    return row.run.resumable
      ? { is: 'resume', run: row.run.run }
      : {
          ...screen,
          line: editOf(row.run.goal),
          at: -1,
          problem: 'that run is finished; its goal stands above, Enter starts it anew',
        }
  const goal = screen.line.text.trim()
  if (goal === '') return { ...screen, problem: 'say what to build, or take an example with ↓ and Enter' }
  const match = tools.understand(goal)
  return { is: 'goal', goal, blueprint: blueprintFor(screen, match) }
}

function blueprintFor(screen: StartScreen, match: GoalMatch): string | null {
  if (screen.blueprint === null || match.blueprint === null) return null
  return screen.blueprint ? match.blueprint.name : 'none'
}

const takes = (screen: StartScreen, match: GoalMatch): boolean =>
  match.blueprint !== null && (screen.blueprint ?? match.blueprint.confidence >= TAKEN)

export function viewStart(screen: StartScreen, tools: StartTools, size: Size): Parts {
  const width = frameWidth(size)
  const typed = screen.line.text.trim() !== ''
  const match = typed ? tools.understand(screen.line.text) : null
  const rows = rowsOf(screen, tools)
  const newest = tools.recent.find((run) => run.resumable)?.run
  const body: Line[] = match === null ? [] : [BLANK, ...understoodLines(match, takes(screen, match), width)]
  let focus = 0
  for (const [index, row] of rows.entries()) {
    if (row.is !== rows[index - 1]?.is) body.push(BLANK, line(span(` ${HEADS[row.is]}`, 'strong')))
    if (index === screen.at) focus = body.length
    body.push(rowLine(row, { chosen: index === screen.at, newest, edited: screen.edited }, width))
  }
  return {
    top: [
      sides(line(span(' skillchain', 'strong')), line(span(`${tools.folder} `, 'quiet')), width),
      line(' What do you want to build?'),
      BLANK,
      ...inputLines(screen.line, width, match === null ? [] : marksOf(match, screen.line.text)),
    ],
    body,
    focus,
    bottom: screen.problem === '' ? [] : wrapText(` ! ${screen.problem}`, width, 3, 'warn'),
  }
}

const HEADS: Record<Row['is'], string> = { example: 'Examples', run: 'Recent' }

/** A goal may be longer than a line. */
const INPUT_LINES = 4

const inputLines = (typed: Edit, width: number, roles: readonly Role[]): Line[] =>
  editRows(typed, width - 5, INPUT_LINES, roles).map((row, index) => [
    span(index === 0 ? ' › ' : '   ', 'accent'),
    ...row,
  ])

interface Beside {
  chosen: boolean
  /** The run that can be resumed without choosing it. */
  newest: string | undefined
  edited: StartScreen['edited']
}

function rowLine(row: Row, { chosen, newest, edited }: Beside, width: number): Line {
  const mark = span(chosen ? '  › ' : '    ', 'chosen')
  if (row.is === 'example') return cutLine([mark, span(row.goal, chosen ? 'chosen' : 'plain')], width)
  const { run, when, goal, state, resumable } = row.run
  const how = !resumable ? '' : chosen ? ' · r resumes' : run === newest ? ' · ^R resumes' : ''
  const since = edited[run] === undefined || edited[run] === 0 ? '' : `, ${count(edited[run], 'file')} edited since`
  const left = [mark, span(`${when}  `, 'quiet'), span(goal, chosen ? 'chosen' : 'plain')]
  return sides(left, [span(`  ${state}${since}`, 'quiet'), span(`${how} `, 'accent')], width)
}
