import type { BatchState, TaskStatus } from '../../engine/protocol/index.ts'
import { footer } from '../footer.ts'
import { fitFrame, type Size, windowOf } from '../frame.ts'
import { bindingsFor, type Where } from '../keys.ts'
import { cutLine, type Line, line, lineWidth, type Span, sides, span } from '../lines.ts'
import { gateScreen } from '../screens/gate.ts'
import { viewPage } from '../screens/pages.ts'
import { type Layout, layoutOf } from './layout.ts'
import type { Logs } from './logs.ts'
import { elapsedOf, type Pane, paneBox, paneLine, phaseLine, stepOf, titleOf } from './pane.ts'
import { type BoardUi, focusAt, gateOf, panesOf, roomFor, rowsFor, showsQueue } from './state.ts'
import { STORY } from './story.ts'
import { type Zoom, zoomPlaces, zoomRows, zoomStatus } from './zoom.ts'

type GateView = Extract<BoardUi['view'], { is: 'gate' }>

/** What has the keys now, the nearest place first. */
export function placesNow({ view, page, batch }: BoardUi): readonly Where[] {
  if (page !== null) return ['pages']
  const gates: readonly Where[] = batch.gates.length > 0 ? ['gates'] : []
  switch (view.is) {
    case 'panes':
      return [...gates, 'board']
    case 'zoom':
      return view.zoom.typing === null ? [...gates, ...zoomPlaces(view.zoom)] : zoomPlaces(view.zoom)
    case 'gate':
      return ['held', ...gateScreen.places()]
  }
}

/** The whole board: at most `rows - 1` lines, none wider than the window. */
export function boardLines(state: BoardUi, logs: Logs, size: Size): Line[] {
  const keys = footer(placesNow(state), size.columns)
  if (state.page !== null) {
    const parts = viewPage(state.page, size)
    return fitFrame({ ...parts, bottom: [...parts.bottom, keys] }, size)
  }
  const top = [header(state.batch, size.columns)]
  const body = bodyOf(state, logs, size, rowsFor(state, size))
  return fitFrame({ top, body, bottom: [...notice(state), ...queue(state, size), keys] }, size)
}

function bodyOf(state: BoardUi, logs: Logs, size: Size, rows: number): Line[] {
  const { view } = state
  switch (view.is) {
    case 'panes':
      return panesIn(state, size, rows)
    case 'zoom':
      return zoomLines(state, view.zoom, logs, size)
    case 'gate': {
      const gate = gateLines(view, size, rows, state.armed)
      const left = rows - gate.length
      // Work goes on behind the gate, and can be seen where there is room for it.
      return [...(left < 1 ? [] : panesIn(state, size, left)), ...gate]
    }
  }
}

const gateLines = (view: GateView, size: Size, rows: number, armed: boolean): Line[] =>
  fitFrame(gateScreen.view(view.screen, { size, armed }), { columns: size.columns, rows: rows + 1 })

/** The panes, in exactly so many rows. */
function panesIn(state: BoardUi, size: Size, rows: number): Line[] {
  const panes = panesNow(state)
  const drawn =
    panes.length === 0
      ? [line(span(state.batch.batch === '' ? ' nothing has begun' : ' no task runs', 'quiet'))]
      : drawPanes(panes, layoutOf(panes.length, size, rows), size, rows, focusAt(state))
  return [...drawn, ...Array.from({ length: Math.max(0, rows - drawn.length) }, (): Line => [])]
}

function panesNow(state: BoardUi): Pane[] {
  const tasks = panesOf(state.batch)
  const at = focusAt(state)
  return tasks.map((task, index) => ({
    task,
    tail: state.tails.get(task.task) ?? [],
    gate: gateOf(state.batch, task.task),
    focused: index === at,
    elapsed: elapsedOf(task, state.now),
  }))
}

