import type { GoalMatch } from '../../engine/protocol/index.ts'
import { type Edit, EMPTY, editKey, editOf, insert } from '../edit.ts'
import { frameWidth, type Parts, type Size } from '../frame.ts'
import { commandFor, type Press, type Where } from '../keys.ts'
import { BLANK, type Line, line, sides, span, wrapLine, wrapText } from '../lines.ts'
import { editSpans } from './picker.ts'
import { understoodLines } from './understood.ts'

/** A run that was started here before. */
export interface RecentRun {
  run: string
  when: string
  goal: string
  state: string
  resumable: boolean
}

export interface StartTools {
  /** What a goal means; cheap enough for every keystroke. */
  understand(goal: string): GoalMatch
  recent: readonly RecentRun[]
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
}

export type Started =
  | { is: 'goal'; goal: string; blueprint: string | null }
  | { is: 'resume'; run: string }
  | { is: 'left' }

export const openStart = (): StartScreen => ({ line: EMPTY, at: -1, blueprint: null, problem: '' })
export const START_PLACES: readonly Where[] = ['start']

/** From here the engine takes a blueprint by itself. */
const TAKEN = 0.7

export function pressStart(screen: StartScreen, press: Press, tools: StartTools): StartScreen | Started {
  const rows = rowsOf(screen, tools)
  switch (commandFor(press, START_PLACES, screen.line.text !== '')) {
    case 'up':
      return { ...screen, at: Math.max(-1, screen.at - 1), problem: '' }
    case 'down':
      return { ...screen, at: Math.min(rows.length - 1, screen.at + 1), problem: '' }
    case 'complete':
      return { ...screen, blueprint: !takes(screen, tools.understand(screen.line.text)), problem: '' }
    case 'accept':
      return accept(screen, rows, tools)
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
  const list = rows.map((row, index) => rowLine(row, index === screen.at, width))
  const firstRun = rows.findIndex((row) => row.is === 'run')
  const examples = firstRun < 0 ? list : list.slice(0, firstRun)
  const runs = firstRun < 0 ? [] : list.slice(firstRun)
  const headed = (title: string, lines: Line[]): Line[] =>
    lines.length === 0 ? [] : [BLANK, line(span(` ${title}`, 'strong')), ...lines]
  const body = [
    ...(match === null ? [] : [BLANK, ...understoodLines(match, takes(screen, match), width)]),
    ...headed('Examples', examples),
    ...headed('Recent', runs),
  ]
  return {
    top: [
      sides(line(span(' skillchain', 'strong')), line(span(`${tools.folder} `, 'quiet')), width),
      line(' What do you want to build?'),
      BLANK,
      [span(' › ', 'accent'), ...editSpans(screen.line, width - 4)],
    ],
    body,
    focus: screen.at < 0 ? 0 : Math.max(0, body.length - (rows.length - screen.at)),
    bottom: screen.problem === '' ? [] : wrapText(` ! ${screen.problem}`, width, 3, 'warn'),
  }
}

function rowLine(row: Row, chosen: boolean, width: number): Line {
  const mark = span(chosen ? '  › ' : '    ', 'chosen')
  if (row.is === 'example') return wrapLine([mark, span(row.goal, chosen ? 'chosen' : 'plain')], width, 4)[0] ?? BLANK
  const { when, goal, state, resumable } = row.run
  const right = [span(`  ${state}${resumable ? ' · Enter resumes' : ''} `, resumable ? 'accent' : 'quiet')]
  return sides([mark, span(`${when}  `, 'quiet'), span(goal, chosen ? 'chosen' : 'plain')], right, width)
}
