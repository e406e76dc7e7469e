// From a key to what it changes on the screen: letters at a question, and the overlay of keys at the board while its tasks
// write two thousand lines a second.
import { GOAL, inTemp, ms, workplace } from '../program.mjs'
import { clock, pause } from './pty.mjs'
import { openScreen } from './screen.mjs'

const KEYS = 200
const MOST = 35
const LINES = 400
const PANES = 5

export function keys() {
  return inTemp(async (dir) => {
    const at = workplace(dir)
    const question = await atQuestion(at)
    const board = await atBoard(at)
    return [
      row('key to paint, p95, at a question', question),
      row(`the same at the board, ${PANES} tasks × ${LINES} lines/s`, board),
    ]
  })
}

const row = (what, taken) => ({
  what,
  ours: ms(percentile(taken, 95)),
  other: `the clock; median ${ms(percentile(taken, 50))}`,
  target: `≤ ${MOST} ms`,
  met: percentile(taken, 95) <= MOST,
})

async function atQuestion(at) {
  const screen = await openScreen([GOAL, '--blueprint', 'none'], at)
  await screen.shows('OPTIONS:')
  await screen.settled()
  screen.type('\r')
  await screen.settled()
  const taken = []
  for (let key = 0; key < KEYS; key++) {
    screen.forget()
    const letter = 'abcdefghijklmnopqrstuvwxyz'[key % 26]
    const pressed = clock()
    screen.type(key % 10 === 9 ? '\u0015' : letter)
    taken.push((await screen.shows('\u001b[')) - pressed)
    await pause(20 + ((key * 37) % 60))
  }
  await screen.leave()
  return taken
}

async function atBoard(at) {
  const screen = await openScreen(['demo', 'board', '--speed', '1', '--lines-per-second', String(LINES)], at, {
    columns: 120,
    rows: 40,
  })
  await screen.shows('tasks')
  await pause(2000)
  const taken = []
  for (let key = 0; key < KEYS; key++) {
    screen.forget()
    const opens = key % 2 === 0
    const pressed = clock()
    screen.type(opens ? '?' : '\u001b')
    const shown = await screen.shows(opens ? 'HELP' : 'tasks')
    // Esc alone might begin a longer key: the terminal library waits to see whether it does.
    if (opens) taken.push(shown - pressed)
    await pause(50 + ((key * 37) % 90))
  }
  await screen.leave()
  return taken
}

function percentile(numbers, percent) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]
}