function drawPanes(panes: Pane[], layout: Layout, size: Size, rows: number, focus: number): Line[] {
  const lineOf = (pane: Pane): Line => paneLine(pane, size.columns)
  if (layout.is === 'list') return windowOf(panes.map(lineOf), focus, rows)
  if (layout.is === 'one')
    return panes.flatMap((pane) => (pane.focused ? paneBox(pane, size.columns, layout.height) : [lineOf(pane)]))
  return layout.widths.flatMap((widths, row) => {
    const boxes = widths.flatMap((width, column) => {
      const pane = panes[row * layout.columns + column]
      return pane === undefined ? [] : [paneBox(pane, width, layout.heights[row] ?? 0)]
    })
    return Array.from({ length: layout.heights[row] ?? 0 }, (_, index) => boxes.flatMap((box) => box[index] ?? []))
  })
}

function zoomLines(state: BoardUi, zoom: Zoom, logs: Logs, size: Size): Line[] {
  const room = roomFor(state, size)
  const ring = logs.of(zoom.task ?? STORY)
  return [
    titleLine(state, zoom, size.columns),
    ...zoomRows(zoom, ring, room).map((row): Line => [span(' '), ...row]),
    zoomStatus(zoom, ring, { ...room, columns: size.columns }),
  ]
}

function titleLine(state: BoardUi, zoom: Zoom, width: number): Line {
  const task = state.batch.tasks.find((one) => one.task === zoom.task)
  if (task === undefined) return [span(' What happened', 'strong')]
  const gate = gateOf(state.batch, task.task)
  const phases = phaseLine(task)
  const left = [span(` ${titleOf(task)}  `, 'strong'), ...phases, span('  '), stepOf({ task, gate })]
  return sides(cutLine(left, width), line(span(`  ${elapsedOf(task, state.now)} `, 'quiet')), width)
}

/** What is always counted, and what only when there is some. */
const COUNTED: readonly { word: string; of: readonly TaskStatus[]; always: boolean }[] = [
  { word: 'queue', of: ['queued'], always: true },
  { word: 'running', of: ['running'], always: true },
  { word: 'done', of: ['done'], always: true },
  { word: 'blocked', of: ['blocked'], always: true },
  { word: 'paused', of: ['paused'], always: false },
  { word: 'failed', of: ['failed'], always: false },
  { word: 'stopped', of: ['stopped'], always: false },
]

function header(batch: BatchState, width: number): Line {
  const counts = COUNTED.flatMap(({ word, of, always }): Span[] => {
    const many = batch.tasks.filter((task) => of.includes(task.status)).length
    if (many === 0 && !always) return []
    const loud = many > 0 && (word === 'blocked' || word === 'failed')
    return [span(`  ${word} `, loud ? 'warn' : 'quiet'), span(String(many), loud ? 'warn' : 'strong')]
  })
  const spent = [
    ...(batch.deploys > 0 ? [`deploys ${batch.deploys}`] : []),
    ...(batch.usd === null ? [] : [`cost $${batch.usd.toFixed(2)}`]),
  ].join('   ')
  const left = [span(' tasks', 'strong'), ...counts]
  const right = line(span(spent === '' ? '' : `  ${spent} `, 'quiet'))
  // How it stands matters more than what it took.
  return lineWidth(left) + lineWidth(right) > width ? cutLine(left, width) : sides(left, right, width)
}

/** The first gate of the queue. It waits here until somebody looks at it; nothing that is typed elsewhere reaches it. */
function queue(state: BoardUi, size: Size): Line[] {
  const [gate] = state.batch.gates
  if (gate === undefined || !showsQueue(state, size)) return []
  const key = bindingsFor(['gates']).find((one) => one.command === 'gate')?.shown ?? ''
  const left = [
    span(` GATE 1 of ${state.batch.gates.length} `, 'warn'),
    span(`  ${gate.task} `, 'strong'),
    span(gate.request.title),
  ]
  const hint = state.view.is === 'gate' ? '' : isTypingNow(state) ? '  waits ' : `  ${key} look `
  return [sides(left, line(span(hint, 'accent')), size.columns)]
}

const isTypingNow = ({ view }: BoardUi): boolean => view.is === 'zoom' && view.zoom.typing !== null

/** What became of all of it. */
function notice({ stopping, batch }: BoardUi): Line[] {
  if (stopping) return [line(span(' Stopping … Ctrl-C again stops at once', 'warn'))]
  return batch.finished === null ? [] : [line(span(` ${batch.finished.message}`, 'strong'))]
}
