import type { GateRequest, TaskOrder, TaskState } from '../../engine/protocol/index.ts'
import type { Size } from '../frame.ts'
import { commandFor, type Press } from '../keys.ts'
import { gateScreen, openGate } from '../screens/gate.ts'
import { neighbour } from './layout.ts'
import type { Logs } from './logs.ts'
import { type BoardUi, type BoardView, focusAt, layoutFor, panesOf, roomFor } from './state.ts'
import { STORY } from './story.ts'
import { openZoom, pasteZoom, pressZoom } from './zoom.ts'

/** What a key led to on the board. */
export type BoardStep =
  | { is: 'stay'; change: Partial<BoardUi> }
  | { is: 'order'; order: TaskOrder; change: Partial<BoardUi> }
  | { is: 'answer'; gate: string; answer: string; change: Partial<BoardUi> }
  | { is: 'help'; change: Partial<BoardUi> }

type GateView = Extract<BoardView, { is: 'gate' }>

const stay = (change: Partial<BoardUi> = {}): BoardStep => ({ is: 'stay', change })
const show = (view: BoardView): BoardStep => stay({ view })

export function pressBoard(state: BoardUi, press: Press, logs: Logs, size: Size): BoardStep {
  const { view } = state
  switch (view.is) {
    case 'panes':
      return pressPanes(state, press, size)
    case 'zoom': {
      const { zoom } = view
      if (zoom.typing === null && commandFor(press, ['log', 'gates'], false) === 'gate') return openFirst(state)
      const next = pressZoom(zoom, press, logs.of(zoom.task ?? STORY), roomFor(state, size))
      return show(next === null ? { is: 'panes' } : { is: 'zoom', zoom: next })
    }
    case 'gate':
      return pressGate(state, view, press)
  }
}

export function pasteOnBoard(state: BoardUi, text: string): Partial<BoardUi> {
  const { view } = state
  if (view.is === 'zoom') return { view: { ...view, zoom: pasteZoom(view.zoom, text) } }
  if (view.is === 'gate' && state.armed) return { view: { ...view, screen: gateScreen.paste(view.screen, text) } }
  return {}
}

function pressPanes(state: BoardUi, press: Press, size: Size): BoardStep {
  const panes = panesOf(state.batch)
  const at = focusAt(state)
  const task = panes[at]
  const to = (index: number): BoardStep => stay({ focus: panes[index]?.task ?? state.focus })
  const command = commandFor(press, ['board', 'gates'], false)
  switch (command) {
    case 'left':
    case 'right':
    case 'up':
    case 'down':
      return to(neighbour(layoutFor(state, size), panes.length, at, command))
    case 'next':
      return to((at + 1) % Math.max(1, panes.length))
    case 'previous':
      return to((at + panes.length - 1) % Math.max(1, panes.length))
    case 'log':
      return show({ is: 'zoom', zoom: openZoom(null) })
    case 'gate':
      return openFirst(state)
    case 'accept':
      return task === undefined ? stay() : show({ is: 'zoom', zoom: openZoom(task.task) })
    case 'pause':
    case 'stop':
    case 'retry':
      return task === undefined ? stay() : tell(state, task, command)
    default:
      return stay()
  }
}

/** Only what the state of the task allows is said to it. */
function tell(state: BoardUi, task: TaskState, command: 'pause' | 'stop' | 'retry'): BoardStep {
  const order = (is: TaskOrder['is']): BoardStep => ({ is: 'order', order: { is, task: task.task }, change: {} })
  switch (command) {
    case 'pause':
      if (task.status === 'paused') return order('resume')
      return task.status === 'running' ? order('pause') : stay()
    case 'retry':
      return task.status === 'blocked' || task.status === 'failed' ? order('retry') : stay()
    case 'stop':
      return stay(gateView(state, task.task, stopGate(task), true))
  }
}

/** Stopping cannot be taken back: the same screen asks as for every gate. */
const stopGate = (task: TaskState): GateRequest => ({
  kind: 'gate',
  id: `stop:${task.task}`,
  gate: 'stop',
  title: `Stop task ${task.task}`,
  lines: [`${task.kind} · ${task.difficulty}: what it was doing ends now, and nobody goes on with it.`],
  evidence: [],
  choices: [
    { key: 'keep', label: 'let it run' },
    { key: 'stop', label: 'stop it' },
  ],
  safe: 'keep',
})

function openFirst(state: BoardUi): BoardStep {
  const [gate] = state.batch.gates
  return gate === undefined ? stay() : stay(gateView(state, gate.task, gate.request, false))
}

/** Whatever was pressed until it can be read was not meant for it. */
const gateView = (state: BoardUi, task: string, request: GateRequest, ours: boolean): Partial<BoardUi> => ({
  view: { is: 'gate', task, screen: openGate(request), ours, under: state.view },
  armed: false,
})

function pressGate(state: BoardUi, view: GateView, press: Press): BoardStep {
  if (!state.armed) return stay()
  const typing = gateScreen.typing(view.screen)
  if (commandFor(press, ['held', ...gateScreen.places()], typing) === 'later') return show(view.under)
  const next = gateScreen.press(view.screen, press)
  const change = { view: view.under }
  switch (next.is) {
    case 'stay':
      return show({ ...view, screen: next.screen })
    case 'answer': {
      const answer = String(next.answer)
      if (!view.ours) return { is: 'answer', gate: view.screen.request.id, answer, change }
      return answer === 'stop' ? { is: 'order', order: { is: 'stop', task: view.task }, change } : stay(change)
    }
    case 'show':
      return { is: 'help', change: next.screen === undefined ? {} : { view: { ...view, screen: next.screen } } }
    case 'edit':
      return stay()
  }
}
