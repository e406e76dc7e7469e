import {
  duration,
  PHASE_NAMES,
  type PhaseStatus,
  TASK_PHASES,
  type TaskState,
  type WaitingGate,
} from '../../engine/protocol/index.ts'
import { bindingsFor } from '../keys.ts'
import { cutLine, type Line, line, lineWidth, padLine, type Role, type Span, sides, span } from '../lines.ts'
import type { Tail } from './logs.ts'

/** What a pane shows. Two panes of the same things are drawn the same. */
export interface Pane {
  task: TaskState
  tail: Tail
  gate: WaitingGate | undefined
  focused: boolean
  /** Since the task began. */
  elapsed: string
}

export const MARKS: Record<PhaseStatus, { sign: string; role: Role }> = {
  waiting: { sign: '○', role: 'quiet' },
  running: { sign: '●', role: 'accent' },
  passed: { sign: '✓', role: 'good' },
  failed: { sign: '✗', role: 'bad' },
  'not-run': { sign: '–', role: 'quiet' },
  blocked: { sign: '!', role: 'warn' },
}

export const elapsedOf = (task: TaskState, now: number): string =>
  task.status === 'queued' ? '' : duration((task.restsAt ?? now) - task.startedAt)

/** Its state in capitals, when it is not simply running. */
export function stateOf({ task, gate }: Pick<Pane, 'task' | 'gate'>): { word: string; role: Role } | null {
  if (gate !== undefined) return { word: 'GATE', role: 'warn' }
  if (task.status === 'running' || task.status === 'queued') return null
  return { word: task.status.toUpperCase(), role: task.status === 'failed' ? 'bad' : 'warn' }
}

export const titleOf = (task: TaskState): string => `${task.task} ${task.kind} · ${task.difficulty}`

export function phaseLine(task: TaskState): Line {
  return TASK_PHASES.flatMap((phase, index): Span[] => {
    const { sign, role } = MARKS[task.phases[phase]]
    const name = role === 'accent' || role === 'quiet' ? role : 'plain'
    return [span(`${index === 0 ? '' : ' '}${PHASE_NAMES[phase]} `, name), span(sign, role)]
  })
}

/** What it does, or why it does nothing. */
export function stepOf({ task, gate }: Pick<Pane, 'task' | 'gate'>): Span {
  if (gate !== undefined) return span(`waits: ${gate.request.title}`, 'warn')
  if (task.status === 'blocked') return span(task.note, 'warn')
  return task.status === 'failed' ? span(task.note, 'bad') : span(task.step)
}

/** A box of exactly `width` columns and `height` lines. */
export function paneBox(pane: Pane, width: number, height: number): Line[] {
  const inner = width - 4
  const edge: Role = pane.focused ? 'accent' : 'quiet'
  const side: Span = { text: '│', role: edge }
  const row = (of: Line): Line => [side, BLANK, ...padLine(of, inner), BLANK, side]
  const help = isHalted(pane.task) ? [row(wayOut())] : []
  const log = Math.max(0, height - 4 - help.length)
  const shown = log === 0 ? [] : pane.tail.slice(-log)
  return [
    topLine(pane, width, edge),
    row(phaseLine(pane.task)),
    row(sides([stepOf(pane)], line(span(`  ${pane.elapsed}`, 'quiet')), inner)),
    ...Array.from(
      { length: log },
      (_, index): Line => [side, BLANK, ...logText(shown[index] ?? '', inner), BLANK, side],
    ),
    ...help,
    [{ text: `╰${'─'.repeat(width - 2)}╯`, role: edge }],
  ]
}

const isHalted = ({ status }: TaskState): boolean => status === 'blocked' || status === 'failed'

/** What can be pressed for a task that does not go on by itself. */
const wayOut = (): Line =>
  bindingsFor(['board'])
    .filter(({ command }) => command === 'retry' || command === 'stop')
    .map(({ shown, footer }, index) => span(`${index === 0 ? '' : ' · '}${shown} ${footer ?? ''}`, 'quiet'))

const BLANK: Span = { text: ' ', role: 'plain' }

function topLine(pane: Pane, width: number, edge: Role): Line {
  const state = stateOf(pane)
  const right: Line = state === null ? [] : [span(` ${state.word} `, state.role)]
  const room = width - 4 - lineWidth(right)
  const title = cutLine([span(titleOf(pane.task), pane.focused ? 'chosen' : 'strong')], room)
  const rule = room - lineWidth(title)
  return [
    { text: pane.focused ? '╭›' : '╭ ', role: edge },
    ...title,
    { text: ` ${'─'.repeat(Math.max(0, rule))}`, role: edge },
    ...right,
    { text: '╮', role: edge },
  ]
}

/** One line of a log at exactly `width` columns. Its control codes are gone since it was kept. */
export function logText(text: string, width: number): Line {
  if (/^[\x20-\x7e]*$/.test(text))
    return text.length <= width
      ? [{ text: text.padEnd(width), role: 'plain' }]
      : [
          { text: text.slice(0, width - 1), role: 'plain' },
          { text: '…', role: 'quiet' },
        ]
  return padLine([{ text, role: 'plain' }], width)
}

/** A pane as one line. */
export function paneLine(pane: Pane, width: number): Line {
  const { task } = pane
  const phase = TASK_PHASES.find((one) => ['running', 'failed', 'blocked'].includes(task.phases[one]))
  const at = phase === undefined ? null : MARKS[task.phases[phase]]
  const state = stateOf(pane)
  const left = line(
    span(pane.focused ? '› ' : '  ', 'chosen'),
    span(`${task.task} `, pane.focused ? 'chosen' : 'strong'),
    ...(phase === undefined || at === null ? [] : [span(`${PHASE_NAMES[phase]} ${at.sign} `, at.role)]),
    ...(state === null ? [] : [span(`${state.word} `, state.role)]),
    stepOf(pane),
  )
  return sides(left, line(span(`  ${pane.elapsed}`, 'quiet')), width)
}
